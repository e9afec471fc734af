#include <algorithm>

#include "layout/parts.h"

namespace depesche {
namespace {

constexpr float node_size = 13;  // diameter of an entry's node on the line

/// "Place: …", or nothing.
RichText place_words(const Builder& b, const TimelineEntry& entry) {
  RichText text{b.strings[Message::place] + b.strings[Message::colon], {}};
  return b.append(text, entry.place) ? text : RichText();
}

/// "Source: …" with its link, or nothing.
RichText source_words(const Builder& b, const TimelineEntry& entry) {
  if (!entry.source) return {};
  RichText text{b.strings[Message::source] + b.strings[Message::colon], {}};
  return b.append(text, entry.source->label, entry.source->url) ? text : RichText();
}

float place_statement(Builder& b, const TimelineEntry& entry, NodeId id, float x, float y, float width) {
  const Metrics& m = b.metrics;
  const Builder::Apart apart(b);
  for (std::size_t i = 0; i < entry.statement.size(); ++i) {
    const NodeId block_id = node_id(id, i);
    if (i > 0) y += m.unit * 1.25f;
    struct Visitor {
      Builder& b;
      NodeId id;
      float x, y, width;
      float operator()(const ParagraphBlock& block) const {
        return place_paragraph(b, block, b.metrics.statement, id, x, y, width);
      }
      float operator()(const ListBlock& block) const {
        return place_list(b, block, b.metrics.statement, id, x, y, width);
      }
      float operator()(const QuotationBlock& block) const {
        return place_quotation(b, block, b.metrics.statement, id, x, y, width);
      }
    };
    y = std::visit(Visitor{b, block_id, x, y, width}, entry.statement[i]);
  }
  if (const RichText place = place_words(b, entry); !place.empty())
    y = b.place(Role::entry_place, node_id(id, "place"), b.shape_interface(place, m.small), x, y + m.unit * 1.25f,
                width)
            .bottom;
  if (const RichText source = source_words(b, entry); !source.empty())
    y = b.place(Role::entry_source, node_id(id, "source"), b.shape_interface(source, m.small), x, y + m.unit * 0.25f,
                width)
            .bottom;
  return y;
}

/// A closed statement keeps its words, for find in page, search and paper, and what they are to each other.
void place_closed_statement(Builder& b, const TimelineEntry& entry, NodeId id) {
  struct Visitor {
    Builder& b;
    NodeId id;
    void text(Role role, NodeId node, const LocalizedText& words) const {
      const auto choice = words.in(b.state.language);
      if (choice.value != nullptr)
        b.place_collapsed(role, node, choice.value->text, b.article.languages[choice.language]);
    }
    void operator()(const ParagraphBlock& block) const { text(Role::paragraph, id, block.text); }
    void operator()(const ListBlock& block) const {
      const std::uint32_t list = b.open(Role::list, id);
      b.box(list).ordered = block.ordered;
      for (std::size_t k = 0; k < block.items.size(); ++k) {
        const std::uint32_t item = b.open(Role::list_item, node_id(id, k));
        text(Role::paragraph, node_id(node_id(id, k), "text"), block.items[k]);
        b.close(item, 0);
      }
      b.close(list, 0);
    }
    void operator()(const QuotationBlock& block) const {
      const std::uint32_t quotation = b.open(Role::quotation, id);
      for (std::size_t k = 0; k < block.paragraphs.size(); ++k)
        text(Role::paragraph, node_id(id, k), block.paragraphs[k]);
      if (const Attribution by = attribution_of(b, block); !by.text.empty())
        b.place_collapsed(Role::attribution, node_id(id, "attribution"), by.text.text, by.language);
      b.close(quotation, 0);
    }
  };
  for (std::size_t i = 0; i < entry.statement.size(); ++i) std::visit(Visitor{b, node_id(id, i)}, entry.statement[i]);
  const std::string& language = b.strings.language;
  if (const RichText place = place_words(b, entry); !place.empty())
    b.place_collapsed(Role::entry_place, node_id(id, "place"), place.text, language);
  if (const RichText source = source_words(b, entry); !source.empty())
    b.place_collapsed(Role::entry_source, node_id(id, "source"), source.text, language);
}

/// "4 September 2025, 14:30 · after the call"
RichText entry_time(const Builder& b, const TimelineEntry& entry) {
  RichText time;
  std::string& text = time.text;
  if (entry.moment) {
    text = format_date(*entry.moment, DateStyle::long_, b.strings);
    if (entry.moment->has_time)
      text = fill(b.strings.date_time_pattern, "1", text, "0", format_date(*entry.moment, DateStyle::time, b.strings));
  }
  const std::size_t length = text.size();
  if (length > 0) text += " \xC2\xB7 ";
  if (!b.append(time, entry.when)) text.resize(length);
  return time;
}

float place_entry(Builder& b, const TimelineEntry& entry, NodeId id, float x, float y, float width) {
  const Metrics& m = b.metrics;
  const bool opens = entry.opens();
  const bool open = opens && (b.state.open.contains(id) || b.collecting());
  const float inset = m.unit * 3.5f;   // from the line to the words
  const float pad = m.unit;            // of the button around its words
  const float chevron = 20;
  const float words_x = x + inset;
  const float words_width = width - inset - chevron - m.unit;
  const NodeId heading_node = node_id(id, "heading");
  const NodeId button_node = node_id(id, "button");
  const NodeId panel_node = node_id(id, "statement");

  const std::uint32_t item = b.open(Role::timeline_entry, id, {x, y, width, 0});
  b.box(item).key = entry.id;
  const std::uint32_t node = b.add(Role::decoration, node_id(id, "node"), {});
  const std::uint32_t heading = b.open(Role::entry_heading, heading_node, {words_x - pad, y, width - inset + pad, 0});
  b.box(heading).level = static_cast<std::uint8_t>(std::min(6, b.state.heading_level + 2));
  std::uint32_t button = heading;
  if (opens) {
    button = b.open(Role::entry_button, button_node, b.box(heading).rect);
    b.box(button).radius = 6;
    Control& control = b.control(button, Action::toggle_entry);
    control.target = panel_node;
    control.expandable = true;
    control.expanded = open;
  }

  y += pad;
  float first_line = m.entry_speaker.line_height;
  const float first_top = y;
  if (const RichText time = entry_time(b, entry); !time.empty()) {
    first_line = m.entry_time.line_height;
    const std::uint32_t box =
        b.place(Role::entry_time, node_id(id, "time"), b.shape_interface(time, m.entry_time), words_x, y, words_width)
            .box;
    if (entry.moment) b.box(box).datetime = to_iso(*entry.moment);
    y += b.box(box).rect.height;
  }
  y = b.place(Role::entry_speaker, node_id(id, "speaker"), b.shape(entry.speaker, m.entry_speaker), words_x, y,
              words_width)
          .bottom;
  if (const Builder::Shaped role = b.shape(entry.role, m.entry_role); !role.empty())
    y = b.place(Role::entry_role, node_id(id, "role"), role, words_x, y, words_width).bottom;
  if (const Builder::Shaped summary = b.shape(entry.summary, m.entry_summary); !summary.empty())
    y = b.place(Role::entry_summary, node_id(id, "summary"), summary, words_x, y + m.unit * 0.5f, words_width).bottom;
  y += pad;
  const float middle = first_top + first_line / 2;
  if (opens) {
    Box& button_box = b.box(button);
    button_box.icon = open ? Icon::chevron_up : Icon::chevron_down;
    button_box.icon_rect = {x + width - chevron - 4, middle - chevron / 2, chevron, chevron};
    button_box.icon_colour = ColourRole::secondary_text;
    b.close(button, y);
  }
  b.close(heading, y);

  Box& node_box = b.box(node);
  node_box.rect = {x, middle - node_size / 2, node_size, node_size};
  node_box.radius = node_size / 2;
  node_box.fill = open ? ColourRole::accent : ColourRole::background;
  node_box.stroke = ColourRole::accent;
  node_box.stroke_width = 2;

  if (open) {
    const float panel_inset = m.unit * 1.75f;
    y += m.unit * 0.5f;
    const std::uint32_t panel = b.open(Role::statement, panel_node, {words_x, y, width - inset, 0});
    b.box(panel).fill = ColourRole::surface;
    b.box(panel).radius = 4;
    y = place_statement(b, entry, panel_node, words_x + panel_inset, y + panel_inset, width - inset - 2 * panel_inset) +
        panel_inset;
    b.close(panel, y);
    y += m.unit;
  } else if (opens) {
    const std::uint32_t panel = b.open(Role::statement, panel_node, {});
    place_closed_statement(b, entry, panel_node);
    b.close(panel, 0);
  }
  b.close(item, y);
  return y;
}

}  // namespace

float place_timeline(Builder& b, const TimelineBlock& timeline, NodeId id, float x, float y, float width) {
  const Metrics& m = b.metrics;
  const std::uint32_t section = b.open(Role::timeline, id, {x, y, width, 0});
  place_rule(b, node_id(id, "rule"), x, y, width, ColourRole::text, 2);

  bool any_opens = false;
  bool all_open = true;
  for (const TimelineEntry& entry : timeline.entries) {
    if (!entry.opens()) continue;
    any_opens = true;
    all_open = all_open && b.state.open.contains(node_id(id, entry.id));
  }

  const Builder::Shaped label = b.shape(b.strings[all_open ? Message::close_all : Message::open_all], m.control);
  const float button_width = label.natural_width() + 3 * m.unit;
  const float beside_button = any_opens ? button_width + 2 * m.unit : 0;
  const Builder::Shaped title = b.shape_title(timeline.title, Message::timeline, m.part_title);
  const bool beside = !any_opens || title.natural_width() + beside_button <= width;
  const float above_title = (m.target - m.part_title.line_height) / 2;  // that the button stands out
  y += std::max(1.75f * m.unit, beside ? m.unit + above_title : 0);
  const Builder::Placed heading =
      b.place(Role::timeline_title, node_id(id, "title"), title, x, y, beside ? width - beside_button : width);
  b.box(heading.box).level = static_cast<std::uint8_t>(std::min(6, b.state.heading_level + 1));
  const Builder::Shaped introduction = b.shape(timeline.introduction, m.note);
  y = heading.bottom;
  const auto place_all = [&](float button_x, float button_y) {
    if (!any_opens) return button_y;
    const Rect rect{button_x, button_y, button_width, m.target};
    const std::uint32_t button =
        place_button(b, Role::button, node_id(id, "all"), all_open ? Action::close_all : Action::open_all, label, rect);
    b.tree_control(button).target = id;
    b.box(button).stroke = ColourRole::control_border;
    return rect.bottom();
  };
  if (beside) y = std::max(y, place_all(x + width - button_width, y - m.part_title.line_height - above_title));
  if (!introduction.empty())
    y = b.place(Role::paragraph, node_id(id, "introduction"), introduction, x, y + m.unit * 0.5f, width).bottom;
  if (!beside) y = place_all(x, y + m.unit * 1.25f);
  y += m.unit * 1.25f;

  const std::uint32_t list = b.open(Role::timeline_list, node_id(id, "list"), {x, y, width, 0});
  const std::uint32_t line = b.add(Role::decoration, node_id(id, "line"), {});
  const float top = y;
  float last_top = y;
  for (std::size_t i = 0; i < timeline.entries.size(); ++i) {
    if (i > 0) y += m.unit * 0.5f;
    last_top = y;
    y = place_entry(b, timeline.entries[i], node_id(id, timeline.entries[i].id), x, y, width);
  }
  if (timeline.entries.size() > 1) {
    // From the first node's middle to the last one's: the line joins statements, it does not hang on past them.
    const float offset = m.unit + m.entry_time.line_height / 2;
    b.box(line).rect = {x + node_size / 2 - 1, top + offset, 2, last_top - top};
    b.box(line).fill = ColourRole::rule;
  }
  b.close(list, y);
  b.close(section, y);
  return y;
}

}  // namespace depesche
