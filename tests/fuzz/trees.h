// What holds of every layout tree, and a page layer without a page that takes the patches of its semantics.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "layout/layout_tree.h"

namespace depesche::fuzz {

void check_tree(const LayoutTree& tree);

/// Does what web/page_layer.ts does with patches, and ends the process where that could not go on.
class PageModel {
 public:
  /// @param patch  as `Card::append_semantics` gives it; empty: no change.
  void apply(std::string_view patch);
  /// Prints what differs.
  bool operator==(const PageModel& other) const;
  std::size_t size() const { return nodes_.size(); }

 private:
  struct Node {
    std::string content;  ///< JSON, without what stands in the other members
    std::array<double, 4> rect{};
    std::uint64_t parent = 0;
    std::vector<std::uint64_t> children;
    /// Rectangles to what is told in a patch and rounded twice.
    bool operator==(const Node& other) const;
  };
  void detach(std::uint64_t id);
  static void print(const char* side, std::uint64_t id, const Node& node);

  std::unordered_map<std::uint64_t, Node> nodes_;  ///< 0 is the layer
};

}  // namespace depesche::fuzz
