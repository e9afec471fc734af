#include "text/language_direction.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"

namespace depesche {

bool is_right_to_left(std::string_view tag) {
  constexpr std::array scripts = {"Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm"};
  constexpr std::array languages = {"ar", "he", "fa", "ur", "yi", "ps", "sd", "ug", "dv", "ckb"};
  const auto is = [](std::string_view subtag) {
    return [subtag](std::string_view known) { return equal_ignoring_case(subtag, known); };
  };
  for (std::size_t begin = tag.find('-'); begin != std::string_view::npos; begin = tag.find('-', begin + 1)) {
    const std::string_view subtag = tag.substr(begin + 1, tag.find('-', begin + 1) - begin - 1);
    if (subtag.size() == 4) return std::ranges::any_of(scripts, is(subtag));
  }
  return std::ranges::any_of(languages, is(tag.substr(0, tag.find('-'))));
}

}  // namespace depesche
