// A card from a file, laid out as the options of `dump` and `render` ask, with its resources from the assets' folder.
#pragma once

#include <algorithm>
#include <array>
#include <iterator>
#include <memory>
#include <span>
#include <string>

#include "card.h"
#include "platform/cli/arguments.h"
#include "platform/cli/assets.h"
#include "platform/cli/command.h"

namespace depesche::cli {

/// What `open_card` understands; commands add their own.
inline constexpr Option card_options[] = {
    {"--width", "N", "width of the card in CSS pixels, 200 to 4096 (720)"},
    {"--lang", "TAG", "language shown (the article's first)"},
    {"--theme", "NAME", "light, dark, sepia or contrast (light)"},
    {"--text-size", "N", "0 to 3 (1)"},
    {"--open", "WHICH", "timeline entries that are open: all, none, or an entry's id (none)"},
    {"--search", "WORDS", "search the article for these words"},
    {"--today", "DATE", "the date line's date, YYYY-MM-DD; \"none\" leaves it out (today)"},
    assets_option,
};

/// A command's own options, then those of `open_card`.
template <std::size_t Own>
constexpr auto with_card_options(const std::array<Option, Own>& own) {
  std::array<Option, Own + std::size(card_options)> all{};
  std::copy(own.begin(), own.end(), all.begin());
  std::copy(std::begin(card_options), std::end(card_options), all.begin() + Own);
  return all;
}

struct OpenedCard {
  std::unique_ptr<Engine> engine;
  std::unique_ptr<Card> card;
  std::string article;  ///< bytes of the file
  std::string directory;  ///< of the article's file, for its pictures
};

/// Prints diagnostics and missing resources to stderr.
/// @return null after a fault; then `status` is the exit status.
std::unique_ptr<OpenedCard> open_card(const Command& command, const Arguments& arguments, int& status);

}  // namespace depesche::cli
