#include "text/shaping.h"

#include <algorithm>

#include "base/sort.h"
#include "text/bidi.h"
#include "text/breaks.h"
#include "text/harfbuzz_run.h"
#include "text/itemize.h"

namespace depesche {
namespace {

std::uint64_t shapings = 0;

/// Copies the spans so that they cover the text whatever the caller gave, with languages that live as long as `out`.
void copy_spans(std::span<const FaceSpan> spans, ShapedText& out) {
  const auto size = static_cast<std::uint32_t>(out.text.size());
  if (spans.empty()) {
    out.spans.emplace_back().end = size;
    return;
  }
  std::vector<std::size_t> language_of;
  language_of.reserve(spans.size());
  out.spans.reserve(spans.size());
  for (const FaceSpan& span : spans) {
    const std::uint32_t begin = out.spans.empty() ? 0 : out.spans.back().end;
    out.spans.push_back(span);
    out.spans.back().begin = begin;
    out.spans.back().end = std::clamp(span.end, begin, size);
    if (out.languages.empty() || out.languages.back() != span.language) out.languages.emplace_back(span.language);
    language_of.push_back(out.languages.size() - 1);
  }
  out.spans.back().end = size;
  // Only now: `languages` has stopped growing.
  for (std::size_t i = 0; i < out.spans.size(); ++i) out.spans[i].language = out.languages[language_of[i]];
}

/// True when the two differ in nothing that a font could know of: a link and the text around it kern as one.
bool are_shaped_together(const Item& a, const Item& b, const ShapedText& out) {
  return a.end == b.begin && a.font == b.font && a.level == b.level && a.script == b.script &&
         out.spans[a.span].language == out.spans[b.span].language;
}

class Shaper {
 public:
  Shaper(const FontLibrary& fonts, ShapedText& out) : fonts_(fonts), out_(out) {}

  void shape(std::span<const Item> items) {
    if (items.size() > 1 && shape_together(items)) return;
    for (const Item& item : items) {
      ShapedRun run = make_run(item);
      shape_run(out_.text, item.begin, item.end, style_of(out_, run, fonts_), false, out_.glyphs);
      finish(run);
    }
  }

 private:
  ShapedRun make_run(const Item& item) const {
    ShapedRun run;
    run.font = item.font;
    run.level = item.level;
    run.tag = out_.spans[item.span].tag;
    run.span = item.span;
    run.script = item.script;
    run.text_begin = item.begin;
    run.text_end = item.end;
    run.glyph_begin = static_cast<std::uint32_t>(out_.glyphs.size());
    return run;
  }

  void finish(ShapedRun& run) {
    run.glyph_end = static_cast<std::uint32_t>(out_.glyphs.size());
    out_.runs.push_back(run);
  }

  /// False when a ligature goes across the edge of an item: they have to be shaped apart.
  bool shape_together(std::span<const Item> items) {
    glyphs_.clear();
    const ShapedRun whole = make_run(items.front());
    shape_run(out_.text, items.front().begin, items.back().end, style_of(out_, whole, fonts_), false, glyphs_);
    const bool right_to_left = (whole.level & 1) != 0;
    for (const Item& item : items) {
      const std::span<const ShapedGlyph> part = glyphs_between(glyphs_, right_to_left, item.begin, item.end);
      if (part.empty() || (right_to_left ? part.back() : part.front()).cluster != item.begin) return false;
    }
    for (const Item& item : items) {
      ShapedRun run = make_run(item);
      const std::span<const ShapedGlyph> part = glyphs_between(glyphs_, right_to_left, item.begin, item.end);
      out_.glyphs.insert(out_.glyphs.end(), part.begin(), part.end());
      finish(run);
    }
    return true;
  }

  const FontLibrary& fonts_;
  ShapedText& out_;
  std::vector<ShapedGlyph> glyphs_;
};

}  // namespace

std::uint64_t shape_count() { return shapings; }

ShapedText shape(std::string_view text, std::span<const FaceSpan> spans, Direction direction, const FontLibrary& fonts,
                 const HyphenationLibrary* hyphenation) {
  ++shapings;
  ShapedText out;
  out.text = text;
  copy_spans(spans, out);

  const BidiLevels bidi = resolve_levels(out.text, direction, out.spans);
  out.base_level = bidi.base;
  std::vector<Item> items;
  itemize(out.text, out.spans, bidi, fonts, Fonts::ready, items, out.missing);
  sort_unique(out.missing);

  out.runs.reserve(items.size());
  out.glyphs.reserve(out.text.size());
  Shaper shaper(fonts, out);
  for (std::size_t begin = 0; begin < items.size();) {
    std::size_t end = begin + 1;
    while (end < items.size() && are_shaped_together(items[end - 1], items[end], out)) ++end;
    shaper.shape(std::span(items).subspan(begin, end - begin));
    begin = end;
  }
  out.glyphs.shrink_to_fit();
  find_breaks(out.text, out.spans, hyphenation, out.breaks);
  return out;
}

}  // namespace depesche
