#include "text/language_direction.h"

#include <array>

#include "base/ascii.h"

namespace depesche {

bool is_right_to_left(std::string_view tag) {
  constexpr std::array scripts = {"Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm"};
  for (std::size_t begin = tag.find('-'); begin != std::string_view::npos; begin = tag.find('-', begin + 1)) {
    const std::string_view subtag = tag.substr(begin + 1, tag.find('-', begin + 1) - begin - 1);
    if (subtag.size() != 4) continue;
    for (const std::string_view script : scripts)
      if (equal_ignoring_case(subtag, script)) return true;
    return false;
  }
  constexpr std::array languages = {"ar", "he", "fa", "ur", "yi", "ps", "sd", "ug", "dv", "ckb"};
  for (const std::string_view language : languages)
    if (equal_ignoring_case(tag.substr(0, tag.find('-')), language)) return true;
  return false;
}

}  // namespace depesche
