#include "card_search.h"

#include <algorithm>
#include <string_view>

#include "layout/parts.h"

namespace depesche {
namespace {

constexpr std::size_t max_matches = 10'000;

/// The tools and other words of the interface are not searched: readers look for the article's words.
bool searched(Role role) {
  switch (role) {
    case Role::decoration:
    case Role::date_line:
    case Role::search_count:
    case Role::list_marker:
    case Role::fallback_mark:
    case Role::banner_label: return false;
    default: return true;
  }
}

/// Goes through a text from its start, counting.
class Utf16Position {
 public:
  explicit Utf16Position(std::string_view text) : text_(text) {}

  /// UTF-16 code units before `byte`, without soft hyphens. Not before a byte asked for earlier.
  std::uint32_t at(std::uint32_t byte) {
    for (; byte_ < byte && byte_ < text_.size(); ++byte_) {
      const auto first = static_cast<unsigned char>(text_[byte_]);
      if ((first & 0xc0) == 0x80) continue;
      if (text_.substr(byte_).starts_with("\xC2\xAD")) continue;
      units_ += first >= 0xf0 ? 2 : 1;
    }
    return units_;
  }

 private:
  std::string_view text_;
  std::uint32_t byte_ = 0;
  std::uint32_t units_ = 0;
};

}  // namespace

NodeId timeline_entry_node(const Block& block, std::size_t index, const TimelineEntry& entry) {
  return node_id(block_node(block, index), entry.id);
}

bool CardSearch::refresh(const LayoutTree& tree, SearchState& search) {
  NodeId current_node = no_node;
  std::uint32_t current_begin = 0;
  if (search.current > 0 && search.current <= matches_.size()) {
    current_node = matches_[search.current - 1].node;
    current_begin = matches_[search.current - 1].match.begin;
  }
  matches_.clear();
  if (!search.query.empty()) {
    std::vector<Match> found;
    NodeId entry = no_node;
    for (const Box& box : tree.boxes) {
      if (box.role == Role::timeline_entry) entry = box.id;
      if (!searched(box.role) || matches_.size() >= max_matches) continue;
      found.clear();
      if (box.text >= 0)
        find_matches(tree.texts[static_cast<std::size_t>(box.text)].shaped->text, search.query, found);
      else if (!box.collapsed_text.empty())
        find_matches(box.collapsed_text, search.query, found);
      for (const Match& match : found) matches_.push_back({box.id, box.text, box.text >= 0 ? no_node : entry, match});
    }
  }
  const SearchState before = search;
  search.total = static_cast<std::uint32_t>(matches_.size());
  if (search.total == 0) {
    search.current = 0;
  } else {
    // The reader's match stays the current one when others come and go around it.
    search.current = std::clamp(search.current, 1u, search.total);
    for (std::size_t i = 0; i < matches_.size(); ++i)
      if (matches_[i].node == current_node && matches_[i].match.begin == current_begin)
        search.current = static_cast<std::uint32_t>(i + 1);
  }
  return search.total != before.total || search.current != before.current;
}

void CardSearch::highlight(const LayoutTree& tree, const SearchState& search, std::vector<Highlight>& out) const {
  out.clear();
  for (std::size_t i = 0; i < matches_.size(); ++i) {
    const Found& found = matches_[i];
    if (found.text < 0 || static_cast<std::size_t>(found.text) >= tree.texts.size()) continue;
    out.push_back(
        {static_cast<std::uint32_t>(found.text), found.match.begin, found.match.end, i + 1 == search.current});
  }
}

MatchPlaces CardSearch::places(const LayoutTree& tree, const SearchState& search) const {
  constexpr std::size_t most = 500;
  MatchPlaces result;
  const std::size_t current = search.current;  // from 1
  const std::size_t first = std::min(current > most / 2 ? current - most / 2 : 0, matches_.size());
  const std::size_t last = std::min(first + most, matches_.size());
  std::int32_t text = -1;
  Utf16Position position({});
  for (std::size_t i = first; i < last; ++i) {
    const Found& found = matches_[i];
    if (found.text < 0 || static_cast<std::size_t>(found.text) >= tree.texts.size()) continue;
    if (found.text != text) position = Utf16Position(tree.texts[static_cast<std::size_t>(found.text)].shaped->text);
    text = found.text;
    const std::uint32_t begin = position.at(found.match.begin);
    result.places.push_back({found.node, begin, position.at(found.match.end)});
    if (i + 1 == current) result.current = static_cast<std::uint32_t>(result.places.size());
  }
  return result;
}

NodeId CardSearch::current_entry(const SearchState& search) const {
  return search.current == 0 || search.current > matches_.size() ? no_node : matches_[search.current - 1].entry;
}

Rect CardSearch::current_rect(const LayoutTree& tree, const SearchState& search) const {
  if (search.current == 0 || search.current > matches_.size()) return {};
  const Found& found = matches_[search.current - 1];
  if (found.text < 0) return {};
  const TextBox& text = tree.texts[static_cast<std::size_t>(found.text)];
  std::vector<Rect> rects;
  range_rects(*text.paragraph, *text.shaped, found.match.begin, found.match.end, rects);
  if (rects.empty()) return {};
  Rect rect = rects.front();
  rect.x += text.origin.x;
  rect.y += text.origin.y;
  return rect;
}

}  // namespace depesche
