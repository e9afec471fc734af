// JSON bytes of the format `depesche/1` -> Article, or every fault of the file at once. Wrong types, missing fields,
// bad links and values out of range are errors; unknown fields, unknown blocks and missing translations are warnings
// and the rest still shows. Nothing is fetched; pictures are named, not read.
#pragma once

#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "content/article.h"

namespace depesche {

/// A file larger than this is refused before it is parsed.
inline constexpr std::size_t max_article_bytes = 8u << 20;
/// Deepest nesting of JSON arrays and objects.
inline constexpr int max_nesting = 64;
/// Blocks of the body, list items, timeline entries and statement blocks together.
inline constexpr std::size_t max_blocks = 20'000;
/// After this many diagnostics of one file the rest is counted, not listed.
inline constexpr std::size_t max_diagnostics = 200;

struct LoadedArticle {
  Article article;
  std::vector<Diagnostic> warnings;
};

/// @param file  the name that diagnostics print; not opened.
/// @return the article with its warnings, or all diagnostics (errors and warnings, in the file's order).
Result<LoadedArticle> load_article(std::string_view json, std::string_view file);

}  // namespace depesche
