// What two layouts of a card look different in. Compares boxes, texts and marks, not pixels; colours are not its matter.
#pragma once

#include <span>

#include "base/geometry.h"
#include "draw/draw.h"
#include "layout/layout_tree.h"

namespace depesche {

/// A layout and the matches marked in it.
struct Look {
  const LayoutTree& tree;
  std::span<const Highlight> highlights;
};

/// The band over the card's whole width, in CSS pixels, outside of which both look the same as far as both reach; empty
/// where nothing differs. It may be higher than needed: what lies between two changes belongs to it.
Rect changed_rows(const Look& before, const Look& after);

}  // namespace depesche
