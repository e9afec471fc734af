#include "layout/layout.h"

#include <algorithm>
#include <limits>

#include "layout/parts.h"

namespace depesche {
namespace {

constexpr std::size_t nowhere = std::numeric_limits<std::size_t>::max();

/// The first timeline stands beside the text where there is room.
std::size_t find_timeline(const Article& article) {
  for (std::size_t i = 0; i < article.body.size(); ++i)
    if (std::holds_alternative<TimelineBlock>(article.body[i].content)) return i;
  return nowhere;
}

float place_lead(Builder& b, float y) {
  const Metrics& m = b.metrics;
  if (b.article.lead_figure) {
    const bool bleed = m.form == Form::compact;
    y = place_figure(b, *b.article.lead_figure, node_id(article_node, "lead-figure"), m.column_x, y, m.column, bleed) +
        m.unit * 3;
  }
  if (const Builder::Shaped lead = b.shape(b.article.lead, m.lead); !lead.empty()) {
    const NodeId id = node_id(article_node, "lead");
    y = b.mark_fallback(b.article.lead, id, m.column_x, y, m.column);
    y = b.place(Role::lead, id, lead, m.column_x, y, m.column).bottom + m.unit * 2.5f;
  }
  return y;
}

/// Headline, picture, lead, and the control that opens the rest.
float place_head_only(Builder& b, float y) {
  const Metrics& m = b.metrics;
  y = place_lead(b, place_header(b, y) + m.unit * 2.5f);
  TypeStyle style = m.control_current;
  style.colour = ColourRole::on_accent;
  const Builder::Shaped label = b.shape(b.strings[Message::read_on], style);
  const float height = std::max(m.target, 40.0f);
  const std::uint32_t button = place_button(b, Role::button, node_id(article_node, "read-on"), Action::read_on, label,
                                            {m.column_x, y, label.natural_width() + 5 * m.unit, height});
  b.box(button).fill = ColourRole::accent;
  return y + height;
}

/// Everything, top to bottom; the height of the card.
float place_card(Builder& b) {
  if (b.input.article == nullptr) return place_diagnostics_card(b, b.input.notice);
  const Metrics& m = b.metrics;
  const std::uint32_t root = b.open(Role::article, article_node, {0, 0, m.width, 0});
  float y = m.unit * (m.form == Form::compact ? 1.5f : 2.0f);
  if (!b.input.notice.empty()) y = place_notice(b, b.input.notice, y) + m.unit * 2;
  if (b.state.variant == Variant::card) {
    y = std::ceil(place_head_only(b, y + m.unit) + m.unit * (m.form == Form::compact ? 2.5f : 4.0f));
    b.close(root, y);
    return y;
  }
  y = place_tools(b, y) + m.unit * 1.25f;
  place_rule(b, node_id(article_node, "top-rule"), m.padding, y, m.content);
  y = place_header(b, y + m.unit * (m.form == Form::compact ? 3.0f : 4.5f));
  y += m.unit * 2.5f;

  const std::size_t timeline = find_timeline(b.article);
  if (m.form != Form::wide || timeline == nowhere) {
    y = place_body(b, place_lead(b, y), nowhere, false);
  } else {
    const float top = y;
    y = place_body(b, place_lead(b, y), timeline, true);
    const Block& block = b.article.body[timeline];
    const float aside =
        place_timeline(b, std::get<TimelineBlock>(block.content), block_node(block, timeline), m.aside_x, top, m.aside);
    y = std::max(y, aside);
    for (std::size_t i = 0; i < b.article.body.size(); ++i) {
      const auto* related = std::get_if<RelatedBlock>(&b.article.body[i].content);
      if (related != nullptr)
        y = place_related(b, *related, block_node(b.article.body[i], i), m.padding, y + m.unit * 5.5f, m.content);
    }
  }
  y = std::ceil(y + m.unit * 5);
  b.close(root, y);
  return y;
}

}  // namespace

LayoutTree layout(const LayoutInput& input, TextCache& cache, bool ahead) {
  Builder b(input, cache, nullptr);
  const float height = place_card(b);
  if (!ahead) cache.sweep();
  return b.take({b.metrics.width, height});
}

std::vector<std::string> collect_needs(const LayoutInput& input, TextCache& cache) {
  Needs needs;
  Builder b(input, cache, &needs);
  place_card(b);
  std::vector<std::string> paths;
  const auto catalogue = font_catalogue();
  for (std::size_t i = 0; i < catalogue.size(); ++i)
    if (needs.fonts.test(i)) paths.emplace_back(catalogue[i].path);
  for (std::string& path : needs.hyphenation) paths.push_back(std::move(path));
  return paths;
}

}  // namespace depesche
