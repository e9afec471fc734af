// What the reader and the host have chosen: everything besides the article that a layout depends on.
#pragma once

#include <cstdint>
#include <set>
#include <string>

#include "base/node_id.h"
#include "content/article.h"
#include "layout/theme.h"

namespace depesche {

enum class TextSize : std::uint8_t { small, medium, large, extra_large };

/// The reader's choice; `automatic` follows the system, which the platform resolves to a `ThemeName`.
enum class ThemeChoice : std::uint8_t { automatic, light, dark, sepia, contrast };

/// The whole article, or its head with a control that opens the rest.
enum class Variant : std::uint8_t { full, card };
/// Reading aloud by the platform: whether it can, and whether it does.
enum class Speech : std::uint8_t { unavailable, silent, speaking };

struct SearchState {
  std::string query;
  std::uint32_t total = 0;
  std::uint32_t current = 0;  ///< 1-based; 0 where there is no match
};

struct CardState {
  float width = 720;  ///< of the card, CSS pixels; clamped to 200 … 4096
  Language language = 0;
  TextSize text_size = TextSize::medium;
  ThemeChoice theme_choice = ThemeChoice::automatic;
  std::set<NodeId> open;  ///< opened timeline entries
  SearchState search;
  Moment today{0, 1, 1, false, 0, 0, {}};  ///< year 0: the date line is left out
  std::uint8_t heading_level = 1;   ///< of the headline, 1 to 4; the article's own headings follow
  /// Smallest height and width of a control: 24 is WCAG 2.5.8's floor, 44 is 2.5.5's and the kiosk's.
  float target_size = 36;
  Variant variant = Variant::full;
  /// Characters a line of the text column at most, clamped to 40 … 90; what fits is a matter of the words.
  float measure = 68;
  Speech speech = Speech::unavailable;
};

}  // namespace depesche
