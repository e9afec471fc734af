// The matches of the reader's query over a card's texts, in reading order, closed statements included. It finds and
// remembers; what is shown is layout's and draw's.
#pragma once

#include <cstdint>
#include <vector>

#include "base/geometry.h"
#include "card.h"
#include "draw/draw.h"
#include "layout/card_state.h"
#include "layout/layout_tree.h"
#include "text/search.h"

namespace depesche {

/// The id that opens and closes a timeline entry.
NodeId timeline_entry_node(const Block& block, std::size_t index, const TimelineEntry& entry);

class CardSearch {
 public:
  void clear() { matches_.clear(); }

  /// Finds the matches of `search.query` in `tree` and sets `total` and `current` (the first match at first).
  /// @return whether either has changed.
  bool refresh(const LayoutTree& tree, SearchState& search);

  void highlight(const LayoutTree& tree, const SearchState& search, std::vector<Highlight>& out) const;

  /// For a page that shows its own text instead of pixels: up to 500 of those that are laid out.
  MatchPlaces places(const LayoutTree& tree, const SearchState& search) const;

  /// The closed entry that hides the current match, or `no_node`.
  NodeId current_entry(const SearchState& search) const;
  /// The first rectangle of the current match; empty when there is none.
  Rect current_rect(const LayoutTree& tree, const SearchState& search) const;

 private:
  struct Found {
    NodeId node = no_node;          ///< of the box whose text holds the match
    std::int32_t text = -1;         ///< index into the tree's texts; -1 in a closed statement
    NodeId entry = no_node;         ///< the closed entry
    Match match;
  };
  std::vector<Found> matches_;
};

}  // namespace depesche
