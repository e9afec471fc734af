// JSON bytes -> Article, or diagnostics that can be printed.
#include "content/load_article.h"

#include "../fuzz.h"
#include "base/utf8.h"
#include "content/links.h"
#include "content/strings.h"
#include "semantics/static_html.h"

namespace depesche::fuzz {
namespace {

void check(const std::vector<Diagnostic>& diagnostics, std::string_view bytes) {
  require(diagnostics.size() <= max_diagnostics + 1, "diagnostics are bounded");
  for (const Diagnostic& diagnostic : diagnostics) {
    require(!diagnostic.code.empty() && !diagnostic.problem.empty(), "a diagnostic says what is wrong");
    const std::string line = format(diagnostic);
    require(line.find('\n') == line.npos, "a diagnostic is one line");
    require(find_invalid_utf8(line) == line.npos, "a diagnostic is well-formed");
    require(diagnostic.line <= bytes.size() + 1 && diagnostic.column <= bytes.size() + 1, "its place is in the file");
  }
}

void check(const LocalizedText& text) {
  for (const auto& version : text.versions) {
    const RichText& rich = version.value;
    require(find_invalid_utf8(rich.text) == std::string_view::npos, "texts are well-formed");
    std::uint32_t end = 0;
    for (const Span& span : rich.spans) {
      require(span.begin >= end && span.begin < span.end && span.end <= rich.text.size(), "spans stand in order");
      for (const std::uint32_t edge : {span.begin, span.end})
        require(edge == rich.text.size() || (static_cast<unsigned char>(rich.text[edge]) & 0xc0) != 0x80,
                "spans end between characters");
      require(span.link.empty() || !find_link_fault(span.link, LinkUse::link), "links are checked");
      end = span.end;
    }
  }
}

}  // namespace

void run(std::string_view bytes) {
  const Result<LoadedArticle> loaded = load_article(bytes, "fuzz.json");
  if (!loaded) {
    require(has_errors(loaded.error()), "what cannot be shown has an error");
    check(loaded.error(), bytes);
    return;
  }
  require(!has_errors(loaded->warnings), "what can be shown has none");
  check(loaded->warnings, bytes);
  const Article& article = loaded->article;
  require(!article.languages.empty() && article.languages.size() <= max_languages, "there is a language");
  require(!article.headline.absent(), "there is a headline");
  check(article.headline);
  check(article.lead);
  for (const Block& block : article.body) {
    if (const auto* const paragraph = std::get_if<ParagraphBlock>(&block.content)) check(paragraph->text);
    if (const auto* const timeline = std::get_if<TimelineBlock>(&block.content))
      for (const TimelineEntry& entry : timeline->entries) check(entry.summary);
  }
  StaticHtmlOptions options;
  options.strings = &fallback_strings();
  options.language = static_cast<Language>(bytes.size() % article.languages.size());
  options.base = "https://example.org/";
  const std::string html = static_html(article, options);
  require(find_invalid_utf8(html) == html.npos, "the HTML is well-formed");
  require(html.find("<script") == html.npos && html.find("=\"javascript:") == html.npos, "there is no script in it");
  require(json_ld(article, options).find('<') == std::string::npos, "JSON-LD cannot end its element");
}

}  // namespace depesche::fuzz
