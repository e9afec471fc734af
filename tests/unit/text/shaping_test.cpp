#include "text/shaping.h"

#include <algorithm>

#include "text_fixture.h"

namespace depesche {
namespace {

TEST(Shaping, EmptyText) {
  const ShapedText shaped = shape_text("");
  EXPECT_TRUE(shaped.runs.empty());
  EXPECT_TRUE(shaped.glyphs.empty());
  ASSERT_EQ(shaped.breaks.size(), 1u);
  EXPECT_EQ(shaped.breaks[0], Break::mandatory);
}

TEST(Shaping, CountsItsRuns) {
  const std::uint64_t before = shape_count();
  shape_text("eins");
  shape_text("zwei");
  EXPECT_EQ(shape_count(), before + 2);
}

TEST(Shaping, LatinTextIsOneRunWithOneGlyphALetter) {
  const ShapedText shaped = shape_text("Wort und Zahl 42.");
  ASSERT_EQ(shaped.runs.size(), 1u);
  EXPECT_EQ(shaped.glyphs.size(), shaped.text.size());
  EXPECT_EQ(subset_of(shaped.runs[0].font), "latin");
  EXPECT_EQ(shaped.base_level, 0);
  for (std::size_t i = 0; i < shaped.glyphs.size(); ++i) {
    EXPECT_EQ(shaped.glyphs[i].cluster, i);
    EXPECT_NE(shaped.glyphs[i].id, 0);
    EXPECT_GT(shaped.glyphs[i].advance, 0);
  }
  EXPECT_TRUE(shaped.missing.empty());
}

TEST(Shaping, Kerning) {
  const float pair = advance_sum(shape_text("AV"));
  const float apart = advance_sum(shape_text("A")) + advance_sum(shape_text("V"));
  EXPECT_LT(pair, apart - 0.01f);
  EXPECT_TRUE(shape_text("AV").glyphs[1].unsafe_to_break);
  EXPECT_FALSE(shape_text("nn").glyphs[1].unsafe_to_break);
}

TEST(Shaping, TheSameInEveryScriptOfOneFace) {
  for (const std::string_view text : {german, russian}) {
    const ShapedText shaped = shape_text(text, text == german ? "de" : "ru");
    EXPECT_EQ(shaped.runs.size(), 1u) << text;
    EXPECT_TRUE(shaped.missing.empty());
  }
}

TEST(Shaping, RussianPunctuationIsInTheCyrillicFont) {
  const ShapedText shaped = shape_text("«Да», — сказал он. Putin сказал: «Нет» (2025).", "ru");
  ASSERT_EQ(shaped.runs.size(), 3u);
  EXPECT_EQ(subset_of(shaped.runs[0].font), "cyrillic");
  EXPECT_EQ(subset_of(shaped.runs[1].font), "latin");
  EXPECT_EQ(subset_of(shaped.runs[2].font), "cyrillic");
  EXPECT_EQ(shaped.runs[0].text_begin, 0u);
}

TEST(Shaping, NoBreakSpacesHaveWidthsAndSoftHyphensHaveNone) {
  const float space = advance_sum(shape_text(" "));
  EXPECT_GT(space, 0.1f);
  EXPECT_FLOAT_EQ(advance_sum(shape_text("\u00a0")), space);
  const float narrow = advance_sum(shape_text("\u202f"));
  EXPECT_GT(narrow, 0.03f);
  EXPECT_LE(narrow, space);
  for (const std::string_view invisible : {"\u00ad", "\u200b", "\u200d", "\u2060", "\u200e"}) {
    EXPECT_FLOAT_EQ(advance_sum(shape_text("ab" + std::string(invisible) + "cd")), advance_sum(shape_text("abcd")));
    EXPECT_TRUE(shape_text("ab" + std::string(invisible)).missing.empty());
  }
  // U+2009 is in no subset: the font's space stands for it.
  EXPECT_GT(advance_sum(shape_text("\u2009")), 0.03f);
  EXPECT_TRUE(shape_text("a\u2009b").missing.empty());
}

TEST(Shaping, KerningGoesAcrossASoftHyphen) {
  EXPECT_FLOAT_EQ(advance_sum(shape_text("A\u00adV")), advance_sum(shape_text("AV")));
}

TEST(Shaping, LineFeedsHaveNoGlyphAndTabsAreSpaces) {
  const ShapedText shaped = shape_text("eins\nzwei");
  EXPECT_EQ(shaped.runs.size(), 2u);
  EXPECT_EQ(shaped.glyphs.size(), 8u);
  EXPECT_TRUE(shaped.missing.empty());
  EXPECT_EQ(shaped.breaks[5], Break::mandatory);
  EXPECT_FLOAT_EQ(advance_sum(shape_text("a\tb")), advance_sum(shape_text("a b")));
}

TEST(Shaping, Ligatures) {
  const ShapedText shaped = shape_text("Auflage fiel");
  EXPECT_LE(shaped.glyphs.size(), shaped.text.size());
  float sum = 0;
  for (const ShapedGlyph& glyph : shaped.glyphs) sum += glyph.advance;
  EXPECT_GT(sum, 3);
}

TEST(Shaping, DecomposedLettersAreOneCluster) {
  const ShapedText shaped = shape_text("Zu\u0308rich");
  EXPECT_FLOAT_EQ(advance_sum(shaped), advance_sum(shape_text("Z\u00fcrich")));
  EXPECT_TRUE(shaped.missing.empty());
  EXPECT_EQ(shaped.breaks[2], Break::none) << "no break between a letter and its mark";
}

TEST(Shaping, AccentOnACyrillicVowelStaysInItsFont) {
  const ShapedText shaped = shape_text("за\u0301мок", "ru");
  EXPECT_EQ(shaped.runs.size(), 1u);
  for (const ShapedGlyph& glyph : shaped.glyphs) EXPECT_NE(glyph.id, 0) << "no box for a mark that the font lacks";
}

TEST(Shaping, ArabicLettersJoin) {
  const ShapedText joined = shape_text("بب", "ar");
  ASSERT_EQ(joined.runs.size(), 1u);
  EXPECT_EQ(joined.base_level, 1);
  EXPECT_EQ(joined.runs[0].level, 1);
  ASSERT_GE(joined.glyphs.size(), 2u);
  EXPECT_NE(joined.glyphs.front().id, joined.glyphs.back().id) << "initial and final form";
  EXPECT_GE(joined.glyphs.front().cluster, joined.glyphs.back().cluster) << "glyphs stand in visual order";
  const ShapedText lone = shape_text("ب", "ar");
  EXPECT_NE(lone.glyphs.front().id, joined.glyphs.back().id);
  EXPECT_EQ(subset_of(joined.runs[0].font), "arabic");
}

TEST(Shaping, HebrewGlyphsStandFromRightToLeft) {
  const ShapedText shaped = shape_text("שלום", "he");
  ASSERT_EQ(shaped.glyphs.size(), 4u);
  EXPECT_EQ(shaped.glyphs[0].cluster, 6u);
  EXPECT_EQ(shaped.glyphs[3].cluster, 0u);
}

TEST(Shaping, MixedDirections) {
  const ShapedText shaped = shape_text("קוד ABC 123 סוף", "he");
  EXPECT_EQ(shaped.base_level, 1);
  ASSERT_EQ(shaped.runs.size(), 3u);
  EXPECT_EQ(shaped.runs[0].level, 1);
  EXPECT_EQ(shaped.runs[1].level, 2);
  EXPECT_EQ(shaped.runs[2].level, 1);
  EXPECT_EQ(shaped.text.substr(shaped.runs[1].text_begin, shaped.runs[1].text_end - shaped.runs[1].text_begin),
            "ABC 123");
}

TEST(Shaping, DirectionMayBeAsked) {
  EXPECT_EQ(shape_text("abc", "he", Face::serif_regular, Direction::right_to_left).base_level, 1);
  EXPECT_EQ(shape_text("שלום", "de", Face::serif_regular, Direction::left_to_right).base_level, 0);
  EXPECT_EQ(shape_text("123 שלום", "de").base_level, 1);
  EXPECT_EQ(shape_text("\u2067שלום\u2069 abc", "de").base_level, 0) << "isolates do not count";
}

TEST(Shaping, MissingGlyphsAreBoxesAndAreNamed) {
  const ShapedText shaped = shape_text("a\U0001F600b\u4e2d");
  EXPECT_EQ(shaped.missing, (std::vector<char32_t>{0x4e2d, 0x1f600}));
  const auto boxes = std::ranges::count_if(shaped.glyphs, [](const ShapedGlyph& g) { return g.id == 0; });
  EXPECT_EQ(boxes, 2);
  for (const ShapedGlyph& glyph : shaped.glyphs) EXPECT_GT(glyph.advance, 0);
}

TEST(Shaping, AnEmojiOfSeveralCodePointsIsOneBox) {
  const ShapedText family = shape_text("\U0001F468\u200d\U0001F469\u200d\U0001F467");
  EXPECT_EQ(family.glyphs.size(), 1u);
  EXPECT_EQ(family.missing.size(), 3u);
  EXPECT_EQ(shape_text("\U0001F44D\U0001F3FD").glyphs.size(), 1u);
  EXPECT_EQ(shape_text("\u2764\ufe0f").glyphs.size(), 1u);
}

TEST(Shaping, AnEmojiIsOneBoxWhereItsNeighboursRunTheOtherWay) {
  for (const char* const word : {"\u062d", "\u05d0"}) {
    for (const Direction direction : {Direction::left_to_right, Direction::right_to_left}) {
      const std::string text = std::string(word) + " \U0001F469\u200d";
      const ShapedText shaped = shape_text(text, "de", Face::serif_regular, direction);
      const auto glyphs = std::ranges::count_if(shaped.glyphs, [](const ShapedGlyph& g) { return g.cluster == 3; });
      EXPECT_EQ(glyphs, 1) << text;
      for (const ShapedGlyph& glyph : shaped.glyphs) {
        if (glyph.cluster == 3) {
          EXPECT_GT(glyph.advance, 0.1f) << text;
        }
      }
    }
  }
}

TEST(Shaping, TagsAndFacesOfSpans) {
  const std::string text = "Ein Link hier";
  const FaceSpan spans[] = {
      {0, 4, Face::serif_regular, "de", 0}, {4, 8, Face::serif_italic, "en", 7}, {8, 13, Face::serif_regular, "de", 0}};
  const ShapedText shaped = shape(text, spans, Direction::automatic, all_fonts(), &all_patterns());
  ASSERT_EQ(shaped.runs.size(), 3u);
  EXPECT_EQ(shaped.runs[1].tag, 7);
  EXPECT_EQ(font_catalogue()[shaped.runs[1].font].face, Face::serif_italic);
  EXPECT_EQ(shaped.spans[1].language, "en");
  EXPECT_EQ(shaped.spans[2].language, "de");
}

ShapedText shape_with_link(std::string_view text, std::uint32_t begin, std::uint32_t end,
                           Face face = Face::serif_regular) {
  const FaceSpan spans[] = {{0, begin, Face::serif_regular, "xx", 0},
                            {begin, end, face, "xx", 1},
                            {end, static_cast<std::uint32_t>(text.size()), Face::serif_regular, "xx", 0}};
  return shape(text, spans, Direction::automatic, all_fonts(), nullptr);
}

TEST(Shaping, KerningGoesAcrossTheEdgesOfLinks) {
  const ShapedText plain = shape_text("Typ TAVAT, so", "xx");
  const ShapedText link = shape_with_link("Typ TAVAT, so", 6, 9);
  EXPECT_EQ(link.runs.size(), 3u);
  EXPECT_EQ(link.runs[1].tag, 1);
  EXPECT_FLOAT_EQ(advance_sum(link), advance_sum(plain));
  // But not across a change of face.
  EXPECT_NE(advance_sum(shape_with_link("Typ TAVAT, so", 6, 9, Face::serif_bold)), advance_sum(plain));
}

TEST(Shaping, LigaturesDoNotGoAcrossTheEdgesOfLinks) {
  const ShapedText link = shape_with_link("auffinden", 3, 9);
  ASSERT_EQ(link.runs.size(), 2u);
  EXPECT_GT(link.runs[1].glyph_end, link.runs[1].glyph_begin);
  EXPECT_EQ(link.glyphs[link.runs[1].glyph_begin].cluster, 3u);
}

TEST(Shaping, ArabicLettersJoinAcrossTheEdgesOfLinks) {
  const ShapedText plain = shape_text("سلام", "xx");
  const ShapedText link = shape_with_link("سلام", 2, 4);
  EXPECT_EQ(link.runs.size(), 3u);
  EXPECT_FLOAT_EQ(advance_sum(link), advance_sum(plain));
  EXPECT_EQ(link.glyphs[0].cluster, 0u) << "runs stand in logical order";
}

TEST(Shaping, MovedTextKeepsItsLanguages) {
  ShapedText shaped = shape_text("Wort", "de");
  std::vector<ShapedText> kept;
  for (int i = 0; i < 10; ++i) kept.push_back(shape_text("Wort", "de-AT"));
  kept.push_back(std::move(shaped));
  EXPECT_EQ(kept.front().spans[0].language, "de-AT");
  EXPECT_EQ(kept.back().spans[0].language, "de");
}

TEST(Shaping, SpansThatDoNotCoverTheTextAreStretched) {
  const FaceSpan spans[] = {{3, 5, Face::serif_regular, "de", 1}, {9, 99, Face::serif_bold, "de", 2}};
  const ShapedText shaped = shape("elf Worte hier", spans, Direction::automatic, all_fonts(), nullptr);
  EXPECT_EQ(shaped.spans[0].begin, 0u);
  EXPECT_EQ(shaped.spans[1].begin, 5u);
  EXPECT_EQ(shaped.spans[1].end, 14u);
  EXPECT_EQ(shape("abc", {}, Direction::automatic, all_fonts(), nullptr).glyphs.size(), 3u);
}

TEST(Shaping, FailedFontsAreReplaced) {
  FontLibrary fonts;
  ASSERT_TRUE(load_font(fonts, "serif-bold.latin"));
  fonts.fail(*find_font_file("fonts/serif-regular.latin.ttf"));
  const FaceSpan span{0, 4, Face::serif_regular, "de", 0};
  const ShapedText shaped = shape("Wort", {&span, 1}, Direction::automatic, fonts, nullptr);
  ASSERT_EQ(shaped.runs.size(), 1u);
  EXPECT_EQ(font_catalogue()[shaped.runs[0].font].path, "fonts/serif-bold.latin.ttf");
  EXPECT_TRUE(shaped.missing.empty());
  const ShapedText other = shape("Мир!", {&span, 1}, Direction::automatic, fonts, nullptr);
  EXPECT_EQ(other.missing.size(), 3u);
}

TEST(Shaping, WithoutAnyFont) {
  const FontLibrary fonts;
  const FaceSpan span{0, 9, Face::serif_regular, "de", 0};
  const ShapedText shaped = shape("Gr\u00fc\u00dfe! \u05d0", {&span, 1}, Direction::automatic, fonts, nullptr);
  ASSERT_FALSE(shaped.runs.empty());
  EXPECT_EQ(shaped.runs[0].font, no_font);
  EXPECT_FLOAT_EQ(advance_sum(shaped), 4.0f);
  ParagraphStyle style;
  style.width = 30;
  for (const LineBreaking breaking :
       {LineBreaking::greedy, LineBreaking::pretty, LineBreaking::balanced, LineBreaking::single}) {
    style.breaking = breaking;
    EXPECT_FALSE(break_lines(shaped, style, fonts).lines.empty());
  }
}

TEST(Shaping, IsDeterministic) {
  const ShapedText one = shape_text(german);
  const ShapedText other = shape_text(german);
  ASSERT_EQ(one.glyphs.size(), other.glyphs.size());
  for (std::size_t i = 0; i < one.glyphs.size(); ++i) EXPECT_EQ(one.glyphs[i].advance, other.glyphs[i].advance);
}

}  // namespace
}  // namespace depesche
