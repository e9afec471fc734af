#include <algorithm>
#include <span>

#include "content/language_names.h"
#include "layout/parts.h"

namespace depesche {
namespace {

constexpr float gap = 4;          // between buttons
constexpr float group_gap = 16;   // between groups
constexpr float choice_padding = 10;
constexpr float least_search = 250;
constexpr float best_search = 330;
constexpr float least_input = 62;   // what of a search's frame is left to write in
constexpr float least_frame = 120;  // of the search beside the buttons; otherwise it has a row of its own
constexpr float input_inset = 36;  // of the field's text from the frame's left: the icon stands there

const NodeId tools_node = node_id(article_node, "tools");

Icon theme_icon(ThemeChoice choice) {
  constexpr Icon icons[] = {Icon::theme_automatic, Icon::theme_light, Icon::theme_dark, Icon::theme_sepia,
                            Icon::theme_contrast};
  return icons[static_cast<std::size_t>(choice)];
}

Message theme_message(ThemeChoice choice) {
  return static_cast<Message>(static_cast<int>(Message::theme_auto) + static_cast<int>(choice));
}

std::vector<Builder::Shaped> shape_languages(Builder& b) {
  std::vector<Builder::Shaped> names;
  for (std::size_t i = 0; i < b.article.languages.size(); ++i) {
    const std::string_view name = b.language_name(static_cast<Language>(i));
    const TypeStyle& type = i == b.state.language ? b.metrics.control_current : b.metrics.control;
    names.push_back(b.shape(RichText{std::string(name), {}}, type, b.article.languages[i]));
  }
  return names;
}

float width_of(const std::vector<Builder::Shaped>& choices) {
  float width = 0;
  for (const Builder::Shaped& choice : choices) width += choice.natural_width() + 2 * choice_padding;
  return width;
}

/// The languages' buttons from the top left corner of `area` on, row by row in its width.
std::vector<Rect> language_rects(const std::vector<Builder::Shaped>& choices, Rect area, float height) {
  std::vector<Rect> rects;
  float x = area.x;
  float y = area.y;
  for (const Builder::Shaped& choice : choices) {
    const float width = choice.natural_width() + 2 * choice_padding;
    if (x > area.x && x + width > area.right() + 0.5f) {
      x = area.x;
      y += height + gap;
    }
    rects.push_back({x, y, width, height});
    x += width;
  }
  return rects;
}

float place_languages(Builder& b, const std::vector<Builder::Shaped>& choices, Rect area) {
  const NodeId id = node_id(tools_node, "languages");
  const std::vector<Rect> rects = language_rects(choices, area, b.metrics.target);
  const std::uint32_t group = b.open(Role::language_group, id, area);
  b.box(group).name = b.strings[Message::languages];
  for (std::size_t i = 0; i < choices.size(); ++i) {
    const Rect& rect = rects[i];
    const std::uint32_t box = place_button(b, Role::language_choice, node_id(id, b.article.languages[i]),
                                           Action::set_language, choices[i], rect);
    Control& control = b.tree_control(box);
    control.language = static_cast<Language>(i);
    control.current = i == b.state.language;
    b.set_language(box, b.article.languages[i]);
    if (control.current && b.strings.language != b.article.languages[i]) b.box(box).language = b.article.languages[i];
    if (control.current)
      place_rule(b, node_id(id, "current"), rect.x + choice_padding, rect.bottom() - 4, choices[i].natural_width(),
                 ColourRole::accent, 2);
  }
  b.close(group, rects.back().bottom());
  return rects.back().bottom();
}

/// Reading aloud is offered where the platform has a voice.
std::size_t button_count(const Builder& b) { return b.state.speech == Speech::unavailable ? 3 : 4; }

float place_buttons(Builder& b, float x, float y) {
  const float side = b.metrics.target;
  const auto last = TextSize::extra_large;
  struct Button {
    const char* id;
    Action action;
    Icon icon;
    bool disabled;
    std::string name;
  };
  const bool speaking = b.state.speech == Speech::speaking;
  const std::string theme =
      b.strings[Message::theme] + b.strings[Message::colon] + b.strings[theme_message(b.state.theme_choice)];
  const Button buttons[] = {
      {"smaller", Action::text_smaller, Icon::text_smaller, b.state.text_size == TextSize::small,
       b.strings[Message::text_smaller]},
      {"larger", Action::text_larger, Icon::text_larger, b.state.text_size == last, b.strings[Message::text_larger]},
      {"theme", Action::next_theme, theme_icon(b.state.theme_choice), false, theme},
      {"read", Action::read_aloud, speaking ? Icon::stop : Icon::speaker, false,
       b.strings[speaking ? Message::stop_reading : Message::read_aloud]}};
  for (const Button& button : std::span(buttons).first(button_count(b))) {
    const std::uint32_t box = place_icon_button(b, node_id(tools_node, button.id), button.action, button.icon,
                                                button.name, {x, y, side, side});
    b.tree_control(box).disabled = button.disabled;
    if (button.disabled) b.box(box).icon_colour = ColourRole::control_border;
    x += side + gap;
  }
  return y + side;
}

/// Frame, field, and for a query the count with its buttons: inside the frame, or in a row below a narrow one; where that
/// row would be wider than the frame, the count stands above its buttons.
float place_search(Builder& b, Rect frame) {
  const NodeId id = node_id(tools_node, "search");
  const float side = b.metrics.target;
  const bool active = !b.state.search.query.empty();

  std::string count_text = b.strings[Message::search_none];
  if (b.state.search.total > 0)
    count_text = fill(b.strings[Message::search_count], "current", std::to_string(b.state.search.current), "total",
                      std::to_string(b.state.search.total));
  const Builder::Shaped count = b.shape(count_text, b.metrics.small);
  const Builder::Shaped placeholder = b.shape(b.strings[Message::search], b.metrics.control);
  const float count_width = count.natural_width();
  const float steps = count_width + 8 + 3 * side;
  const bool row_below = active && frame.width < std::max(least_search, input_inset + steps + least_input);

  const std::uint32_t search = b.open(Role::search, id, frame);
  b.box(search).name = b.strings[Message::search];
  Box& frame_box = b.box(b.add(Role::decoration, node_id(id, "frame"), frame));
  frame_box.fill = ColourRole::surface;
  frame_box.stroke = ColourRole::control_border;
  frame_box.radius = 6;
  frame_box.icon = Icon::search;
  frame_box.icon_rect = {frame.x + 10, frame.y + (frame.height - 18) / 2, 18, 18};
  frame_box.icon_colour = ColourRole::secondary_text;
  const Rect input{frame.x + input_inset, frame.y, frame.width - input_inset - (active && !row_below ? steps + 2 : 6),
                   frame.height};
  const std::uint32_t field = b.open(Role::search_field, node_id(id, "field"), input);
  Control& edit = b.control(field, Action::edit_search);
  edit.name = b.strings[Message::search];
  edit.text_size = b.metrics.control.size;
  if (!active) {
    Builder::Shaped hint = placeholder;
    hint.type.colour = ColourRole::secondary_text;
    b.place_in(Role::decoration, node_id(id, "placeholder"), hint, input);
  }
  b.close(field, input.bottom());

  float bottom = frame.bottom();
  if (active || b.collecting()) {
    float x = row_below ? frame.right() - steps : frame.right() - steps - 2;
    float y = row_below ? frame.bottom() + gap : frame.y;
    const bool count_above = row_below && steps > frame.width;
    const Rect count_rect =
        count_above ? Rect{frame.x, y, frame.width, b.metrics.small.line_height} : Rect{x, y, count_width + 1, side};
    b.place_in(Role::search_count, node_id(id, "count"), count, count_rect, Alignment::start);
    x += count_width + 8;
    if (count_above) y += count_rect.height;
    const bool nothing = b.state.search.total == 0;
    struct Step {
      const char* id;
      Action action;
      Icon icon;
      Message name;
      bool disabled;
    };
    const Step all[] = {{"previous", Action::search_previous, Icon::arrow_up, Message::search_previous, nothing},
                        {"next", Action::search_next, Icon::arrow_down, Message::search_next, nothing},
                        {"clear", Action::search_clear, Icon::close, Message::search_clear, false}};
    for (const Step& step : all) {
      const std::uint32_t box =
          place_icon_button(b, node_id(id, step.id), step.action, step.icon, b.strings[step.name], {x, y, side, side});
      b.tree_control(box).disabled = step.disabled;
      if (step.disabled) b.box(box).icon_colour = ColourRole::control_border;
      x += side;
    }
    bottom = y + side;
  }
  b.close(search, frame.bottom());  // the focus ring goes round the frame, wherever the buttons stand
  return bottom;
}

}  // namespace

std::uint32_t place_button(Builder& b, Role role, NodeId id, Action action, const Builder::Shaped& label, Rect rect) {
  const std::uint32_t box = b.open(role, id, rect);
  b.box(box).radius = 6;
  b.control(box, action).name = label.plain;
  b.set_language(box, label.language);
  b.place_in(Role::decoration, node_id(id, "label"), label, rect, Alignment::center);
  b.close(box, rect.bottom());
  return box;
}

std::uint32_t place_icon_button(Builder& b, NodeId id, Action action, Icon icon, std::string_view name, Rect rect) {
  const std::uint32_t box = b.add(Role::button, id, rect);
  Box& button = b.box(box);
  button.radius = 6;
  button.icon = icon;
  const float side = 20;
  button.icon_rect = {rect.x + (rect.width - side) / 2, rect.y + (rect.height - side) / 2, side, side};
  b.control(box, action).name = name;
  return box;
}

void place_rule(Builder& b, NodeId id, float x, float y, float width, ColourRole colour, float thickness) {
  b.box(b.add(Role::decoration, id, {x, y, width, thickness})).fill = colour;
}

float place_tools(Builder& b, float y) {
  const Metrics& m = b.metrics;
  const float side = m.target;
  const float left = m.padding;
  const float right = m.padding + m.content;
  const std::uint32_t tools = b.open(Role::tools, tools_node, {left, y, m.content, 0});
  b.set_language(tools, b.strings.language);

  Builder::Shaped date;
  if (b.state.today.year != 0)
    date = b.shape(fill(b.strings[Message::today], "date", format_date(b.state.today, DateStyle::full, b.strings)),
                   m.small);
  const float date_width = date.natural_width();
  const std::vector<Builder::Shaped> languages = shape_languages(b);
  const bool switcher = languages.size() > 1;
  const float languages_width = switcher ? width_of(languages) : 0;
  const float languages_room = switcher ? languages_width + group_gap : 0;
  const auto buttons = static_cast<float>(button_count(b));
  const float buttons_width = buttons * side + (buttons - 1) * gap;
  const NodeId date_node = node_id(tools_node, "date");
  const auto place_date = [&] {
    if (!date.empty()) b.place_in(Role::date_line, date_node, date, {left, y, date_width + 1, side});
  };

  const float one_row = date_width + 2 * group_gap + best_search + group_gap + languages_room + buttons_width;
  float bottom = y;
  if (one_row <= m.content) {
    place_date();
    const float buttons_x = right - buttons_width;
    const float languages_x = buttons_x - languages_room;
    place_search(b, {languages_x - group_gap - best_search, y, best_search, side});
    if (switcher) place_languages(b, languages, {languages_x, y, languages_width, side});
    bottom = place_buttons(b, buttons_x, y);
  } else if (date_width + group_gap + buttons_width <= m.content && languages_room + least_search + 90 <= m.content) {
    place_date();
    const float second = y + side + m.unit;
    bottom = place_search(b, {left + languages_room, second, m.content - languages_room, side});
    if (switcher) place_languages(b, languages, {left - choice_padding, second, languages_width, side});
    place_buttons(b, right - buttons_width, y);
  } else {
    const float second =
        date.empty() ? y : b.place(Role::date_line, date_node, date, left, y, m.content).bottom + m.unit * 0.75f;
    // The languages' height is needed before the search below them can be placed, which is read before them.
    const Rect languages_area{left - choice_padding, second, m.content + 2 * choice_padding, side};
    const float third =
        switcher ? language_rects(languages, languages_area, side).back().bottom() + gap + m.unit * 0.5f : second;
    const float beside = m.content - buttons_width - m.unit;
    const bool own_row = beside < std::max(least_frame, 3 * side);
    bottom = place_search(b, {left, third, own_row ? m.content : beside, side});
    if (switcher) place_languages(b, languages, languages_area);
    const float buttons_y = own_row ? bottom + gap : third;
    bottom = std::max(bottom, place_buttons(b, right - buttons_width, buttons_y));
  }
  b.close(tools, bottom);
  return bottom;
}

}  // namespace depesche
