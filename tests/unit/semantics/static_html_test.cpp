#include "semantics/static_html.h"

#include <gtest/gtest.h>

#include "content/load_article.h"

namespace depesche {
namespace {

Article article(std::string_view json) {
  auto loaded = load_article(json, "test.json");
  EXPECT_TRUE(loaded.has_value()) << (loaded ? "" : format(loaded.error().front()));
  return loaded ? std::move(loaded->article) : Article{};
}

StaticHtmlOptions options() {
  StaticHtmlOptions made;
  made.strings = &fallback_strings();
  return made;
}

TEST(StaticHtml, HostileTextStaysText) {
  const Article hostile = article(R"({"format": "depesche/1", "languages": ["en"],
    "headline": "<script>alert(1)</script> & \"quotes\"",
    "body": [{"type": "paragraph", "text": [{"link": "https://example.org/?a=1&b=2", "text": "<b>"}]}]})");
  const std::string html = static_html(hostile, options());
  EXPECT_EQ(html.find("<script"), std::string::npos);
  EXPECT_NE(html.find("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;quotes&quot;"), std::string::npos);
  EXPECT_NE(html.find("<a href=\"https://example.org/?a=1&amp;b=2\">&lt;b&gt;</a>"), std::string::npos) << html;
}

TEST(StaticHtml, MarkupWithinALinkDoesNotPartIt) {
  const Article linked = article(R"({"format": "depesche/1", "languages": ["en"], "headline": "H", "body": [
    {"type": "paragraph", "text": ["By ", {"link": "https://a.example", "text": ["the ", {"em": "Example"}, "s"]}, "."]},
    {"type": "paragraph", "text": [{"link": "https://a.example", "text": "a"}, {"link": "https://b.example", "text": "b"}]}]})");
  const std::string html = static_html(linked, options());
  EXPECT_NE(html.find("<p>By <a href=\"https://a.example\">the <em>Example</em>s</a>.</p>"), std::string::npos) << html;
  EXPECT_NE(html.find("<p><a href=\"https://a.example\">a</a><a href=\"https://b.example\">b</a></p>"),
            std::string::npos)
      << html;
}

TEST(StaticHtml, JsonLdCannotEndItsScript) {
  const Article hostile = article(R"({"format": "depesche/1", "languages": ["en"],
    "headline": "</script><script>alert(1)</script>", "body": []})");
  const std::string json = json_ld(hostile, options());
  EXPECT_EQ(json.find('<'), std::string::npos);
  EXPECT_NE(json.find("\\u003c/script>"), std::string::npos);
}

TEST(StaticHtml, UntranslatedTextNamesItsLanguage) {
  const Article partial = article(R"({"format": "depesche/1", "languages": ["de", "en"],
    "headline": {"de": "Titel", "en": "Title"}, "body": [{"type": "paragraph", "text": {"de": "Nur deutsch"}}]})");
  StaticHtmlOptions english = options();
  english.language = 1;
  const std::string html = static_html(partial, english);
  EXPECT_NE(html.find("<article lang=\"en\" dir=\"ltr\">"), std::string::npos);
  EXPECT_NE(html.find("<h1>Title</h1>"), std::string::npos);
  EXPECT_NE(html.find("<p lang=\"de\">Nur deutsch</p>"), std::string::npos);
}

TEST(StaticHtml, UntranslatedTextThatRunsTheOtherWaySaysSo) {
  const Article partial = article(R"({"format": "depesche/1", "languages": ["ar", "de"],
    "headline": {"ar": "عنوان", "de": "Titel"},
    "body": [{"type": "paragraph", "text": {"de": "Der Wortlaut (Auszug)."}}, {"type": "paragraph", "text": {"ar": "نص."}}]})");
  StaticHtmlOptions wanted = options();
  wanted.language = 0;
  EXPECT_NE(static_html(partial, wanted).find("<p lang=\"de\" dir=\"ltr\">Der Wortlaut (Auszug).</p>"),
            std::string::npos);
  wanted.language = 1;
  const std::string german = static_html(partial, wanted);
  EXPECT_NE(german.find("<p lang=\"ar\" dir=\"rtl\">نص.</p>"), std::string::npos);
  EXPECT_NE(german.find("<p>Der Wortlaut (Auszug).</p>"), std::string::npos);
}

TEST(StaticHtml, UntranslatedWordsWithinALineNameTheirLanguage) {
  const Article partial = article(R"({"format": "depesche/1", "languages": ["de", "en"],
    "headline": {"de": "Titel", "en": "Title"}, "authors": [{"name": {"de": "Redaktion"}}],
    "leadFigure": {"image": {"sources": [{"url": "a.jpg", "width": 100, "height": 50}], "alt": {"de": "Bild"}},
      "caption": {"de": "Unterschrift"}, "credit": {"de": "Agentur"}},
    "body": [{"type": "timeline", "title": {"de": "Stimmen"}, "entries": [{"id": "a", "when": {"de": "danach"},
      "speaker": {"de": "Sprecher"}, "role": {"de": "Amt"}, "place": {"de": "Ort"}, "summary": {"de": "Satz"},
      "statement": [], "source": {"label": {"de": "Zeitung"}}}]}]})");
  StaticHtmlOptions english = options();
  english.language = 1;
  const std::string html = static_html(partial, english);
  for (const std::string_view word :
       {"Redaktion", "Unterschrift", "Agentur", "danach", "Sprecher", "Amt", "Ort", "Satz", "Zeitung"})
    EXPECT_NE(html.find("<span lang=\"de\">" + std::string(word) + "</span>"), std::string::npos) << word << html;
  EXPECT_NE(html.find("<h2 lang=\"de\">Stimmen</h2>"), std::string::npos) << html;
  EXPECT_NE(html.find(" lang=\"de\" alt=\"Bild\""), std::string::npos) << html;
  EXPECT_EQ(static_html(partial, options()).find("lang=\"de\"", 20), std::string::npos) << "all is German";
}

TEST(StaticHtml, NamesInLettersOfTheOtherDirectionAreIsolated) {
  const Article mixed = article(R"({"format": "depesche/1", "languages": ["de", "ar"],
    "headline": {"de": "Titel", "ar": "عنوان"},
    "authors": [{"name": "محمد علي"}, {"name": "Zoë Élan", "url": "https://example.org/"}],
    "body": [{"type": "timeline", "entries": [
      {"id": "a", "when": "1", "speaker": "محمد علي", "summary": "26 × 2", "statement": []},
      {"id": "b", "when": "2", "speaker": "Élan", "summary": "26 × 2", "statement": []}]}]})");
  StaticHtmlOptions wanted = options();
  const std::string german = static_html(mixed, wanted);
  EXPECT_NE(german.find("\"><bdi>محمد علي</bdi> · <a rel=\"author\" href=\"https://example.org/\">Zoë Élan</a>"),
            std::string::npos)
      << german;
  EXPECT_NE(german.find("<strong><bdi>محمد علي</bdi></strong>"), std::string::npos) << german;
  EXPECT_NE(german.find("<strong>Élan</strong>"), std::string::npos) << german;
  wanted.language = 1;
  const std::string arabic = static_html(mixed, wanted);
  EXPECT_NE(arabic.find("<strong>محمد علي</strong>"), std::string::npos) << arabic;
  EXPECT_NE(arabic.find("<strong><bdi>Élan</bdi></strong>"), std::string::npos) << arabic;
}

TEST(StaticHtml, PartsWithoutATitleHaveAName) {
  const Article untitled = article(R"({"format": "depesche/1", "languages": ["en"], "headline": "H", "body": [
    {"type": "note", "paragraphs": ["n"]}, {"type": "note", "title": "Rights", "paragraphs": ["n"]},
    {"type": "banner", "image": {"sources": [{"url": "a.jpg", "width": 600, "height": 100}], "alt": ""},
      "link": "https://a.example", "sponsor": "Acme"}]})");
  const std::string html = static_html(untitled, options());
  EXPECT_NE(html.find("<aside class=\"note\" aria-label=\"Note\">"), std::string::npos) << html;
  EXPECT_NE(html.find("<aside class=\"note\">\n    <p class=\"title\">Rights</p>"), std::string::npos) << html;
  EXPECT_NE(html.find("href=\"https://a.example\" aria-label=\"Advertisement \u00b7 Acme\">"), std::string::npos)
      << html;
}

TEST(StaticHtml, AQuotationLeadsToItsSource) {
  const Article quoting = article(R"({"format": "depesche/1", "languages": ["en"], "headline": "H", "body": [
    {"type": "quotation", "paragraphs": ["a"], "attribution": ["Ada, ", {"em": "Notes"}], "cite": "https://a.example"},
    {"type": "quotation", "paragraphs": ["b"], "cite": "https://b.example"}]})");
  const std::string html = static_html(quoting, options());
  EXPECT_NE(html.find("<footer><a href=\"https://a.example\">Ada, <em>Notes</em></a></footer>"), std::string::npos)
      << html;
  EXPECT_NE(html.find("<footer><a href=\"https://b.example\">Source</a></footer>"), std::string::npos) << html;
}

TEST(StaticHtml, PicturesAreRelativeToTheGivenBase) {
  const Article pictured = article(R"({"format": "depesche/1", "languages": ["en"], "headline": "H",
    "leadFigure": {"image": {"sources": [{"url": "a.webp", "width": 100, "height": 50},
      {"url": "a.jpg?crop=2:1", "width": 100, "height": 50}, {"url": "https://cdn.example/b.jpg", "width": 200, "height": 100}],
      "alt": "A"}}, "body": []})");
  StaticHtmlOptions based = options();
  based.base = "/news/";
  const std::string html = static_html(pictured, based);
  EXPECT_NE(html.find("src=\"https://cdn.example/b.jpg\""), std::string::npos) << html;
  const std::string json = json_ld(pictured, based);
  EXPECT_NE(json.find(R"(["/news/a.webp","/news/a.jpg?crop=2:1","https://cdn.example/b.jpg"])"), std::string::npos)
      << json;
  EXPECT_NE(html.find("srcset=\"/news/a.jpg?crop=2:1 100w, https://cdn.example/b.jpg 200w\""), std::string::npos)
      << html;
}

TEST(StaticHtml, PicturesAreOfferedInTheFormatsThatTheCardChoosesAmong) {
  const auto pictured = [](const std::string& sources) {
    const std::string html = static_html(article(R"({"format": "depesche/1", "languages": ["en"], "headline": "H",
      "leadFigure": {"image": {"sources": [)" + sources +
                                                 R"(], "alt": ""}}, "body": []})"),
                                         options());
    std::vector<std::string> files;
    for (std::size_t at = 0; (at = html.find("srcset=\"", at)) != std::string::npos;) {
      at += 8;
      files.push_back(html.substr(at, html.find(' ', at) - at));
    }
    EXPECT_EQ(html.find("<picture>") != std::string::npos, files.size() > 1) << html;
    return files;
  };
  const auto file = [](const std::string& name) { return R"({"url": ")" + name + R"(", "width": 100, "height": 50})"; };
  using Files = std::vector<std::string>;
  EXPECT_EQ(pictured(file("a.jpg")), Files{"a.jpg"});
  EXPECT_EQ(pictured(file("a.jpg") + "," + file("a.webp") + "," + file("a.avif")),
            (Files{"a.avif", "a.webp", "a.jpg"}));
  // Those that every browser has come last, whatever their order in the article.
  EXPECT_EQ(pictured(file("a.png") + "," + file("a.avif")), (Files{"a.avif", "a.png"}));
  EXPECT_EQ(pictured(file("a.avif") + "," + file("a.webp")), (Files{"a.avif", "a.webp"}));
}

}  // namespace
}  // namespace depesche
