// One text of the layout as glyph quads, with what lies behind and under it: search matches and link underlines.
#pragma once

#include <span>

#include "draw/canvas.h"
#include "draw/draw.h"

namespace depesche {

struct TextDrawing {
  const TextBox* text = nullptr;
  const Theme* theme = nullptr;
  const FontLibrary* fonts = nullptr;
  std::span<const Highlight> highlights;  ///< of this text only
  NodeId hovered = no_node;               ///< a link in the text, or anything else
  NodeId pressed = no_node;
  bool underlined = false;                ///< the whole text: it is the name of a link under the pointer
};

void draw_text(Canvas& canvas, GlyphCache& glyphs, const ImFontAtlas& atlas, const TextDrawing& drawing);

}  // namespace depesche
