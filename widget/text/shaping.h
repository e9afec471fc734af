// Text -> glyphs and break opportunities, once per text, independent of width and of type size. HarfBuzz shapes,
// SheenBidi orders (UAX #9), libunibreak finds line (UAX #14) and grapheme (UAX #29) boundaries. No line breaking here.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/fonts.h"
#include "text/hyphenation.h"

namespace depesche {

/// Lengths are in ems: times the type size they are CSS pixels.
struct ShapedGlyph {
  std::uint16_t id = 0;  ///< glyph index in the run's font file
  bool unsafe_to_break = false;  ///< HB_GLYPH_FLAG_UNSAFE_TO_BREAK: breaking before it needs reshaping
  std::uint32_t cluster = 0;  ///< byte offset of its cluster in the text
  float advance = 0;
  float x_offset = 0;
  float y_offset = 0;  ///< downward
};

/// Glyphs of one font file, direction, script and face span. Runs are in logical order; glyphs inside a run in visual
/// order. Without any font (`no_font`) there is one glyph of half an em for each code point, and nothing to draw.
struct ShapedRun {
  FontFile font = no_font;
  std::uint8_t level = 0;  ///< bidi embedding level; odd is right to left
  std::uint16_t tag = 0;  ///< of the `FaceSpan`
  std::uint32_t span = 0;  ///< index into `ShapedText::spans`
  std::uint32_t script = 0;  ///< ISO 15924 tag, four letters in a number: shaping a part again needs it
  std::uint32_t text_begin = 0;
  std::uint32_t text_end = 0;
  std::uint32_t glyph_begin = 0;
  std::uint32_t glyph_end = 0;
};

/// What may happen before the code point at a byte offset.
enum class Break : std::uint8_t {
  none,
  grapheme,  ///< a grapheme boundary: broken only when a word alone is wider than the line
  hyphen,  ///< a hyphen is added when the line ends here (hyphenation patterns)
  soft_hyphen,  ///< after U+00AD: the hyphen becomes visible when the line ends here
  allowed,  ///< UAX #14
  mandatory  ///< after a line feed, and at the end of the text
};

/// Moves, but is not copied: `spans` point into `languages`.
struct ShapedText {
  ShapedText() = default;
  ShapedText(ShapedText&&) = default;
  ShapedText& operator=(ShapedText&&) = default;

  std::string text;
  std::vector<FaceSpan> spans;  ///< `language` points into `languages`
  std::vector<std::string> languages;
  std::vector<ShapedRun> runs;  ///< cover all of `text` but its line ends
  std::vector<ShapedGlyph> glyphs;
  std::vector<Break> breaks;  ///< one per byte of `text` and one for its end
  std::uint8_t base_level = 0;  ///< paragraph direction by UAX #9 P2 and P3, or as asked
  std::vector<char32_t> missing;  ///< code points that no ready font has, unique, ascending
};

enum class Direction : std::uint8_t { automatic, left_to_right, right_to_left };

/// Adds to `needed` every file that `shape` of the same text takes. Of files that have arrived counts what they hold, of
/// those still to come what the catalogue says, of those that cannot be had nothing: once a file has come, a text may
/// need another one. Code points that no file covers add nothing.
void collect_fonts(std::string_view text, std::span<const FaceSpan> spans, Direction direction,
                   const FontLibrary& fonts, FontSet& needed);

/// Shapes `text`, which must be well-formed UTF-8 and shorter than 2^31 bytes. `spans` cover it.
/// @param hyphenation  null: no automatic hyphens.
ShapedText shape(std::string_view text, std::span<const FaceSpan> spans, Direction direction, const FontLibrary& fonts,
                 const HyphenationLibrary* hyphenation);

/// How often `shape` ran since the start, for tests and the inspector: an idle frame shapes nothing.
std::uint64_t shape_count();

}  // namespace depesche
