// The parts of the card, in reading order. Each is placed at a y, appends its boxes and returns the y below itself,
// without the space that follows: spaces between parts belong to whoever stacks them.
#pragma once

#include <algorithm>
#include <cmath>

#include "layout/builder.h"

namespace depesche {

inline constexpr NodeId article_node = node_id(no_node, "article");

/// Date line, search, languages, text size, theme; over the whole content width.
float place_tools(Builder& b, float y);

/// Why the newest content is not shown, above the last good article.
float place_notice(Builder& b, std::span<const Diagnostic> diagnostics, float y);

/// The whole card in the place of an article that cannot be shown; its height.
float place_diagnostics_card(Builder& b, std::span<const Diagnostic> diagnostics);

/// Kicker, headline, publication date and reading time.
float place_header(Builder& b, float y);

/// Picture with caption and credit. `bleed`: the picture takes the card's full width.
float place_figure(Builder& b, const Figure& figure, NodeId id, float x, float y, float width, bool bleed);

/// Blocks of the body from `y` on in the text column. The timeline at index `skip` is left out (it stands beside),
/// and so are related items when `skip_related`.
float place_body(Builder& b, float y, std::size_t skip, bool skip_related);

/// One paragraph, list or quotation; also inside statements, then in `type`.
float place_paragraph(Builder& b, const ParagraphBlock& block, const TypeStyle& type, NodeId id, float x, float y,
                      float width);
float place_list(Builder& b, const ListBlock& block, const TypeStyle& type, NodeId id, float x, float y, float width);
/// Who said it, as a link to where it stands; where nobody is named, the word "Source" is that link. May be empty.
struct Attribution {
  RichText text;
  std::string_view language;
  Builder::Words words = Builder::Words::article;
};
Attribution attribution_of(const Builder& b, const QuotationBlock& block);
float place_quotation(Builder& b, const QuotationBlock& block, const TypeStyle& type, NodeId id, float x, float y,
                      float width);

float place_timeline(Builder& b, const TimelineBlock& timeline, NodeId id, float x, float y, float width);

/// Related items side by side where `width` allows.
float place_related(Builder& b, const RelatedBlock& related, NodeId id, float x, float y, float width);

/// The id of a block: from its authored id, else from its place in the body.
NodeId block_node(const Block& block, std::size_t index);

/// A word or two on a button, as wide as the label and its padding; `rect.width` 0 takes the natural width.
std::uint32_t place_button(Builder& b, Role role, NodeId id, Action action, const Builder::Shaped& label, Rect rect);
/// A square button with an icon; `name` is its accessible name.
std::uint32_t place_icon_button(Builder& b, NodeId id, Action action, Icon icon, std::string_view name, Rect rect);

/// A hairline over `width`.
void place_rule(Builder& b, NodeId id, float x, float y, float width, ColourRole colour = ColourRole::rule,
                float thickness = 1);

}  // namespace depesche
