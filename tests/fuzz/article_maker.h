// Articles out of choices: JSON of the format depesche/1 that uses every kind of block, field and text. Nearly all of
// them can be shown, so that what comes after the loader is reached; the loader itself is tried on raw bytes.
#pragma once

#include <string>

#include "fuzz.h"

namespace depesche::fuzz {

/// An input that begins with '{' is taken as it is, up to a NUL byte: so the articles of tests/cases are seeds.
std::string make_article(Input& input);

/// Pictures that made articles show.
inline constexpr const char* picture_urls[] = {"lead.jpg", "images/wide.png", "https://example.org/tall.webp"};

}  // namespace depesche::fuzz
