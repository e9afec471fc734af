// What all cards of a page share: fonts, hyphenation, words of the interface, glyph atlas, pictures, and the room that
// they paint in.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "card.h"
#include "content/strings.h"
#include "draw/draw.h"
#include "layout/layout.h"

namespace depesche {

/// Where the words of the language that `tag` begins with are: "strings/de.json".
std::string strings_path(std::string_view tag);

struct Engine::Shared {
  TextResources text;
  struct Words {
    std::optional<Strings> strings;  ///< null: cannot be had
    std::string json;                ///< the file, where other tags have other words
  };
  /// By the file's path, and by the tag where it is one of a region.
  std::map<std::string, Words, std::less<>> words;
  DrawResources draw;
  std::string last_error;
  /// What was painted last, by any card: a tile's pixels are the largest thing that a card could hold.
  std::unique_ptr<std::uint8_t[]> pixels;
  std::size_t pixels_capacity = 0;  ///< bytes

  /// The words of an article's language; English while they are not there, and where they cannot be had.
  const Strings& strings(std::string_view tag);

  /// Not beside what was painted last. Once a page's strip (`stripPixels` of web/wasm.ts) has fitted, each one does: a
  /// little more for each width, and the rooms before would be holes that nothing fills.
  std::span<std::uint8_t> room_for_pixels(std::size_t bytes);
};

}  // namespace depesche
