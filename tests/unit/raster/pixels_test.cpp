#include "raster/pixels.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace depesche {
namespace {

TEST(Pixels, DivisionBy255IsExactAndRounds) {
  for (std::uint32_t x = 0; x <= 255 * 255; ++x) ASSERT_EQ(divide_255(x), (2 * x + 255) / 510) << x;
}

TEST(Pixels, BlendingAtTheEndsOfAlphaIsExact) {
  const Pixel target = 0xff332211u;
  const Pixel source = 0x40a0b0c0u;
  EXPECT_EQ(blend_pixel(target, source, 0), target);
  EXPECT_EQ(blend_pixel(target, source, 255), with_alpha(source, 255));
}

TEST(Pixels, BlendingOverAnOpaqueGroundStaysOpaque) {
  for (std::uint32_t alpha = 0; alpha < 256; ++alpha)
    EXPECT_EQ(alpha_of(blend_pixel(0xff808080u, 0x00123456u, alpha)), 255u);
}

class Spans : public testing::Test {
 protected:
  Pixel any() { return static_cast<Pixel>(random_()); }
  std::vector<Pixel> some(int count) {
    std::vector<Pixel> pixels(static_cast<std::size_t>(count));
    for (Pixel& pixel : pixels) pixel = any();
    return pixels;
  }
  std::mt19937 random_{7};
};

std::uint8_t* bytes(std::vector<Pixel>& pixels) { return reinterpret_cast<std::uint8_t*>(pixels.data()); }

TEST_F(Spans, OfOneColourEqualTheFormulaForEveryLengthAndAlpha) {
  for (std::uint32_t alpha = 0; alpha < 256; ++alpha)
    for (int count = 0; count < 11; ++count) {
      std::vector<Pixel> pixels = some(16);
      const std::vector<Pixel> before = pixels;
      const Pixel colour = with_alpha(any(), alpha);
      blend_span(bytes(pixels) + 4, count, colour);
      for (int i = 0; i < 16; ++i) {
        const bool inside = i >= 1 && i < 1 + count;
        ASSERT_EQ(pixels[i], inside ? blend_pixel(before[i], colour, alpha) : before[i]);
      }
    }
}

TEST_F(Spans, OfCoverageEqualTheFormula) {
  for (std::uint32_t alpha : {0u, 1u, 100u, 254u, 255u})
    for (int round = 0; round < 500; ++round) {
      const int count = round % 13;
      std::vector<Pixel> pixels = some(16);
      const std::vector<Pixel> before = pixels;
      const Pixel colour = with_alpha(any(), alpha);
      std::vector<std::uint8_t> coverage(13);
      for (std::uint8_t& each : coverage) each = static_cast<std::uint8_t>(round % 3 == 0 ? any() : any() % 2 * 255);
      blend_coverage(bytes(pixels), coverage.data(), count, colour);
      for (int i = 0; i < 16; ++i) {
        const std::uint32_t a = i < count ? divide_255(coverage[i] * alpha) : 0;
        ASSERT_EQ(pixels[i], a == 0 ? before[i] : blend_pixel(before[i], colour, a));
      }
    }
}

TEST_F(Spans, OfColoursEqualTheFormula) {
  for (int round = 0; round < 500; ++round) {
    const int count = round % 13;
    std::vector<Pixel> pixels = some(16);
    const std::vector<Pixel> before = pixels;
    const std::vector<Pixel> colours = some(13);
    blend_colours(bytes(pixels), colours.data(), count);
    for (int i = 0; i < 16; ++i)
      ASSERT_EQ(pixels[i], i < count ? blend_pixel(before[i], colours[i], alpha_of(colours[i])) : before[i]);
  }
}

}  // namespace
}  // namespace depesche
