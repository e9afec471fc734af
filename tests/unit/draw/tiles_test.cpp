// The same card gives the same pixels however it is cut.
#include <gtest/gtest.h>

#include "draw/scene.h"
#include "imgui.h"

namespace depesche {
namespace {

class Tiles : public testing::TestWithParam<float> {};

Picture in_tiles(Painter& painter, const Scene& scene, const Picture& whole, int width, int height, float dpr) {
  Picture joined(whole.width, whole.height);
  for (int y = 0; y < whole.height; y += height)
    for (int x = 0; x < whole.width; x += width) {
      const Picture tile =
          paint(painter, scene, x, y, std::min(width, whole.width - x), std::min(height, whole.height - y), dpr);
      for (int row = 0; row < tile.height; ++row)
        std::memcpy(&joined.rgba[static_cast<std::size_t>(4 * ((y + row) * whole.width + x))],
                    &tile.rgba[static_cast<std::size_t>(4 * row * tile.width)],
                    static_cast<std::size_t>(4 * tile.width));
    }
  return joined;
}

TEST_P(Tiles, EqualTheWhole) {
  const float dpr = GetParam();
  for (const bool dark : {false, true}) {
    DrawResources resources;
    add_picture(resources);
    Painter painter(resources);
    Scene scene = full_scene();
    scene.theme = test_theme(dark);
    const Picture whole = paint(painter, scene, dpr);
    EXPECT_TRUE(whole == in_tiles(painter, scene, whole, 10000, 128, dpr)) << "rows";
    EXPECT_TRUE(whole == in_tiles(painter, scene, whole, 97, 61, dpr)) << "small tiles";
    EXPECT_TRUE(whole == paint(painter, scene, dpr)) << "again";
  }
}

TEST_P(Tiles, EqualTheWholeAtTheEdgesOfRoundForms) {
  DrawResources resources;
  Painter painter(resources);
  Scene scene({120, 60});
  for (int i = 0; i < 20; ++i) {
    Box& box = scene.box(
        {static_cast<float>(6 * i), 20.5f + static_cast<float>(i) * 0.37f, 2.0f + static_cast<float>(i) * 0.11f, 14},
        i % 2 == 0 ? ColourRole::accent : ColourRole::none);
    box.radius = 2;
    if (i % 2 == 0) continue;
    box.stroke = ColourRole::text;
    box.stroke_width = 1;
  }
  const Picture whole = paint(painter, scene, GetParam());
  for (int height = 1; height < whole.height; ++height)
    ASSERT_TRUE(whole == in_tiles(painter, scene, whole, 10000, height, GetParam())) << "tiles of " << height;
}

TEST_P(Tiles, OutsideOfTheCardAreGround) {
  DrawResources resources;
  Painter painter(resources);
  Scene scene = full_scene();
  const Picture left = paint(painter, scene, -50, -30, 40, 20, GetParam());
  for (int i = 0; i < 800; ++i) ASSERT_EQ(left.at(i % 40, i / 40), scene.theme[ColourRole::background]);
}

INSTANTIATE_TEST_SUITE_P(Ratios, Tiles, testing::Values(0.75f, 1.0f, 1.25f, 1.5f, 2.0f, 3.0f));

TEST(Rules, KeepTheirThicknessWhereverTheyFall) {
  DrawResources resources;
  Painter painter(resources);
  for (const float dpr : {1.0f, 1.25f, 1.5f, 1.75f, 2.0f, 2.5f, 3.0f})
    for (int i = 0; i < 40; ++i) {
      Scene scene({20, 20});
      scene.box({0, 5 + static_cast<float>(i) * 0.05f, 20, 1}, ColourRole::rule);
      const Picture picture = paint(painter, scene, dpr);
      int rows = 0;
      for (int y = 0; y < picture.height; ++y) {
        const std::uint32_t colour = picture.at(3, y);
        ASSERT_TRUE(colour == scene.theme[ColourRole::rule] || colour == scene.theme[ColourRole::background]);
        rows += colour == scene.theme[ColourRole::rule];
      }
      EXPECT_EQ(rows, std::max(1, static_cast<int>(std::floor(dpr + 0.5f)))) << dpr << ' ' << i;
    }
}

TEST(Strokes, OfNeighbouringEdgesDoNotOverlap) {
  DrawResources resources;
  Painter painter(resources);
  Scene scene({20, 20});
  scene.theme[ColourRole::rule] = 0x00000080;
  Box& frame = scene.box({4, 4, 12, 12});
  frame.stroke = ColourRole::rule;
  frame.stroke_width = 2;
  const Picture picture = paint(painter, scene, 1);
  const std::uint32_t edge = picture.at(10, 4);
  EXPECT_NE(edge, scene.theme[ColourRole::background]);
  for (const auto& [x, y] : {std::pair{4, 4}, {5, 5}, {15, 15}, {4, 15}, {15, 4}, {4, 10}, {15, 10}, {10, 15}})
    EXPECT_EQ(picture.at(x, y), edge) << x << ' ' << y;
  for (const auto& [x, y] : {std::pair{3, 3}, {6, 6}, {13, 13}, {16, 10}})
    EXPECT_EQ(picture.at(x, y), scene.theme[ColourRole::background]) << x << ' ' << y;
}

TEST(Culling, DrawsOnlyWhatTheRectangleShows) {
  DrawResources resources;
  Painter painter(resources);
  Scene scene({700, 40000});
  for (int i = 0; i < 100; ++i) scene.text(sample_text, {20, static_cast<float>(400 * i)}, 640, 18);
  const int whole = painter.draw(scene.input(), 0, 0, 700, 40000, 1)->TotalVtxCount;
  const int tile = painter.draw(scene.input(), 0, 20000, 700, 400, 1)->TotalVtxCount;
  EXPECT_LT(tile * 30, whole);
  EXPECT_GT(tile, 400);
}

}  // namespace
}  // namespace depesche
