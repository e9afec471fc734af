#include "raster/raster.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "raster/pixels.h"
#include "raster/triangles.h"

namespace depesche {
namespace {

constexpr std::uint32_t white = 0xffffffff;
constexpr std::uint32_t black = 0x000000ff;
constexpr ImU32 half_black = IM_COL32(0, 0, 0, 128);

/// Half a black over white, once and twice.
constexpr std::uint32_t once = 0x7f7f7fff;

struct TestTexture : ImTextureData {
  TestTexture(ImTextureFormat format, int width, int height) { Create(format, width, height); }
  void set(int x, int y, ImU32 colour) {
    auto* const at = static_cast<std::uint8_t*>(GetPixelsAt(x, y));
    if (BytesPerPixel == 1)
      *at = static_cast<std::uint8_t>(colour >> 24);
    else
      store_pixel(at, colour);
  }
};

TEST(Rasterise, ClearsEverythingAndNothingElse) {
  Triangles nothing;
  const auto pixels = nothing.paint(37, 11, 0x12345678);
  for (int y = 0; y < 11; ++y)
    for (int x = 0; x < 37; ++x) ASSERT_EQ(pixel_at(pixels, 37, x, y), 0x12345678u);
  EXPECT_TRUE(nothing.intact);
}

TEST(Rasterise, ARectangleCoversThePixelsWhoseCentresItHolds) {
  // Left and top edges through a centre take the pixel, right and bottom ones do not.
  Triangles drawing;
  drawing.rect({1.5f, 1.5f}, {4.5f, 3.5f}, IM_COL32_BLACK);
  const auto pixels = drawing.paint(6, 6, white);
  for (int y = 0; y < 6; ++y)
    for (int x = 0; x < 6; ++x)
      EXPECT_EQ(pixel_at(pixels, 6, x, y), x >= 1 && x < 4 && y >= 1 && y < 3 ? black : white) << x << ' ' << y;
}

TEST(Rasterise, TwoTrianglesCoverWhatTheirRectangleCovers) {
  std::mt19937 random(3);
  std::uniform_real_distribution<float> at(-2, 26);
  for (int round = 0; round < 300; ++round) {
    const ImVec2 a(at(random), at(random));
    const ImVec2 c(a.x + std::fabs(at(random)) + 0.1f, a.y + std::fabs(at(random)) + 0.1f);
    Triangles rect;
    rect.rect(a, c, half_black);
    Triangles halves;
    halves.triangle(a, {c.x, a.y}, c, half_black).triangle({a.x, c.y}, a, c, half_black);
    ASSERT_EQ(rect.paint(24, 24, white), halves.paint(24, 24, white));
    ASSERT_TRUE(rect.intact && halves.intact);
  }
}

TEST(Rasterise, NeighbouringTrianglesNeitherOverlapNorLeaveGaps) {
  std::mt19937 random(5);
  std::uniform_real_distribution<float> at(0, 40);
  for (int round = 0; round < 300; ++round) {
    const ImVec2 corners[4] = {{0, 0}, {40, 0}, {40, 40}, {0, 40}};
    // Some centres on the grid of pixel centres, where edges meet them exactly.
    ImVec2 middle(at(random), at(random));
    if (round % 2) middle = ImVec2(std::floor(middle.x) + 0.5f, std::floor(middle.y) + 0.5f);
    Triangles fan;
    for (int i = 0; i < 4; ++i) {
      if ((round >> 2) % 2)
        fan.triangle(corners[i], corners[(i + 1) % 4], middle, half_black);
      else
        fan.triangle(middle, corners[(i + 1) % 4], corners[i], half_black);
    }
    const auto pixels = fan.paint(40, 40, white);
    for (int i = 0; i < 1600; ++i) ASSERT_EQ(pixel_at(pixels, 40, i % 40, i / 40), once) << i << " in round " << round;
  }
}

TEST(Rasterise, StaysInsideTheClip) {
  Triangles drawing;
  drawing.clip(3, 4, 9, 7).rect({-100, -100}, {100, 100}, IM_COL32_BLACK);
  drawing.triangle({-50, -50}, {90, 0}, {0, 90}, half_black);
  const auto pixels = drawing.paint(12, 12, white);
  for (int y = 0; y < 12; ++y)
    for (int x = 0; x < 12; ++x)
      EXPECT_EQ(pixel_at(pixels, 12, x, y), x >= 3 && x < 9 && y >= 4 && y < 7 ? black : white);
  EXPECT_TRUE(drawing.intact);
}

TEST(Rasterise, AClipOutsideOfTheTargetDrawsNothing) {
  Triangles drawing;
  drawing.clip(-20, -20, -3, 400).rect({-100, -100}, {100, 100}, IM_COL32_BLACK);
  drawing.clip(30, 0, 20, 9).rect({-100, -100}, {100, 100}, IM_COL32_BLACK);
  EXPECT_EQ(drawing.paint(12, 12, white), Triangles().paint(12, 12, white));
}

TEST(Rasterise, ColoursAreInterpolatedAndMoveWithTheTriangle) {
  std::mt19937 random(9);
  std::uniform_int_distribution<int> at(0, 40 * 256);
  for (int round = 0; round < 100; ++round) {
    ImDrawVert vertices[3];
    for (ImDrawVert& vertex : vertices)
      vertex = {{static_cast<float>(at(random)) / 256, static_cast<float>(at(random)) / 256},
                {0, 0},
                static_cast<ImU32>(random())};
    Triangles whole;
    whole.triangle(vertices[0], vertices[1], vertices[2]);
    const auto expected = whole.paint(40, 40, white);
    // As a tile of 16 x 16 whose corner is at (13, 7) sees it.
    for (ImDrawVert& vertex : vertices) vertex.pos = {vertex.pos.x - 13, vertex.pos.y - 7};
    Triangles moved;
    moved.triangle(vertices[0], vertices[1], vertices[2]);
    const auto tile = moved.paint(16, 16, white);
    for (int i = 0; i < 256; ++i)
      ASSERT_EQ(pixel_at(tile, 16, i % 16, i / 16), pixel_at(expected, 40, i % 16 + 13, i / 16 + 7));
  }
}

TEST(Rasterise, CoverageIsBlendedTexelByTexel) {
  TestTexture glyphs(ImTextureFormat_Alpha8, 32, 16);
  for (int y = 0; y < 16; ++y)
    for (int x = 0; x < 32; ++x) glyphs.set(x, y, static_cast<ImU32>((x * 37 + y * 101) & 255) << 24);
  Triangles drawing;
  drawing.texture(&glyphs).rect({2, 3}, {21, 12}, IM_COL32(200, 10, 60, 255), {4 / 32.0f, 1 / 16.0f},
                                {23 / 32.0f, 10 / 16.0f});
  const auto pixels = drawing.paint(24, 16, white);
  for (int y = 0; y < 16; ++y)
    for (int x = 0; x < 24; ++x) {
      std::uint32_t expected = 0xffffffffu;
      if (x >= 2 && x < 21 && y >= 3 && y < 12)
        expected = blend_pixel(expected, 0xff3c0ac8u, static_cast<std::uint32_t>(((x + 2) * 37 + (y - 2) * 101) & 255));
      ASSERT_EQ(pixel_at(pixels, 24, x, y), __builtin_bswap32(expected));
    }
}

TEST(Rasterise, AGlyphThatTheEdgeCutsIsThePartOfTheWhole) {
  TestTexture glyphs(ImTextureFormat_Alpha8, 16, 16);
  for (int i = 0; i < 256; ++i) glyphs.set(i % 16, i / 16, static_cast<ImU32>(i) << 24);
  Triangles whole, cut;
  whole.texture(&glyphs).rect({5, 5}, {21, 21}, IM_COL32_BLACK, {0, 0}, {1, 1});
  cut.texture(&glyphs).rect({-6, -4}, {10, 12}, IM_COL32_BLACK, {0, 0}, {1, 1});
  const auto expected = whole.paint(24, 24, white);
  const auto pixels = cut.paint(10, 12, white);
  for (int y = 0; y < 12; ++y)
    for (int x = 0; x < 10; ++x) ASSERT_EQ(pixel_at(pixels, 10, x, y), pixel_at(expected, 24, x + 11, y + 9));
  EXPECT_TRUE(cut.intact);
}

TEST(Rasterise, APictureAtItsOwnSizeIsItself) {
  TestTexture picture(ImTextureFormat_RGBA32, 7, 5);
  std::mt19937 random(1);
  for (int i = 0; i < 35; ++i) picture.set(i % 7, i / 7, static_cast<ImU32>(random()) | IM_COL32_A_MASK);
  Triangles drawing;
  drawing.texture(&picture).rect({0, 0}, {7, 5}, IM_COL32_WHITE, {0, 0}, {1, 1});
  const auto pixels = drawing.paint(7, 5, black);
  EXPECT_EQ(0, memcmp(pixels.data(), picture.Pixels, pixels.size()));
}

TEST(Rasterise, APictureMadeLargerIsSmoothBetweenItsTexels) {
  TestTexture picture(ImTextureFormat_RGBA32, 2, 1);
  picture.set(0, 0, IM_COL32(0, 0, 0, 255));
  picture.set(1, 0, IM_COL32(200, 200, 200, 255));
  Triangles drawing;
  drawing.texture(&picture).rect({0, 0}, {8, 2}, IM_COL32_WHITE, {0, 0}, {1, 1});
  const auto pixels = drawing.paint(8, 2, white);
  const std::uint8_t expected[8] = {0, 0, 25, 75, 125, 175, 200, 200};
  for (int x = 0; x < 8; ++x) EXPECT_EQ(pixels[static_cast<std::size_t>(4 * x)], expected[x]) << x;
}

TEST(Rasterise, APictureMadeMuchSmallerIsTheMeanOfItsTexels) {
  TestTexture picture(ImTextureFormat_RGBA32, 64, 64);
  for (int i = 0; i < 4096; ++i) picture.set(i % 64, i / 64, (i + i / 64) % 2 ? IM_COL32_WHITE : IM_COL32_BLACK);
  Triangles drawing;
  drawing.texture(&picture).rect({0, 0}, {9, 7}, IM_COL32_WHITE, {0, 0}, {1, 1});
  const auto pixels = drawing.paint(9, 7, white);
  for (int i = 0; i < 63; ++i) EXPECT_NEAR(pixels[static_cast<std::size_t>(4 * i)], 128, 6) << i;
}

TEST(Rasterise, APictureIsTheSameHoweverItIsCut) {
  TestTexture picture(ImTextureFormat_RGBA32, 61, 47);
  std::mt19937 random(2);
  for (int i = 0; i < 61 * 47; ++i) picture.set(i % 61, i / 61, static_cast<ImU32>(random()));
  for (const float size : {11.0f, 40.0f, 53.0f, 150.0f}) {
    Triangles whole, part;
    whole.texture(&picture).rect({3, 2}, {3 + size, 2 + size}, IM_COL32_WHITE, {0, 0}, {1, 1});
    part.texture(&picture).rect({3 - 9, 2 - 5}, {3 - 9 + size, 2 - 5 + size}, IM_COL32_WHITE, {0, 0}, {1, 1});
    const auto expected = whole.paint(160, 160, white);
    const auto pixels = part.paint(30, 30, white);
    for (int i = 0; i < 900; ++i)
      ASSERT_EQ(pixel_at(pixels, 30, i % 30, i / 30), pixel_at(expected, 160, i % 30 + 9, i / 30 + 5)) << size;
  }
}

TEST(Rasterise, AnOpaqueGroundOverAllIsLikeAClear) {
  Triangles drawing;
  drawing.rect({2, 2}, {5, 5}, IM_COL32(255, 0, 0, 255));
  drawing.rect({0, 0}, {9, 9}, IM_COL32_BLACK).rect({3, 3}, {4, 4}, half_black);
  Triangles plain;
  plain.rect({3, 3}, {4, 4}, half_black);
  EXPECT_EQ(drawing.paint(9, 9, white), plain.paint(9, 9, black));
}

TEST(Rasterise, ImpossibleVerticesAreLeftOut) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const float infinite = std::numeric_limits<float>::infinity();
  Triangles drawing;
  drawing.rect({nan, 0}, {9, 9}, IM_COL32_BLACK).rect({-infinite, 0}, {infinite, 9}, IM_COL32_BLACK);
  drawing.triangle({1e30f, 0}, {0, 1e30f}, {0, 0}, IM_COL32_BLACK).triangle({nan, nan}, {5, 5}, {0, 5}, IM_COL32_BLACK);
  drawing.triangle({4, 4}, {4, 4}, {4, 4}, IM_COL32_BLACK).rect({5, 5}, {5, 9}, IM_COL32_BLACK);
  EXPECT_EQ(drawing.paint(12, 12, white), Triangles().paint(12, 12, white));
  EXPECT_TRUE(drawing.intact);
}

TEST(Rasterise, AVeryTallShapeIsFilledToItsEdges) {
  Triangles drawing;
  drawing.triangle({-3, -2000000}, {7, -2000000}, {7, 2000000}, IM_COL32_BLACK);
  drawing.triangle({-3, -2000000}, {7, 2000000}, {-3, 2000000}, IM_COL32_BLACK);
  const auto pixels = drawing.paint(9, 30, white);
  for (int y = 0; y < 30; ++y)
    for (int x = 0; x < 9; ++x) ASSERT_EQ(pixel_at(pixels, 9, x, y), x < 7 ? black : white);
}

TEST(Rasterise, ReadsNothingOutsideOfTheBuffers) {
  const auto paint = [](auto&& change) {
    Triangles drawing;
    drawing.rect({0, 0}, {2, 2}, IM_COL32_BLACK).texture(nullptr).rect({2, 0}, {4, 2}, IM_COL32_BLACK);
    change(drawing.list(), drawing.list().CmdBuffer[0]);
    return drawing.paint(4, 2, white);
  };
  const auto left_out = [&](auto&& change) {
    const auto pixels = paint(change);
    return pixel_at(pixels, 4, 0, 0) == white && pixel_at(pixels, 4, 2, 0) == black;
  };
  EXPECT_FALSE(left_out([](ImDrawList&, ImDrawCmd&) {}));
  EXPECT_TRUE(left_out([](ImDrawList&, ImDrawCmd& command) { command.ElemCount = 13; }));
  EXPECT_TRUE(left_out([](ImDrawList&, ImDrawCmd& command) { command.IdxOffset = 13; }));
  EXPECT_TRUE(left_out([](ImDrawList&, ImDrawCmd& command) { command.IdxOffset = ~0u; }));
  EXPECT_TRUE(left_out([](ImDrawList&, ImDrawCmd& command) { command.VtxOffset = 5; }));
  EXPECT_TRUE(left_out([](ImDrawList&, ImDrawCmd& command) { command.VtxOffset = 9; }));
  EXPECT_TRUE(left_out([](ImDrawList& list, ImDrawCmd&) { list.IdxBuffer[5] = 8; }));
}

TEST(Rasterise, AnswersTheRequestsOfTextures) {
  TestTexture made(ImTextureFormat_Alpha8, 4, 4);
  TestTexture changed(ImTextureFormat_Alpha8, 4, 4);
  TestTexture gone(ImTextureFormat_Alpha8, 4, 4);
  made.Status = ImTextureStatus_WantCreate;
  changed.Status = ImTextureStatus_WantUpdates;
  changed.TexID = 9;
  gone.Status = ImTextureStatus_WantDestroy;
  gone.TexID = 10;
  ImVector<ImTextureData*> textures;
  for (ImTextureData* each : {&made, &changed, &gone}) textures.push_back(each);
  Triangles().paint(2, 2, white, &textures);
  EXPECT_EQ(made.Status, ImTextureStatus_OK);
  EXPECT_NE(made.TexID, ImTextureID_Invalid);
  EXPECT_EQ(changed.Status, ImTextureStatus_OK);
  EXPECT_EQ(changed.TexID, 9u);
  EXPECT_EQ(gone.Status, ImTextureStatus_Destroyed);
  EXPECT_EQ(gone.TexID, ImTextureID_Invalid);
}

}  // namespace
}  // namespace depesche
