#include "base/utf8.h"

namespace depesche {

namespace {

bool is_continuation(unsigned char byte) { return (byte & 0xc0) == 0x80; }

/// Length of the well-formed sequence at `offset`, or 0. Table 3-7 of the Unicode Standard: the second byte's
/// narrower ranges keep out overlong forms, surrogates and what lies above U+10FFFF.
std::uint32_t well_formed_length(std::string_view text, std::size_t offset) {
  const auto byte = [&](std::size_t i) {
    return offset + i < text.size() ? static_cast<unsigned char>(text[offset + i]) : static_cast<unsigned char>(0);
  };
  const unsigned char lead = byte(0);
  const unsigned char second = byte(1);
  if (lead < 0x80) return 1;
  if (lead < 0xc2) return 0;
  if (lead < 0xe0) return is_continuation(second) ? 2 : 0;
  if (lead < 0xf0) {
    const bool narrow = (lead == 0xe0 && second < 0xa0) || (lead == 0xed && second > 0x9f);
    return is_continuation(second) && !narrow && is_continuation(byte(2)) ? 3 : 0;
  }
  if (lead < 0xf5) {
    const bool narrow = (lead == 0xf0 && second < 0x90) || (lead == 0xf4 && second > 0x8f);
    return is_continuation(second) && !narrow && is_continuation(byte(2)) && is_continuation(byte(3)) ? 4 : 0;
  }
  return 0;
}

}  // namespace

std::size_t find_invalid_utf8(std::string_view text) {
  for (std::size_t offset = 0; offset < text.size();) {
    if (static_cast<unsigned char>(text[offset]) < 0x80) {
      ++offset;
      continue;
    }
    const std::uint32_t length = well_formed_length(text, offset);
    if (length == 0) return offset;
    offset += length;
  }
  return std::string_view::npos;
}

Decoded decode_utf8(std::string_view text, std::size_t offset) {
  const auto bits = [&](std::size_t i, unsigned mask) {
    return static_cast<char32_t>(static_cast<unsigned char>(text[offset + i]) & mask);
  };
  const std::uint32_t length = well_formed_length(text, offset);
  switch (length) {
    case 1: return {bits(0, 0x7f), length};
    case 2: return {bits(0, 0x1f) << 6 | bits(1, 0x3f), length};
    case 3: return {bits(0, 0x0f) << 12 | bits(1, 0x3f) << 6 | bits(2, 0x3f), length};
    case 4: return {bits(0, 0x07) << 18 | bits(1, 0x3f) << 12 | bits(2, 0x3f) << 6 | bits(3, 0x3f), length};
    default: return {U'\ufffd', 1};
  }
}

void append_utf8(std::string& out, char32_t code_point) {
  const auto append = [&](char32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
  if ((code_point >= 0xd800 && code_point < 0xe000) || code_point > 0x10ffff) code_point = U'\ufffd';
  if (code_point < 0x80) {
    append(code_point);
  } else if (code_point < 0x800) {
    append(0xc0 | code_point >> 6);
    append(0x80 | (code_point & 0x3f));
  } else if (code_point < 0x10000) {
    append(0xe0 | code_point >> 12);
    append(0x80 | (code_point >> 6 & 0x3f));
    append(0x80 | (code_point & 0x3f));
  } else {
    append(0xf0 | code_point >> 18);
    append(0x80 | (code_point >> 12 & 0x3f));
    append(0x80 | (code_point >> 6 & 0x3f));
    append(0x80 | (code_point & 0x3f));
  }
}

std::size_t count_code_points(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) count += is_continuation(static_cast<unsigned char>(c)) ? 0 : 1;
  return count;
}

}  // namespace depesche
