// The icons of controls as paths: nothing to load, the same at every size and ratio. Each is drawn on a square of
// 20 units with strokes of 1.5 CSS pixels and optically centred.
#pragma once

#include "draw/canvas.h"

namespace depesche {

/// Centred in `rect` (CSS pixels of the card).
void draw_icon(Canvas& canvas, Icon icon, const Rect& rect, Colour colour);

}  // namespace depesche
