// Which of an article's languages the command line asks for.
#pragma once

#include <expected>
#include <string>

#include "content/article.h"
#include "platform/cli/arguments.h"

namespace depesche::cli {

/// The article's language nearest to `--lang`: of the same tag, else of the same primary language, upper and lower case being
/// the same (BCP 47); without `--lang` its first.
/// @return the language, or what is wrong as a sentence without a full stop.
std::expected<Language, std::string> asked_language(const Arguments& arguments, const Article& article);

}  // namespace depesche::cli
