#include "content/load_article.h"

#include <gtest/gtest.h>

#include "base/concat.h"
#include "base/utf8.h"

namespace depesche {
namespace {

std::string article_with(std::string_view fields) {
  return concat({R"({"format": "depesche/1", "languages": ["de", "en"], "headline": "H", "body": [], )", fields, "}"});
}

std::string body_of(std::string_view blocks) {
  return concat({R"({"format": "depesche/1", "languages": ["de", "en"], "headline": "H", "body": [)", blocks, "]}"});
}

LoadedArticle load(const std::string& json) {
  auto loaded = load_article(json, "test.json");
  if (loaded) return std::move(*loaded);
  for (const Diagnostic& diagnostic : loaded.error()) ADD_FAILURE() << format(diagnostic);
  return {};
}

/// "text|begin-end flags|…" of a lead, so that a whole value is one expectation.
std::string lead(std::string_view json) {
  const LoadedArticle loaded = load(article_with(concat({"\"lead\": ", json})));
  const auto choice = loaded.article.lead.in(0);
  if (!choice.value) return "absent";
  std::string text = choice.value->text;
  for (const Span& span : choice.value->spans) {
    text += concat(
        {"|", decimal(span.begin), "-", decimal(span.end), span.emphasis ? " em" : "", span.strong ? " strong" : ""});
    if (!span.link.empty()) text += concat({" ", span.link});
    if (!span.language.empty()) text += concat({" ", span.language});
  }
  return text;
}

TEST(LoadArticle, FlattensMarkupToSortedDisjointSpans) {
  EXPECT_EQ(lead(R"("plain")"), "plain");
  EXPECT_EQ(lead(R"([])"), "");
  EXPECT_EQ(lead(R"(["a", {"em": "b"}, "c"])"), "abc|1-2 em");
  EXPECT_EQ(lead(R"([{"em": ["a", {"strong": "b"}, "c"]}])"), "abc|0-1 em|1-2 em strong|2-3 em");
  EXPECT_EQ(lead(R"([{"link": "https://a.b", "text": ["x", {"em": "y"}]}])"), "xy|0-1 https://a.b|1-2 em https://a.b");
  EXPECT_EQ(lead(R"([{"lang": "fr", "text": ["x", {"lang": "la", "text": "y"}]}])"), "xy|0-1 fr|1-2 la");
  EXPECT_EQ(lead(R"(["ä", {"em": "ö"}])"), "äö|2-4 em") << "offsets count bytes";
}

TEST(LoadArticle, JoinsNeighboursOfOneStyleAndMakesNoEmptySpans) {
  EXPECT_EQ(lead(R"([{"em": "a"}, {"em": "b"}])"), "ab|0-2 em");
  EXPECT_EQ(lead(R"([{"em": ["a", "b"]}])"), "ab|0-2 em");
  EXPECT_EQ(lead(R"([{"em": ""}, "a", {"strong": []}])"), "a");
  EXPECT_EQ(lead(R"([{"link": "https://a.b", "text": "x"}, {"link": "https://a.c", "text": "y"}])"),
            "xy|0-1 https://a.b|1-2 https://a.c");
}

TEST(LoadArticle, NormalisesLineEndsAndTabs) {
  EXPECT_EQ(lead(R"("a\r\nb\rc\nd\te\u2028f")"), "a\nb\nc\nd e\nf");
  EXPECT_EQ(lead(R"(["a", {"break": true}, {"em": ["b", {"break": true}]}])"), "a\nb\n|2-4 em");
  EXPECT_EQ(lead(R"("so\u00adft")"), "so\u00adft");
  const LoadedArticle loaded = load(article_with(R"("publisher": "a\nb")"));
  EXPECT_EQ(*loaded.article.publisher.in(0).value, "a b") << "strings without markup have one line";
}

TEST(LoadArticle, KeepsTextOfUnknownMarkup) {
  EXPECT_EQ(lead(R"(["H", {"sub": "2"}, "O"])"), "H2O");
  EXPECT_EQ(lead(R"([{"em": [{"code": ["x", {"strong": "y"}]}]}])"), "xy|0-1 em|1-2 em strong");
  EXPECT_EQ(lead(R"([{"icon": "star", "text": "x"}])"), "x");
  EXPECT_EQ(lead(R"([{"odd": 1}, "x"])"), "x");
  EXPECT_EQ(lead(R"([{"odd": {"link": "javascript:x", "text": "y"}}, "x"])"), "x");
  EXPECT_EQ(lead(R"([{"odd": [{"link": "javascript:x", "text": "y"}]}, "x"])"), "yx") << "its links are checked too";
}

TEST(LoadArticle, TheOuterLinkWins) {
  EXPECT_EQ(lead(R"([{"link": "https://a.b", "text": ["x", {"link": "https://a.c", "text": "y"}]}])"),
            "xy|0-2 https://a.b");
}

TEST(LoadArticle, ChoosesLanguages) {
  const LoadedArticle loaded =
      load(article_with(R"("kicker": {"en": "E", "DE": "D"}, "lead": {"en": "E"}, "publisher": "P")"));
  const Article& article = loaded.article;
  EXPECT_EQ(article.kicker.in(0).value->text, "D");
  EXPECT_EQ(article.kicker.in(1).value->text, "E");
  EXPECT_FALSE(article.kicker.in(0).fallback);
  EXPECT_EQ(article.lead.in(0).value->text, "E");
  EXPECT_TRUE(article.lead.in(0).fallback);
  EXPECT_EQ(article.lead.in(0).language, 1);
  EXPECT_EQ(*article.publisher.in(1).value, "P");
  EXPECT_EQ(article.publisher.in(1).language, 1);
  EXPECT_FALSE(article.publisher.in(1).fallback);
  EXPECT_EQ(article.publisher.versions.size(), 1u);
  ASSERT_EQ(loaded.warnings.size(), 1u);
  EXPECT_EQ(loaded.warnings[0].code, "missing-translation");
  EXPECT_TRUE(article.url.empty());
  EXPECT_FALSE(article.published);
}

TEST(LoadArticle, FindsLanguages) {
  Article article;
  article.languages = {"de", "en-GB", "zh-Hant", "en"};
  EXPECT_EQ(article.find_language("en"), 3);
  EXPECT_EQ(article.find_language("EN-gb"), 1);
  EXPECT_EQ(article.find_language("en-US"), 1);
  EXPECT_EQ(article.find_language("zh"), 2);
  EXPECT_EQ(article.find_language("fr"), 0);
  EXPECT_EQ(article.find_language(""), 0);
  EXPECT_EQ(Article{}.find_language("de"), 0);
}

TEST(LoadArticle, ReadsBlocks) {
  const LoadedArticle loaded = load(body_of(R"(
    {"type": "heading", "text": "T", "level": 3}, {"type": "heading", "text": "T", "id": "own"},
    {"type": "list", "ordered": true, "items": ["a", "b"]},
    {"type": "quotation", "paragraphs": ["q"], "cite": "https://a.b"},
    {"type": "timeline", "entries": [{"id": "e", "date": "2025-09-04T14:30Z", "speaker": "S", "summary": "M",
      "statement": [{"type": "list", "items": ["i"]}], "source": {"label": "L"}}]})"));
  const auto& body = loaded.article.body;
  ASSERT_EQ(body.size(), 5u);
  EXPECT_EQ(std::get<HeadingBlock>(body[0].content).level, 3);
  EXPECT_EQ(std::get<HeadingBlock>(body[1].content).level, 2);
  EXPECT_EQ(body[1].id, "own");
  EXPECT_TRUE(std::get<ListBlock>(body[2].content).ordered);
  EXPECT_EQ(std::get<ListBlock>(body[2].content).items.size(), 2u);
  EXPECT_EQ(std::get<QuotationBlock>(body[3].content).cite, "https://a.b");
  const TimelineEntry& entry = std::get<TimelineBlock>(body[4].content).entries.at(0);
  EXPECT_EQ(entry.id, "e");
  EXPECT_EQ(entry.moment->hour, 14);
  EXPECT_EQ(entry.moment->zone, "Z");
  EXPECT_EQ(std::get<ListBlock>(entry.statement.at(0)).items.size(), 1u);
  EXPECT_EQ(*entry.source->label.in(0).value, "L");
}

std::vector<std::string> unknown_texts(std::string_view block) {
  const LoadedArticle loaded = load(body_of(block));
  std::vector<std::string> texts;
  if (loaded.article.body.empty()) return texts;
  for (const LocalizedText& text : std::get<UnknownBlock>(loaded.article.body[0].content).texts)
    texts.push_back(text.in(0).value->text);
  return texts;
}

TEST(LoadArticle, FindsTheTextsOfUnknownBlocks) {
  using Texts = std::vector<std::string>;
  EXPECT_EQ(unknown_texts(R"({"type": "x", "text": "a", "url": "https://a.b", "size": 3})"), (Texts{"a"}));
  EXPECT_EQ(unknown_texts(R"({"type": "x", "text": ["a", {"em": "b"}]})"), (Texts{"ab"}));
  EXPECT_EQ(unknown_texts(R"({"type": "x", "anything": {"de": "a", "en": "b"}})"), (Texts{"a"}));
  EXPECT_EQ(unknown_texts(R"({"type": "x", "title": {"fr": "a", "de": "b", "zh-Hant": "c"}})"), (Texts{"b"}));
  EXPECT_EQ(unknown_texts(R"({"type": "x", "entry": {"de": "a", "caption": "b"}})"), (Texts{"b"}));
  EXPECT_EQ(unknown_texts(R"({"type": "x", "items": ["a", {"title": "b", "paragraphs": ["c", ["d", {"em": "e"}]]}]})"),
            (Texts{"a", "b", "c", "de"}));
  EXPECT_EQ(unknown_texts(R"({"type": "x", "caption": " ", "author": {"name": "n"}, "rows": [["1", "2"]]})"),
            (Texts{}));
}

TEST(LoadArticle, LeavesOutPictureFilesOfAnotherShape) {
  const LoadedArticle loaded = load(body_of(R"({"type": "figure", "image": {"alt": "", "sources": [
    {"url": "a.jpg", "width": 1200, "height": 675}, {"url": "b.webp", "width": 600, "height": 600},
    {"url": "c.png?v=1", "width": 100, "height": 56}]}})"));
  const auto& sources = std::get<FigureBlock>(loaded.article.body.at(0).content).figure.image.sources;
  ASSERT_EQ(sources.size(), 2u);
  EXPECT_EQ(sources[0].type, "image/jpeg");
  EXPECT_EQ(sources[1].url, "c.png?v=1");
  EXPECT_EQ(sources[1].type, "image/png");
}

TEST(LoadArticle, CountsColumnsInCodePointsAndLinesAtLineFeeds) {
  const auto column = [](std::string_view json) {
    const auto loaded = load_article(json, "f");
    return loaded ? std::string("good")
                  : concat({decimal(loaded.error()[0].line), ":", decimal(loaded.error()[0].column)});
  };
  EXPECT_EQ(column("{\"ä😀\": 1, \"ä😀\": 2}"), "1:1") << "missing fields come first";
  EXPECT_EQ(column("\xef\xbb\xbf[]"), "1:1");
  EXPECT_EQ(column("\r\n\r\n  []"), "3:3");
  EXPECT_EQ(column("\"ä😀\" x"), "1:6");
}

TEST(LoadArticle, CutsWhatIsTooLong) {
  const std::string words(max_size / 2, 'a');
  const std::string json = body_of(concat({R"({"type": "paragraph", "text": {"de": ")", words, R"(", "en": "Short"}},
      {"type": "quotation", "paragraphs": ["Whole", {"de": "Kurz", "en": ["Words and ", {"em": "more )",
                                           words, R"("}, {"strong": "x"}]}, "Lost"],
       "attribution": "Lost"},
      {"type": "list", "items": ["Lost"]}, {"type": "paragraph"})"}));
  auto faulty = load_article(json, "test.json");
  ASSERT_FALSE(faulty);
  ASSERT_EQ(faulty.error().size(), 2u);
  EXPECT_EQ(faulty.error()[1].code, "missing-field") << "what is cut off is checked all the same";

  const LoadedArticle loaded = load(json.substr(0, json.rfind(", {\"type\": \"paragraph\"}")) + "]}");
  ASSERT_EQ(loaded.warnings.size(), 1u);
  EXPECT_EQ(
      format(loaded.warnings[0]),
      "test.json:2:53 /body/1/paragraphs/1: warning: the article is too long: it is cut here; expected at most "
      "1048576 bytes in one language, each text, piece of text and line end counting as 32 more; split the article");
  EXPECT_EQ(loaded.article.size, max_size);
  ASSERT_EQ(loaded.article.body.size(), 2u);
  const auto& quotation = std::get<QuotationBlock>(loaded.article.body[1].content);
  ASSERT_EQ(quotation.paragraphs.size(), 2u);
  EXPECT_EQ(quotation.paragraphs[0].versions[0].value.text, "Whole");
  EXPECT_EQ(quotation.paragraphs[1].versions[0].value.text, "Kurz");
  const RichText& cut = quotation.paragraphs[1].versions[1].value;
  EXPECT_TRUE(cut.text.starts_with("Words and more a") && cut.text.ends_with("a…"));
  // The headline, the paragraph, "Whole", and this one with its first span.
  EXPECT_EQ(cut.text.size() - 3, max_size - (1 + 32) - (words.size() + 32) - (5 + 32) - 2 * 32);
  ASSERT_EQ(cut.spans.size(), 1u);
  EXPECT_EQ(cut.spans[0].begin, 10u);
  EXPECT_EQ(cut.spans[0].end, cut.text.size() - 3);
  EXPECT_TRUE(quotation.attribution.in(0).value->empty());
}

TEST(LoadArticle, CutsBetweenWordsAndCharacters) {
  const auto cut = [](std::string_view words) {
    std::string text;
    while (text.size() <= max_size) text += words;
    const LoadedArticle loaded = load(body_of(concat({R"({"type": "paragraph", "text": ")", text, R"("})"})));
    return std::get<ParagraphBlock>(loaded.article.body[0].content).text.versions[0].value.text;
  };
  EXPECT_TRUE(cut("Wort und Satz ").ends_with("und Satz…") || cut("Wort und Satz ").ends_with("Wort und…") ||
              cut("Wort und Satz ").ends_with("Satz Wort…"));
  // Of the two, one would be cut inside of a letter.
  EXPECT_TRUE(cut("ж").ends_with("ж…"));
  EXPECT_TRUE(cut("aж").ends_with("ж…") || cut("aж").ends_with("a…"));
  EXPECT_EQ(find_invalid_utf8(cut("ж")), std::string::npos);
  EXPECT_EQ(find_invalid_utf8(cut("aжж")), std::string::npos);
}

TEST(LoadArticle, NamesTheFileInEveryDiagnostic) {
  const auto loaded = load_article(R"({"x": 1})", "some/file.json");
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().size(), 5u) << "four fields are missing, one is unknown";
  for (const Diagnostic& diagnostic : loaded.error()) {
    EXPECT_EQ(diagnostic.file, "some/file.json");
    EXPECT_FALSE(diagnostic.code.empty());
  }
}

}  // namespace
}  // namespace depesche
