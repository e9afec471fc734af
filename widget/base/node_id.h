// The identity of a node of the content: one id for layout, drawing and DOM. It is a hash of the node's path in
// the content (`body/2/entries/macron/button`), so that it survives a change of language, width and open entries.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/hash.h"

namespace depesche {

/// 53 bits, so that JavaScript holds it exactly in a number. 0 is no node.
using NodeId = std::uint64_t;

inline constexpr NodeId no_node = 0;

constexpr NodeId to_node_id(std::uint64_t hash) {
  const NodeId id = hash & ((1ull << 53) - 1);
  return id == no_node ? 1 : id;
}

/// The id of the child `name` of `parent`; the root of the content has the parent `no_node`.
constexpr NodeId node_id(NodeId parent, std::string_view name) {
  return to_node_id(hash_bytes(name, hash_number(parent, fnv_offset)));
}
constexpr NodeId node_id(NodeId parent, std::uint64_t index) {
  return to_node_id(hash_number(index + 1, hash_number(parent, fnv_offset)));
}

}  // namespace depesche
