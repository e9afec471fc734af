// A font file as HarfBuzz sees it, and what the catalogue says about coverage. Internal to `text/`; the only headers
// that know `hb.h` are this one and those that include it.
#pragma once

#include <hb.h>

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "text/fonts.h"

namespace depesche {

struct LoadedFont {
  LoadedFont() = default;
  ~LoadedFont();
  LoadedFont(const LoadedFont&) = delete;
  LoadedFont& operator=(const LoadedFont&) = delete;

  /// True when the cmap has a glyph for `c` and the catalogue gives `c` to this subset.
  bool covers(char32_t c) const;

  /// By the cmap, less than `glyph_count`; 0: none.
  std::uint16_t glyph(char32_t c) const;
  /// In the font's units; of a glyph that the font does not have, 0.
  std::uint16_t advance(std::uint32_t glyph) const;

  std::string_view characters;      ///< the cmap's subtable for the Basic Multilingual Plane, of format 4
  std::string_view advances;        ///< hmtx
  std::uint16_t glyph_count = 0;
  std::uint16_t advance_count = 0;  ///< of glyphs with an advance of their own; the others have the last one's
  hb_font_t* font = nullptr;  ///< scaled to units per em, which HarfBuzz counts in
  float em_per_unit = 0.001f;
  std::uint16_t units_per_em = 1000;
  FontMetrics metrics;
  char32_t hyphen = '-';         ///< U+2010 where the font has it
  float hyphen_advance = 0;      ///< in ems
  std::uint16_t ellipsis = 0;    ///< glyph of U+2026; 0 where there is none
  float ellipsis_advance = 0;

  /// Coverage of the Basic Multilingual Plane: page number by high byte (0 for none), and 256 bits a page.
  std::array<std::uint8_t, 256> page_of{};
  std::vector<std::array<std::uint64_t, 4>> pages;
};

/// True when the catalogue made the subset of `file` for `c`; says nothing about the font's own cmap.
bool catalogue_covers(FontFile file, char32_t c);

/// Other faces to take for `face`, the nearest first, `face` itself not among them.
std::span<const Face> fallback_faces(Face face);

/// The catalogue's files of `face`, in order.
struct FileRange {
  FontFile begin = 0;
  FontFile end = 0;
};
FileRange files_of(Face face);

/// The subset that a text in `language` is mainly set in: where digits and punctuation that stand alone are taken from.
std::string_view subset_of_language(std::string_view language);

}  // namespace depesche
