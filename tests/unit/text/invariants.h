// What holds of every shaped text and of its lines, whatever the text, the fonts and the width are. Used by the random
// texts of invariants_test.cpp and by the fuzzing targets.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "base/utf8.h"
#include "text/paragraph.h"
#include "text/shaping.h"

namespace depesche {

/// @param expect  called as expect(condition, what) for each invariant.
template <class Expect>
void check_shaped(const ShapedText& shaped, Expect&& expect) {
  expect(shaped.breaks.size() == shaped.text.size() + 1, "one break a byte and one for the end");
  if (shaped.breaks.size() != shaped.text.size() + 1) return;
  std::uint32_t span_end = 0;
  for (const FaceSpan& span : shaped.spans) {
    expect(span.begin == span_end && span.begin <= span.end, "spans cover the text in order");
    span_end = span.end;
  }
  expect(span_end == shaped.text.size(), "spans cover the whole text");
  std::uint32_t text_end = 0;
  std::uint32_t glyph_end = 0;
  for (const ShapedRun& run : shaped.runs) {
    expect(run.text_begin >= text_end && run.text_begin < run.text_end, "runs stand in order and none is empty");
    expect(run.glyph_begin == glyph_end && run.glyph_begin <= run.glyph_end, "runs share no glyph and skip none");
    expect(run.span < shaped.spans.size(), "a run lies in a span");
    text_end = run.text_end;
    glyph_end = run.glyph_end;
    expect(glyph_end <= shaped.glyphs.size(), "glyphs of a run are there");
    if (glyph_end > shaped.glyphs.size()) return;
    for (std::uint32_t g = run.glyph_begin; g < run.glyph_end; ++g) {
      const ShapedGlyph& glyph = shaped.glyphs[g];
      expect(glyph.cluster >= run.text_begin && glyph.cluster < run.text_end, "a glyph stands for its run's text");
      expect(std::isfinite(glyph.advance) && std::isfinite(glyph.x_offset) && std::isfinite(glyph.y_offset),
             "advances and offsets are finite");
      if (g == run.glyph_begin) continue;
      const std::uint32_t before = shaped.glyphs[g - 1].cluster;
      expect((run.level & 1) != 0 ? glyph.cluster <= before : glyph.cluster >= before, "clusters go one way");
    }
  }
  expect(text_end <= shaped.text.size(), "runs end in the text");
  expect(glyph_end == shaped.glyphs.size(), "every glyph is in a run");
}

template <class Expect>
void check_lines(const ShapedText& shaped, const Paragraph& paragraph, const ParagraphStyle& style, Expect&& expect) {
  std::uint32_t text_end = 0;
  std::uint32_t run_end = 0;
  std::uint32_t glyph_end = 0;
  float baseline = -1;
  std::vector<bool> covered;
  for (const Line& line : paragraph.lines) {
    expect(line.text_begin == text_end && line.text_begin < line.text_end, "every byte is on one line");
    expect(line.text_end <= shaped.text.size(), "lines end in the text");
    if (line.text_begin != text_end || line.text_begin >= line.text_end || line.text_end > shaped.text.size()) return;
    expect(line.run_begin == run_end && line.run_begin <= line.run_end, "lines share no run and skip none");
    expect(std::isfinite(line.x) && std::isfinite(line.width), "a line's place is finite");
    expect(line.width >= 0 || style.letter_spacing < 0, "a line has a width");
    expect(line.baseline > baseline, "lines stand one below the other");
    baseline = line.baseline;
    expect(shaped.breaks[line.text_end] != Break::none, "no line ends inside of a grapheme");
    text_end = line.text_end;
    run_end = line.run_end;
    expect(run_end <= paragraph.runs.size(), "runs of a line are there");
    if (run_end > paragraph.runs.size()) return;
    covered.assign(line.text_end - line.text_begin, false);
    float x = line.x;
    for (std::uint32_t i = line.run_begin; i < line.run_end; ++i) {
      const PlacedRun& run = paragraph.runs[i];
      const bool inside = run.text_begin >= line.text_begin && run.text_end <= line.text_end;
      expect(inside, "a run lies on its line");
      if (!inside) return;
      if (style.breaking != LineBreaking::single) {
        expect(std::fabs(run.x - x) <= 0.01f + std::fabs(x) * 1e-5f, "runs stand side by side without gaps");
      }
      x = run.x + run.width;
      expect(run.glyph_begin == glyph_end && run.glyph_begin <= run.glyph_end, "runs share no placed glyph");
      glyph_end = run.glyph_end;
      expect(glyph_end <= paragraph.glyphs.size(), "placed glyphs of a run are there");
      if (glyph_end > paragraph.glyphs.size()) return;
      for (std::uint32_t b = run.text_begin; b < run.text_end; ++b) {
        expect(!covered[b - line.text_begin], "no byte is in two runs");
        covered[b - line.text_begin] = true;
      }
      for (std::uint32_t g = run.glyph_begin; g < run.glyph_end; ++g) {
        const PlacedGlyph& glyph = paragraph.glyphs[g];
        expect(glyph.cluster >= run.text_begin && glyph.cluster <= run.text_end, "a placed glyph is of its run");
        expect(std::isfinite(glyph.x) && std::isfinite(glyph.y) && std::isfinite(glyph.advance), "places are finite");
      }
    }
    // What no run covers stands at the end of the line: white space, a line end, a soft hyphen.
    if (style.breaking != LineBreaking::single) {
      const auto gap = std::ranges::find(covered, false);
      expect(std::find(gap, covered.end(), true) == covered.end(), "no gap inside of a line");
    }
    const float slack = 0.1f + std::fabs(line.x) * 1e-5f;
    expect(caret_x(paragraph, shaped, line, line.text_begin) <= line.x + line.width + slack,
           "the caret is on the line");
  }
  expect(text_end == shaped.text.size(), "the lines have all of the text");
  expect(run_end == paragraph.runs.size(), "every run is on a line");
  expect(glyph_end == paragraph.glyphs.size(), "every placed glyph is in a run");
}

/// Default_Ignorable_Code_Point: nothing is drawn for these.
inline bool is_ignorable(char32_t c) {
  return c == 0xad || c == 0x34f || c == 0x61c || c == 0x115f || c == 0x1160 || c == 0x17b4 || c == 0x17b5 ||
         (c >= 0x180b && c <= 0x180f) || (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) ||
         (c >= 0x2060 && c <= 0x206f) || c == 0x3164 || (c >= 0xfe00 && c <= 0xfe0f) || c == 0xfeff || c == 0xffa0 ||
         (c >= 0xfff0 && c <= 0xfff8) || (c >= 0x1bca0 && c <= 0x1bca3) || (c >= 0x1d173 && c <= 0x1d17a) ||
         (c >= 0xe0000 && c <= 0xe0fff);
}

/// Lines set greedily or prettily are no wider than the box, but for a grapheme that is wider alone. What has no width (a
/// word joiner) may stand beside it.
template <class Expect>
void check_widths(const ShapedText& shaped, const Paragraph& paragraph, float width, Expect&& expect) {
  for (const Line& line : paragraph.lines) {
    std::uint32_t content = line.text_begin;
    for (std::uint32_t i = line.run_begin; i < line.run_end; ++i) {
      content = std::max(content, paragraph.runs[i].text_end);
    }
    std::size_t graphemes = 0;
    for (std::uint32_t i = line.text_begin; i < content; ++i) {
      const bool begins = i == line.text_begin || shaped.breaks[i] != Break::none;
      graphemes += begins && !is_ignorable(decode_utf8(shaped.text, i).code_point);
    }
    if (graphemes > 1) expect(line.width <= width + 0.02f, "no line is wider than its box");
  }
}

}  // namespace depesche
