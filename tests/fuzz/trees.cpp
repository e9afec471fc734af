#include "trees.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <unordered_set>

#include "fuzz.h"
#include "text/invariants.h"

namespace depesche::fuzz {
namespace {

bool finite(const Rect& rect) {
  return std::isfinite(rect.x) && std::isfinite(rect.y) && std::isfinite(rect.width) && std::isfinite(rect.height) &&
         rect.width >= 0 && rect.height >= 0;
}

void check_text(const LayoutTree& tree, const TextBox& text) {
  require(text.box < tree.boxes.size() && text.shaped != nullptr, "a text has a box and glyphs");
  check_shaped(*text.shaped, require);
  ParagraphStyle style;
  style.letter_spacing = text.letter_spacing;
  style.breaking = text.paragraph->lines.size() == 1 ? LineBreaking::single : LineBreaking::greedy;
  check_lines(*text.shaped, *text.paragraph, style, require);
  require(std::isfinite(text.origin.x) && std::isfinite(text.origin.y), "a text has a place");
  for (const TextMark& mark : text.marks)
    require(mark.begin < mark.end && mark.end <= text.shaped->text.size(), "marks lie in the text");
  for (const PlacedRun& run : text.paragraph->runs) require(run.tag <= text.marks.size(), "a run's mark is there");
}

}  // namespace

void check_tree(const LayoutTree& tree) {
  require(!tree.boxes.empty() && tree.boxes.front().parent == 0, "there is a root");
  require(std::isfinite(tree.size.width) && std::isfinite(tree.size.height) && tree.size.height > 0,
          "a card has a size");
  require(tree.boxes.front().end == tree.boxes.size(), "all is in the root");
  std::unordered_set<NodeId> ids;
  for (std::size_t i = 0; i < tree.boxes.size(); ++i) {
    const Box& box = tree.boxes[i];
    require(box.id != no_node && ids.insert(box.id).second, "every box has an id of its own");
    require(box.end > i && box.end <= tree.boxes.size(), "a box ends behind itself");
    if (i > 0)
      require(box.parent < i && box.end <= tree.boxes[box.parent].end && tree.boxes[box.parent].end > i, "boxes nest");
    require(finite(box.rect) && finite(box.icon_rect), "a box has a place");
    require(box.text < static_cast<int>(tree.texts.size()) && box.image < static_cast<int>(tree.images.size()) &&
                box.control < static_cast<int>(tree.controls.size()),
            "what a box names is there");
    if (box.text >= 0) require(tree.texts[static_cast<std::size_t>(box.text)].box == i, "a text knows its box");
    if (box.image >= 0) require(tree.images[static_cast<std::size_t>(box.image)].box == i, "a picture knows its box");
    if (box.control >= 0) {
      const Control& control = tree.controls[static_cast<std::size_t>(box.control)];
      require(control.box == i && control.id == box.id, "a control knows its box");
      require(box.rect.x >= -0.5f && box.rect.right() <= tree.size.width + 0.5f, "controls lie inside of the card");
    }
  }
  for (const TextBox& text : tree.texts) check_text(tree, text);
  for (const ImageBox& image : tree.images) require(!image.sources.empty(), "a picture has a file");
}

void PageModel::detach(std::uint64_t id) {
  const auto node = nodes_.find(id);
  if (node == nodes_.end()) return;
  const auto parent = nodes_.find(node->second.parent);
  if (parent != nodes_.end()) std::erase(parent->second.children, id);
}

void PageModel::apply(std::string_view patch) {
  nodes_.try_emplace(0);
  if (patch.empty()) return;
  const nlohmann::json json = nlohmann::json::parse(patch, nullptr, false);
  require(json.is_object(), "a patch is JSON");
  const nlohmann::json nothing = nlohmann::json::array();
  const auto member = [&](const char* name) -> const nlohmann::json& {
    const auto found = json.find(name);
    return found == json.end() ? nothing : *found;
  };
  for (const nlohmann::json& id : member("remove")) {
    const std::uint64_t gone = id.get<std::uint64_t>();
    require(nodes_.contains(gone) && gone != 0, "what is removed is there");
    detach(gone);
    nodes_.erase(gone);
  }
  for (const nlohmann::json& given : member("put")) {
    nlohmann::json node = given;
    const auto take = [&](const char* name) {
      require(node.contains(name), "a node has id, parent, place and rectangle");
      nlohmann::json value = node[name];
      node.erase(name);
      return value;
    };
    const std::uint64_t id = take("id").get<std::uint64_t>();
    const std::uint64_t parent = take("parent").get<std::uint64_t>();
    const std::uint64_t after = take("after").get<std::uint64_t>();
    require(id != 0 && id < (std::uint64_t{1} << 53), "JavaScript holds an id");
    require(nodes_.contains(parent), "a node's parent comes before it");
    detach(id);
    Node& placed = nodes_[id];
    placed.rect = take("rect").get<std::array<double, 4>>();
    placed.parent = parent;
    placed.content = node.dump();
    std::vector<std::uint64_t>& siblings = nodes_.find(parent)->second.children;
    const auto previous = std::ranges::find(siblings, after);
    require(after == 0 || previous != siblings.end(), "a node's previous sibling comes before it");
    siblings.insert(after == 0 ? siblings.begin() : previous + 1, id);
  }
  for (const nlohmann::json& moved : member("move")) {
    const auto node = nodes_.find(moved.at(0).get<std::uint64_t>());
    require(node != nodes_.end(), "what is moved is there");
    for (std::size_t i = 0; i < 4; ++i) node->second.rect[i] = moved.at(i + 1).get<double>();
  }
  for (const auto& [id, node] : nodes_) require(id == 0 || nodes_.contains(node.parent), "no node is left hanging");
}

bool PageModel::Node::operator==(const Node& other) const {
  for (std::size_t i = 0; i < 4; ++i)
    if (std::fabs(rect[i] - other.rect[i]) > 0.0025) return false;
  return content == other.content && parent == other.parent && children == other.children;
}

bool PageModel::operator==(const PageModel& other) const {
  bool same = true;
  for (const auto& [id, node] : nodes_) {
    const auto found = other.nodes_.find(id);
    if (found != other.nodes_.end() && found->second == node) continue;
    same = false;
    print("here ", id, node);
    if (found != other.nodes_.end()) print("there", id, found->second);
  }
  for (const auto& [id, node] : other.nodes_)
    if (!nodes_.contains(id)) {
      same = false;
      print("there", id, node);
    }
  return same;
}

void PageModel::print(const char* side, std::uint64_t id, const Node& node) {
  std::fprintf(stderr, "only %s: %llu in %llu at %g,%g %gx%g, %s, with", side, static_cast<unsigned long long>(id),
               static_cast<unsigned long long>(node.parent), node.rect[0], node.rect[1], node.rect[2], node.rect[3],
               node.content.c_str());
  for (const std::uint64_t child : node.children) std::fprintf(stderr, " %llu", static_cast<unsigned long long>(child));
  std::fputc('\n', stderr);
}

}  // namespace depesche::fuzz
