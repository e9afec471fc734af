#include "layout/builder.h"

#include <algorithm>

#include "base/sort.h"
#include "text/language_direction.h"

namespace depesche {
namespace {

/// Articles of a greater size are set greedily, in half of the time: a resize must not be felt.
constexpr std::size_t longest_pretty = 128u << 10;

const Article& no_article() {
  static const Article empty;
  return empty;
}

std::uint64_t shape_key(const RichText& text, std::span<const FaceSpan> spans, std::string_view language) {
  std::uint64_t key = hash_bytes(language, hash_bytes(text.text));
  for (const FaceSpan& span : spans) {
    key = hash_number(span.begin | static_cast<std::uint64_t>(span.end) << 32, key);
    key = hash_number(static_cast<std::uint64_t>(span.face) | static_cast<std::uint64_t>(span.tag) << 8, key);
    key = hash_bytes(span.language, key);
  }
  return key;
}

}  // namespace

Builder::Builder(const LayoutInput& layout_input, TextCache& cache, Needs* needs)
    : input(layout_input),
      article(layout_input.article != nullptr ? *layout_input.article : no_article()),
      strings(*layout_input.strings),
      state(*layout_input.state),
      metrics(measure(*layout_input.state)),
      cache_(cache),
      needs_(needs) {
  card_language_ = state.language < article.languages.size() ? std::string_view(article.languages[state.language])
                                                             : std::string_view(strings.language);
  tree_.language = card_language_;
  tree_.right_to_left = is_right_to_left(card_language_);
}

std::string_view Builder::language_name(Language language) const {
  if (language < input.language_names.size()) return input.language_names[language];
  return article.languages[language];
}

std::uint32_t Builder::open(Role role, NodeId id, Rect rect) {
  const std::uint32_t index = add(role, id, rect);
  open_.push_back(index);
  return index;
}

void Builder::close(std::uint32_t index, float bottom) {
  Box& closed = tree_.boxes[index];
  closed.end = static_cast<std::uint32_t>(tree_.boxes.size());
  closed.rect.height = std::max(0.0f, bottom - closed.rect.y);
  open_.pop_back();
}

std::uint32_t Builder::add(Role role, NodeId id, Rect rect) {
  const std::uint32_t index = static_cast<std::uint32_t>(tree_.boxes.size());
  Box added;
  added.id = id;
  added.role = role;
  added.parent = open_.empty() ? index : open_.back();
  added.end = index + 1;
  added.rect = rect;
  tree_.boxes.push_back(std::move(added));
  return index;
}

Control& Builder::control(std::uint32_t index, Action action) {
  Box& owner = tree_.boxes[index];
  owner.control = static_cast<std::int32_t>(tree_.controls.size());
  Control& added = tree_.controls.emplace_back();
  added.id = owner.id;
  added.box = index;
  added.action = action;
  return added;
}

void Builder::image(std::uint32_t index, const Image& image, std::string_view link) {
  Box& owner = tree_.boxes[index];
  owner.fill = ColourRole::placeholder;
  owner.image = static_cast<std::int32_t>(tree_.images.size());
  ImageBox& added = tree_.images.emplace_back();
  added.box = index;
  added.sources = image.sources;
  if (const auto alt = image.alt.in(state.language); alt.value != nullptr) {
    added.alt = *alt.value;
    set_language(index, article.languages[alt.language]);
  }
  added.url = link;
}

Builder::Shaped Builder::shape(std::string_view text, const TypeStyle& type) {
  return shape_interface({std::string(text), {}}, type);
}

bool Builder::append(RichText& to, const LocalizedString& words, std::string_view link) const {
  const auto choice = words.in(state.language);
  if (choice.value == nullptr || choice.value->empty()) return false;
  Span span;
  span.begin = static_cast<std::uint32_t>(to.text.size());
  to.text += *choice.value;
  span.end = static_cast<std::uint32_t>(to.text.size());
  span.link = link;
  const std::string_view own = article.languages[choice.language];
  // "en-GB" goes well with the words for "en".
  if (own.substr(0, own.find('-')) != strings.language) span.language = own;
  if (!span.language.empty() || !link.empty()) to.spans.push_back(std::move(span));
  return true;
}

Builder::Shaped Builder::shape(const LocalizedText& text, const TypeStyle& type) {
  const auto choice = text.in(state.language);
  if (choice.value == nullptr) return {};
  return shape(*choice.value, type, article.languages[choice.language]);
}

Builder::Shaped Builder::shape(const LocalizedString& text, const TypeStyle& type) {
  const auto choice = text.in(state.language);
  if (choice.value == nullptr) return {};
  return shape(RichText{*choice.value, {}}, type, article.languages[choice.language]);
}

Builder::Shaped Builder::shape_title(const LocalizedString& authored, Message otherwise, const TypeStyle& type) {
  Shaped title = shape(authored, type);
  return title.empty() ? shape(strings[otherwise], type) : title;
}

Builder::Shaped Builder::shape(const RichText& text, const TypeStyle& type, std::string_view language, Words words) {
  Shaped result;
  result.type = type;
  // Hebrew and Arabic have no italics: only quotation marks, stops and digits would lean.
  const Face face = type.face == Face::serif_italic && is_right_to_left(language) ? Face::serif_regular : type.face;
  result.type.face = face;
  result.language = language;
  result.plain = text.text;
  if (text.empty()) return result;

  const std::string_view patterns = HyphenationLibrary::path(language);
  std::vector<FaceSpan> spans;
  std::uint32_t at = 0;
  const std::uint32_t end = static_cast<std::uint32_t>(text.text.size());
  for (const Span& span : text.spans) {
    if (span.begin > at) spans.push_back({at, span.begin, face, language, 0});
    result.marks.push_back({span.begin, span.end, no_node, span.link, span.language, span.emphasis, span.strong});
    const std::string_view own = span.language.empty() ? language : std::string_view(span.language);
    // A foreign phrase stays whole: its patterns would be the largest file of a card, for a name or two.
    spans.push_back({span.begin, span.end, styled(face, span.emphasis, span.strong), own,
                     static_cast<std::uint16_t>(result.marks.size()), HyphenationLibrary::path(own) == patterns});
    at = span.end;
  }
  if (at < end) spans.push_back({at, end, face, language, 0});

  // Text follows its own first strong character, so that an Arabic paragraph of a German article stands right.
  const bool right_to_left = is_right_to_left(language) || (tree_.right_to_left && words == Words::interface);
  const Direction direction = right_to_left ? Direction::right_to_left : Direction::automatic;
  const bool hyphens = type.hyphens != Hyphens::none &&
                       (words == Words::article || patterns == HyphenationLibrary::path(card_language_));

  const std::uint64_t key =
      hash_number((hyphens ? 1u : 0u) | (right_to_left ? 2u : 0u), shape_key(text, spans, language));
  result.kept = cache_.find(key);
  if (needs_ != nullptr) {
    // What has been shaped has what it takes.
    if (result.kept == IdTable::none) collect_fonts(text.text, spans, direction, input.resources->fonts, needs_->fonts);
    if (hyphens && !patterns.empty() && std::ranges::find(needs_->hyphenation, patterns) == needs_->hyphenation.end())
      needs_->hyphenation.emplace_back(patterns);
    return result;
  }

  if (result.kept == IdTable::none) {
    result.kept = cache_.insert(
        key, std::make_shared<const ShapedText>(depesche::shape(text.text, spans, direction, input.resources->fonts,
                                                                hyphens ? &input.resources->hyphenation : nullptr)));
  }
  result.text = cache_.shaped(result.kept);
  for (const char32_t code_point : result.text->missing) tree_.missing.push_back(code_point);
  return result;
}

float Builder::Shaped::natural_width() const {
  return text != nullptr ? depesche::natural_width(*text, type.size, type.letter_spacing) : 0;
}

Builder::Placed Builder::place(Role role, NodeId id, const Shaped& shaped, float x, float y, float width,
                               Alignment alignment) {
  const TypeStyle& type = shaped.type;
  Placed placed;
  placed.box = add(role, id, {x, y, width, 0});
  placed.bottom = y;
  set_language(placed.box, shaped.language);
  if (shaped.text == nullptr) return placed;

  ParagraphStyle style;
  style.size = type.size;
  style.line_height = type.line_height;
  style.width = std::max(width, 1.0f);
  style.letter_spacing = type.letter_spacing;
  style.alignment = alignment;
  style.breaking = type.breaking;
  if (style.breaking == LineBreaking::pretty && article.size > longest_pretty) style.breaking = LineBreaking::greedy;
  style.hyphens = type.hyphens;

  TextBox text;
  text.box = placed.box;
  text.shaped = shaped.text;
  text.paragraph = cache_.set(shaped.kept, style, input.resources->fonts);
  const Paragraph& paragraph = *text.paragraph;
  text.origin = {x, y};
  text.colour = type.colour;
  text.face = type.face;
  text.letter_spacing = type.letter_spacing;
  text.marks = shaped.marks;
  for (std::size_t i = 0; i < text.marks.size(); ++i) {
    TextMark& mark = text.marks[i];
    if (mark.url.empty()) continue;
    // Markup within a link parts its marks and not the link.
    const TextMark* const before = i > 0 ? &text.marks[i - 1] : nullptr;
    const bool goes_on = before != nullptr && before->end == mark.begin && before->url == mark.url;
    mark.id = goes_on ? before->id : node_id(node_id(id, "link"), i);
  }

  placed.bottom = y + paragraph.height;
  placed.width = paragraph.width;
  placed.first_baseline = y + (paragraph.lines.empty() ? 0 : paragraph.lines.front().baseline);
  Box& owner = tree_.boxes[placed.box];
  owner.rect.height = paragraph.height;
  owner.right_to_left = (shaped.text->base_level & 1) != 0;
  owner.text = static_cast<std::int32_t>(tree_.texts.size());
  tree_.texts.push_back(std::move(text));
  return placed;
}

Builder::Placed Builder::place_in(Role role, NodeId id, const Shaped& shaped, Rect rect, Alignment alignment) {
  const float y = rect.y + (rect.height - shaped.type.line_height) / 2;
  return place(role, id, shaped, rect.x, y, rect.width, alignment);
}

void Builder::place_collapsed(Role role, NodeId id, std::string_view text, std::string_view language) {
  const std::uint32_t index = add(role, id, {});
  set_language(index, language);
  tree_.boxes[index].collapsed_text = text;
}

float Builder::place_fallback_mark(Language language, NodeId id, float x, float y, float width) {
  const Shaped mark = shape(fill(strings[Message::only_in], "language", language_name(language)), metrics.label);
  const Placed placed = place(Role::fallback_mark, node_id(id, "fallback"), mark, x, y, width);
  return placed.bottom + metrics.unit * 0.25f;
}

void Builder::set_language(std::uint32_t index, std::string_view tag) {
  if (!tag.empty() && tag != card_language_) tree_.boxes[index].language = tag;
}

LayoutTree Builder::take(Size size) {
  tree_.size = size;
  sort_unique(tree_.missing);
  if (tree_.right_to_left) {
    // The whole page is laid out from the left and mirrored once; lines inside a text keep their own direction.
    const auto mirror = [&](Rect& rect) {
      if (!rect.empty()) rect.x = size.width - rect.right();
    };
    for (Box& each : tree_.boxes) {
      mirror(each.rect);
      mirror(each.icon_rect);
      if (each.stroke_edges == Edge::left) each.stroke_edges = Edge::right;
    }
    for (TextBox& text : tree_.texts) text.origin.x = tree_.boxes[text.box].rect.x;
  }
  return std::move(tree_);
}

}  // namespace depesche
