// LayoutTree -> the page layer's nodes: what is read aloud, selected, focused and clicked, with geometry relative to
// the parent, so that an opened entry moves its followers without touching their insides. The page layer
// (web/page_layer.ts) turns nodes into elements and knows nothing of articles; tags and attributes are chosen here.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "layout/layout_tree.h"

namespace depesche {

/// A stretch of one line in one style. Concatenated over a node, fragments give the text exactly as it is copied:
/// no hyphen that hyphenation added, a space where a line ended at one.
struct SemanticFragment {
  std::string text;
  NodeId link = no_node;     ///< the fragment is (part of) this link
  std::string url;           ///< of the link
  std::string language;      ///< BCP 47 tag of a foreign phrase, or empty
  Face face = Face::serif_regular;
  float x = 0;               ///< left edge of the visual run, from the node's left
  float width = 0;
  bool right_to_left = false;
};

struct SemanticLine {
  float top = 0;             ///< of the line box, from the node's top
  float baseline = 0;        ///< from the node's top
  float x = 0;
  float width = 0;           ///< of the painted text, the added hyphen included
  bool hyphenated = false;
  std::vector<SemanticFragment> fragments;  ///< in logical order
};

struct SemanticNode {
  NodeId id = no_node;
  NodeId parent = no_node;   ///< `no_node` for the root
  std::string tag;           ///< element name in lower case, from a closed list: article, header, h1 … h6, p, ol, …
  Role role = Role::article; ///< becomes `part`/class for the page layer's own style
  Rect rect;                 ///< x and y from the parent's top left corner
  std::vector<std::pair<std::string, std::string>> attributes;  ///< closed list: role, aria-*, lang, dir, datetime, …
  // Text
  float size = 0;            ///< type size, CSS pixels; 0: no text of its own
  float line_height = 0;
  float letter_spacing = 0;
  Face face = Face::serif_regular;
  std::vector<SemanticLine> lines;
  // Controls
  Action action = Action::none;
  bool hidden_text = false;  ///< a closed statement: present for find in page (`hidden="until-found"`), not laid out
};

struct SemanticTree {
  std::vector<SemanticNode> nodes;  ///< pre-order
};

SemanticTree build_semantics(const LayoutTree& tree);

/// One line a node, indented: tag, role, accessible name or text, states. For tests.
std::string dump(const SemanticTree& tree);

/// What the page layer knows of each node: hash of its content and its position.
struct SemanticMemory {
  struct Known {
    std::uint64_t content = 0;
    Rect rect;
    NodeId parent = no_node;
    NodeId previous = no_node;  ///< previous sibling
  };
  std::unordered_map<NodeId, Known> nodes;
};

/// The changes since the call before with the same `memory` (all nodes the first time), as JSON:
/// `{"root": id, "remove": [id…], "put": [node…], "move": [[id, x, y, width, height]…]}`
/// where node = `{"id", "parent", "after" (previous sibling or 0), "tag", "role", "rect": [x, y, w, h], "attributes"?: {…},
/// "text"?: {"size", "lineHeight", "letterSpacing", "face", "lines": [{"top", "baseline", "x", "width", "hyphenated"?,
/// "fragments": [{"text", "x", "width", "face"?, "link"?, "url"?, "lang"?, "rtl"?}…]}…]}, "action"?: "toggle-entry", …}`.
/// @param patched  out: how many nodes were put or moved.
std::string semantic_patch_json(const SemanticTree& tree, SemanticMemory& memory, std::uint64_t& patched);

}  // namespace depesche
