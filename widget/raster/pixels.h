// The innermost loops: spans of RGBA pixels, blended as OpenGL blends ImGui's (source alpha over, alpha towards 255),
// every product divided by 255 exactly and rounded to nearest. GCC's vector extensions, which g++, clang and
// Emscripten all turn into SIMD with the same results as the scalar form beside them.
#pragma once

#include <cstdint>
#include <cstring>

namespace depesche {

/// Four bytes R, G, B, A in memory; on little-endian machines ImGui's IM_COL32 as it stands.
using Pixel = std::uint32_t;

/// round(x / 255) for 0 <= x <= 255 * 255.
constexpr std::uint32_t divide_255(std::uint32_t x) {
  x += 128;
  return (x + (x >> 8)) >> 8;
}

constexpr std::uint32_t channel(Pixel pixel, int index) { return (pixel >> (8 * index)) & 0xff; }

constexpr std::uint32_t alpha_of(Pixel pixel) { return pixel >> 24; }

constexpr Pixel with_alpha(Pixel pixel, std::uint32_t alpha) { return (pixel & 0x00ffffff) | (alpha << 24); }

/// `source` over `target` with the coverage-scaled alpha `a` in place of the source's own.
constexpr Pixel blend_pixel(Pixel target, Pixel source, std::uint32_t a) {
  Pixel out = 0;
  for (int i = 0; i < 4; ++i) {
    const std::uint32_t s = i == 3 ? 255 : channel(source, i);
    out |= divide_255(s * a + channel(target, i) * (255 - a)) << (8 * i);
  }
  return out;
}

/// Channel-wise product, as a fragment shader multiplies texel and vertex colour.
constexpr Pixel modulate(Pixel a, Pixel b) {
  Pixel out = 0;
  for (int i = 0; i < 4; ++i) out |= divide_255(channel(a, i) * channel(b, i)) << (8 * i);
  return out;
}

inline Pixel load_pixel(const std::uint8_t* at) {
  Pixel pixel;
  std::memcpy(&pixel, at, 4);
  return pixel;
}
inline void store_pixel(std::uint8_t* at, Pixel pixel) { std::memcpy(at, &pixel, 4); }

/// `count` pixels of one colour, blended by its own alpha.
void blend_span(std::uint8_t* at, int count, Pixel colour);

/// `count` pixels of one colour, each by its 8-bit coverage times the colour's alpha.
void blend_coverage(std::uint8_t* at, const std::uint8_t* coverage, int count, Pixel colour);

/// `count` pixels, each of its own colour, blended by its own alpha.
void blend_colours(std::uint8_t* at, const Pixel* colours, int count);

}  // namespace depesche
