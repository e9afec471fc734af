#include "text/characters.h"

namespace depesche {

bool is_default_ignorable(char32_t c) {
  if (c < 0x300) return c == soft_hyphen_character;
  if (c < 0x2000) {
    return c == 0x34f || c == 0x61c || c == 0x115f || c == 0x1160 || c == 0x17b4 || c == 0x17b5 ||
           (c >= 0x180b && c <= 0x180f);
  }
  if (c < 0x3000) return (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f);
  return c == 0x3164 || (c >= 0xfe00 && c <= 0xfe0f) || c == 0xfeff || c == 0xffa0 || (c >= 0xfff0 && c <= 0xfff8) ||
         (c >= 0x1bca0 && c <= 0x1bca3) || (c >= 0x1d173 && c <= 0x1d17a) || (c >= 0xe0000 && c <= 0xe0fff);
}

bool affects_direction(char32_t c) {
  if (c < 0x590) return false;
  if (c < 0x900) return true;
  if (c < 0xfb1d) {
    return c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
  }
  return c <= 0xfdff || (c >= 0xfe70 && c <= 0xfeff) || (c >= 0x10800 && c <= 0x10fff) ||
         (c >= 0x1e800 && c <= 0x1efff);
}

bool is_alphabetic(char32_t c) {
  if (c < 0x80) return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
  if (c < 0x250) return c >= 0xc0 ? c != 0xd7 && c != 0xf7 : c == 0xaa || c == 0xb5 || c == 0xba;
  return (c >= 0x300 && c <= 0x36f) ||
         (c >= 0x370 && c <= 0x52f && c != 0x37e && c != 0x387 && (c < 0x482 || c > 0x489)) ||
         (c >= 0x1e00 && c <= 0x1fff);
}

namespace {

constexpr bool within(char32_t c, char32_t first, char32_t last) { return c >= first && c <= last; }

}  // namespace

char32_t fold_case(char32_t c) {
  if (c < 0x80) return within(c, 'A', 'Z') ? c + 32 : c;
  if (c < 0x100) {
    if (c == 0xb5) return 0x3bc;
    return within(c, 0xc0, 0xde) && c != 0xd7 ? c + 32 : c;
  }
  // Blocks where capital and small letters alternate: capitals even, or odd.
  if (c < 0x250) {
    if (c == 0x130) return 'i';  // its full folding is i and a dot above, which the search drops with other marks
    if (c == 0x178) return 0xff;
    if (c == 0x17f) return 's';
    const bool odd_capitals = within(c, 0x139, 0x148) || within(c, 0x179, 0x17e) || within(c, 0x1cd, 0x1dc);
    const bool even_capitals = within(c, 0x100, 0x12f) || within(c, 0x132, 0x137) || within(c, 0x14a, 0x177) ||
                               within(c, 0x1de, 0x1ef) || within(c, 0x1f8, 0x21f) || within(c, 0x222, 0x233) ||
                               within(c, 0x246, 0x24f);
    if (odd_capitals) return c + (c & 1);
    if (even_capitals) return c | 1;
    return c;
  }
  if (c < 0x400) {
    if (c == 0x386) return 0x3ac;
    if (within(c, 0x388, 0x38a)) return c + 37;
    if (c == 0x38c) return 0x3cc;
    if (c == 0x38e || c == 0x38f) return c + 63;
    if (within(c, 0x391, 0x3ab) && c != 0x3a2) return c + 32;
    if (c == 0x3c2) return 0x3c3;
    if (within(c, 0x3d8, 0x3ef)) return c | 1;
    return c;
  }
  if (c < 0x530) {
    if (c < 0x410) return c + 80;
    if (c < 0x430) return c + 32;
    if (c == 0x4c0) return 0x4cf;
    if (within(c, 0x4c1, 0x4ce)) return c + (c & 1);
    const bool even_capitals = within(c, 0x460, 0x481) || within(c, 0x48a, 0x4bf) || within(c, 0x4d0, 0x52f);
    return even_capitals ? c | 1 : c;
  }
  if (within(c, 0x1e00, 0x1eff) && !within(c, 0x1e96, 0x1e9f)) return c | 1;
  return c;
}

}  // namespace depesche
