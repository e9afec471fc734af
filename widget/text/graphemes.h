// Grapheme cluster boundaries by UAX #29, from HarfBuzz's character properties. Internal to `text/`.
#pragma once

#include <hb.h>

#include <cstdint>

namespace depesche {

/// Takes the code points of a text one by one. Left out of UAX #29: conjuncts of Indic scripts (GB9c), which no font of
/// ours has. (libunibreak's own table of graphemes would cost 4 KB of the WebAssembly module.)
class GraphemeBreaker {
 public:
  /// True when a cluster begins with `c`.
  bool next(char32_t c);

 private:
  enum class Kind : std::uint8_t {
    start,
    other,
    control,
    carriage_return,
    extend,
    joiner,
    spacing_mark,
    prepend,
    regional,
    pictograph,
    hangul_l,
    hangul_v,
    hangul_t,
    hangul_lv,
    hangul_lvt
  };
  Kind kind_of(char32_t c) const;
  bool joins(Kind kind, char32_t c) const;

  hb_unicode_funcs_t* unicode_ = hb_unicode_funcs_get_default();
  Kind previous_ = Kind::start;
  bool after_pictograph_ = false;  ///< the open cluster is a pictograph and extenders
  bool odd_regional_ = false;  ///< the open cluster is one regional indicator
};

}  // namespace depesche
