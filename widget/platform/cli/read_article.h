// An article from a file, for commands that print something made of it.
#pragma once

#include <optional>
#include <string>

#include "content/article.h"

namespace depesche::cli {

/// Warnings and errors go to standard error, a line each. @return nothing where the article cannot be shown.
std::optional<Article> read_article(const std::string& file);

}  // namespace depesche::cli
