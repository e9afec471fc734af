#include <algorithm>
#include <cmath>
#include <utility>

#include "base/hash.h"
#include "semantics/json_writer.h"
#include "semantics/semantic_tree.h"

namespace depesche {
namespace {

bool same(const Rect& a, const Rect& b) {
  constexpr float visible = 0.001f;  // what is written, see JsonWriter::number
  return std::abs(a.x - b.x) < visible && std::abs(a.y - b.y) < visible && std::abs(a.width - b.width) < visible &&
         std::abs(a.height - b.height) < visible;
}

bool is_plain(const SemanticFragment& fragment, Face face) {
  return fragment.link == no_node && fragment.language.empty() && !fragment.emphasis && !fragment.strong &&
         fragment.face == face && fragment.subset.empty() && fragment.width < 0;
}

void write_fragment(JsonWriter& json, const SemanticFragment& fragment, Face face) {
  if (is_plain(fragment, face)) {
    json.text(fragment.text);
    return;
  }
  json.open_object().member("text", fragment.text);
  if (fragment.link != no_node) json.member("link", fragment.link).member("url", fragment.url);
  json.optional("lang", fragment.language).flag("emphasis", fragment.emphasis).flag("strong", fragment.strong);
  if (fragment.face != face) json.member("face", to_string(fragment.face));
  json.optional("subset", fragment.subset);
  if (fragment.width >= 0) json.member("width", fragment.width);
  json.close_object();
}

void write_text(JsonWriter& json, const SemanticNode& node) {
  json.key("text").open_object();
  json.member("size", node.size).member("lineHeight", node.line_height).member("baseline", node.baseline);
  if (node.letter_spacing != 0) json.member("letterSpacing", node.letter_spacing);
  json.member("face", to_string(node.face)).optional("subset", node.subset).flag("rtl", node.right_to_left);
  json.key("lines").open_array();
  for (const SemanticLine& line : node.lines) {
    json.open_object();
    if (line.start != 0) json.member("start", line.start);
    json.member("width", line.width);
    const std::string_view turned = node.right_to_left ? "hyphen ltr" : "hyphen rtl";
    json.optional("cut", turned.substr(line.hyphenated ? 0 : 7, line.turned ? 10 : line.hyphenated ? 6 : 0));
    if (line.fragments.size() == 1 && is_plain(line.fragments.front(), node.face)) {
      json.member("text", line.fragments.front().text);
    } else {
      json.key("fragments").open_array();
      for (const SemanticFragment& fragment : line.fragments) write_fragment(json, fragment, node.face);
      json.close_array();
    }
    json.close_object();
  }
  json.close_array().close_object();
}

void write_image(JsonWriter& json, const ImageBox& image, bool lead) {
  json.key("image").open_object().member("alt", image.alt).key("sources").open_array();
  for (const ImageSource& source : image.sources) {
    json.open_object().member("url", source.url).optional("type", source.type);
    json.member("width", std::uint64_t{source.width}).member("height", std::uint64_t{source.height}).close_object();
  }
  json.close_array().flag("lead", lead).close_object();
}

/// Everything of a node but its id, place and rectangle.
void write_content(std::string& out, const SemanticNode& node, const LayoutTree& layout) {
  JsonWriter json(out);
  json.member("tag", node.tag).member("role", to_string(node.role));
  if (!node.attributes.empty()) {
    json.key("attributes").open_object();
    for (const auto& [name, value] : node.attributes) json.member(name, value);
    json.close_object();
  }
  if (!node.lines.empty()) write_text(json, node);
  if (node.action != Action::none) json.member("action", to_string(node.action));
  json.optional("url", node.url);
  if (node.image >= 0) write_image(json, layout.images[static_cast<std::size_t>(node.image)], node.lead_image);
}

void write_rect(JsonWriter& json, const Rect& rect) {
  json.number(rect.x).number(rect.y).number(rect.width).number(rect.height);
}

}  // namespace

void append_semantic_patch(std::string& out, const SemanticTree& tree, SemanticMemory& memory, std::uint64_t& patched) {
  using Known = SemanticMemory::Known;
  const std::uint32_t patch = ++memory.patch;
  memory.nodes.reserve(tree.nodes.size());

  /// A parent whose children are being written: the last of them, and how far in the old order those are that keep their places.
  /// Nodes that would be before one of these are put anew behind their new previous sibling, and so all come to be in order.
  struct Parent {
    NodeId id = no_node;
    NodeId last = no_node;
    std::uint32_t kept = 0;
  };
  std::vector<Parent> open{{}};

  // What is put is most of it, and is written where it goes: WASM's memory never shrinks.
  const std::size_t begin = out.size();
  JsonWriter json(out);
  json.open_object().member("root", tree.nodes.empty() ? no_node : tree.nodes.front().id);
  const std::size_t nothing = out.size();
  std::string move;
  std::string content;
  JsonWriter move_json(move);
  for (std::uint32_t i = 0; i < tree.nodes.size(); ++i) {
    const SemanticNode& node = tree.nodes[i];
    while (open.size() > 1 && open.back().id != node.parent) open.pop_back();
    Parent& parent = open.back();
    const NodeId previous = std::exchange(parent.last, node.id);
    content.clear();
    write_content(content, node, *tree.layout);
    const std::uint64_t hash = hash_bytes(content);
    const IdTable::Place place = memory.ids.add(node.id);
    const bool is_new = place == memory.nodes.size();
    if (is_new) memory.nodes.emplace_back();
    Known& known = memory.nodes[place];
    const bool stays = !is_new && known.parent == node.parent && known.order >= parent.kept;
    if (stays) parent.kept = known.order;
    // What the page was told: of many changes that are too small to tell, each for itself, the sum counts.
    Rect told = node.rect;
    if (!stays || known.content != hash) {
      if (out.size() == nothing) json.key("put").open_array();
      json.open_object().member("id", node.id).member("parent", node.parent);
      json.member("after", previous).key("rect").open_array();
      write_rect(json, node.rect);
      json.close_array();
      // `content` is members without braces, so it stands as one more member.
      json.raw(content).close_object();
      ++patched;
    } else if (!same(known.rect, node.rect)) {
      move_json.open_array().number(node.id);
      write_rect(move_json, node.rect);
      move_json.close_array();
      ++patched;
    } else {
      told = known.rect;
    }
    known = {hash, told, node.parent, i, patch};
    open.push_back({.id = node.id});
  }

  if (out.size() != nothing) json.close_array();

  std::string removed;
  JsonWriter removed_json(removed);
  for (IdTable::Place place = 0; place < memory.nodes.size();) {
    if (memory.nodes[place].seen == patch) {
      ++place;
      continue;
    }
    removed_json.number(memory.ids[place]);
    ++patched;
    memory.ids.remove(place);
    memory.nodes[place] = memory.nodes.back();
    memory.nodes.pop_back();
  }

  if (!removed.empty()) json.key("remove").open_array().raw(removed).close_array();
  if (!move.empty()) json.key("move").open_array().raw(move).close_array();
  if (out.size() == nothing)
    out.resize(begin);
  else
    json.close_object();
}

}  // namespace depesche
