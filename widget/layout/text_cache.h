// Texts as they were shaped and set: a change of language, a statement that opens, a search give most of them as they were.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "base/id_table.h"
#include "text/paragraph.h"
#include "text/shaping.h"

namespace depesche {

/// Shaped texts by content, face, language, each with the paragraphs that were made of it last. One a card. A text is shaped
/// when all that it takes has come, or cannot be had.
class TextCache {
 public:
  using Place = IdTable::Place;

  /// Where the text of a key is, until the next `sweep`; `IdTable::none`: it has to be shaped.
  Place find(std::uint64_t key);
  Place insert(std::uint64_t key, std::shared_ptr<const ShapedText> shaped);
  const std::shared_ptr<const ShapedText>& shaped(Place place) const { return entries_[place].shaped; }

  /// The text as a paragraph in this style, as it was set last or anew.
  std::shared_ptr<const Paragraph> set(Place place, const ParagraphStyle& style, const FontLibrary& fonts);

  /// Forgets what the last two layouts did not use.
  void sweep();

 private:
  struct Set {
    ParagraphStyle style;
    std::shared_ptr<const Paragraph> paragraph;  ///< null: none yet
    bool is(const ParagraphStyle& wanted) const { return paragraph != nullptr && style == wanted; }
  };
  struct Entry {
    std::shared_ptr<const ShapedText> shaped;
    /// The last one first. Two: many labels stand in two sizes, and the layout before has one of its own width.
    std::array<Set, 2> sets;
    std::uint32_t used = 0;
  };
  IdTable keys_;
  std::vector<Entry> entries_;  ///< of each key
  std::uint32_t generation_ = 0;
};

}  // namespace depesche
