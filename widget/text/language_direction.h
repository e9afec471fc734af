// Which way a language is written.
#pragma once

#include <string_view>

namespace depesche {

/// Whether the language of `tag`, BCP 47, is written from right to left, by its script subtag or its usual script.
bool is_right_to_left(std::string_view tag);

}  // namespace depesche
