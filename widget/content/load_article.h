// JSON bytes of the format `depesche/1` -> Article, or every fault of the file at once. Wrong types, missing fields,
// bad links and values out of range are errors; unknown fields, unknown blocks and missing translations are warnings
// and the rest still shows. Nothing is fetched; pictures are named, not read.
#pragma once

#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "content/article.h"
#include "content/limits.h"

namespace depesche {

struct LoadedArticle {
  Article article;
  std::vector<Diagnostic> warnings;
};

/// @param file  the name that diagnostics print; not opened.
/// @return the article with its warnings, or all diagnostics (errors and warnings, in the file's order).
Result<LoadedArticle> load_article(std::string_view json, std::string_view file);

}  // namespace depesche
