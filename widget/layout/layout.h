// Article + state + width -> LayoutTree. Shaped texts are kept from layout to layout, so that a resize only breaks
// lines again. It asks for no fonts itself: `collect_needs` says which files a layout takes.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "base/id_table.h"
#include "content/article.h"
#include "content/strings.h"
#include "layout/card_state.h"
#include "layout/layout_tree.h"
#include "text/fonts.h"
#include "text/hyphenation.h"
#include "text/shaping.h"

namespace depesche {

/// What is read by every layout of a page and owned by none.
struct TextResources {
  FontLibrary fonts;
  HyphenationLibrary hyphenation;
};

/// Shaped texts by content, face, language. One a card. A text is shaped when all that it takes has come, or cannot be had.
class ShapeCache {
 public:
  std::shared_ptr<const ShapedText> find(std::uint64_t key);
  void insert(std::uint64_t key, std::shared_ptr<const ShapedText> shaped);
  /// Forgets what the last two layouts did not use.
  void sweep();

 private:
  struct Entry {
    std::shared_ptr<const ShapedText> shaped;
    std::uint32_t used = 0;
  };
  IdTable keys_;
  std::vector<Entry> entries_;  ///< of each key
  std::uint32_t generation_ = 0;
};

struct LayoutInput {
  const Article* article = nullptr;  ///< null: an error card
  const Strings* strings = nullptr;
  /// Own names of the article's languages, in its order ("Deutsch"); the tag where a name is not known.
  std::span<const std::string> language_names;
  const CardState* state = nullptr;
  const TextResources* resources = nullptr;
  /// Why newer content than `article` is not shown: above the article, or in its place where there is none.
  std::span<const Diagnostic> notice;
};

/// Without an article the card says what is wrong with it: the errors of `notice`, with place and remedy.
LayoutTree layout(const LayoutInput& input, ShapeCache& cache);

/// Font files and hyphenation dictionaries that `layout` of this input takes, as paths relative to the assets. Without the fonts
/// of texts that `cache` has: those are there.
std::vector<std::string> collect_needs(const LayoutInput& input, ShapeCache& cache);

}  // namespace depesche
