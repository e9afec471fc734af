#include <algorithm>

#include "layout/parts.h"

namespace depesche {
namespace {

const NodeId body_node = node_id(article_node, "body");

std::uint8_t heading_level(const CardState& state, int below) {
  return static_cast<std::uint8_t>(std::min(6, state.heading_level + below));
}

float place_note(Builder& b, const NoteBlock& note, NodeId id, float x, float y, float width) {
  const Metrics& m = b.metrics;
  const float inset = m.unit * 2;
  const Builder::Apart apart(b);
  const std::uint32_t box = b.open(Role::note, id, {x, y, width, 0});
  b.box(box).fill = ColourRole::surface;
  b.box(box).radius = 4;
  y += inset;
  if (const Builder::Shaped title = b.shape(note.title, m.note_title); !title.empty())
    y = b.place(Role::note_title, node_id(id, "title"), title, x + inset, y, width - 2 * inset).bottom;
  else
    b.box(box).name = b.strings[Message::note];
  for (std::size_t i = 0; i < note.paragraphs.size(); ++i) {
    const NodeId paragraph = node_id(id, i);
    y = b.mark_fallback(note.paragraphs[i], paragraph, x + inset, y, width - 2 * inset);
    y = b.place(Role::paragraph, paragraph, b.shape(note.paragraphs[i], m.note), x + inset, y + m.unit * 0.5f,
                width - 2 * inset)
            .bottom;
  }
  y += inset;
  b.close(box, y);
  return y;
}

float place_banner(Builder& b, const BannerBlock& banner, NodeId id, float x, float y, float width) {
  const Metrics& m = b.metrics;
  const std::uint32_t box = b.open(Role::banner, id, {x, y, width, 0});
  const std::string& advertising = b.strings[Message::advertising];
  RichText label{advertising + " \xC2\xB7 ", {}};
  if (!b.append(label, banner.sponsor)) label.text = advertising;
  y = b.place(Role::banner_label, node_id(id, "label"), b.shape_interface(label, m.label), x, y, width).bottom +
      m.unit * 0.5f;
  const ImageSource& source = banner.image.sources.front();
  const float ratio = source.width == 0 ? 0.25f : static_cast<float>(source.height) / static_cast<float>(source.width);
  const float height = std::round(width * std::clamp(ratio, 0.05f, 2.0f));
  const std::uint32_t image = b.add(Role::image, node_id(id, "image"), {x, y, width, height});
  b.image(image, banner.image, banner.link);
  if (!banner.link.empty()) {
    Control& control = b.control(image, Action::follow_link);
    control.url = banner.link;
    const auto alt = banner.image.alt.in(b.state.language);
    control.name = alt.value != nullptr && !alt.value->empty() ? *alt.value : label.text;
  }
  y += height;
  b.close(box, y);
  return y;
}

float place_heading(Builder& b, const HeadingBlock& heading, NodeId id, float x, float y, float width) {
  const Builder::Placed placed =
      b.place(Role::heading, id, b.shape(heading.text, heading.level == 2 ? b.metrics.heading : b.metrics.subheading),
              x, y, width);
  b.box(placed.box).level = heading_level(b.state, heading.level - 1);
  return placed.bottom;
}

float place_unknown(Builder& b, const UnknownBlock& unknown, NodeId id, float x, float y, float width) {
  for (std::size_t i = 0; i < unknown.texts.size(); ++i) {
    if (i > 0) y += b.metrics.unit * 1.75f;
    y = place_paragraph(b, {unknown.texts[i]}, b.metrics.body, node_id(id, i), x, y, width);
  }
  return y;
}

/// Least space above and below a block, in units. Between two blocks the larger one counts.
struct Space {
  float above = 1.75f;
  float below = 1.75f;
};

Space space_of(const Block& block) {
  struct Visitor {
    Space operator()(const ParagraphBlock&) const { return {1.75f, 1.75f}; }
    Space operator()(const HeadingBlock& heading) const {
      return heading.level == 2 ? Space{4.5f, 1.25f} : Space{3.0f, 0.75f};
    }
    Space operator()(const ListBlock&) const { return {1.75f, 1.75f}; }
    Space operator()(const QuotationBlock&) const { return {3.5f, 3.5f}; }
    Space operator()(const FigureBlock&) const { return {3.5f, 3.5f}; }
    Space operator()(const TimelineBlock&) const { return {5.5f, 5.0f}; }
    Space operator()(const NoteBlock&) const { return {4.5f, 4.0f}; }
    Space operator()(const BannerBlock&) const { return {4.0f, 4.0f}; }
    Space operator()(const RelatedBlock&) const { return {5.5f, 5.0f}; }
    Space operator()(const UnknownBlock&) const { return {1.75f, 1.75f}; }
  };
  return std::visit(Visitor{}, block.content);
}

float place_block(Builder& b, const Block& block, NodeId id, float x, float y, float width) {
  struct Visitor {
    Builder& b;
    NodeId id;
    float x, y, width;
    float operator()(const ParagraphBlock& block) const {
      return place_paragraph(b, block, b.metrics.body, id, x, y, width);
    }
    float operator()(const HeadingBlock& block) const {
      return place_heading(b, block, id, x, b.mark_fallback(block.text, id, x, y, width), width);
    }
    float operator()(const ListBlock& block) const { return place_list(b, block, b.metrics.body, id, x, y, width); }
    float operator()(const QuotationBlock& block) const {
      return place_quotation(b, block, b.metrics.quotation, id, x, y, width);
    }
    float operator()(const FigureBlock& block) const {
      return place_figure(b, block.figure, id, x, y, width, b.metrics.form == Form::compact);
    }
    float operator()(const TimelineBlock& block) const { return place_timeline(b, block, id, x, y, width); }
    float operator()(const NoteBlock& block) const { return place_note(b, block, id, x, y, width); }
    float operator()(const BannerBlock& block) const { return place_banner(b, block, id, x, y, width); }
    float operator()(const RelatedBlock& block) const { return place_related(b, block, id, x, y, width); }
    float operator()(const UnknownBlock& block) const { return place_unknown(b, block, id, x, y, width); }
  };
  return std::visit(Visitor{b, id, x, y, width}, block.content);
}

}  // namespace

NodeId block_node(const Block& block, std::size_t index) {
  return block.id.empty() ? node_id(body_node, index) : node_id(body_node, block.id);
}

float place_paragraph(Builder& b, const ParagraphBlock& block, const TypeStyle& type, NodeId id, float x, float y,
                      float width) {
  y = b.mark_fallback(block.text, id, x, y, width);
  return b.place(Role::paragraph, id, b.shape(block.text, type), x, y, width).bottom;
}

float place_list(Builder& b, const ListBlock& block, const TypeStyle& type, NodeId id, float x, float y, float width) {
  TypeStyle marker_type = type;
  marker_type.breaking = LineBreaking::single;
  const auto shape_marker = [&](std::size_t i) {
    return b.shape(block.ordered ? std::to_string(i + 1) + "." : "\xE2\x80\xA2", marker_type);
  };
  // Figures may differ in width: the last number need not be the widest.
  float marker_width = type.size * 0.9f;
  for (std::size_t i = 0; block.ordered && i < block.items.size(); ++i)
    marker_width = std::max(marker_width, shape_marker(i).natural_width());
  const float inset = marker_width + type.size * 0.6f;
  const std::uint32_t list = b.open(Role::list, id, {x, y, width, 0});
  b.box(list).ordered = block.ordered;
  for (std::size_t i = 0; i < block.items.size(); ++i) {
    const NodeId item_node = node_id(id, i);
    if (i > 0) y += b.metrics.unit * 0.75f;
    const std::uint32_t item = b.open(Role::list_item, item_node, {x, y, width, 0});
    y = b.mark_fallback(block.items[i], item_node, x, y, width);
    b.place(Role::list_marker, node_id(item_node, "marker"), shape_marker(i), x, y, marker_width, Alignment::end);
    y = b.place(Role::paragraph, node_id(item_node, "text"), b.shape(block.items[i], type), x + inset, y, width - inset)
            .bottom;
    b.close(item, y);
  }
  b.close(list, y);
  return y;
}

Attribution attribution_of(const Builder& b, const QuotationBlock& block) {
  const auto by = block.attribution.in(b.state.language);
  if (by.value != nullptr && !by.value->empty())
    return {linked(*by.value, block.cite), b.article.languages[by.language], Builder::Words::article};
  if (block.cite.empty()) return {};
  return {linked({b.strings[Message::source], {}}, block.cite), b.strings.language, Builder::Words::interface};
}

float place_quotation(Builder& b, const QuotationBlock& block, const TypeStyle& type, NodeId id, float x, float y,
                      float width) {
  const float inset = type.size * 1.2f;
  const std::uint32_t quotation = b.open(Role::quotation, id, {x, y, width, 0});
  b.box(quotation).stroke = ColourRole::accent;
  b.box(quotation).stroke_width = 3;
  b.box(quotation).stroke_edges = Edge::left;
  for (std::size_t i = 0; i < block.paragraphs.size(); ++i) {
    const NodeId paragraph = node_id(id, i);
    if (i > 0) y += b.metrics.unit;
    y = b.mark_fallback(block.paragraphs[i], paragraph, x + inset, y, width - inset);
    y = b.place(Role::paragraph, paragraph, b.shape(block.paragraphs[i], type), x + inset, y, width - inset).bottom;
  }
  if (const Attribution by = attribution_of(b, block); !by.text.empty())
    y = b.place(Role::attribution, node_id(id, "attribution"), b.shape(by.text, b.metrics.small, by.language, by.words),
                x + inset, y + b.metrics.unit * 0.75f, width - inset)
            .bottom;
  b.close(quotation, y);
  return y;
}

float place_related(Builder& b, const RelatedBlock& related, NodeId id, float x, float y, float width) {
  const Metrics& m = b.metrics;
  const std::uint32_t section = b.open(Role::related, id, {x, y, width, 0});
  place_rule(b, node_id(id, "rule"), x, y, width, ColourRole::text, 2);
  const Builder::Shaped title = b.shape_title(related.title, Message::related, m.part_title);
  const Builder::Placed heading =
      b.place(Role::related_title, node_id(id, "title"), title, x, y + m.unit * 1.75f, width);
  b.box(heading.box).level = heading_level(b.state, 1);
  y = heading.bottom + m.unit * 1.75f;

  const std::size_t room = m.form == Form::compact || width < m.unit * 55 ? 1 : width > m.unit * 110 ? 3 : 2;
  const std::size_t columns = std::clamp<std::size_t>(related.items.size(), 1, room);
  const float gap = m.unit * 4;
  const float item_width = (width - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
  const std::uint32_t list = b.open(Role::related_list, node_id(id, "list"), {x, y, width, 0});
  float row_top = y;
  float row_bottom = y;
  for (std::size_t i = 0; i < related.items.size(); ++i) {
    const Builder::Apart apart(b);
    const RelatedItem& item = related.items[i];
    const NodeId item_node = node_id(id, i);
    const std::size_t column = i % columns;
    if (column == 0 && i > 0) row_top = row_bottom + m.unit * 3.5f;
    const float item_x = x + static_cast<float>(column) * (item_width + gap);
    float at = row_top;
    const std::uint32_t box = b.open(Role::related_item, item_node, {item_x, at, item_width, 0});
    if (item.image) {
      const ImageSource& source = item.image->sources.front();
      const float ratio =
          source.width == 0 ? 0.667f : static_cast<float>(source.height) / static_cast<float>(source.width);
      const float height = std::round(item_width * std::clamp(ratio, 0.3f, 1.2f));
      b.image(b.add(Role::image, node_id(item_node, "image"), {item_x, at, item_width, height}), *item.image,
              item.link);
      at += height + m.unit * 1.25f;
    }
    at = b.mark_fallback(item.headline, item_node, item_x, at, item_width);
    const Builder::Placed headline = b.place(Role::related_headline, node_id(item_node, "headline"),
                                             b.shape(item.headline, m.related_headline), item_x, at, item_width);
    b.box(headline.box).level = heading_level(b.state, 2);
    if (!item.link.empty()) {
      Control& control = b.control(headline.box, Action::follow_link);
      control.url = item.link;
    }
    at = headline.bottom;
    if (const Builder::Shaped teaser = b.shape(item.teaser, m.related_teaser); !teaser.empty())
      at = b.place(Role::related_teaser, node_id(item_node, "teaser"), teaser, item_x, at + m.unit * 0.75f, item_width)
               .bottom;
    b.close(box, at);
    row_bottom = std::max(row_bottom, at);
  }
  b.close(list, row_bottom);
  b.close(section, row_bottom);
  return row_bottom;
}

float place_body(Builder& b, float y, std::size_t skip, bool skip_related) {
  const Metrics& m = b.metrics;
  float below = 0;
  bool first = true;
  for (std::size_t i = 0; i < b.article.body.size(); ++i) {
    const Block& block = b.article.body[i];
    if (i == skip || (skip_related && std::holds_alternative<RelatedBlock>(block.content))) continue;
    const Space space = space_of(block);
    if (!first) y += std::max(below, space.above) * m.unit;
    y = place_block(b, block, block_node(block, i), m.column_x, y, m.column);
    below = space.below;
    first = false;
  }
  return y;
}

}  // namespace depesche
