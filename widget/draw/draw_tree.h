// The boxes of a layout, in their order: fill, stroke, hover, picture, text, icon. Boxes outside the canvas cost a
// comparison, their descendants nothing.
#pragma once

#include "draw/canvas.h"
#include "draw/resources.h"

namespace depesche {

void draw_tree(Canvas& canvas, const DrawInput& input, DrawResources::Impl& resources);

}  // namespace depesche
