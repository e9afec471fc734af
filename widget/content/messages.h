// The messages of the interface: their keys in a strings file, their placeholders, and the built-in English,
// which is that of assets/strings/en.json.
#pragma once

#include <cstddef>
#include <iterator>
#include <string_view>

#include "content/strings.h"

namespace depesche {

struct MessageEntry {
  std::string_view key;
  /// In every language the message has exactly these placeholders, in any order: "{current}{total}".
  std::string_view placeholders;
  std::string_view text;
};

/// In the order of `Message`.
inline constexpr MessageEntry messages_in_english[] = {
    {"today", "{date}", "Today: {date}"},
    {"published", "{date}", "Published {date}"},
    {"reading-time", "{minutes}", "{minutes} min read"},
    {"search", "", "Search"},
    {"search-count", "{current}{total}", "{current} of {total}"},
    {"search-none", "", "No matches"},
    {"search-previous", "", "Previous match"},
    {"search-next", "", "Next match"},
    {"search-clear", "", "Clear search"},
    {"languages", "", "Language"},
    {"text-size", "", "Text size"},
    {"text-smaller", "", "Smaller text"},
    {"text-larger", "", "Larger text"},
    {"theme", "", "Theme"},
    {"theme-auto", "", "Auto"},
    {"theme-light", "", "Light"},
    {"theme-dark", "", "Dark"},
    {"theme-sepia", "", "Sepia"},
    {"theme-contrast", "", "Contrast"},
    {"timeline", "", "Timeline of statements"},
    {"open-all", "", "Open all"},
    {"close-all", "", "Close all"},
    {"place", "", "Where"},
    {"source", "", "Source"},
    {"colon", "", ": "},
    {"advertising", "", "Advertisement"},
    {"related", "", "Don’t miss"},
    {"note", "", "Note"},
    {"credit", "{credit}", "Image: {credit}"},
    {"only-in", "{language}", "Only in {language}"},
    {"image-missing", "", "Image unavailable"},
    {"error-title", "", "This article can’t be shown"},
    {"error-last-good", "", "Showing the last good version."},
    {"loading", "", "Loading…"},
    {"language-changed", "{language}", "Language: {language}"},
    {"opened", "{name}", "{name} opened"},
    {"closed", "{name}", "{name} closed"},
    {"read-on", "", "Read on"},
    {"read-aloud", "", "Read aloud"},
    {"stop-reading", "", "Stop reading"},
};
static_assert(std::size(messages_in_english) == static_cast<std::size_t>(Message::count_),
              "one entry for each Message, in its order");

}  // namespace depesche
