#include "layout/metrics.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace depesche {
namespace {

// Roughly a minor second between steps: each is seen, none changes the page's character.
constexpr std::array<float, 4> text_factors = {0.9f, 1.0f, 1.17f, 1.4f};

// Source Serif sets about 2.2 characters an em: 31.5 em hold the usual 68.
constexpr float em_a_character = 31.5f / 68;

TypeStyle style(Face face, float size, float line_height, ColourRole colour = ColourRole::text,
                LineBreaking breaking = LineBreaking::greedy) {
  // Whole CSS pixels: WebKit lays lines out at such heights only, and the page layer's text must not drift.
  return {face, size, std::round(line_height), colour, breaking};
}

TypeStyle hyphenated(TypeStyle type) {
  type.hyphens = Hyphens::all;
  return type;
}

TypeStyle single(TypeStyle type) {
  type.breaking = LineBreaking::single;
  type.hyphens = Hyphens::none;  // languages are named in their own, whose patterns nothing else takes
  return type;
}

}  // namespace

Metrics measure(const CardState& state) {
  const float factor = text_factors[static_cast<std::size_t>(state.text_size)];
  Metrics m;
  m.width = std::clamp(state.width, 200.0f, 4096.0f);
  m.target = std::clamp(state.target_size, 24.0f, 96.0f);
  const float room = m.width / factor;
  m.form = room < 560 ? Form::compact : room < 1000 ? Form::medium : Form::wide;
  const bool compact = m.form == Form::compact;
  const bool wide = m.form == Form::wide;

  m.unit = 8 * factor;
  m.padding = compact ? (room < 360 ? 16.0f : 20.0f) : wide ? 48.0f : 40.0f;
  const float body = (compact ? 17.5f : 19.0f) * factor;
  const float measure =
      std::min(body * em_a_character * std::clamp(state.measure, 40.0f, 90.0f), m.width - 2 * m.padding);
  if (wide) {
    const float gap = 56 * factor;
    m.aside = std::clamp(m.width - 2 * m.padding - gap - measure, 300.0f * factor, 420.0f * factor);
    m.column = std::min(measure, m.width - 2 * m.padding - gap - m.aside);
    m.content = m.column + gap + m.aside;
    m.padding = (m.width - m.content) / 2;
    m.column_x = m.padding;
    m.aside_x = m.padding + m.column + gap;
  } else {
    m.column = measure;
    m.content = measure;
    m.padding = (m.width - m.content) / 2;
    m.column_x = m.padding;
  }
  m.target = std::min(m.target, (m.content - 12) / 4);  // four buttons stand in a row

  const auto serif = [&](float size, float line) { return style(Face::serif_regular, size * factor, line * factor); };
  const auto sans = [&](float size, float line, ColourRole colour = ColourRole::text) {
    return style(Face::sans_regular, size * factor, line * factor, colour);
  };
  const auto title = [&](Face face, float size, float line, ColourRole colour = ColourRole::text) {
    return style(face, size * factor, line * factor, colour, LineBreaking::balanced);
  };
  const auto display = [&](float size, float line) { return title(Face::display_bold, size, line); };
  const auto bold = [&](float size, float line, ColourRole colour = ColourRole::text) {
    return title(Face::sans_bold, size, line, colour);
  };
  constexpr ColourRole secondary = ColourRole::secondary_text;

  m.kicker = bold(15, 20, ColourRole::accent);
  m.kicker.letter_spacing = 0.2f * factor;
  m.headline = compact ? display(room < 360 ? 27.5f : 32, room < 360 ? 33 : 37)
               : wide  ? display(50, 56)
                       : display(42, 48);
  m.headline.letter_spacing = -0.2f * factor;
  m.byline = sans(15, 21, secondary);
  m.lead = hyphenated(compact ? serif(20, 29) : serif(21.5f, 32));
  m.lead.breaking = LineBreaking::pretty;
  m.body = hyphenated(compact ? serif(17.5f, 27) : serif(19, 30));
  m.body.breaking = LineBreaking::pretty;
  m.heading = compact ? display(23, 29) : display(26, 32);
  m.subheading = bold(compact ? 17.0f : 18.0f, 25);
  m.quotation = hyphenated(style(Face::serif_italic, (compact ? 20.0f : 22.0f) * factor,
                                 (compact ? 29.0f : 32.0f) * factor, ColourRole::text, LineBreaking::pretty));
  m.caption = sans(14.5f, 20.5f, secondary);
  m.caption.breaking = LineBreaking::pretty;
  m.credit = sans(13, 19, secondary);
  m.small = sans(14, 20, secondary);
  m.label = bold(12.5f, 18, secondary);
  m.label.letter_spacing = 0.3f * factor;
  m.control = single(sans(15, 20));
  m.control_current = single(bold(15, 20));
  m.part_title = compact ? display(24, 30) : display(26, 32);
  m.entry_time = sans(14, 20, secondary);
  m.entry_speaker = bold(16.5f, 22);
  m.entry_role = title(Face::sans_regular, 14.5f, 20, secondary);
  m.entry_summary = hyphenated(serif(17, 25));
  m.entry_summary.breaking = LineBreaking::pretty;
  m.statement = hyphenated(serif(17, 26));
  m.statement.breaking = LineBreaking::pretty;
  m.note = hyphenated(sans(15, 22, secondary));
  m.note.breaking = LineBreaking::pretty;
  m.note_title = bold(15, 22);
  m.related_headline = display(20, 25);
  m.related_headline.breaking = LineBreaking::greedy;
  m.related_teaser = hyphenated(serif(16, 24));
  m.related_teaser.breaking = LineBreaking::pretty;
  m.error_title = display(24, 30);
  return m;
}

}  // namespace depesche
