// Joins pieces of text into one string: what messages are made with. `std::format` and streams cost WASM bytes.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace depesche {

std::string concat(std::initializer_list<std::string_view> pieces);

/// `number` in decimal digits, with leading zeros up to `width`.
std::string decimal(std::uint64_t number, int width = 1);

}  // namespace depesche
