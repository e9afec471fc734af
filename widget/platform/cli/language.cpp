#include "platform/cli/language.h"

#include "base/ascii.h"
#include "base/concat.h"

namespace depesche::cli {

std::expected<Language, std::string> asked_language(const Arguments& arguments, const Article& article) {
  const auto tag = arguments.value("--lang");
  if (!tag) return Language{0};
  const Language found = article.find_language(*tag);
  // A reader gets the first language in the place of one that is not there; here it would be taken for the one asked for.
  const auto primary = [](std::string_view whole) { return whole.substr(0, whole.find('-')); };
  if (equal_ignoring_case(primary(article.languages[found]), primary(*tag))) return found;
  std::string list;
  for (const std::string& language : article.languages) list += (list.empty() ? "" : ", ") + language;
  return std::unexpected(concat({"the article has no language ", *tag, "; it has ", list}));
}

}  // namespace depesche::cli
