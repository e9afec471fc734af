// Where each byte of a shaped text stands on one endless line, in ems, and how wide a part of it is when lines end at
// both of its sides. Internal to `text/`.
#pragma once

#include <cstdint>
#include <vector>

#include "text/fonts.h"
#include "text/shaping.h"

namespace depesche {

class Measure {
 public:
  /// @param fonts           null where only `x` is asked for
  /// @param letter_spacing  in ems
  Measure(const ShapedText& shaped, const FontLibrary* fonts, double letter_spacing);

  const ShapedText& shaped() const { return *shaped_; }
  const FontLibrary& fonts() const { return *fonts_; }
  double letter_spacing() const { return letter_spacing_; }

  /// Sum of the advances of what stands before `offset` in logical order. Inside a ligature: its share.
  double x(std::uint32_t offset) const { return x_[offset]; }

  /// True when a line can end or begin at `offset` without shaping again.
  bool is_safe(std::uint32_t offset) const { return safe_[offset] == 2; }

  /// True inside of what was shaped as one (a ligature, an emoji and its modifier): x(offset) says nothing of how wide its
  /// parts are when a line ends there.
  bool is_inside(std::uint32_t offset) const { return safe_[offset] == 0; }

  /// Index of the run that holds the byte at `offset`, or of the next one.
  std::uint32_t run_at(std::uint32_t offset) const;

  /// What a line has of a run, [begin, end), and the parts of that which have to be shaped again because the line begins
  /// or ends there: [begin, head_end) and [tail_begin, end). Where the two meet, both `head_end` and `tail_begin` are `end`.
  struct Piece {
    std::uint32_t begin = 0;
    std::uint32_t head_end = 0;
    std::uint32_t tail_begin = 0;
    std::uint32_t end = 0;
  };
  Piece piece(const ShapedRun& run, std::uint32_t line_begin, std::uint32_t line_end, bool hyphen) const;

  /// Letter-exact width of a line from `begin` to `end`, with a hyphen after it. Shapes again where it has to.
  double exact(std::uint32_t begin, std::uint32_t end, bool hyphen) const;

  /// True when `exact` is x(end) - x(begin), without shaping.
  bool is_exact(std::uint32_t begin, std::uint32_t end, bool hyphen) const {
    return !hyphen && is_safe(begin) && is_safe(end);
  }

  /// Advance of a hyphen after the character that ends at `end`, without kerning.
  double hyphen_advance(std::uint32_t end) const;

  /// How far x(end) - x(begin) and a hyphen may be from `exact` at most, in ems: twice the strongest kerning.
  static constexpr double margin = 0.25;

  /// Advance of the letter spacing of [begin, end): one for each grapheme that has a width.
  double spacing(std::uint32_t begin, std::uint32_t end) const;

 private:
  double reshaped_width(const ShapedRun& run, std::uint32_t begin, std::uint32_t end, bool hyphen) const;

  const ShapedText* shaped_;
  const FontLibrary* fonts_;
  double letter_spacing_;
  std::vector<double> x_;  ///< one per byte and one for the end
  std::vector<std::uint8_t> safe_;  ///< likewise: 0 inside of a cluster, 1 where one begins, 2 where a line may, too
  mutable std::vector<ShapedGlyph> scratch_;
};

/// Start of the white space and line end that hang at the end of a line that ends at `end`; not before `begin`.
std::uint32_t content_end(std::string_view text, std::uint32_t begin, std::uint32_t end);

}  // namespace depesche
