// Where a text may be broken: UAX #14 (libunibreak), UAX #29 grapheme boundaries, hyphenation. Internal to `text/`.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "text/shaping.h"

namespace depesche {

/// Fills `breaks` with one entry per byte of `text` and one for its end (which is `mandatory`).
void find_breaks(std::string_view text, std::span<const FaceSpan> spans, const HyphenationLibrary* hyphenation,
                 std::vector<Break>& breaks);

}  // namespace depesche
