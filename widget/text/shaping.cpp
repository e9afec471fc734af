#include "text/shaping.h"

#include <algorithm>

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

}  // namespace

std::uint64_t shape_count() { return shapings; }

ShapedText shape(std::string_view text, std::span<const FaceSpan> spans, Direction direction, const FontLibrary& fonts,
                 const HyphenationLibrary* hyphenation) {
  ++shapings;
  ShapedText out;
  out.text = text;
  copy_spans(spans, out);

  const BidiLevels bidi = resolve_levels(out.text, direction);
  out.base_level = bidi.base;
  std::vector<Item> items;
  itemize(out.text, out.spans, bidi, &fonts, items, out.missing);
  std::ranges::sort(out.missing);
  const auto repeated = std::ranges::unique(out.missing);
  out.missing.erase(repeated.begin(), repeated.end());

  out.runs.reserve(items.size());
  out.glyphs.reserve(out.text.size());
  for (const Item& item : items) {
    ShapedRun run;
    run.font = item.font;
    run.level = item.level;
    run.tag = out.spans[item.span].tag;
    run.span = item.span;
    run.script = item.script;
    run.text_begin = item.begin;
    run.text_end = item.end;
    run.glyph_begin = static_cast<std::uint32_t>(out.glyphs.size());
    shape_run(out.text, item.begin, item.end, style_of(out, run, fonts), false, out.glyphs);
    run.glyph_end = static_cast<std::uint32_t>(out.glyphs.size());
    out.runs.push_back(run);
  }
  out.glyphs.shrink_to_fit();
  find_breaks(out.text, out.spans, hyphenation, out.breaks);
  return out;
}

}  // namespace depesche
