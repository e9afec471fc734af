#include "semantics/text_lines.h"

#include <algorithm>
#include <cmath>

#include "base/sort.h"
#include "base/utf8.h"

namespace depesche {
namespace {

/// Which subset of its face a run was set in. Those that only add characters to another need no telling: the browser
/// comes to them by itself.
std::string_view subset_of(const PlacedRun& run) {
  const auto catalogue = font_catalogue();
  if (run.font >= catalogue.size()) return {};
  const std::string_view subset = catalogue[run.font].subset;
  return subset.ends_with("-ext") ? std::string_view() : subset;
}

/// The face that a run should have by its marks.
Face face_of(const TextBox& text, const PlacedRun& run) {
  if (run.tag == 0 || run.tag > text.marks.size()) return text.face;
  const TextMark& mark = text.marks[run.tag - 1u];
  return styled(text.face, mark.emphasis, mark.strong);
}

/// A stretch that the browser would not set in the right font by itself.
struct FontSpan {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  Face face = Face::serif_regular;
  std::string_view subset;
  bool missing = false;  ///< no font of ours has it
};

bool joins_emoji(char32_t c) { return c == 0x200d || (c >= 0xfe00 && c <= 0xfe0f); }

/// Cuts `span` where characters begin or end to be missing.
void append_cut(const TextBox& text, FontSpan span, bool own, std::vector<FontSpan>& out) {
  const std::vector<char32_t>& missing = text.shaped->missing;
  const auto append = [&](std::uint32_t end, bool is_missing) {
    if (end > span.begin && (is_missing || !own)) {
      out.push_back(span);
      out.back().end = end;
      out.back().missing = is_missing;
    }
    span.begin = end;
  };
  bool inside = false;
  for (std::uint32_t at = span.begin; !missing.empty() && at < span.end;) {
    const Decoded c = decode_utf8(text.shaped->text, at);
    const bool is_missing = std::ranges::binary_search(missing, c.code_point) || (inside && joins_emoji(c.code_point));
    if (is_missing != inside) append(at, inside);
    inside = is_missing;
    at += c.length;
  }
  append(span.end, inside);
}

void find_font_spans(const TextBox& text, const Line& line, std::string_view main, std::vector<FontSpan>& out) {
  out.clear();
  const auto catalogue = font_catalogue();
  for (std::uint32_t i = line.run_begin; i < line.run_end; ++i) {
    const PlacedRun& run = text.paragraph->runs[i];
    const std::string_view subset = subset_of(run);
    FontSpan span{run.text_begin, run.text_end, face_of(text, run), main, false};
    bool own = true;
    if (run.font < catalogue.size() && catalogue[run.font].face != span.face) {
      span.face = catalogue[run.font].face;
      own = false;
    }
    if (!subset.empty() && subset != main) {
      span.subset = subset;
      own = false;
    }
    append_cut(text, span, own, out);
  }
  heap_sort(out, &FontSpan::begin);
}

SemanticFragment make_fragment(const TextBox& text, const TextMark* mark) {
  SemanticFragment fragment;
  fragment.face = text.face;
  if (mark == nullptr) return fragment;
  fragment.link = mark->url.empty() ? no_node : mark->id;
  fragment.url = mark->url;
  fragment.language = mark->language;
  fragment.emphasis = mark->emphasis;
  fragment.strong = mark->strong;
  fragment.face = styled(text.face, mark->emphasis, mark->strong);
  return fragment;
}

}  // namespace

std::string_view main_subset(const Paragraph& paragraph) {
  struct Count {
    std::string_view subset;
    std::uint32_t bytes;
  };
  std::vector<Count> counts;
  for (const PlacedRun& run : paragraph.runs) {
    const std::string_view subset = subset_of(run);
    if (subset.empty()) continue;
    auto count = std::ranges::find(counts, subset, &Count::subset);
    if (count == counts.end()) count = counts.insert(counts.end(), {subset, 0});
    count->bytes += run.text_end - run.text_begin;
  }
  const auto most = std::ranges::max_element(counts, {}, &Count::bytes);
  return most == counts.end() ? std::string_view() : most->subset;
}

void append_without_soft_hyphens(std::string_view from, std::string& to) {
  for (;;) {
    const std::size_t hyphen = from.find("\xC2\xAD");
    to += from.substr(0, hyphen);
    if (hyphen == std::string_view::npos) return;
    from.remove_prefix(hyphen + 2);
  }
}

std::vector<SemanticLine> cut_lines(const TextBox& text, std::string_view subset, float left, float width) {
  const Paragraph& paragraph = *text.paragraph;
  const std::string_view all = text.shaped->text;
  const bool right_to_left = (text.shaped->base_level & 1) != 0;
  std::vector<SemanticLine> lines;
  lines.reserve(paragraph.lines.size());
  std::vector<FontSpan> fonts;
  auto mark = text.marks.begin();
  for (const Line& from : paragraph.lines) {
    SemanticLine& line = lines.emplace_back();
    const float x = text.origin.x + from.x - left;
    line.start = right_to_left ? width - x - from.width : x;
    line.width = from.width;
    line.hyphenated = from.hyphenated;
    std::uint32_t last = 0;
    for (std::uint32_t run = from.run_begin; run < from.run_end; ++run) {
      if (paragraph.runs[run].text_end < last) continue;
      last = paragraph.runs[run].text_end;
      line.turned = (paragraph.runs[run].level & 1) != (right_to_left ? 1 : 0);
    }
    // A space there runs as the text does.
    line.turned &= last == from.text_end || from.hyphenated;
    find_font_spans(text, from, subset, fonts);
    auto font = fonts.begin();
    const std::uint32_t end = std::min<std::uint32_t>(from.text_end, static_cast<std::uint32_t>(all.size()));
    for (std::uint32_t at = from.text_begin; at < end;) {
      while (mark != text.marks.end() && mark->end <= at) ++mark;
      while (font != fonts.end() && font->end <= at) ++font;
      const bool marked = mark != text.marks.end() && mark->begin <= at;
      const bool other_font = font != fonts.end() && font->begin <= at;
      std::uint32_t next = end;
      if (mark != text.marks.end()) next = std::min(next, marked ? mark->end : mark->begin);
      if (font != fonts.end()) next = std::min(next, other_font ? font->end : font->begin);

      SemanticFragment fragment = make_fragment(text, marked ? &*mark : nullptr);
      if (other_font) {
        fragment.face = font->face;
        if (font->subset != subset) fragment.subset = font->subset;
        if (font->missing)
          fragment.width =
              std::abs(caret_x(paragraph, *text.shaped, from, next) - caret_x(paragraph, *text.shaped, from, at));
      }
      append_without_soft_hyphens(all.substr(at, next - at), fragment.text);
      if (!fragment.text.empty()) line.fragments.push_back(std::move(fragment));
      at = next;
    }
  }
  return lines;
}

}  // namespace depesche
