#include "raster/pixels.h"

namespace depesche {
namespace {

typedef std::uint8_t Bytes16 __attribute__((vector_size(16)));
typedef std::uint16_t Words8 __attribute__((vector_size(16)));

Bytes16 load(const void* at) {
  Bytes16 bytes;
  std::memcpy(&bytes, at, 16);
  return bytes;
}
void store(void* at, Bytes16 bytes) { std::memcpy(at, &bytes, 16); }

Bytes16 broadcast(Pixel pixel) {
  typedef std::uint32_t Longs4 __attribute__((vector_size(16)));
  return (Bytes16)(Longs4{pixel, pixel, pixel, pixel});
}

// Widening and narrowing by shuffles: one instruction each in WASM SIMD and SSE2.
Words8 low(Bytes16 v) {
  const Bytes16 zero = {};
  return (Words8)__builtin_shufflevector(v, zero, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
}
Words8 high(Bytes16 v) {
  const Bytes16 zero = {};
  return (Words8)__builtin_shufflevector(v, zero, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
}
Bytes16 narrow(Words8 a, Words8 b) {
  return __builtin_shufflevector((Bytes16)a, (Bytes16)b, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
}

// Every intermediate is below 65,536: 255 * 255 + 128 + 254.
Words8 divide_255(Words8 x) {
  x += 128;
  return (x + (x >> 8)) >> 8;
}

/// Four pixels; `a` holds each pixel's alpha four times, `s` the colour with 255 in place of its alpha.
Bytes16 mix(Bytes16 target, Bytes16 s, Bytes16 a) {
  const Words8 lo = divide_255(low(s) * low(a) + low(target) * (255 - low(a)));
  const Words8 hi = divide_255(high(s) * high(a) + high(target) * (255 - high(a)));
  return narrow(lo, hi);
}

Bytes16 spread(std::uint32_t four) {
  const Bytes16 v = broadcast(four);
  return __builtin_shufflevector(v, v, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3);
}

Bytes16 spread_alpha(Bytes16 v) {
  return __builtin_shufflevector(v, v, 3, 3, 3, 3, 7, 7, 7, 7, 11, 11, 11, 11, 15, 15, 15, 15);
}

}  // namespace

void blend_span(std::uint8_t* at, int count, Pixel colour) {
  const std::uint32_t alpha = alpha_of(colour);
  if (alpha == 0) return;
  int i = 0;
  if (alpha == 255) {
    const Bytes16 four = broadcast(colour);
    for (; i + 4 <= count; i += 4) store(at + 4 * i, four);
    for (; i < count; ++i) store_pixel(at + 4 * i, colour);
    return;
  }
  const Bytes16 s = broadcast(with_alpha(colour, 255));
  const Bytes16 a = broadcast(alpha * 0x01010101u);
  for (; i + 4 <= count; i += 4) store(at + 4 * i, mix(load(at + 4 * i), s, a));
  for (; i < count; ++i) store_pixel(at + 4 * i, blend_pixel(load_pixel(at + 4 * i), colour, alpha));
}

void blend_coverage(std::uint8_t* at, const std::uint8_t* coverage, int count, Pixel colour) {
  const std::uint32_t alpha = alpha_of(colour);
  const Bytes16 s = broadcast(with_alpha(colour, 255));
  const Words8 alpha_words = low(broadcast(alpha * 0x01010101u));
  int i = 0;
  for (; i + 4 <= count; i += 4) {
    std::uint32_t four;
    std::memcpy(&four, coverage + i, 4);
    if (four == 0) continue;
    std::uint8_t* const pixels = at + 4 * i;
    if (alpha == 255) {
      if (four == 0xffffffffu)
        store(pixels, s);
      else
        store(pixels, mix(load(pixels), s, spread(four)));
    } else {
      const Words8 scaled = divide_255(low(broadcast(four)) * alpha_words);
      std::uint32_t packed;
      const Bytes16 narrowed = narrow(scaled, scaled);
      std::memcpy(&packed, &narrowed, 4);
      store(pixels, mix(load(pixels), s, spread(packed)));
    }
  }
  for (; i < count; ++i) {
    const std::uint32_t a = divide_255(coverage[i] * alpha);
    if (a != 0) store_pixel(at + 4 * i, blend_pixel(load_pixel(at + 4 * i), colour, a));
  }
}

void blend_colours(std::uint8_t* at, const Pixel* colours, int count) {
  const Bytes16 opaque = broadcast(0xff000000u);
  int i = 0;
  for (; i + 4 <= count; i += 4) {
    const Bytes16 s = load(colours + i);
    store(at + 4 * i, mix(load(at + 4 * i), s | opaque, spread_alpha(s)));
  }
  for (; i < count; ++i) store_pixel(at + 4 * i, blend_pixel(load_pixel(at + 4 * i), colours[i], alpha_of(colours[i])));
}

}  // namespace depesche
