// One call of HarfBuzz: a stretch of text in one font, direction, script and language -> glyphs in ems. Whole runs are
// shaped with it, and the parts of a run on both sides of a line end once more. Internal to `text/`.
#pragma once

#include <hb.h>

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "text/loaded_font.h"
#include "text/shaping.h"

namespace depesche {

struct RunStyle {
  const LoadedFont* font = nullptr;  ///< null: no font at all
  std::uint8_t level = 0;
  hb_script_t script = HB_SCRIPT_LATIN;
  hb_language_t language = HB_LANGUAGE_INVALID;
};

/// What a run of `shaped` was shaped with.
RunStyle style_of(const ShapedText& shaped, const ShapedRun& run, const FontLibrary& fonts);

/// The language of a BCP 47 tag for HarfBuzz: the primary subtag, so that content cannot fill HarfBuzz's table of
/// languages, which only grows.
hb_language_t shaping_language(std::string_view tag);

/// General category M: belongs to the letter before it.
bool is_mark(char32_t c);

/// Appends the glyphs of [begin, end) of `text` in visual order. The rest of `text` is context: Arabic letters at the
/// ends of the stretch keep the forms that they have inside a word.
/// @param hyphen  a hyphen is set after the last character; its glyph has the cluster `end`.
void shape_run(std::string_view text, std::uint32_t begin, std::uint32_t end, const RunStyle& style, bool hyphen,
               std::vector<ShapedGlyph>& out);

/// Those of `glyphs`, which stand in visual order, whose clusters lie in [begin, end).
std::span<const ShapedGlyph> glyphs_between(std::span<const ShapedGlyph> glyphs, bool right_to_left,
                                            std::uint32_t begin, std::uint32_t end);

}  // namespace depesche
