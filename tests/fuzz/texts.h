// Texts out of choices: words of many scripts and every character that is special to some part of `text/`.
#pragma once

#include <string>

#include "fuzz.h"

namespace depesche::fuzz {

/// Well-formed UTF-8 of a few pieces, of any characters at all: controls, unassigned ones, private ones.
std::string make_text(Input& input, std::uint32_t most_pieces);

/// As `make_text`, of what may stand in an article: no controls, directions balanced; without '"' and '\'.
std::string make_article_text(Input& input, std::uint32_t most_pieces);

/// Makes any bytes well-formed UTF-8 (U+FFFD for each ill-formed byte).
std::string made_well_formed(std::string_view bytes);

/// A BCP 47 tag, at times nonsense.
std::string_view make_language(Input& input);

}  // namespace depesche::fuzz
