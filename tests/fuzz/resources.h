// What a card is given by its platform, from build/assets (or $DEPESCHE_ASSETS_DIR), loaded once a process.
#pragma once

#include <string>
#include <string_view>

#include "card.h"
#include "text/fonts.h"
#include "text/hyphenation.h"

namespace depesche::fuzz {

/// The bytes of an asset; empty where there is none. Ends the process when there are no assets at all.
const std::string& asset(std::string_view path);

const FontLibrary& all_fonts();
const HyphenationLibrary& all_patterns();

/// One engine for all runs, with the pictures of `picture_urls`. What it is given stays the same whenever it is given.
Engine& engine();

/// Lays the card out, giving it what it asks for; the last update.
Update settle(Card& card);

}  // namespace depesche::fuzz
