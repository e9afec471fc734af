#include "text/fonts.h"

#include "text/loaded_font.h"
#include "text_fixture.h"

namespace depesche {
namespace {

FontSet fonts_for(std::string_view text, Face face, std::string_view language, const FontLibrary& arrived = {}) {
  const FaceSpan span{0, static_cast<std::uint32_t>(text.size()), face, language, 0};
  FontSet needed;
  collect_fonts(text, {&span, 1}, Direction::automatic, arrived, needed);
  return needed;
}

std::vector<std::string> names(const FontSet& set) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < set.size(); ++i) {
    if (!set[i]) continue;
    std::string name(font_catalogue()[i].path);
    out.push_back(name.substr(6, name.size() - 10));
  }
  return out;
}

using Names = std::vector<std::string>;

TEST(Fonts, CatalogueIsFoundByPath) {
  for (std::size_t i = 0; i < font_catalogue().size(); ++i) {
    EXPECT_EQ(find_font_file(font_catalogue()[i].path), static_cast<FontFile>(i));
  }
  EXPECT_EQ(find_font_file("fonts/comic.latin.ttf"), std::nullopt);
}

TEST(Fonts, StyledKeepsTheFamily) {
  EXPECT_EQ(styled(Face::serif_regular, true, false), Face::serif_italic);
  EXPECT_EQ(styled(Face::serif_regular, true, true), Face::serif_bold_italic);
  EXPECT_EQ(styled(Face::serif_italic, false, true), Face::serif_bold_italic);
  EXPECT_EQ(styled(Face::serif_bold, false, false), Face::serif_bold);
  EXPECT_EQ(styled(Face::sans_regular, true, true), Face::sans_bold);
  EXPECT_EQ(styled(Face::display_bold, true, true), Face::display_bold);
}

TEST(Fonts, GermanTakesOneFile) {
  EXPECT_EQ(names(fonts_for(german, Face::serif_regular, "de")), Names{"serif-regular.latin"});
}

TEST(Fonts, RussianWithItsPunctuationTakesOneFile) {
  EXPECT_EQ(names(fonts_for(russian, Face::serif_regular, "ru")), Names{"serif-regular.cyrillic"});
  // Also where the language does not give it away.
  EXPECT_EQ(names(fonts_for("«Мир» — 25 %", Face::serif_regular, "de")), Names{"serif-regular.cyrillic"});
}

TEST(Fonts, LoneDigitsFollowTheLanguage) {
  EXPECT_EQ(names(fonts_for("12:30", Face::sans_regular, "ru")), Names{"sans-regular.cyrillic"});
  EXPECT_EQ(names(fonts_for("12:30", Face::sans_regular, "de")), Names{"sans-regular.latin"});
  EXPECT_EQ(names(fonts_for("Русский", Face::sans_regular, "ru")), Names{"sans-regular.latin"})
      << "in its own language";
  EXPECT_EQ(names(fonts_for("Русские", Face::sans_regular, "ru")), Names{"sans-regular.cyrillic"});
}

TEST(Fonts, NumbersInArabicAreOfOneFont) {
  // A dash, a percent sign and brackets are the Latin font's, and digits behind them would be, too: half of "1998–1999".
  EXPECT_EQ(names(fonts_for("منذ 1998", Face::serif_regular, "ar")),
            (Names{"serif-regular.latin", "serif-regular.arabic"}));
  EXPECT_EQ(names(fonts_for("1998–1999", Face::serif_regular, "ar")), Names{"serif-regular.latin"});
  EXPECT_EQ(names(fonts_for("2:30", Face::sans_regular, "ar")), Names{"sans-regular.latin"});
  EXPECT_EQ(names(fonts_for("١٢٣", Face::serif_regular, "ar")), Names{"serif-regular.arabic"});
}

TEST(Fonts, SignsOfMoneyAndMarketsAreNoBoxes) {
  for (const Face face : {Face::serif_regular, Face::serif_italic, Face::display_bold, Face::sans_regular}) {
    for (const char* const signs : {"₽ ₴", "₺ ₹ ₩ ₫ ₦ ₸ ₿", "≈ ≠ ≤ ≥ ∞ √", "▲ ▼ ■ ✓ ↗ ↘", "ﬁ ﬂ"})
      EXPECT_EQ(shape_text(signs, "en", face).missing, std::vector<char32_t>{}) << signs;
  }
  EXPECT_EQ(names(fonts_for("100 ₽", Face::serif_regular, "ru")), Names{"serif-regular.cyrillic"});
  EXPECT_EQ(names(fonts_for("100 ₴", Face::sans_regular, "uk")), Names{"sans-regular.cyrillic"});
}

TEST(Fonts, WhatAFileLacksIsAskedOfAnother) {
  const Names both{"serif-regular.latin", "serif-regular.hebrew"};
  EXPECT_EQ(names(fonts_for("שלום 12", Face::serif_regular, "he")), both) << "Noto's Hebrew has no digits";
  FontLibrary fonts;
  ASSERT_TRUE(load_font(fonts, "serif-regular.hebrew"));
  EXPECT_EQ(names(fonts_for("שלום\u05ef", Face::serif_regular, "he", fonts)), Names{"serif-regular.hebrew"});
  EXPECT_EQ(names(fonts_for("שלום 12", Face::serif_regular, "he", fonts)), both);
}

TEST(Fonts, TheCatalogueIsRightAboutASCII) {
  for (std::size_t i = 0; i < font_catalogue().size(); ++i) {
    const auto file = static_cast<FontFile>(i);
    for (char32_t c = 0x21; c < 0x7f; ++c) {
      EXPECT_TRUE(!catalogue_covers(file, c) || all_fonts().loaded(file)->covers(c))
          << font_catalogue()[i].path << " " << static_cast<char>(c);
    }
  }
}

TEST(Fonts, EveryFileHasAHyphenOfItsOwn) {
  for (std::size_t i = 0; i < font_catalogue().size(); ++i)
    EXPECT_GT(all_fonts().loaded(static_cast<FontFile>(i))->hyphen_advance, 0) << font_catalogue()[i].path;
}

TEST(Fonts, WhatCannotBeHadIsAskedOfAnother) {
  FontLibrary fonts;
  fonts.fail(*find_font_file("fonts/serif-regular.latin.ttf"));
  EXPECT_EQ(names(fonts_for("Hut", Face::serif_regular, "de", fonts)), Names{"serif-bold.latin"});
}

TEST(Fonts, TheSansSpellsTheNameOfRussianWithItsLatinFile) {
  EXPECT_EQ(names(fonts_for("Deutsch English Русский", Face::sans_regular, "de")), Names{"sans-regular.latin"});
  EXPECT_EQ(names(fonts_for("Русский", Face::sans_regular, "ru")), Names{"sans-regular.latin"})
      << "in its own language";
  EXPECT_EQ(names(fonts_for("Русские", Face::sans_regular, "ru")), Names{"sans-regular.cyrillic"});
  EXPECT_EQ(names(fonts_for("Россия", Face::sans_regular, "de")), Names{"sans-regular.cyrillic"});
}

TEST(Fonts, LettersOfLatinExtended) {
  EXPECT_EQ(names(fonts_for("Donald Tusk in Łódź", Face::serif_italic, "de")),
            (Names{"serif-italic.latin", "serif-italic.latin-ext"}));
  // Decomposed letters are looked for as what they compose to.
  EXPECT_EQ(names(fonts_for("Zu\u030crich", Face::serif_regular, "de")),
            (Names{"serif-regular.latin", "serif-regular.latin-ext"}));
  EXPECT_EQ(names(fonts_for("Zu\u0308rich", Face::serif_regular, "de")), Names{"serif-regular.latin"});
}

TEST(Fonts, AFaceWithoutTheScriptTakesTheSerif) {
  EXPECT_EQ(names(fonts_for("السلام", Face::sans_regular, "ar")), Names{"serif-regular.arabic"});
  EXPECT_EQ(names(fonts_for("שלום", Face::serif_italic, "he")), Names{"serif-regular.hebrew"});
}

TEST(Fonts, WhatNoFontHasTakesNone) {
  EXPECT_EQ(names(fonts_for("\U0001F600", Face::serif_regular, "de")).size(), 1u);  // whatever the box comes from
  EXPECT_EQ(names(fonts_for("", Face::serif_regular, "de")), Names{});
}

TEST(Fonts, StatesAndGenerations) {
  FontLibrary fonts;
  const FontFile file = *find_font_file("fonts/serif-regular.latin.ttf");
  EXPECT_EQ(fonts.state(file), FontLibrary::State::missing);
  EXPECT_EQ(fonts.generation(), 0u);
  EXPECT_TRUE(fonts.bytes(file).empty());
  EXPECT_EQ(fonts.units_per_em(file), 1000);
  EXPECT_EQ(fonts.loaded(file), nullptr);

  std::string bytes = read_asset("fonts/serif-regular.latin.ttf");
  const std::string copy = bytes;
  const char* const address = bytes.data();
  ASSERT_TRUE(fonts.add(file, std::move(bytes)));
  EXPECT_EQ(fonts.state(file), FontLibrary::State::ready);
  EXPECT_EQ(fonts.generation(), 1u);
  EXPECT_EQ(fonts.bytes(file), copy);
  EXPECT_EQ(fonts.bytes(file).data(), address) << "the bytes are not copied";

  fonts.fail(file);
  EXPECT_EQ(fonts.state(file), FontLibrary::State::ready) << "what is ready stays";
  const FontFile other = *find_font_file("fonts/serif-bold.latin.ttf");
  fonts.fail(other);
  EXPECT_EQ(fonts.state(other), FontLibrary::State::failed);
  EXPECT_EQ(fonts.generation(), 2u);
  EXPECT_TRUE(fonts.add(other, read_asset("fonts/serif-bold.latin.ttf"))) << "it may come after all";
  EXPECT_FALSE(fonts.add(no_font, copy));
}

TEST(Fonts, RefusesWhatIsNoTrueType) {
  FontLibrary fonts;
  const FontFile file = *find_font_file("fonts/serif-regular.latin.ttf");
  const std::string good = read_asset("fonts/serif-regular.latin.ttf");
  ASSERT_GT(good.size(), 1000u);
  EXPECT_FALSE(fonts.add(file, ""));
  EXPECT_EQ(fonts.state(file), FontLibrary::State::failed);
  EXPECT_FALSE(fonts.add(file, "<!doctype html><title>404</title>"));
  EXPECT_FALSE(fonts.add(file, good.substr(0, 200)));
  EXPECT_FALSE(fonts.add(file, good.substr(0, good.size() / 2)));
  EXPECT_FALSE(fonts.add(file, "OTTO" + good.substr(4)));
  std::string many_tables = good;
  many_tables[4] = '\x7f';
  EXPECT_FALSE(fonts.add(file, many_tables));
  EXPECT_TRUE(fonts.add(file, good));
}

TEST(Fonts, SurvivesDamagedFonts) {
  const FontFile file = *find_font_file("fonts/serif-regular.latin.ttf");
  const std::string good = read_asset("fonts/serif-regular.latin.ttf");
  ASSERT_GT(good.size(), 1000u);
  ParagraphStyle any_advance;
  any_advance.width = 1e6f;
  std::uint32_t random = 1;
  for (int round = 0; round < 60; ++round) {
    std::string bad = good;
    for (int i = 0; i < 40; ++i) {
      random = random * 1664525u + 1013904223u;
      bad[random % bad.size()] = static_cast<char>(random >> 24);
    }
    FontLibrary fonts;
    fonts.add(file, std::move(bad));
    const FaceSpan span{0, 12, Face::serif_regular, "de", 0};
    const ShapedText shaped = shape("Affären, Typ", {&span, 1}, Direction::automatic, fonts, nullptr);
    EXPECT_EQ(break_lines(shaped, any_advance, fonts).lines.size(), 1u);
  }
}

TEST(Fonts, Metrics) {
  const FontMetrics& metrics = all_fonts().metrics(FontFile{0});
  EXPECT_GT(metrics.ascent, metrics.cap_height);
  EXPECT_GT(metrics.cap_height, metrics.x_height);
  EXPECT_GT(metrics.x_height, 0.3f);
  EXPECT_GT(metrics.descent, 0.1f);
  EXPECT_GT(metrics.underline_thickness, 0.01f);
  EXPECT_GT(metrics.underline_offset, 0.02f);
  EXPECT_LT(metrics.underline_offset, 0.3f);
  const FontLibrary none;
  EXPECT_EQ(none.metrics(FontFile{0}).ascent, 0.8f);
}

TEST(Fonts, LineMetricsAreThoseOfTheLatinFonts) {
  for (std::size_t i = 0; i < font_catalogue().size(); ++i) {
    const FontFileInfo& file = font_catalogue()[i];
    if (file.subset != "latin") continue;
    const FontMetrics& metrics = all_fonts().metrics(static_cast<FontFile>(i));
    EXPECT_FLOAT_EQ(line_metrics(file.face).ascent, metrics.ascent) << file.path;
    EXPECT_FLOAT_EQ(line_metrics(file.face).descent, metrics.descent) << file.path;
  }
}

}  // namespace
}  // namespace depesche
