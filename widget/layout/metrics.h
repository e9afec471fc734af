// The card's measurements at one width and text size: columns, type scale, spaces. All decisions of typography that
// are numbers stand here; the parts of the layout only place things.
#pragma once

#include "layout/card_state.h"
#include "layout/layout_tree.h"
#include "text/paragraph.h"

namespace depesche {

struct TypeStyle {
  Face face = Face::serif_regular;
  float size = 18;
  float line_height = 27;
  ColourRole colour = ColourRole::text;
  LineBreaking breaking = LineBreaking::greedy;
  float letter_spacing = 0;
  Hyphens hyphens = Hyphens::in_wide_words;
};

/// How the parts stand to each other. Chosen by the width that is left at the reader's text size.
enum class Form : std::uint8_t {
  compact,  ///< one column, pictures from edge to edge
  medium,   ///< one column at the reading measure
  wide      ///< timeline beside the text
};

struct Metrics {
  Form form = Form::medium;
  float width = 0;          ///< of the card
  float padding = 0;        ///< left and right of the content
  float content = 0;        ///< width between the paddings
  float column_x = 0;       ///< left edge of the text column
  float column = 0;         ///< width of the text column: 55 to 75 characters where there is room
  float aside_x = 0;        ///< of the timeline beside the text; `wide` only
  float aside = 0;
  float unit = 8;           ///< spaces are multiples of it
  float target = 36;        ///< least size of a control

  TypeStyle kicker, headline, byline, lead, body, heading, subheading, quotation, caption, credit, small, label;
  TypeStyle control, control_current, part_title, entry_time, entry_speaker, entry_role, entry_summary, statement;
  TypeStyle note, note_title, related_headline, related_teaser, error_title;
};

Metrics measure(const CardState& state);

}  // namespace depesche
