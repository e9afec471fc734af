// UTF-8 as Unicode 16, section 3.9 defines it: validation, decoding, encoding. Text that passed `find_invalid_utf8`
// can be decoded without checks anywhere above.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace depesche {

/// Byte offset of the first ill-formed sequence (overlong, surrogate, out of range, truncated), or `npos`.
std::size_t find_invalid_utf8(std::string_view text);

struct Decoded {
  char32_t code_point = 0;
  /// Bytes consumed, 1 to 4. An ill-formed byte decodes to U+FFFD of length 1.
  std::uint32_t length = 1;
};

/// The code point that starts at `offset`, which must be less than `text.size()`.
Decoded decode_utf8(std::string_view text, std::size_t offset);

void append_utf8(std::string& out, char32_t code_point);

/// Number of code points in well-formed `text`.
std::size_t count_code_points(std::string_view text);

}  // namespace depesche
