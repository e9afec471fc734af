#include "card_damage.h"

#include <limits>

namespace depesche {
namespace {

bool same_mark(const TextMark& a, const TextMark& b) {
  return a.begin == b.begin && a.end == b.end && a.url.empty() == b.url.empty();
}

bool same_line(const Line& a, const Line& b) {
  return a.x == b.x && a.baseline == b.baseline && a.text_end == b.text_end;
}

/// Shaped texts are shared between the layouts of a card: the same text is the same object. So are paragraphs, mostly.
bool same_text(const TextBox& a, const TextBox& b) {
  return a.shaped == b.shaped && a.origin == b.origin && a.colour == b.colour && a.face == b.face &&
         a.letter_spacing == b.letter_spacing &&
         (a.paragraph == b.paragraph || (a.paragraph->size == b.paragraph->size &&
                                         std::ranges::equal(a.paragraph->lines, b.paragraph->lines, same_line))) &&
         std::ranges::equal(a.marks, b.marks, same_mark);
}

bool is_drawn(const Box& box) {
  return box.fill != ColourRole::none || box.stroke != ColourRole::none || box.icon != Icon::none || box.text >= 0 ||
         box.image >= 0;
}

/// But for where they end: a box around something that grows keeps what it looks like above.
bool same_above_end(const LayoutTree& before, const Box& a, const LayoutTree& after, const Box& b) {
  if (!is_drawn(a) && !is_drawn(b)) return true;
  if (a.rect.x != b.rect.x || a.rect.y != b.rect.y || a.rect.width != b.rect.width || a.fill != b.fill ||
      a.stroke != b.stroke || a.stroke_width != b.stroke_width || a.stroke_edges != b.stroke_edges ||
      a.radius != b.radius || a.icon != b.icon || a.icon_rect != b.icon_rect || a.icon_colour != b.icon_colour ||
      (a.text < 0) != (b.text < 0) || (a.image < 0) != (b.image < 0))
    return false;
  if (a.text >= 0 &&
      !same_text(before.texts[static_cast<std::size_t>(a.text)], after.texts[static_cast<std::size_t>(b.text)]))
    return false;
  // What a picture shows depends on its height.
  return a.image < 0 ||
         (a.rect.height == b.rect.height && before.images[static_cast<std::size_t>(a.image)].sources.front().url ==
                                                after.images[static_cast<std::size_t>(b.image)].sources.front().url);
}

class Rows {
 public:
  void add(float top, float bottom) {
    top_ = std::min(top_, top);
    bottom_ = std::max(bottom_, bottom);
  }

  /// All that a box draws: strokes and nodes stand over its edges, accents and descenders over the lines.
  void add(const LayoutTree& tree, const Box& box) {
    if (!is_drawn(box)) return;
    const float over = box.text < 0 ? 3 : tree.texts[static_cast<std::size_t>(box.text)].paragraph->size;
    add(box.rect.y - over, box.rect.bottom() + over);
  }

  void add_end(const Box& before, const Box& after) {
    if (!is_drawn(before) || before.rect.height == after.rect.height) return;
    const float over = 3 + std::max(before.radius, after.radius);
    add(std::min(before.rect.bottom(), after.rect.bottom()) - over,
        std::max(before.rect.bottom(), after.rect.bottom()) + over);
  }

  Rect rect(float width) const {
    if (!(bottom_ > top_)) return {};
    return {0, top_, width, bottom_ - top_};
  }

 private:
  float top_ = std::numeric_limits<float>::max();
  float bottom_ = std::numeric_limits<float>::lowest();
};

}  // namespace

Rect changed_rows(const Look& before, const Look& after) {
  const std::vector<Box>& old_boxes = before.tree.boxes;
  const std::vector<Box>& new_boxes = after.tree.boxes;
  Rows rows;
  const auto same = [&](std::size_t old_index, std::size_t new_index) {
    if (!same_above_end(before.tree, old_boxes[old_index], after.tree, new_boxes[new_index])) return false;
    rows.add_end(old_boxes[old_index], new_boxes[new_index]);
    return true;
  };
  const std::size_t fewer = std::min(old_boxes.size(), new_boxes.size());
  std::size_t first = 0;
  while (first < fewer && same(first, first)) ++first;
  std::size_t last = 0;
  while (last < fewer - first && same(old_boxes.size() - 1 - last, new_boxes.size() - 1 - last)) ++last;
  for (std::size_t i = first; i < old_boxes.size() - last; ++i) rows.add(before.tree, old_boxes[i]);
  for (std::size_t i = first; i < new_boxes.size() - last; ++i) rows.add(after.tree, new_boxes[i]);

  if (!std::ranges::equal(before.highlights, after.highlights)) {
    for (const Look* look : {&before, &after})
      for (const Highlight& highlight : look->highlights)
        rows.add(look->tree, look->tree.boxes[look->tree.texts[highlight.text].box]);
  }
  return rows.rect(after.tree.size.width);
}

}  // namespace depesche
