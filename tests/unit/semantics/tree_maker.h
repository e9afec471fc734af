// Layout trees by hand, for tests of semantics without fonts.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "layout/layout_tree.h"

namespace depesche::testing {

struct TreeMaker {
  LayoutTree tree;
  std::vector<std::uint32_t> open_boxes;

  TreeMaker() { tree.language = "de"; }

  Box& add(Role role, std::string_view name, Rect rect) {
    const std::uint32_t index = static_cast<std::uint32_t>(tree.boxes.size());
    Box& box = tree.boxes.emplace_back();
    box.role = role;
    box.parent = open_boxes.empty() ? index : open_boxes.back();
    box.id = node_id(open_boxes.empty() ? no_node : tree.boxes[open_boxes.back()].id, name);
    box.rect = rect;
    box.end = index + 1;
    return box;
  }
  Box& open(Role role, std::string_view name, Rect rect) {
    Box& box = add(role, name, rect);
    open_boxes.push_back(static_cast<std::uint32_t>(tree.boxes.size() - 1));
    return box;
  }
  void close() {
    tree.boxes[open_boxes.back()].end = static_cast<std::uint32_t>(tree.boxes.size());
    open_boxes.pop_back();
  }

  /// A text whose lines are given one by one; a line that ends in "-" is broken at a hyphen that is not in the text.
  TextBox& text(Role role, std::string_view name, Rect rect, const std::vector<std::string>& lines) {
    Box& box = add(role, name, rect);
    box.text = static_cast<std::int32_t>(tree.texts.size());
    TextBox& text = tree.texts.emplace_back();
    text.box = static_cast<std::uint32_t>(tree.boxes.size() - 1);
    text.origin = {rect.x, rect.y};
    Paragraph paragraph;
    paragraph.size = 18;
    paragraph.line_height = 27;
    auto shaped = std::make_shared<ShapedText>();
    float top = 0;
    for (const std::string& words : lines) {
      Line line;
      line.hyphenated = words.ends_with('-');
      line.text_begin = static_cast<std::uint32_t>(shaped->text.size());
      shaped->text += words.substr(0, words.size() - (line.hyphenated ? 1 : 0));
      line.text_end = static_cast<std::uint32_t>(shaped->text.size());
      line.top = top;
      line.baseline = top + 20;
      line.width = 100;
      top += 27;
      paragraph.lines.push_back(line);
    }
    text.paragraph = std::make_shared<const Paragraph>(std::move(paragraph));
    text.shaped = std::move(shaped);
    return text;
  }

  Control& control(Box& box, Action action) {
    box.control = static_cast<std::int32_t>(tree.controls.size());
    Control& control = tree.controls.emplace_back();
    control.id = box.id;
    control.box = static_cast<std::uint32_t>(&box - tree.boxes.data());
    control.action = action;
    return control;
  }
};

}  // namespace depesche::testing
