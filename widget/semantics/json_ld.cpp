// NewsArticle of schema.org: https://schema.org/NewsArticle, and what search engines document of it.
#include "semantics/addresses.h"
#include "semantics/json_writer.h"
#include "semantics/static_html.h"

namespace depesche {
namespace {

/// `</script>` in a text must not end the block: in JSON, `<` may be written as an escape.
std::string without_angle_brackets(std::string_view json) {
  std::string out;
  out.reserve(json.size());
  for (const char c : json) {
    if (c == '<')
      out += "\\u003c";
    else
      out += c;
  }
  return out;
}

std::string plain(const LocalizedText& text, Language language) {
  const auto choice = text.in(language);
  std::string out;
  if (choice.value == nullptr) return out;
  const std::string_view words = choice.value->text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words.substr(i).starts_with("\xC2\xAD"))
      ++i;  // a soft hyphen is no letter
    else
      out += words[i] == '\n' ? ' ' : words[i];
  }
  return out;
}

std::string plain(const LocalizedString& text, Language language) {
  const auto choice = text.in(language);
  return choice.value != nullptr ? *choice.value : std::string();
}

}  // namespace

std::string json_ld(const Article& article, const StaticHtmlOptions& options) {
  const Language language = options.language;
  std::string out;
  JsonWriter json(out);
  json.open_object();
  json.member("@context", "https://schema.org").member("@type", "NewsArticle");
  json.member("headline", plain(article.headline, language));
  json.optional("description", plain(article.lead, language));
  json.member("inLanguage", article.languages[language]);
  if (article.published) json.member("datePublished", to_iso(*article.published));
  if (article.modified) json.member("dateModified", to_iso(*article.modified));
  json.optional("url", article.url);
  if (article.lead_figure) {
    json.key("image").open_array();
    for (const ImageSource& source : article.lead_figure->image.sources)
      json.text(resolve_address(options.base, source.url));
    json.close_array();
  }
  if (!article.authors.empty()) {
    json.key("author").open_array();
    for (const Author& author : article.authors) {
      const std::string name = plain(author.name, language);
      if (name.empty()) continue;
      json.open_object().member("@type", "Person").member("name", name).optional("url", author.url).close_object();
    }
    json.close_array();
  }
  if (const std::string name = plain(article.publisher, language); !name.empty())
    json.key("publisher").open_object().member("@type", "Organization").member("name", name).close_object();
  json.close_object();
  return without_angle_brackets(out);
}

}  // namespace depesche
