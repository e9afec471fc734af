// Axis-aligned rectangles, which are nearly all that ImGui draws for a page of text: fills, glyphs and pictures.
#include "raster/surface.h"

namespace depesche {
namespace {

PixelRect covered(const PixelRect& clip, std::int64_t x0, std::int64_t y0, std::int64_t x1, std::int64_t y1) {
  const auto clamped = [](std::int64_t edge, int low, int high) {
    return static_cast<int>(std::clamp<std::int64_t>(first_pixel(edge), low, high));
  };
  return {clamped(x0, clip.x0, clip.x1), clamped(y0, clip.y0, clip.y1), clamped(x1, clip.x0, clip.x1),
          clamped(y1, clip.y0, clip.y1)};
}

/// Texel coordinate in 1/256 at the centre of pixel `pixel`, on an axis where [p0, p1) shows [t0, t1). Exact, and the
/// same wherever the rectangle lies.
std::int64_t texel_at(std::int64_t pixel, std::int64_t p0, std::int64_t p1, std::int64_t t0, std::int64_t t1) {
  const std::int64_t along = pixel * subpixels + subpixels / 2 - p0;
  const std::int64_t size = p1 - p0;
  return t0 + (along * (t1 - t0) * 2 + size) / (2 * size);
}

struct Axis {
  std::int64_t p0, p1;  // 1/256 pixels
  std::int64_t t0, t1;  // 1/256 texels
  bool one_to_one() const { return p1 - p0 == t1 - t0 && ((p0 | t0) & (subpixels - 1)) == 0; }
  bool shrinks_much() const { return std::abs(t1 - t0) > 2 * (p1 - p0); }
};

/// Mean of the texels under each pixel: without it, a picture that is shown much smaller glitters.
void fill_averaged(Surface& surface, const PixelRect& area, const Texture& texture, const Axis& x, const Axis& y,
                   Pixel colour, Scratch& scratch) {
  const auto interval = [](const Axis& axis, std::int64_t pixel, int limit, std::int64_t& from, std::int64_t& to) {
    const std::int64_t size = axis.p1 - axis.p0;
    from = axis.t0 + (pixel * subpixels - axis.p0) * (axis.t1 - axis.t0) / size;
    to = axis.t0 + ((pixel + 1) * subpixels - axis.p0) * (axis.t1 - axis.t0) / size;
    if (from > to) std::swap(from, to);
    from = std::clamp<std::int64_t>(from, 0, limit * subpixels - 1);
    to = std::clamp<std::int64_t>(to, from + 1, limit * subpixels);
  };
  const auto weight = [](std::int64_t texel, std::int64_t from, std::int64_t to) {
    return static_cast<std::uint64_t>(std::min((texel + 1) * subpixels, to) - std::max(texel * subpixels, from));
  };
  const int count = area.x1 - area.x0;
  scratch.colours.resize(static_cast<std::size_t>(count));
  for (int py = area.y0; py < area.y1; ++py) {
    std::int64_t y0, y1;
    interval(y, py, texture.height, y0, y1);
    for (int i = 0; i < count; ++i) {
      std::int64_t x0, x1;
      interval(x, area.x0 + i, texture.width, x0, x1);
      std::uint64_t sums[4] = {};
      for (std::int64_t ty = y0 >> 8; ty * subpixels < y1; ++ty) {
        const std::uint64_t wy = weight(ty, y0, y1);
        for (std::int64_t tx = x0 >> 8; tx * subpixels < x1; ++tx) {
          const Pixel texel = texture.texel(static_cast<int>(tx), static_cast<int>(ty));
          const std::uint64_t w = wy * weight(tx, x0, x1);
          for (int k = 0; k < 4; ++k) sums[k] += w * channel(texel, k);
        }
      }
      const std::uint64_t total = static_cast<std::uint64_t>((x1 - x0) * (y1 - y0));
      Pixel mean = 0;
      for (int k = 0; k < 4; ++k) mean |= static_cast<Pixel>((sums[k] + total / 2) / total) << (8 * k);
      scratch.colours[static_cast<std::size_t>(i)] = modulate(mean, colour);
    }
    blend_colours(surface.row(py) + 4 * area.x0, scratch.colours.data(), count);
  }
}

void fill_bilinear(Surface& surface, const PixelRect& area, const Texture& texture, const Axis& x, const Axis& y,
                   Pixel colour, Scratch& scratch) {
  const int count = area.x1 - area.x0;
  scratch.colours.resize(static_cast<std::size_t>(count));
  scratch.columns.resize(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i)
    scratch.columns[static_cast<std::size_t>(i)] =
        static_cast<std::uint32_t>(texel_at(area.x0 + i, x.p0, x.p1, x.t0, x.t1));
  for (int py = area.y0; py < area.y1; ++py) {
    const std::int64_t v = texel_at(py, y.p0, y.p1, y.t0, y.t1);
    for (int i = 0; i < count; ++i) {
      const Pixel sampled = texture.sample(static_cast<std::int32_t>(scratch.columns[static_cast<std::size_t>(i)]), v);
      scratch.colours[static_cast<std::size_t>(i)] = modulate(sampled, colour);
    }
    blend_colours(surface.row(py) + 4 * area.x0, scratch.colours.data(), count);
  }
}

}  // namespace

void fill_rect(Surface& surface, const PixelRect& clip, std::int64_t x0, std::int64_t y0, std::int64_t x1,
               std::int64_t y1, Pixel colour) {
  const PixelRect area = covered(clip, x0, y0, x1, y1);
  if (area.empty() || alpha_of(colour) == 0) return;
  if (alpha_of(colour) == 255 && area.x0 == 0 && area.y0 == 0 && area.x1 == surface.width &&
      area.y1 == surface.height) {
    // The card's ground hides all before it: let it be the clear.
    surface.clear = colour;
    surface.cleared = 0;
    return;
  }
  surface.clear_to(area.y1);
  for (int y = area.y0; y < area.y1; ++y) blend_span(surface.row(y) + 4 * area.x0, area.x1 - area.x0, colour);
}

void fill_textured_rect(Surface& surface, const PixelRect& clip, const Texture& texture, const Vertex& a,
                        const Vertex& c, Scratch& scratch) {
  const PixelRect area = covered(clip, a.x, a.y, c.x, c.y);
  if (area.empty()) return;
  surface.clear_to(area.y1);
  const Axis x{a.x, c.x, to_subtexels(a.u), to_subtexels(c.u)};
  const Axis y{a.y, c.y, to_subtexels(a.v), to_subtexels(c.v)};

  if (texture.alpha_only && x.one_to_one() && y.one_to_one()) {
    const int u = static_cast<int>((x.t0 - x.p0) / subpixels) + area.x0;
    const int v = static_cast<int>((y.t0 - y.p0) / subpixels) + area.y0;
    if (u >= 0 && v >= 0 && u + area.x1 - area.x0 <= texture.width && v + area.y1 - area.y0 <= texture.height) {
      const std::uint8_t* coverage = texture.pixels + static_cast<std::ptrdiff_t>(v) * texture.width + u;
      for (int py = area.y0; py < area.y1; ++py, coverage += texture.width)
        blend_coverage(surface.row(py) + 4 * area.x0, coverage, area.x1 - area.x0, a.colour);
      return;
    }
  }
  if (x.shrinks_much() || y.shrinks_much())
    fill_averaged(surface, area, texture, x, y, a.colour, scratch);
  else
    fill_bilinear(surface, area, texture, x, y, a.colour, scratch);
}

}  // namespace depesche
