// ImDrawData -> RGBA pixels on the CPU, with integer arithmetic in the blending, so that the browser and the native
// build give the same bytes. Axis-aligned rectangles and glyph quads on whole pixels take short cuts; any other
// triangle is filled by the top-left rule with interpolated colours and bilinear texture reads, as a GPU does.
#pragma once

#include <cstdint>
#include <span>

struct ImDrawData;

namespace depesche {

/// RGBA, 8 bits a channel, opaque after clearing to an opaque colour. `pixels.size()` >= `stride_bytes * height`.
struct Target {
  std::span<std::uint8_t> pixels;
  int width = 0;
  int height = 0;
  int stride_bytes = 0;
};

/// Fills the target with `clear` (0xRRGGBBAA), then draws over it. Textures are read from the ImTextureData that the
/// commands name; their requests (create, update, destroy) are answered here. User callbacks are not supported.
void rasterise(ImDrawData& data, const Target& target, std::uint32_t clear);

}  // namespace depesche
