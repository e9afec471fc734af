#include "text/graphemes.h"

#include "text/characters.h"

namespace depesche {

GraphemeBreaker::Kind GraphemeBreaker::kind_of(char32_t c) const {
  if (c < 0x300) {
    if (c == '\r') return Kind::carriage_return;
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == soft_hyphen_character ? Kind::control : Kind::other;
  }
  if (c >= 0x1100) {
    if (c <= 0x115f || (c >= 0xa960 && c <= 0xa97c)) return Kind::hangul_l;
    if (c <= 0x11a7 || (c >= 0xd7b0 && c <= 0xd7c6)) return Kind::hangul_v;
    if (c <= 0x11ff || (c >= 0xd7cb && c <= 0xd7fb)) return Kind::hangul_t;
    if (c >= 0xac00 && c <= 0xd7a3) return (c - 0xac00) % 28 == 0 ? Kind::hangul_lv : Kind::hangul_lvt;
  }
  if (c == 0x200d) return Kind::joiner;
  if (c == 0x200c || (c >= 0x1f3fb && c <= 0x1f3ff) || (c >= 0xe0020 && c <= 0xe007f) || c == 0xff9e || c == 0xff9f) {
    return Kind::extend;
  }
  if (c >= 0x1f1e6 && c <= 0x1f1ff) return Kind::regional;
  if ((c >= 0x600 && c <= 0x605) || c == 0x6dd || c == 0x70f) return Kind::prepend;
  switch (hb_unicode_general_category(unicode_, c)) {
    case HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK:
    case HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK: return Kind::extend;
    case HB_UNICODE_GENERAL_CATEGORY_SPACING_MARK: return Kind::spacing_mark;
    case HB_UNICODE_GENERAL_CATEGORY_CONTROL:
    case HB_UNICODE_GENERAL_CATEGORY_FORMAT:
    case HB_UNICODE_GENERAL_CATEGORY_LINE_SEPARATOR:
    case HB_UNICODE_GENERAL_CATEGORY_PARAGRAPH_SEPARATOR: return Kind::control;
    case HB_UNICODE_GENERAL_CATEGORY_OTHER_SYMBOL: return Kind::pictograph;
    case HB_UNICODE_GENERAL_CATEGORY_UNASSIGNED:
      // New emoji: HB_TINY does not know every one.
      return c >= 0x1f000 && c <= 0x1faff ? Kind::pictograph : Kind::other;
    default: return Kind::other;
  }
}

bool GraphemeBreaker::joins(Kind kind, char32_t c) const {
  switch (previous_) {
    case Kind::start:
    case Kind::control: return false;
    case Kind::carriage_return: return c == '\n';
    default: break;
  }
  switch (kind) {
    case Kind::control:
    case Kind::carriage_return: return false;
    case Kind::extend:
    case Kind::joiner:
    case Kind::spacing_mark: return true;
    case Kind::pictograph: return previous_ == Kind::prepend || (previous_ == Kind::joiner && after_pictograph_);
    case Kind::regional: return previous_ == Kind::prepend || (previous_ == Kind::regional && odd_regional_);
    case Kind::hangul_l:
    case Kind::hangul_lv:
    case Kind::hangul_lvt: return previous_ == Kind::prepend || previous_ == Kind::hangul_l;
    case Kind::hangul_v:
      return previous_ == Kind::prepend || previous_ == Kind::hangul_l || previous_ == Kind::hangul_lv ||
             previous_ == Kind::hangul_v;
    case Kind::hangul_t:
      return previous_ == Kind::prepend || previous_ == Kind::hangul_v || previous_ == Kind::hangul_t ||
             previous_ == Kind::hangul_lv || previous_ == Kind::hangul_lvt;
    default: return previous_ == Kind::prepend;
  }
}

bool GraphemeBreaker::next(char32_t c) {
  const Kind kind = c < 0x250 || !is_alphabetic(c) || (c >= 0x300 && c < 0x370) ? kind_of(c) : Kind::other;
  const bool joined = joins(kind, c);
  odd_regional_ = kind == Kind::regional && !(joined && odd_regional_);
  if (kind == Kind::pictograph) {
    after_pictograph_ = true;
  } else if (kind != Kind::extend && kind != Kind::joiner) {
    after_pictograph_ = false;
  }
  previous_ = kind;
  return !joined;
}

}  // namespace depesche
