// Article -> semantic HTML without any script: the light-DOM children of <depesche-card>, readable before the engine is
// there and for good where it cannot run, and what search engines index. Every text is escaped, every link checked when
// the article was loaded; no style, no event handler, no script but a block of JSON-LD data.
#pragma once

#include <string>
#include <string_view>

#include "content/article.h"
#include "content/strings.h"

namespace depesche {

struct StaticHtmlOptions {
  Language language = 0;
  const Strings* strings = nullptr;  ///< of the language shown; required
  /// Folder of the article's file, to which its pictures' addresses are relative; '' for the page's.
  std::string_view base;
  int heading_level = 1;  ///< of the headline, 1 to 4
};

/// `<article lang=… dir=…>…</article>`, two spaces of indent a level.
std::string static_html(const Article& article, const StaticHtmlOptions& options);

/// schema.org NewsArticle as JSON, safe inside `<script type="application/ld+json">`: no `<` stands in it.
/// Pictures have the addresses that they have in `static_html`.
std::string json_ld(const Article& article, const StaticHtmlOptions& options);

/// `text` with `& < > "` as character references: safe as content and in double-quoted attributes.
std::string escape_html(std::string_view text);

}  // namespace depesche
