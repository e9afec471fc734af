// Glyphs in the atlas: growth, forgetting, and what is drawn where there is none.
#include "draw/glyphs.h"

#include <gtest/gtest.h>

#include <cmath>

#include "draw/resources.h"
#include "draw/scene.h"
#include "edit_text.h"

namespace depesche {
namespace {

/// Texts in many sizes: far more glyphs than a small atlas holds.
Scene many_sizes() {
  Scene scene({600, 1400});
  float y = 0;
  for (int i = 0; i < 24; ++i) {
    const float size = 12 + static_cast<float>(i) * 1.3f;
    scene.text(sample_text, {10.1f, y}, 580, size, i % 2 ? Face::serif_italic : Face::serif_regular);
    y += scene.tree.boxes.back().rect.height;
  }
  scene.tree.size.height = y;
  scene.tree.boxes.front().rect.height = y;
  return scene;
}

TEST(Glyphs, AreRasterisedOnce) {
  DrawResources resources;
  Painter painter(resources);
  const Scene scene = full_scene();
  paint(painter, scene, 2);
  const std::uint64_t rasterised = resources.impl().glyphs->rasterised();
  EXPECT_GT(rasterised, 50u);
  paint(painter, scene, 2);
  EXPECT_EQ(resources.impl().glyphs->rasterised(), rasterised);
}

TEST(Glyphs, SurviveTheGrowthOfTheAtlas) {
  DrawResources small(256), large;
  small.impl().glyphs->largest_height = 512;
  Painter growing(small);
  Painter roomy(large);
  const Scene scene = many_sizes();
  const ImTextureData* const first = small.impl().atlas->TexData;
  // Too much for the atlas as it is, and not for twice of it.
  const auto draw = [&](Painter& painter) { return paint(painter, scene, 0, 0, 600, 500, 1); };
  const Picture whole = draw(growing);
  EXPECT_NE(small.impl().atlas->TexData, first) << "the atlas did not grow: the test tests nothing";
  EXPECT_TRUE(whole == draw(roomy));
  EXPECT_TRUE(whole == draw(growing));
}

TEST(Glyphs, AreForgottenWhenTheAtlasIsFullAndMadeAgain) {
  DrawResources limited(512), large;
  limited.impl().glyphs->largest_height = 512;
  const ImTextureData* const first = limited.impl().atlas->TexData;
  Painter painter(limited);
  Painter roomy(large);
  const Scene scene = many_sizes();
  const int height = static_cast<int>(scene.tree.size.height);
  for (int round = 0; round < 2; ++round)
    for (int y = 0; y < height; y += 120) {
      const Picture tile = paint(painter, scene, 0, y, 600, 120, 1);
      ASSERT_TRUE(tile == paint(roomy, scene, 0, y, 600, 120, 1)) << y;
    }
  EXPECT_GT(limited.impl().glyphs->rasterised(), large.impl().glyphs->rasterised());
  EXPECT_EQ(limited.impl().atlas->TexData, first) << "it takes no second texture";
  EXPECT_EQ(limited.memory_bytes(), 512u * 512);
}

TEST(Glyphs, ThatAreForgottenTooOftenGetALargerAtlas) {
  for (const bool often : {true, false}) {
    DrawResources limited(512);
    limited.impl().glyphs->largest_height = 1024;
    Painter painter(limited);
    const Scene scene = many_sizes();
    const int height = static_cast<int>(scene.tree.size.height);
    for (int y = 0; y < height; y += 120) {
      for (int same = 0; same < (often ? 1 : 48); ++same) paint(painter, scene, 0, y, 600, 120, 1);
    }
    EXPECT_EQ(limited.impl().atlas->TexData->Height, often ? 1024 : 512);
  }
}

TEST(Glyphs, AreAsTheyWereHoweverOftenTheAtlasWasFull) {
  DrawResources limited(512), fresh;
  GlyphCache& glyphs = *limited.impl().glyphs;
  glyphs.largest_height = 512;
  Painter painter(limited);
  Painter roomy(fresh);
  Scene scene({200, 60});
  scene.text("Ag", {10, 10}, 180, 20, Face::serif_regular);
  const std::uint64_t before = glyphs.rasterised();
  // A kiosk runs for months. An entry of ImGui's list of rectangles counts in ten bits how often it was used again.
  for (int i = 0; i < 1500; ++i) {
    paint(painter, scene, 1);
    glyphs.begin_draw();
    EXPECT_TRUE(glyphs.has_room(40, 40));
    EXPECT_TRUE(glyphs.make_room());
  }
  EXPECT_GE(glyphs.rasterised(), before + 3000) << "nothing was forgotten: the test tests nothing";
  EXPECT_TRUE(paint(painter, scene, 1) == paint(roomy, scene, 1));
}

TEST(Glyphs, ThatDoNotFitEvenThenAreBoxes) {
  DrawResources limited(256);
  limited.impl().glyphs->largest_height = 256;
  Painter painter(limited);
  const Scene scene = many_sizes();
  const Picture once = paint(painter, scene, 2);
  const Picture twice = paint(painter, scene, 2);
  EXPECT_TRUE(once == twice);
  EXPECT_LE(limited.memory_bytes(), 3u * 256 * 256);
}

TEST(Glyphs, TooLargeForTheAtlasAreEnlarged) {
  DrawResources resources;
  Painter painter(resources);
  Scene scene({2400, 1400});
  scene.text("Ag", {100, 20}, 2300, 800, Face::serif_bold);
  const Picture picture = paint(painter, scene, 1);
  int ink = 0;
  for (int i = 0; i < 2400 * 1400; ++i) ink += picture.at(i % 2400, i / 2400) == scene.theme[ColourRole::text];
  EXPECT_GT(ink, 100000);
  EXPECT_EQ(resources.memory_bytes(), 1024u * 1024);
}

TEST(Glyphs, OfAFontThatIsNotThereAreBoxes) {
  DrawResources resources;
  Painter painter(resources);
  Scene scene({200, 60});
  scene.text("Paris", {10, 10}, 180, 30);
  for (PlacedRun& run : testing::edit(scene.tree.texts[0]).runs) run.font = no_font;
  const FontLibrary none;
  DrawInput input = scene.input();
  input.fonts = &none;
  Picture picture(200, 60);
  rasterise(*painter.draw(input, 0, 0, 200, 60, 1), {picture.rgba, 200, 60, 800}, 0xffffffff);
  int ink = 0;
  for (int i = 0; i < 200 * 60; ++i) ink += picture.at(i % 200, i / 200) == scene.theme[ColourRole::text];
  EXPECT_GT(ink, 5 * 40);
  EXPECT_EQ(resources.impl().glyphs->rasterised(), 0u);
}

TEST(Glyphs, OutsideOfTheFontAreBlank) {
  DrawResources resources;
  GlyphRequest request;
  request.font = *find_font_file("fonts/serif-regular.latin.ttf");
  request.glyph = 0xfffe;
  request.size_64 = 20 * 64;
  EXPECT_EQ(resources.impl().glyphs->find(request, all_fonts()).state, GlyphImage::State::blank);
}

TEST(Glyphs, OnDarkGroundsAreStronger) {
  DrawResources resources;
  Painter painter(resources);
  Scene scene({300, 60});
  scene.text("minimum", {10, 10}, 280, 13);
  scene.theme.colours.fill(0xffffffff);
  scene.theme[ColourRole::background] = 0x000000ff;
  const auto light = [&](float gamma) {
    scene.theme.glyph_gamma = gamma;
    const Picture picture = paint(painter, scene, 1);
    double sum = 0;
    for (std::size_t i = 0; i < picture.rgba.size(); i += 4) sum += picture.rgba[i];
    return sum;
  };
  EXPECT_GT(light(0.9f), light(1.0f) * 1.01);
}

TEST(CoveragePower, IsThePower) {
  for (int i = 0; i <= 255; ++i) {
    const double x = i / 255.0;
    EXPECT_EQ(coverage_power(x, 255), x);
    for (const int gamma : {128, 200, 230}) {
      const double exponent = (gamma * 256 + 127) / 255 / 256.0;
      EXPECT_NEAR(coverage_power(x, static_cast<std::uint8_t>(gamma)), std::pow(x, exponent), 1e-12);
    }
  }
}

}  // namespace
}  // namespace depesche
