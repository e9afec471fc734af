// Shaped text + width + type size -> lines of placed glyphs. The same shaped text can be broken again at another
// width. Positions are fractions of CSS pixels relative to the paragraph's top left corner; nothing is snapped here.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/geometry.h"
#include "text/shaping.h"

namespace depesche {

enum class Alignment : std::uint8_t { start, center, end };

enum class LineBreaking : std::uint8_t {
  greedy,    ///< each line takes what fits (CSS `text-wrap: wrap`)
  pretty,    ///< least raggedness over the paragraph, no word alone on the last line (CSS `text-wrap: pretty`)
  balanced,  ///< lines of about the same width, no more of them than greedy makes (CSS `text-wrap: balance`)
  single     ///< one line, cut with an ellipsis where it does not fit
};

/// Which words `Break::hyphen` may divide; soft hyphens always count, in the words that these name.
enum class Hyphens : std::uint8_t {
  none,           ///< soft hyphens only
  in_wide_words,  ///< those that a line cannot hold, and soft hyphens likewise unless `pretty`: headings, names, captions
  all
};

struct ParagraphStyle {
  float size = 18;  ///< type size
  float line_height = 27;
  float width = 600;  ///< of the line box; a single word wider than this is broken at graphemes
  float letter_spacing = 0;  ///< CSS pixels after each grapheme cluster
  Alignment alignment = Alignment::start;
  LineBreaking breaking = LineBreaking::greedy;
  Hyphens hyphens = Hyphens::all;

  bool operator==(const ParagraphStyle&) const = default;
};

struct PlacedGlyph {
  std::uint16_t id = 0;
  float x = 0;  ///< of the glyph's origin, from the paragraph's left edge
  float y = 0;  ///< offset downward from the baseline
  float advance = 0;
  std::uint32_t cluster = 0;  ///< byte offset of its cluster; that of an added hyphen is its run's `text_end`
};

/// A stretch of a line in one font file, level and tag. The runs of a line stand in visual order from the left, without
/// gaps. White space at the end of a line, its line feed and a soft hyphen there belong to the line but to no run. An
/// ellipsis is a run of its own, with an empty stretch of text.
struct PlacedRun {
  FontFile font = no_font;
  std::uint8_t level = 0;
  std::uint16_t tag = 0;
  float x = 0;  ///< left edge
  float width = 0;
  std::uint32_t text_begin = 0;  ///< byte offsets into `ShapedText::text`
  std::uint32_t text_end = 0;
  std::uint32_t glyph_begin = 0;  ///< into `Paragraph::glyphs`
  std::uint32_t glyph_end = 0;
};

struct Line {
  float x = 0;  ///< left edge of the first run, after alignment
  float width = 0;  ///< without trailing white space
  float top = 0;  ///< of the line box
  float baseline = 0;  ///< from the paragraph's top
  std::uint32_t text_begin = 0;
  std::uint32_t text_end = 0;  ///< trailing white space and line feed included
  std::uint32_t run_begin = 0;
  std::uint32_t run_end = 0;
  bool hyphenated = false;  ///< ends in a hyphen glyph that is not in the text
};

struct Paragraph {
  float size = 0;
  float line_height = 0;
  float width = 0;  ///< of the widest line
  float height = 0;  ///< lines times line height
  std::vector<Line> lines;
  std::vector<PlacedRun> runs;
  std::vector<PlacedGlyph> glyphs;
};

/// An empty text has no lines. A line feed at the very end ends the last line and does not begin another one.
Paragraph break_lines(const ShapedText& shaped, const ParagraphStyle& style, const FontLibrary& fonts);

/// Width that the text takes when it is broken at line feeds only, in CSS pixels at `size`.
float natural_width(const ShapedText& shaped, float size, float letter_spacing);

/// The rectangles that the bytes [begin, end) cover, one or more a line, top to bottom, each as high as the line box.
void range_rects(const Paragraph& paragraph, const ShapedText& shaped, std::uint32_t begin, std::uint32_t end,
                 std::vector<Rect>& out);

/// x of the caret before the byte `offset` on `line`, in visual order; for the page layer and its tests.
float caret_x(const Paragraph& paragraph, const ShapedText& shaped, const Line& line, std::uint32_t offset);

}  // namespace depesche
