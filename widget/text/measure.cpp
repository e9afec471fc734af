#include "text/measure.h"

#include <algorithm>

#include "text/characters.h"
#include "text/harfbuzz_run.h"

namespace depesche {
namespace {

/// Unsafe stretches end somewhere: a text that is unsafe throughout must not be shaped whole for each of its lines.
constexpr std::uint32_t longest_reshape = 256;

/// What a line feed counts on a line that is not broken there (`LineBreaking::single`).
constexpr double line_end_advance = 0.25;

}  // namespace

std::uint32_t content_end(std::string_view text, std::uint32_t begin, std::uint32_t end) {
  std::size_t at = end;
  while (at > begin) {
    std::size_t before = at;
    const char32_t c = previous_code_point(text, before);
    if (!is_breaking_space(c) && !is_line_end(c)) break;
    at = before;
  }
  return static_cast<std::uint32_t>(at);
}

Measure::Measure(const ShapedText& shaped, const FontLibrary* fonts, double letter_spacing)
    : shaped_(&shaped),
      fonts_(fonts),
      letter_spacing_(letter_spacing),
      x_(shaped.text.size() + 1),
      safe_(shaped.text.size() + 1) {
  const std::string_view text = shaped.text;
  double x = 0;
  std::uint32_t at = 0;
  const auto pass_line_ends = [&](std::uint32_t to) {
    for (; at < to; ++at) {
      x_[at] = x;
      safe_[at] = 2;
      if (starts_code_point(text[at])) x += line_end_advance;
    }
  };
  for (const ShapedRun& run : shaped.runs) {
    pass_line_ends(run.text_begin);
    const bool right_to_left = (run.level & 1) != 0;
    const std::uint32_t count = run.glyph_end - run.glyph_begin;
    const auto glyph = [&](std::uint32_t i) -> const ShapedGlyph& {
      return shaped.glyphs[right_to_left ? run.glyph_end - 1 - i : run.glyph_begin + i];
    };
    for (std::uint32_t i = 0; i < count;) {
      // HarfBuzz takes invisible characters away where the font has no space to show for them; they may come first.
      const std::uint32_t first = glyph(i).cluster;
      const std::uint32_t cluster = i == 0 ? run.text_begin : first;
      double advance = 0;
      bool unsafe = false;
      for (; i < count && glyph(i).cluster == first; ++i) {
        advance += static_cast<double>(glyph(i).advance);
        unsafe |= glyph(i).unsafe_to_break;
      }
      const std::uint32_t end = i < count ? glyph(i).cluster : run.text_end;
      // Ligatures have as many parts as graphemes.
      std::uint32_t graphemes = 1;
      for (std::uint32_t b = cluster + 1; b < end; ++b) graphemes += shaped.breaks[b] != Break::none;
      safe_[cluster] = unsafe ? 1 : 2;
      x_[cluster] = x;
      if (letter_spacing_ != 0) advance += spacing(cluster, end);
      std::uint32_t grapheme = 0;
      for (std::uint32_t b = cluster + 1; b < end; ++b) {
        grapheme += shaped.breaks[b] != Break::none;
        x_[b] = x + advance * grapheme / graphemes;
      }
      x += advance;
    }
    if (count == 0) {
      std::fill(x_.begin() + run.text_begin, x_.begin() + run.text_end, x);
      safe_[run.text_begin] = 2;
    }
    at = run.text_end;
  }
  pass_line_ends(static_cast<std::uint32_t>(text.size()));
  x_[at] = x;
  safe_[at] = 2;
}

double Measure::spacing(std::uint32_t begin, std::uint32_t end) const {
  if (letter_spacing_ == 0) return 0;
  const std::string_view text = shaped_->text;
  double sum = 0;
  for (std::size_t i = begin; i < end;) {
    const bool starts_grapheme = i == 0 || shaped_->breaks[i] != Break::none;
    const char32_t c = next_code_point(text, i);
    // A mark that stands alone has no width: with letters closer together, a line of it would have less than none.
    if (starts_grapheme && !is_default_ignorable(c) && !is_mark(c)) sum += letter_spacing_;
  }
  return sum;
}

std::uint32_t Measure::run_at(std::uint32_t offset) const {
  const auto run = std::ranges::upper_bound(shaped_->runs, offset, {}, &ShapedRun::text_end);
  return static_cast<std::uint32_t>(run - shaped_->runs.begin());
}

Measure::Piece Measure::piece(const ShapedRun& run, std::uint32_t line_begin, std::uint32_t line_end,
                              bool hyphen) const {
  const std::uint32_t begin = std::max(run.text_begin, line_begin);
  const std::uint32_t end = std::min(run.text_end, line_end);
  Piece piece{begin, begin, end, end};
  if (begin == line_begin && !is_safe(begin)) {
    const std::uint32_t limit = std::min(end, begin + longest_reshape);
    while (piece.head_end < limit && !(piece.head_end > begin && is_safe(piece.head_end))) ++piece.head_end;
  }
  if (end == line_end && (hyphen || !is_safe(end))) {
    const std::uint32_t limit = end - std::min(end - begin, longest_reshape);
    while (piece.tail_begin > limit && !(piece.tail_begin < end && is_safe(piece.tail_begin))) --piece.tail_begin;
  }
  if (piece.tail_begin < piece.head_end) piece.head_end = piece.tail_begin = end;
  // At the limits: never inside of a character.
  const std::string_view text = shaped_->text;
  while (piece.head_end < end && !starts_code_point(text[piece.head_end])) ++piece.head_end;
  while (piece.tail_begin > piece.head_end && piece.tail_begin < end && !starts_code_point(text[piece.tail_begin])) {
    --piece.tail_begin;
  }
  return piece;
}

double Measure::reshaped_width(const ShapedRun& run, std::uint32_t begin, std::uint32_t end, bool hyphen) const {
  scratch_.clear();
  shape_run(shaped_->text, begin, end, style_of(*shaped_, run, *fonts_), hyphen, scratch_);
  double width = spacing(begin, end) + (hyphen ? letter_spacing_ : 0);
  for (const ShapedGlyph& glyph : scratch_) width += static_cast<double>(glyph.advance);
  return width;
}

double Measure::hyphen_advance(std::uint32_t end) const {
  const std::uint32_t run = end > 0 ? run_at(end - 1) : 0;
  const LoadedFont* font = run < shaped_->runs.size() ? fonts_->loaded(shaped_->runs[run].font) : nullptr;
  return (font != nullptr ? static_cast<double>(font->hyphen_advance) : 0.5) + letter_spacing_;
}

double Measure::exact(std::uint32_t begin, std::uint32_t end, bool hyphen) const {
  if (begin >= end) return 0;
  double width = x_[end] - x_[begin];
  if (is_exact(begin, end, hyphen)) return width;
  const std::vector<ShapedRun>& runs = shaped_->runs;
  const std::uint32_t first = run_at(begin);
  const std::uint32_t last = run_at(end - 1);
  const auto correct = [&](std::uint32_t index, bool with_hyphen) {
    const ShapedRun& run = runs[index];
    if (run.text_begin >= end) return;
    const Piece p = piece(run, begin, end, with_hyphen);
    const bool whole = p.head_end == p.end;
    if (p.head_end > p.begin) {
      width += reshaped_width(run, p.begin, p.head_end, with_hyphen && whole) - (x_[p.head_end] - x_[p.begin]);
    }
    if (p.tail_begin < p.end) {
      width += reshaped_width(run, p.tail_begin, p.end, with_hyphen) - (x_[p.end] - x_[p.tail_begin]);
    }
  };
  if (first < runs.size()) correct(first, hyphen && first == last);
  if (last != first && last < runs.size()) correct(last, hyphen);
  return width;
}

}  // namespace depesche
