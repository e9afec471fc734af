#include "layout/parts.h"

namespace depesche {
namespace {

constexpr std::size_t shown_diagnostics = 20;

std::string place_of(const Diagnostic& diagnostic) {
  std::string place = diagnostic.file;
  if (diagnostic.line > 0) {
    if (!place.empty()) place += ':';
    place += std::to_string(diagnostic.line) + ":" + std::to_string(diagnostic.column);
  }
  if (!diagnostic.pointer.empty()) place += (place.empty() ? "" : " ") + diagnostic.pointer;
  return place;
}

std::string words_of(const Diagnostic& diagnostic) {
  std::string words = diagnostic.problem;
  for (const std::string* part : {&diagnostic.expectation, &diagnostic.remedy})
    if (!part->empty()) words += "; " + *part;
  return words;
}

float place_diagnostics(Builder& b, std::span<const Diagnostic> diagnostics, std::size_t limit, NodeId id, float x,
                        float y, float width) {
  const Metrics& m = b.metrics;
  const std::uint32_t list = b.open(Role::list, id, {x, y, width, 0});
  std::size_t shown = 0;
  std::size_t left_out = 0;
  for (const Diagnostic& diagnostic : diagnostics) {
    if (diagnostic.severity != Severity::error) continue;
    if (shown == limit) {
      ++left_out;
      continue;
    }
    const NodeId item_node = node_id(id, shown);
    const std::uint32_t item = b.open(Role::list_item, item_node, {x, y, width, 0});
    TypeStyle place = m.note_title;
    place.colour = ColourRole::error;
    TypeStyle words = m.note;
    words.colour = ColourRole::text;
    words.hyphens = Hyphens::none;
    if (const std::string text = place_of(diagnostic); !text.empty())
      y = b.place(Role::paragraph, node_id(item_node, "place"), b.shape(text, place), x, y, width).bottom;
    y = b.place(Role::paragraph, node_id(item_node, "words"), b.shape(words_of(diagnostic), words), x, y, width).bottom;
    b.close(item, y);
    y += m.unit;
    ++shown;
  }
  b.close(list, y);
  if (left_out > 0)
    y = b.place(Role::paragraph, node_id(id, "more"), b.shape("+ " + std::to_string(left_out), m.note), x, y, width)
            .bottom;
  return y;
}

}  // namespace

float place_notice(Builder& b, std::span<const Diagnostic> diagnostics, float y) {
  const Metrics& m = b.metrics;
  const NodeId id = node_id(article_node, "notice");
  const float inset = m.unit * 1.5f;
  const std::uint32_t box = b.open(Role::notice, id, {m.padding, y, m.content, 0});
  b.box(box).fill = ColourRole::surface;
  b.box(box).stroke = ColourRole::error;
  b.box(box).stroke_width = 3;
  b.box(box).stroke_edges = Edge::left;
  const float x = m.padding + inset;
  const float width = m.content - 2 * inset;
  y = b.place(Role::paragraph, node_id(id, "title"), b.shape(b.strings[Message::error_last_good], m.note_title), x,
              y + inset, width)
          .bottom;
  y = place_diagnostics(b, diagnostics, 3, node_id(id, "list"), x, y + m.unit * 0.5f, width) + inset * 0.5f;
  b.close(box, y);
  return y;
}

float place_diagnostics_card(Builder& b, std::span<const Diagnostic> diagnostics) {
  const Metrics& m = b.metrics;
  const NodeId id = node_id(article_node, "diagnostics");
  const std::uint32_t root = b.open(Role::diagnostics, id, {0, 0, m.width, 0});
  const float x = m.padding;
  float y = m.unit * 4;
  place_rule(b, node_id(id, "rule"), x, y, m.column, ColourRole::error, 3);
  y += m.unit * 2;
  const Builder::Placed title = b.place(Role::headline, node_id(id, "title"),
                                        b.shape(b.strings[Message::error_title], m.error_title), x, y, m.column);
  b.box(title.box).level = b.state.heading_level;
  y = place_diagnostics(b, diagnostics, shown_diagnostics, node_id(id, "list"), x, title.bottom + m.unit * 2, m.column);
  y = std::ceil(y + m.unit * 4);
  b.close(root, y);
  return y;
}

}  // namespace depesche
