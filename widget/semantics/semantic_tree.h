// LayoutTree -> the page layer's nodes: what is read aloud, selected, focused and clicked, with geometry relative to
// the parent, so that an opened entry moves its followers without touching their insides. The page layer
// (web/page_layer.ts) turns nodes into elements and knows nothing of articles; tags and attributes are chosen here.
// It lays out and shapes nothing: every position is the painted one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/id_table.h"
#include "layout/layout_tree.h"

namespace depesche {

/// A stretch of one line under the same marks. Concatenated over a node, fragments give the text exactly as it is
/// copied: no soft hyphen, no hyphen that hyphenation added, a space where a line ended at one.
struct SemanticFragment {
  std::string text;
  NodeId link = no_node;     ///< the fragment is (part of) this link
  std::string url;           ///< of the link
  std::string language;      ///< BCP 47 tag of a foreign phrase, or empty
  bool emphasis = false;
  bool strong = false;
  Face face = Face::serif_regular;
  std::string_view subset;   ///< of the font file, where it is another than the text's `subset`
  float width = -1;          ///< of characters that no font of ours has, painted as boxes; otherwise negative
};

/// Lines stand one below the other, each `line_height` high.
struct SemanticLine {
  float start = 0;           ///< of the painted text, from the node's left, or from its right in right-to-left text
  float width = 0;           ///< of the painted text, the added hyphen included, trailing white space not
  bool hyphenated = false;
  bool turned =
      false;  ///< ends in a run of the other direction than the text's, and in no space: its last sign runs so, too
  std::vector<SemanticFragment> fragments;  ///< in logical order
};

struct SemanticNode {
  NodeId id = no_node;
  NodeId parent = no_node;  ///< `no_node` for the root
  std::string_view tag;  ///< element name in lower case, from a closed list: article, header, h1 … h6, p, ol, …
  Role role = Role::article;  ///< becomes the class for the page layer's own style
  Rect rect;  ///< x and y from the parent's top left corner
  /// Closed list: role, aria-*, lang, dir, datetime, hidden, disabled, type, rel, tabindex, data-entry. A reference
  /// to another node is `n` and its id.
  std::vector<std::pair<std::string_view, std::string>> attributes;

  // Text
  float size = 0;  ///< type size, CSS pixels; 0: no set text of its own
  float line_height = 0;
  float baseline = 0;  ///< of the first line, from the node's top
  float letter_spacing = 0;
  Face face = Face::serif_regular;
  /// The subset of the face that most of the text is set in ("cyrillic"): the browser is to try it first, since files
  /// overlap (each has its own spaces and stops, and kerns them with its own letters). Empty where nothing is set.
  std::string_view subset;
  bool right_to_left = false;  ///< base direction of the text
  /// The text of a closed statement is one line without geometry, and `size` is 0.
  std::vector<SemanticLine> lines;

  // Controls and links
  Action action = Action::none;
  std::string url;  ///< of `follow_link`

  /// Index into `LayoutTree::images`, or -1.
  std::int32_t image = -1;
  bool lead_image = false;  ///< the first picture of the article: loaded at once
};

struct SemanticTree {
  std::vector<SemanticNode> nodes;  ///< pre-order
  const LayoutTree* layout = nullptr;  ///< what it was built from; must outlive it
};

SemanticTree build_semantics(const LayoutTree& tree);

/// "serif-regular"
std::string_view to_string(Face face);

/// The text of a node's own lines, as it is copied.
std::string text_of(const SemanticNode& node);

/// One line a node, indented: tag, role, accessible name or text, states. For tests.
std::string dump(const SemanticTree& tree);

/// What the page layer knows: each node's content (as a hash), place and order.
struct SemanticMemory {
  struct Known {
    std::uint64_t content = 0;
    Rect rect;
    NodeId parent = no_node;
    std::uint32_t order = 0;  ///< in pre-order
    std::uint32_t seen = 0;  ///< the patch that last held it
  };
  IdTable ids;
  std::vector<Known> nodes;  ///< of each id
  std::uint32_t patch = 0;
};

/// Appends the changes since the call before with the same `memory` (all nodes the first time), as JSON:
/// `{"root": id, "put"?: [node…], "remove"?: [id…], "move"?: [[id, x, y, width, height]…]}`
/// where node = `{"id", "parent", "after" (previous sibling or 0), "tag", "role", "rect": [x, y, w, h], "attributes"?: {…},
/// "text"?: {"size", "lineHeight", "baseline", "letterSpacing"?, "face", "subset"?, "rtl"?, "lines": [{"start"?, "width",
/// "cut"?: "hyphen" | "ltr" | "rtl" | "hyphen ltr" | "hyphen rtl", "text" | "fragments": [text | {"text", "link"?, "url"?, "lang"?, "emphasis"?, "strong"?, "face"?,
/// "subset"?, "width"?}…]}…]},
/// "action"?, "url"?, "image"?: {"alt", "sources": [{"url", "type"?, "width", "height"}…], "lead"?}}`.
/// `put` is in pre-order, so that a node's parent and previous sibling are there before it. Its TypeScript twin is
/// web/semantic_patch.ts. Nothing when nothing changed.
/// @param patched  counted up by the nodes put, moved and removed.
void append_semantic_patch(std::string& out, const SemanticTree& tree, SemanticMemory& memory, std::uint64_t& patched);

}  // namespace depesche
