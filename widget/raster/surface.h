// Inside the rasteriser: the target with its clear, the clip rectangle, the texture and the vertex in fixed point.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "raster/pixels.h"

namespace depesche {

/// Half-open rectangle of whole pixels.
struct PixelRect {
  int x0 = 0;
  int y0 = 0;
  int x1 = 0;
  int y1 = 0;
  bool empty() const { return x0 >= x1 || y0 >= y1; }
  PixelRect intersected(const PixelRect& o) const {
    return {std::max(x0, o.x0), std::max(y0, o.y0), std::min(x1, o.x1), std::min(y1, o.y1)};
  }
};

/// The target. Rows are cleared just before something is first drawn on them, while they are on their way into the
/// cache: most drawing goes from the top to the bottom, and a whole tile does not fit into it.
struct Surface {
  std::uint8_t* pixels = nullptr;
  int width = 0;
  int height = 0;
  int stride = 0;  ///< bytes
  Pixel clear = 0;
  int cleared = 0;  ///< rows above this one are cleared

  std::uint8_t* row(int y) const { return pixels + static_cast<std::ptrdiff_t>(y) * stride; }
  void clear_to(int y) {
    for (; cleared < y; ++cleared) {
      std::uint8_t* const at = row(cleared);
      for (int x = 0; x < width; ++x) store_pixel(at + 4 * x, clear);
    }
  }
};

/// What a command samples. `pixels` is null for a command without a texture: white.
struct Texture {
  const std::uint8_t* pixels = nullptr;
  int width = 1;
  int height = 1;
  bool alpha_only = false;  ///< one byte a texel, colour white

  /// With the coordinates clamped to the edge.
  Pixel texel(int x, int y) const {
    x = std::clamp(x, 0, width - 1);
    y = std::clamp(y, 0, height - 1);
    const std::size_t at = static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x);
    return alpha_only ? with_alpha(0x00ffffffu, pixels[at]) : load_pixel(pixels + 4 * at);
  }
  /// Bilinear, at 1/256 texels from the texture's corner.
  Pixel sample(std::int64_t u_256, std::int64_t v_256) const;
};

/// A corner: position in 1/256 pixels, texture coordinates in texels, colour.
struct Vertex {
  std::int64_t x = 0;
  std::int64_t y = 0;
  float u = 0;
  float v = 0;
  Pixel colour = 0;
};

inline constexpr std::int64_t subpixels = 256;

/// The first pixel whose centre is not left of (above) `edge`: the top-left rule for axis-aligned edges.
inline std::int64_t first_pixel(std::int64_t edge) { return (edge + subpixels / 2 - 1) >> 8; }

/// round(texels * 256).
std::int64_t to_subtexels(float texels);

struct Scratch {
  std::vector<Pixel> colours;
  std::vector<std::uint32_t> columns;
  std::vector<std::uint64_t> sums;
};

/// An axis-aligned rectangle of one colour.
void fill_rect(Surface& surface, const PixelRect& clip, std::int64_t x0, std::int64_t y0, std::int64_t x1,
               std::int64_t y1, Pixel colour);

/// An axis-aligned rectangle with a texture: `a` its top left corner, `c` its bottom right one.
void fill_textured_rect(Surface& surface, const PixelRect& clip, const Texture& texture, const Vertex& a,
                        const Vertex& c, Scratch& scratch);

void fill_triangle(Surface& surface, const PixelRect& clip, const Texture& texture, const Vertex& a, const Vertex& b,
                   const Vertex& c, Scratch& scratch);

}  // namespace depesche
