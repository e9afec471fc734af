// Any text in any of the bundled fonts, broken at any width. An input that begins with NUL is choices for a text of
// pieces; any other is text up to a NUL, then choices.
#include <algorithm>
#include <vector>

#include "../fuzz.h"
#include "../resources.h"
#include "../texts.h"
#include "text/invariants.h"
#include "text/search.h"

namespace depesche::fuzz {
namespace {

std::vector<FaceSpan> make_spans(Input& input, std::string_view text) {
  std::vector<FaceSpan> spans;
  const auto size = static_cast<std::uint32_t>(text.size());
  for (std::uint32_t at = 0; at < size;) {
    std::uint32_t end = input.chance(3) ? std::min(size, at + 1 + input.below(60)) : size;
    while (end < size && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) ++end;
    spans.push_back({at, end, static_cast<Face>(input.below(static_cast<std::uint32_t>(Face::count_))),
                     make_language(input), static_cast<std::uint16_t>(input.below(3))});
    at = end;
  }
  return spans;
}

/// Fonts of which some never came.
const FontLibrary& some_fonts() {
  static const FontLibrary* const fonts = [] {
    auto* const library = new FontLibrary;
    for (std::size_t i = 0; i < font_catalogue().size(); ++i) {
      const auto file = static_cast<FontFile>(i);
      if (i % 3 == 0)
        library->fail(file);
      else
        library->add(file, asset(font_catalogue()[i].path));
    }
    return library;
  }();
  return *fonts;
}

const FontLibrary& no_fonts() {
  static const auto* const fonts = new FontLibrary;
  return *fonts;
}

}  // namespace

void run(std::string_view bytes) {
  Input input(bytes.substr(0, 4096));
  std::string text;
  if (!input.empty() && bytes.front() == '\0') {
    input.byte();
    text = make_text(input, 12);
  } else {
    text = made_well_formed(input.take_text());
  }
  const std::vector<FaceSpan> spans = make_spans(input, text);
  const FontLibrary& fonts = input.chance(8) ? (input.flag() ? some_fonts() : no_fonts()) : all_fonts();
  const auto direction = static_cast<Direction>(input.below(3));
  FontSet needed;
  collect_fonts(text, spans, direction, fonts, needed);
  const ShapedText shaped = shape(text, spans, direction, fonts, input.chance(4) ? nullptr : &all_patterns());
  check_shaped(shaped, require);
  for (const ShapedRun& run : shaped.runs)
    require(run.font == no_font || needed.test(run.font), "the fonts in use were asked for");

  for (int round = 0; round < 3; ++round) {
    ParagraphStyle style;
    style.size = input.chance(8) ? input.real(0.01f, 2000) : input.real(8, 48);
    style.line_height = style.size * 1.5f;
    style.letter_spacing = input.chance(4) ? input.real(-0.03f, 0.3f) * style.size : 0;
    style.hyphens = static_cast<Hyphens>(input.below(3));
    style.alignment = static_cast<Alignment>(input.below(3));
    style.breaking = static_cast<LineBreaking>(input.below(4));
    style.width = input.chance(8) ? input.any_real() : input.real(0, input.flag() ? 1200 : 100);
    const Paragraph paragraph = break_lines(shaped, style, fonts);
    check_lines(shaped, paragraph, style, require);
    const bool fills = style.breaking == LineBreaking::greedy || style.breaking == LineBreaking::pretty;
    if (fills && style.letter_spacing == 0 && style.size < 50 && style.width >= 1)
      check_widths(shaped, paragraph, style.width, require);
    require(std::isfinite(natural_width(shaped, style.size, style.letter_spacing)), "the natural width is finite");

    std::vector<Rect> rects;
    const auto size = static_cast<std::uint32_t>(text.size() + 1);
    range_rects(paragraph, shaped, input.below(size), input.below(size), rects);
    for (const Rect& rect : rects)
      require(rect.width > 0 && std::isfinite(rect.x) && std::isfinite(rect.width), "a range has places");
  }

  std::vector<Match> matches;
  const std::string query = made_well_formed(input.chance(2) ? input.take(8) : std::string_view(text).substr(0, 6));
  find_matches(text, query, matches);
  std::uint32_t end = 0;
  for (const Match& match : matches) {
    require(match.begin >= end && match.begin < match.end && match.end <= text.size(), "matches stand in order");
    end = match.end;
  }
}

}  // namespace depesche::fuzz
