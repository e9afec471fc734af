// From text to places: carets and the rectangles of a range, read off the placed glyphs.
#include <algorithm>

#include "text/characters.h"
#include "text/paragraph.h"

namespace depesche {
namespace {

/// Distance of the caret before `offset` from the edge of the run where its text begins (left, or right in a run from
/// right to left). A cluster of several graphemes, such as a ligature, is divided evenly among them.
float advance_before(const Paragraph& paragraph, const ShapedText& shaped, const PlacedRun& run, std::uint32_t offset) {
  float before = 0;
  std::uint32_t cluster = run.text_begin;
  std::uint32_t cluster_end = run.text_end;
  float cluster_advance = 0;
  for (std::uint32_t i = run.glyph_begin; i < run.glyph_end; ++i) {
    const PlacedGlyph& glyph = paragraph.glyphs[i];
    if (glyph.cluster > offset) {
      cluster_end = std::min(cluster_end, glyph.cluster);
      continue;
    }
    if (glyph.cluster < cluster) {
      before += glyph.advance;
      continue;
    }
    if (glyph.cluster > cluster) {
      before += cluster_advance;
      cluster_advance = 0;
      cluster = glyph.cluster;
    }
    cluster_advance += glyph.advance;
  }
  if (offset == cluster || cluster >= run.text_end) return before;
  std::uint32_t graphemes = 1;
  std::uint32_t passed = 0;
  for (std::uint32_t i = cluster + 1; i < cluster_end; ++i) {
    if (shaped.breaks[i] == Break::none) continue;
    ++graphemes;
    passed += i <= offset;
  }
  if (offset >= cluster_end) passed = graphemes;
  return before + cluster_advance * static_cast<float>(passed) / static_cast<float>(graphemes);
}

float caret_in_run(const Paragraph& paragraph, const ShapedText& shaped, const PlacedRun& run, std::uint32_t offset) {
  const float before = advance_before(paragraph, shaped, run, offset);
  return (run.level & 1) != 0 ? run.x + run.width - before : run.x + before;
}

}  // namespace

float caret_x(const Paragraph& paragraph, const ShapedText& shaped, const Line& line, std::uint32_t offset) {
  const PlacedRun* last = nullptr;
  for (std::uint32_t i = line.run_begin; i < line.run_end; ++i) {
    const PlacedRun& run = paragraph.runs[i];
    if (offset >= run.text_begin && offset < run.text_end) return caret_in_run(paragraph, shaped, run, offset);
    if (run.text_end <= offset && (last == nullptr || run.text_end > last->text_end)) last = &run;
  }
  // After the content of the line: in its hanging white space, or at its very end.
  if (last != nullptr) return caret_in_run(paragraph, shaped, *last, last->text_end);
  return (shaped.base_level & 1) != 0 ? line.x + line.width : line.x;
}

void range_rects(const Paragraph& paragraph, const ShapedText& shaped, std::uint32_t begin, std::uint32_t end,
                 std::vector<Rect>& out) {
  if (begin >= end) return;
  const auto first = std::ranges::upper_bound(paragraph.lines, begin, {}, &Line::text_end);
  for (auto line = first; line != paragraph.lines.end() && line->text_begin < end; ++line) {
    const std::size_t first_of_line = out.size();
    for (std::uint32_t i = line->run_begin; i < line->run_end; ++i) {
      const PlacedRun& run = paragraph.runs[i];
      const std::uint32_t from = std::max(begin, run.text_begin);
      const std::uint32_t to = std::min(end, run.text_end);
      if (from >= to) continue;
      float one = caret_in_run(paragraph, shaped, run, from);
      float other = caret_in_run(paragraph, shaped, run, to);
      // A hyphen at the end of the line belongs to a range that goes on after it.
      if (end > run.text_end && to == run.text_end) other = (run.level & 1) != 0 ? run.x : run.x + run.width;
      if (one > other) std::swap(one, other);
      if (out.size() > first_of_line && one - out.back().right() < 0.01f && one >= out.back().x) {
        out.back().width = other - out.back().x;
      } else if (other > one) {
        out.push_back({one, line->top, other - one, paragraph.line_height});
      }
    }
  }
}

}  // namespace depesche
