#include "content/language_names.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/concat.h"

namespace depesche {
namespace {

struct Name {
  std::string_view tag;
  std::string_view name;
};

// CLDR, `languages` of each language in itself, capitalised as a list's item.
constexpr std::array names = {
    Name{"ar", "العربية"},    Name{"be", "Беларуская"}, Name{"bg", "Български"},   Name{"cs", "Čeština"},
    Name{"da", "Dansk"},      Name{"de", "Deutsch"},    Name{"el", "Ελληνικά"},    Name{"en", "English"},
    Name{"es", "Español"},    Name{"et", "Eesti"},      Name{"fa", "فارسی"},       Name{"fi", "Suomi"},
    Name{"fr", "Français"},   Name{"he", "עברית"},      Name{"hr", "Hrvatski"},    Name{"hu", "Magyar"},
    Name{"it", "Italiano"},   Name{"lt", "Lietuvių"},   Name{"lv", "Latviešu"},    Name{"nb", "Norsk bokmål"},
    Name{"nl", "Nederlands"}, Name{"pl", "Polski"},     Name{"pt", "Português"},   Name{"ro", "Română"},
    Name{"ru", "Русский"},    Name{"sk", "Slovenčina"}, Name{"sl", "Slovenščina"}, Name{"sr", "Српски"},
    Name{"sv", "Svenska"},    Name{"tr", "Türkçe"},     Name{"uk", "Українська"},
};

std::string_view primary(std::string_view tag) { return tag.substr(0, tag.find('-')); }

}  // namespace

std::string_view own_name(std::string_view tag) {
  for (const Name& name : names)
    if (equal_ignoring_case(name.tag, primary(tag))) return name.name;
  return tag;
}

std::vector<std::string> own_names(std::span<const std::string> tags) {
  std::vector<std::string> result;
  for (const std::string& tag : tags) {
    const std::string_view name = own_name(tag);
    const bool shared = std::ranges::count(tags, name, own_name) > 1;
    const std::size_t rest = tag.find('-') + 1;  // 0: none
    result.push_back(concat({name, shared && rest != 0 ? concat({" (", tag.substr(rest), ")"}) : ""}));
  }
  return result;
}

}  // namespace depesche
