// Article + state + width -> LayoutTree. Texts are kept from layout to layout (text_cache.h), so that a resize only breaks
// lines again. It asks for no fonts itself: `collect_needs` says which files a layout takes.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "content/article.h"
#include "content/strings.h"
#include "layout/card_state.h"
#include "layout/layout_tree.h"
#include "layout/text_cache.h"
#include "text/fonts.h"
#include "text/hyphenation.h"

namespace depesche {

/// What is read by every layout of a page and owned by none.
struct TextResources {
  FontLibrary fonts;
  HyphenationLibrary hyphenation;
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
/// @param ahead  only for what it leaves in the cache, which then forgets nothing
LayoutTree layout(const LayoutInput& input, TextCache& cache, bool ahead = false);

/// Font files and hyphenation dictionaries that `layout` of this input takes, as paths relative to the assets. Without the fonts
/// of texts that `cache` has: those are there.
std::vector<std::string> collect_needs(const LayoutInput& input, TextCache& cache);

}  // namespace depesche
