// Text -> items: stretches that HarfBuzz can shape in one call, of one face span, bidi level, script and font file.
// Internal to `text/`.
#pragma once

#include <hb.h>

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "text/bidi.h"
#include "text/fonts.h"

namespace depesche {

struct Item {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t span = 0;  ///< index of the face span
  hb_script_t script = HB_SCRIPT_COMMON;
  std::uint8_t level = 0;
  FontFile font = no_font;
};

/// Which font files a text may be set in.
enum class Fonts : std::uint8_t {
  ready,    ///< those that have arrived
  expected  ///< those that are still to come as well, with what the catalogue says of them: to learn which are needed
};

/// Items in logical order; they cover all of `text` but its line ends.
/// @param missing  receives the code points that no font has, unsorted and with repetitions.
void itemize(std::string_view text, std::span<const FaceSpan> spans, const BidiLevels& bidi, const FontLibrary& library,
             Fonts fonts, std::vector<Item>& items, std::vector<char32_t>& missing);

}  // namespace depesche
