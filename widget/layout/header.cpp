#include "layout/parts.h"

namespace depesche {
namespace {

const NodeId header_node = node_id(article_node, "header");

}  // namespace

float place_header(Builder& b, float y) {
  const Metrics& m = b.metrics;
  const Article& article = b.article;
  const float x = m.padding;
  const std::uint32_t header = b.open(Role::header, header_node, {x, y, m.content, 0});

  if (const Builder::Shaped kicker = b.shape(article.kicker, m.kicker); !kicker.empty())
    y = b.place(Role::kicker, node_id(header_node, "kicker"), kicker, x, y, m.content).bottom + m.unit * 0.75f;

  y = b.mark_fallback(article.headline, header_node, x, y, m.content);
  // A headline wider than some 22 ems is hard to take in at a glance.
  const float headline_width = std::min(m.content, m.headline.size * 19);
  const Builder::Placed headline = b.place(Role::headline, node_id(header_node, "headline"),
                                           b.shape(article.headline, m.headline), x, y, headline_width);
  b.box(headline.box).level = b.state.heading_level;
  y = headline.bottom + m.unit * 1.5f;

  // "By A, B · 11 September 2025 · 3 min read", wrapped at the dots where it does not fit.
  const NodeId byline_node = node_id(header_node, "byline");
  const std::uint32_t byline = b.open(Role::byline, byline_node, {x, y, m.content, 0});
  float at = x;
  bool first = true;
  const auto append = [&](Role role, NodeId id, const Builder::Shaped& shaped) {
    const Builder::Shaped dot = b.shape("\xC2\xB7", m.byline);
    const float gap = m.byline.size * 0.45f;
    const float separator = first ? 0 : gap * 2 + dot.natural_width();
    if (!first && at + separator + shaped.natural_width() > m.padding + m.content) {
      at = x;
      y += m.byline.line_height;
    } else if (!first) {
      b.place(Role::decoration, node_id(id, "dot"), dot, at + gap, y, dot.natural_width() + 1);
      at += separator;
    }
    const Builder::Placed placed =
        b.place(role, id, shaped, at, y, std::min(shaped.natural_width() + 1, m.padding + m.content - at));
    at += placed.width;
    first = false;
    y = std::max(y, placed.bottom - m.byline.line_height);
    return placed.box;
  };
  for (std::size_t i = 0; i < article.authors.size(); ++i) {
    const auto name = article.authors[i].name.in(b.state.language);
    if (name.value == nullptr || name.value->empty()) continue;
    RichText author{*name.value, {}};
    if (!article.authors[i].url.empty())
      author.spans.push_back(
          {0, static_cast<std::uint32_t>(author.text.size()), false, false, article.authors[i].url, {}});
    append(Role::byline, node_id(node_id(byline_node, "author"), i),
           b.shape(author, m.byline, article.languages[name.language]));
  }
  if (article.published) {
    const std::string date =
        fill(b.strings[Message::published], "date", format_date(*article.published, DateStyle::long_, b.strings));
    const std::uint32_t box = append(Role::published, node_id(byline_node, "published"), b.shape(date, m.byline));
    b.box(box).datetime = to_iso(*article.published);
  }
  const int minutes = reading_minutes(article, b.state.language, b.strings);
  append(Role::reading_time, node_id(byline_node, "reading-time"),
         b.shape(fill(b.strings[Message::reading_time], "minutes", std::to_string(minutes)), m.byline));
  y += m.byline.line_height;
  b.close(byline, y);
  b.close(header, y);
  return y;
}

float place_figure(Builder& b, const Figure& figure, NodeId id, float x, float y, float width, bool bleed) {
  const Metrics& m = b.metrics;
  const std::uint32_t box = b.open(Role::figure, id, {x, y, width, 0});
  const ImageSource& source = figure.image.sources.front();
  const float ratio = source.width == 0 || source.height == 0
                          ? 9.0f / 16.0f
                          : static_cast<float>(source.height) / static_cast<float>(source.width);
  const float image_x = bleed ? 0 : x;
  const float image_width = bleed ? m.width : width;
  const float image_height = std::round(image_width * std::clamp(ratio, 0.1f, 3.0f));
  b.image(b.add(Role::image, node_id(id, "image"), {image_x, y, image_width, image_height}), figure.image, {});
  y += image_height;

  const Builder::Shaped caption = b.shape(figure.caption, m.caption);
  Builder::Shaped credit;
  constexpr std::string_view placeholder = "{credit}";
  const std::string& pattern = b.strings[Message::credit];
  const std::size_t at = std::min(pattern.find(placeholder), pattern.size());
  RichText by{pattern.substr(0, at), {}};
  if (b.append(by, figure.credit)) {
    by.text += std::string_view(pattern).substr(std::min(at + placeholder.size(), pattern.size()));
    credit = b.shape_interface(by, m.credit);
  }
  if (!caption.empty()) y = b.place(Role::caption, node_id(id, "caption"), caption, x, y + m.unit, width).bottom;
  if (!credit.empty())
    y = b.place(Role::credit, node_id(id, "credit"), credit, x, y + m.unit * (caption.empty() ? 1.0f : 0.25f), width)
            .bottom;
  b.close(box, y);
  return y;
}

}  // namespace depesche
