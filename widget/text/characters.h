// What the text floor has to know about single characters, and no more: the rest is in HarfBuzz, SheenBidi and
// libunibreak, which carry the Unicode tables. Internal to `text/`.
#pragma once

#include <cstdint>
#include <string_view>

namespace depesche {

/// The code point at `offset` of well-formed text; moves `offset` past it. Never reads beyond the end.
inline char32_t next_code_point(std::string_view text, std::size_t& offset) {
  const auto byte = [&](std::size_t i) -> char32_t {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0;
  };
  const char32_t lead = byte(offset);
  if (lead < 0x80) {
    offset += 1;
    return lead;
  }
  if (lead < 0xe0) {
    const char32_t c = (lead & 0x1f) << 6 | (byte(offset + 1) & 0x3f);
    offset += 2;
    return c;
  }
  if (lead < 0xf0) {
    const char32_t c = (lead & 0x0f) << 12 | (byte(offset + 1) & 0x3f) << 6 | (byte(offset + 2) & 0x3f);
    offset += 3;
    return c;
  }
  const char32_t c = (lead & 0x07) << 18 | (byte(offset + 1) & 0x3f) << 12 | (byte(offset + 2) & 0x3f) << 6 |
                     (byte(offset + 3) & 0x3f);
  offset += 4;
  return c;
}

inline bool starts_code_point(char byte) { return (static_cast<unsigned char>(byte) & 0xc0) != 0x80; }

/// The code point that ends at `offset`, which must be greater than 0; moves `offset` to its start.
inline char32_t previous_code_point(std::string_view text, std::size_t& offset) {
  do --offset;
  while (offset > 0 && !starts_code_point(text[offset]));
  std::size_t at = offset;
  return next_code_point(text, at);
}

inline constexpr char32_t soft_hyphen_character = 0xad;

/// Ends a line for good (UAX #14 classes BK, CR, LF, NL). Such characters have no glyph.
constexpr bool is_line_end(char32_t c) { return (c >= 0x0a && c <= 0x0d) || c == 0x85 || c == 0x2028 || c == 0x2029; }

/// White space that a line may be broken after, and that hangs at the end of a line. No-break spaces are not in it.
constexpr bool is_breaking_space(char32_t c) {
  return c == ' ' || c == '\t' || c == 0x1680 || (c >= 0x2000 && c <= 0x200a && c != 0x2007) || c == 0x205f ||
         c == 0x3000;
}

/// Any white space with or without a break after it (general category Zs, and tab).
constexpr bool is_space(char32_t c) { return is_breaking_space(c) || c == 0xa0 || c == 0x2007 || c == 0x202f; }

/// Default_Ignorable_Code_Point: has no glyph of its own, and belongs to the font of what stands before it.
bool is_default_ignorable(char32_t c);

/// May stand right to left, or changes direction: only texts with such a character need UAX #9.
bool affects_direction(char32_t c);

/// A letter of Latin, Greek or Cyrillic, or a combining mark of the Latin block: what words are made of for hyphenation.
bool is_alphabetic(char32_t c);

/// Simple case folding (Unicode's `CaseFolding.txt`, status C and S) for Latin, Greek and Cyrillic; others unchanged.
char32_t fold_case(char32_t c);

}  // namespace depesche
