// What a card counts and times: for tests, the inspector and the benchmark.
#pragma once

#include <cstdint>

namespace depesche {

/// Counted since the card's creation. An idle card changes none of them.
struct Counters {
  std::uint64_t shapes = 0;       ///< texts shaped
  std::uint64_t layouts = 0;
  std::uint64_t paints = 0;       ///< rectangles painted
  std::uint64_t semantics = 0;    ///< semantic nodes patched
};

/// Milliseconds of the last run of each step; 0 where the platform has no clock.
struct Times {
  double load_ms = 0;
  double layout_ms = 0;  ///< shaping included
  double draw_ms = 0;
  double raster_ms = 0;
};

}  // namespace depesche
