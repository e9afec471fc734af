// Languages' own names, for the switcher: the names of languages that the reader does not read yet must be there
// before their strings are. The tag itself stands in for a name that is not listed.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace depesche {

/// "Deutsch" for "de", "de-AT"; `tag` where there is none.
std::string_view own_name(std::string_view tag);
/// The names of an article's languages. Those of one name have what their tags differ in behind it: "English (GB)".
std::vector<std::string> own_names(std::span<const std::string> tags);

}  // namespace depesche
