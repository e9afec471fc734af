// Embedding levels by UAX #9, one for each byte of a text, and the visual order of a line. Internal to `text/`.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "text/shaping.h"

namespace depesche {

struct BidiLevels {
  std::uint8_t base = 0;
  std::vector<std::uint8_t> levels;  ///< one per byte; empty when all are 0

  std::uint8_t at(std::size_t offset) const { return levels.empty() ? std::uint8_t{0} : levels[offset]; }
};

/// Line feeds end bidi paragraphs, all of which have the same base direction: that of the first strong character of
/// the whole text where `direction` is automatic. A phrase in a language that runs from right to left does not count as
/// long as there is other text: a German sentence may begin with an Arabic word. Phrases in a language of the other
/// direction are isolated (LRI and RLI of UAX #9): their punctuation goes with them.
/// @param spans  tell the languages
BidiLevels resolve_levels(std::string_view text, Direction direction, std::span<const FaceSpan> spans = {});

/// UAX #9, L2: puts the indices of `levels` into `order` as they stand from left to right.
void visual_order(std::span<const std::uint8_t> levels, std::vector<std::uint32_t>& order);

}  // namespace depesche
