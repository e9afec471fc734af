#include <algorithm>
#include <unordered_map>

#include "semantics/semantic_tree.h"

namespace depesche {
namespace {

using Index = std::unordered_map<NodeId, std::size_t>;

/// Text of a node with its descendants, joined by spaces: a name "from content".
std::string full_text(const SemanticTree& tree, std::size_t index) {
  std::string text = text_of(tree.nodes[index]);
  std::vector<NodeId> inside{tree.nodes[index].id};
  for (std::size_t i = index + 1; i < tree.nodes.size(); ++i) {
    if (std::ranges::find(inside, tree.nodes[i].parent) == inside.end()) break;
    inside.push_back(tree.nodes[i].id);
    const std::string more = text_of(tree.nodes[i]);
    if (!text.empty() && !more.empty()) text += ' ';
    text += more;
  }
  return text;
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '\n')
      out += "\\n";
    else
      out += c;
  }
  return out + '"';
}

}  // namespace

std::string text_of(const SemanticNode& node) {
  std::string text;
  for (const SemanticLine& line : node.lines)
    for (const SemanticFragment& fragment : line.fragments) text += fragment.text;
  return text;
}

std::string dump(const SemanticTree& tree) {
  Index index;
  std::unordered_map<NodeId, int> depths;
  for (std::size_t i = 0; i < tree.nodes.size(); ++i) index[tree.nodes[i].id] = i;

  std::string out;
  for (const SemanticNode& node : tree.nodes) {
    const auto parent = depths.find(node.parent);
    const int depth = parent == depths.end() ? 0 : parent->second + 1;
    depths[node.id] = depth;
    out.append(static_cast<std::size_t>(depth) * 2, ' ');
    out += node.tag;
    out += '.';
    out += to_string(node.role);
    if (const std::string text = text_of(node); !text.empty()) out += ' ' + quoted(text);
    for (const auto& [name, value] : node.attributes) {
      out += ' ';
      out += name;
      out += '=';
      if (name == "aria-labelledby" || name == "aria-controls") {
        // Ids are hashes: what they refer to says more, and does not change with the hash.
        const auto target = index.find(std::strtoull(value.c_str() + 1, nullptr, 10));
        if (target == index.end())
          out += "nothing";
        else if (name == "aria-controls")
          out += to_string(tree.nodes[target->second].role);
        else
          out += quoted(full_text(tree, target->second));
      } else {
        const bool plain = value.find(' ') == std::string::npos && !value.empty();
        out += plain ? value : quoted(value);
      }
    }
    if (node.image >= 0) {
      const ImageBox& image = tree.layout->images[static_cast<std::size_t>(node.image)];
      out += " alt=" + quoted(image.alt);
      if (node.lead_image) out += " lead";
    }
    if (!node.url.empty()) out += " url=" + node.url;
    NodeId link = no_node;
    for (const SemanticLine& line : node.lines)
      for (const SemanticFragment& fragment : line.fragments) {
        if (fragment.link != no_node && fragment.link != link) out += " link=" + fragment.url;
        link = fragment.link;
      }
    out += '\n';
  }
  return out;
}

}  // namespace depesche
