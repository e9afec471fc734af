// Contrast of every theme by WCAG 2.2's relative luminance: 1.4.6 (text 7:1), 1.4.11 (controls 3:1).
#include "layout/theme.h"

#include <gtest/gtest.h>

#include <cmath>

namespace depesche {
namespace {

double luminance(Colour colour) {
  double sum = 0;
  const double weights[] = {0.2126, 0.7152, 0.0722};
  for (int i = 0; i < 3; ++i) {
    const double channel = ((colour >> (24 - 8 * i)) & 0xff) / 255.0;
    sum += weights[i] * (channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4));
  }
  return sum;
}

double contrast(Colour a, Colour b) {
  const double x = luminance(a);
  const double y = luminance(b);
  return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

class ThemeContrast : public testing::TestWithParam<ThemeName> {};

TEST_P(ThemeContrast, TextIsLegibleOnEveryGround) {
  const Theme& t = theme(GetParam());
  for (const ColourRole ground : {ColourRole::background, ColourRole::surface}) {
    EXPECT_GE(contrast(t[ColourRole::text], t[ground]), 7.0) << to_string(ground);
    EXPECT_GE(contrast(t[ColourRole::secondary_text], t[ground]), 7.0) << to_string(ground);
    EXPECT_GE(contrast(t[ColourRole::accent], t[ground]), 7.0) << to_string(ground);
    EXPECT_GE(contrast(t[ColourRole::error], t[ground]), 7.0) << to_string(ground);
    EXPECT_GE(contrast(t[ColourRole::control_border], t[ground]), 3.0) << to_string(ground);
  }
  EXPECT_GE(contrast(t[ColourRole::on_accent], t[ColourRole::accent]), 4.5);
  EXPECT_GE(contrast(t[ColourRole::text], t[ColourRole::match]), 4.5);
  EXPECT_GE(contrast(t[ColourRole::text], t[ColourRole::current_match]), 4.5);
}

TEST_P(ThemeContrast, TheGroundIsOpaque) { EXPECT_EQ(theme(GetParam())[ColourRole::background] & 0xff, 0xffu); }

INSTANTIATE_TEST_SUITE_P(Themes, ThemeContrast,
                         testing::Values(ThemeName::light, ThemeName::dark, ThemeName::sepia, ThemeName::contrast),
                         [](const auto& tested) { return std::string(to_string(tested.param)); });

TEST(Theme, NamesAreFoundAgain) {
  for (const char* name : {"light", "dark", "sepia", "contrast"}) {
    ThemeName found{};
    ASSERT_TRUE(find_theme(name, found));
    EXPECT_EQ(to_string(found), name);
  }
  ThemeName none{};
  EXPECT_FALSE(find_theme("Light", none));
}

constexpr Colour rose = 0xb0003aff;

TEST(BrandedTheme, TakesALightGroundInTheLightThemeOnly) {
  const std::pair<ColourRole, Colour> colours[] = {{ColourRole::background, 0xf0f6ffff},
                                                   {ColourRole::text, 0x102040ff}};
  EXPECT_EQ(branded_theme(ThemeName::light, colours)[ColourRole::background], 0xf0f6ffffu);
  EXPECT_EQ(branded_theme(ThemeName::light, colours)[ColourRole::text], 0x102040ffu);
  for (const ThemeName name : {ThemeName::dark, ThemeName::sepia, ThemeName::contrast})
    EXPECT_EQ(branded_theme(name, colours).colours, theme(name).colours) << to_string(name);
}

TEST(BrandedTheme, RefusesTextThatCannotBeRead) {
  const std::pair<ColourRole, Colour> colours[] = {{ColourRole::background, 0xffffffff},
                                                   {ColourRole::text, 0x999999ff}};
  EXPECT_EQ(branded_theme(ThemeName::light, colours).colours, theme(ThemeName::light).colours);
}

TEST(BrandedTheme, TakesTheAccentWhereItIsLegible) {
  const std::pair<ColourRole, Colour> colours[] = {{ColourRole::accent, rose}};
  EXPECT_EQ(branded_theme(ThemeName::light, colours)[ColourRole::accent], rose);
  EXPECT_EQ(branded_theme(ThemeName::light, colours)[ColourRole::on_accent], 0xffffffffu);
  EXPECT_EQ(branded_theme(ThemeName::sepia, colours)[ColourRole::accent], rose);
  EXPECT_EQ(branded_theme(ThemeName::dark, colours).colours, theme(ThemeName::dark).colours);
  const std::pair<ColourRole, Colour> pale[] = {{ColourRole::accent, 0xffb0c0ff}};
  EXPECT_EQ(branded_theme(ThemeName::dark, pale)[ColourRole::accent], 0xffb0c0ffu);
  EXPECT_EQ(branded_theme(ThemeName::dark, pale)[ColourRole::on_accent], 0x000000ffu);
}

}  // namespace
}  // namespace depesche
