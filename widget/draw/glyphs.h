// Glyphs by index in ImGui's font atlas: rasterised by stb_truetype when first asked for, in four horizontal subpixel
// positions, kept until the atlas is full and then forgotten, all at once. Texture coordinates are never stored: the atlas
// may move a glyph whenever one is added.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "base/id_table.h"
#include "imgui.h"
#include "text/fonts.h"

namespace depesche {

/// One glyph as asked for by a text.
struct GlyphRequest {
  FontFile font = no_font;
  std::uint16_t glyph = 0;
  std::uint32_t size_64 = 0;  ///< type size in 1/64 device pixels
  std::uint8_t bin = 0;  ///< horizontal offset in quarters of a device pixel
  std::uint8_t gamma = 255;  ///< coverage is raised to this power, in 1/255
};

/// Where the glyph is, relative to its origin on a whole device pixel.
struct GlyphImage {
  enum class State : std::uint8_t {
    blank,  ///< nothing to draw: a space
    ready,
    absent  ///< the font is not there or not usable, or the atlas has no room: the painter draws a box
  };
  State state = State::absent;
  ImFontAtlasRectId rect = ImFontAtlasRectId_Invalid;
  std::int16_t x = 0;
  std::int16_t y = 0;  ///< downward
  float enlarge = 1;  ///< glyphs too large for the atlas are kept smaller
};

class GlyphCache {
 public:
  explicit GlyphCache(ImFontAtlas& atlas);
  ~GlyphCache();
  GlyphCache(const GlyphCache&) = delete;
  GlyphCache& operator=(const GlyphCache&) = delete;

  void begin_draw();

  /// The result stays valid until the next call. Adding a glyph may replace the atlas' texture.
  GlyphImage find(const GlyphRequest& request, const FontLibrary& fonts);

  /// A glyph found no room. `make_room` may make some.
  bool overflowed() const { return overflowed_; }
  /// Whether other glyphs of so many pixels in all would find room; false counts as an overflow.
  bool has_room(int width, int height);
  /// Forgets all glyphs, and takes no memory for it. Where that would come again within a few draws, the atlas may grow to
  /// `largest_height` first. False: this draw alone is too much for it.
  bool make_room();
  /// Texels, a power of two. The atlas' own limit is enough for most.
  int largest_height = 2048;

  /// Glyphs rasterised since the start, for tests and the inspector.
  std::uint64_t rasterised() const { return rasterised_; }
  std::size_t size() const { return keys_.size(); }

 private:
  struct Font;
  struct Scratch;
  Font* font(FontFile file, const FontLibrary& fonts);
  GlyphImage rasterise(Font& font, const GlyphRequest& request);
  void forget();

  ImFontAtlas& atlas_;
  std::unique_ptr<Scratch> scratch_;  ///< one for all fonts
  std::vector<std::unique_ptr<Font>> fonts_;
  IdTable keys_;
  std::vector<GlyphImage> images_;  ///< of each key
  std::uint32_t draw_ = 0;
  std::uint32_t forgot_ = 1u << 31;  ///< the draw that forgot last; none has at first
  bool overflowed_ = false;
  std::uint64_t rasterised_ = 0;
};

/// x raised to gamma / 255 for 0 <= x <= 1, by square roots alone: the same bits on every platform.
double coverage_power(double x, std::uint8_t gamma);

}  // namespace depesche
