#include "platform/cli/read_article.h"

#include <cstdio>
#include <utility>

#include "content/limits.h"
#include "content/load_article.h"
#include "platform/cli/files.h"

namespace depesche::cli {

std::optional<Article> read_article(const std::string& file) {
  const auto bytes = read_file(file, max_article_bytes);
  if (!bytes) {
    std::fprintf(stderr, "%s: cannot be read: %s\n", file.c_str(), bytes.error().c_str());
    return std::nullopt;
  }
  auto loaded = load_article(*bytes, file);
  for (const Diagnostic& diagnostic : loaded ? loaded->warnings : loaded.error())
    std::fprintf(stderr, "%s\n", format(diagnostic).c_str());
  if (!loaded) return std::nullopt;
  return std::move(loaded->article);
}

}  // namespace depesche::cli
