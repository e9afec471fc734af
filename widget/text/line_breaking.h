// Which break opportunities of a text become line ends: greedy, pretty, balanced. Nothing is placed here. Internal to
// `text/`.
#pragma once

#include <cstdint>
#include <vector>

#include "text/measure.h"
#include "text/paragraph.h"

namespace depesche {

struct LineChoice {
  std::uint32_t begin = 0;
  std::uint32_t content_end = 0;  ///< without the white space, line feed or soft hyphen at the end
  std::uint32_t end = 0;
  bool hyphen = false;            ///< a hyphen is to be set after the content
};

/// The lines of the whole text in order, without gaps; every line takes at least one grapheme.
/// @param width  in ems
std::vector<LineChoice> choose_lines(const Measure& measure, LineBreaking breaking, Hyphens hyphens, double width);

}  // namespace depesche
