// Any triangle, by edge functions in integers: a pixel belongs to it when its centre is inside, or on a top or left
// edge, so that triangles that share an edge neither overlap nor leave a gap. Values are interpolated from the edge
// functions alone, which do not change when the whole picture is moved by whole pixels: tiles agree at their seams.
#include <cmath>

#include "raster/surface.h"

namespace depesche {
namespace {

std::int64_t floor_divide(std::int64_t a, std::int64_t b) {  // b > 0
  const std::int64_t q = a / b;
  return q * b > a ? q - 1 : q;
}

/// Twice the signed area of (p, q, r); as a function of r, the edge from p to q. Positive inside when y grows downward
/// and the triangle turns clockwise on the screen.
struct Edge {
  std::int64_t x = 0;  // from
  std::int64_t y = 0;
  std::int64_t dx = 0;
  std::int64_t dy = 0;
  std::int64_t bias = 0;  // -1 where a centre on the edge is outside

  Edge(const Vertex& p, const Vertex& q) : x(p.x), y(p.y), dx(q.x - p.x), dy(q.y - p.y) {
    const bool top = dy == 0 && dx > 0;
    const bool left = dy < 0;
    bias = top || left ? 0 : -1;
  }
  std::int64_t at(std::int64_t px, std::int64_t py) const { return dx * (py - y) - dy * (px - x); }
};

/// Narrows [x0, x1) to the pixels of the row that are inside the edge.
void narrow(const Edge& edge, std::int64_t row_y, std::int64_t& x0, std::int64_t& x1) {
  const std::int64_t step = -edge.dy * subpixels;
  const std::int64_t start = edge.at(subpixels / 2, row_y) + edge.bias;  // at the centre of pixel 0
  if (step == 0) {
    if (start < 0) x1 = x0;
  } else if (step > 0) {  // start + step * x >= 0
    x0 = std::max(x0, floor_divide(-start + step - 1, step));
  } else {
    x1 = std::min(x1, floor_divide(start, -step) + 1);
  }
}

Pixel to_byte(float value) {
  const int rounded = static_cast<int>(value + 0.5f);
  return static_cast<Pixel>(std::clamp(rounded, 0, 255));
}

}  // namespace

std::int64_t to_subtexels(float texels) { return static_cast<std::int64_t>(std::floor(texels * 256.0f + 0.5f)); }

Pixel Texture::sample(std::int64_t u_256, std::int64_t v_256) const {
  const std::int64_t u = u_256 - 128;
  const std::int64_t v = v_256 - 128;
  const int x = static_cast<int>(u >> 8);
  const int y = static_cast<int>(v >> 8);
  const std::uint32_t fx = static_cast<std::uint32_t>(u & 255);
  const std::uint32_t fy = static_cast<std::uint32_t>(v & 255);
  const Pixel p00 = texel(x, y);
  if (fx == 0 && fy == 0) return p00;
  const Pixel p10 = texel(x + 1, y);
  const Pixel p01 = texel(x, y + 1);
  const Pixel p11 = texel(x + 1, y + 1);
  Pixel out = 0;
  for (int i = 0; i < 4; ++i) {
    const std::uint32_t top = channel(p00, i) * (256 - fx) + channel(p10, i) * fx;
    const std::uint32_t bottom = channel(p01, i) * (256 - fx) + channel(p11, i) * fx;
    out |= ((top * (256 - fy) + bottom * fy + 32768) >> 16) << (8 * i);
  }
  return out;
}

void fill_triangle(Surface& surface, const PixelRect& clip, const Texture& texture, const Vertex& first,
                   const Vertex& second, const Vertex& third, Scratch& scratch) {
  const Vertex& a = first;
  std::int64_t area = (second.x - a.x) * (third.y - a.y) - (second.y - a.y) * (third.x - a.x);
  if (area == 0) return;
  const Vertex& b = area > 0 ? second : third;
  const Vertex& c = area > 0 ? third : second;
  if (area < 0) area = -area;

  const std::int64_t top = std::max<std::int64_t>(clip.y0, first_pixel(std::min({a.y, b.y, c.y})));
  const std::int64_t bottom = std::min<std::int64_t>(clip.y1, first_pixel(std::max({a.y, b.y, c.y})) + 1);
  const std::int64_t left = std::max<std::int64_t>(clip.x0, first_pixel(std::min({a.x, b.x, c.x})));
  const std::int64_t right = std::min<std::int64_t>(clip.x1, first_pixel(std::max({a.x, b.x, c.x})) + 1);
  if (top >= bottom || left >= right) return;

  const Edge ab(a, b);
  const Edge bc(b, c);
  const Edge ca(c, a);

  const bool one_texel = !texture.pixels || (a.u == b.u && a.u == c.u && a.v == b.v && a.v == c.v);
  const Pixel texel = texture.pixels ? texture.sample(to_subtexels(a.u), to_subtexels(a.v)) : 0xffffffffu;
  const bool one_colour = a.colour == b.colour && a.colour == c.colour;

  surface.clear_to(static_cast<int>(bottom));
  const float scale = 1.0f / static_cast<float>(area);
  for (std::int64_t y = top; y < bottom; ++y) {
    const std::int64_t row_y = y * subpixels + subpixels / 2;
    std::int64_t x0 = left;
    std::int64_t x1 = right;
    narrow(ab, row_y, x0, x1);
    narrow(bc, row_y, x0, x1);
    narrow(ca, row_y, x0, x1);
    if (x0 >= x1) continue;
    std::uint8_t* const at = surface.row(static_cast<int>(y)) + 4 * x0;
    const int count = static_cast<int>(x1 - x0);
    if (one_colour && one_texel) {
      blend_span(at, count, modulate(a.colour, texel));
      continue;
    }
    scratch.colours.resize(static_cast<std::size_t>(surface.width));
    std::int64_t weight_b = ca.at(x0 * subpixels + subpixels / 2, row_y);
    std::int64_t weight_c = ab.at(x0 * subpixels + subpixels / 2, row_y);
    for (int i = 0; i < count; ++i) {
      const float tb = static_cast<float>(weight_b) * scale;
      const float tc = static_cast<float>(weight_c) * scale;
      weight_b -= ca.dy * subpixels;
      weight_c -= ab.dy * subpixels;
      const auto mixed = [tb, tc](float va, float vb, float vc) { return va + tb * (vb - va) + tc * (vc - va); };
      Pixel colour = a.colour;
      if (!one_colour) {
        colour = 0;
        for (int k = 0; k < 4; ++k)
          colour |= to_byte(mixed(static_cast<float>(channel(a.colour, k)), static_cast<float>(channel(b.colour, k)),
                                  static_cast<float>(channel(c.colour, k))))
                    << (8 * k);
      }
      const Pixel sampled =
          one_texel ? texel : texture.sample(to_subtexels(mixed(a.u, b.u, c.u)), to_subtexels(mixed(a.v, b.v, c.v)));
      scratch.colours[static_cast<std::size_t>(i)] = modulate(colour, sampled);
    }
    blend_colours(at, scratch.colours.data(), count);
  }
}

}  // namespace depesche
