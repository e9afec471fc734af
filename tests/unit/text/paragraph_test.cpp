#include "text/paragraph.h"

#include <algorithm>

#include "text_fixture.h"

namespace depesche {
namespace {

using Lines = std::vector<std::string>;
constexpr float slack = 0.02f;
constexpr LineBreaking all_ways[] = {LineBreaking::greedy, LineBreaking::pretty, LineBreaking::balanced};

TEST(Paragraph, EmptyTextHasNoLines) {
  const Paragraph paragraph = break_text(shape_text(""), 300);
  EXPECT_TRUE(paragraph.lines.empty());
  EXPECT_EQ(paragraph.height, 0);
  EXPECT_EQ(natural_width(shape_text(""), 18, 0), 0);
}

TEST(Paragraph, OnlySpaces) {
  const ShapedText shaped = shape_text("   ");
  for (const LineBreaking way :
       {LineBreaking::greedy, LineBreaking::pretty, LineBreaking::balanced, LineBreaking::single}) {
    const Paragraph paragraph = break_text(shaped, 300, way);
    ASSERT_EQ(paragraph.lines.size(), 1u);
    EXPECT_EQ(paragraph.lines[0].width, 0);
    EXPECT_EQ(paragraph.lines[0].text_end, 3u);
  }
  EXPECT_EQ(natural_width(shaped, 18, 0), 0);
}

TEST(Paragraph, LineFeeds) {
  EXPECT_EQ(set_in("a\nb", 300), (Lines{"a", "b"}));
  EXPECT_EQ(set_in("a\n\nb", 300), (Lines{"a", "", "b"}));
  EXPECT_EQ(set_in("a\n", 300), Lines{"a"}) << "a line feed at the end opens no line";
  EXPECT_EQ(set_in("\n", 300), Lines{""});
  EXPECT_EQ(set_in("a\r\nb", 300).size(), 2u);
}

TEST(Paragraph, LinesAreAsHighAsAsked) {
  const Paragraph paragraph = break_text(shape_text(german), 300);
  EXPECT_EQ(paragraph.height, static_cast<float>(paragraph.lines.size()) * 27);
  for (std::size_t i = 0; i < paragraph.lines.size(); ++i) {
    EXPECT_EQ(paragraph.lines[i].top, static_cast<float>(i) * 27);
    EXPECT_GT(paragraph.lines[i].baseline, paragraph.lines[i].top + 10);
    EXPECT_LT(paragraph.lines[i].baseline, paragraph.lines[i].top + 27);
  }
}

TEST(Paragraph, TheBaselineDoesNotDependOnTheScript) {
  const float latin = break_text(shape_text("abc"), 300).lines[0].baseline;
  EXPECT_EQ(break_text(shape_text("мир", "ru"), 300).lines[0].baseline, latin);
  EXPECT_EQ(break_text(shape_text("שלום", "he"), 300).lines[0].baseline, latin);
}

TEST(Paragraph, TheBaselineDoesNotDependOnTheFontsThatHaveCome) {
  const auto baseline = [](std::initializer_list<std::string_view> names) {
    FontLibrary fonts;
    for (const std::string_view name : names) EXPECT_TRUE(load_font(fonts, name));
    const FaceSpan span{0, 10, Face::serif_regular, "ar"};
    const ShapedText shaped = shape("\u0633\u0644\u0627\u0645\u0629", {&span, 1}, Direction::automatic, fonts, nullptr);
    ParagraphStyle style;
    style.size = 18;
    style.line_height = 27;
    style.width = 300;
    return break_lines(shaped, style, fonts).lines.at(0).baseline;
  };
  EXPECT_EQ(baseline({"serif-regular.arabic"}), baseline({"serif-regular.latin", "serif-regular.arabic"}));
}

TEST(Paragraph, NaturalWidthIsWhatOneLineTakes) {
  for (const std::string_view text : {std::string_view("Tag AVA Typ"), german.substr(0, 80), russian.substr(0, 90)}) {
    const ShapedText shaped = shape_text(text, "xx");
    const float width = natural_width(shaped, 18, 0);
    for (const LineBreaking way : all_ways) {
      const Paragraph paragraph = break_text(shaped, width, way);
      ASSERT_EQ(paragraph.lines.size(), 1u) << text;
      EXPECT_NEAR(paragraph.width, width, 0.001f);
    }
    EXPECT_GT(break_text(shaped, width - 0.1f).lines.size(), 1u);
  }
  EXPECT_FLOAT_EQ(natural_width(shape_text("breit\nkurz"), 18, 0), natural_width(shape_text("breit"), 18, 0));
  EXPECT_FLOAT_EQ(natural_width(shape_text("Wort  "), 18, 0), natural_width(shape_text("Wort"), 18, 0));
}

TEST(Paragraph, TrailingSpacesHang) {
  const ShapedText shaped = shape_text("Wort      Wort", "xx");
  const float word = natural_width(shape_text("Wort"), 18, 0);
  const Paragraph paragraph = break_text(shaped, word + 1);
  ASSERT_EQ(paragraph.lines.size(), 2u);
  EXPECT_NEAR(paragraph.lines[0].width, word, 0.01f);
  EXPECT_EQ(paragraph.lines[0].text_end, 10u);
}

TEST(Paragraph, NeverWiderThanTheBoxAndNotMoreLinesThanGreedy) {
  for (const auto& [text, language] : {std::pair{german, "de"}, std::pair{russian, "ru"}}) {
    const ShapedText shaped = shape_text(text, language);
    for (float width = 60; width < 900; width += 7.3f) {
      ParagraphStyle style;
      style.width = width;
      const std::size_t greedy = break_lines(shaped, style, all_fonts()).lines.size();
      style.hyphens = Hyphens::none;
      const std::size_t unhyphenated = break_lines(shaped, style, all_fonts()).lines.size();
      for (const LineBreaking way : all_ways) {
        const Paragraph paragraph = break_text(shaped, width, way);
        EXPECT_LE(paragraph.width, width + slack) << width;
        if (way == LineBreaking::pretty) {
          EXPECT_LE(paragraph.lines.size(), greedy + 1) << width;
        } else if (way == LineBreaking::balanced && width > 220) {
          EXPECT_EQ(paragraph.lines.size(), unhyphenated) << width << ": all words fit";
        }
      }
    }
  }
}

TEST(Paragraph, GreedyTakesWhatFits) {
  const ShapedText shaped = shape_text("eins zwei drei vier", "xx");
  const float three = natural_width(shape_text("eins zwei drei", "xx"), 18, 0);
  EXPECT_EQ(lines_of(shaped, break_text(shaped, three + 0.01f)), (Lines{"eins zwei drei", "vier"}));
  EXPECT_EQ(lines_of(shaped, break_text(shaped, three - 0.1f)), (Lines{"eins zwei", "drei vier"}));
}

TEST(Paragraph, BalancedLinesAreAboutTheSame) {
  const std::string_view headline = "Macron: Trump-Regierung legt ihre Sicherheitsgarantien für die Ukraine vor";
  const ShapedText shaped = shape_text(headline, "de", Face::display_bold);
  for (const float width : {300.0f, 420.0f, 560.0f}) {
    const Paragraph paragraph = break_text(shaped, width, LineBreaking::balanced);
    float narrowest = width;
    for (const Line& line : paragraph.lines) {
      narrowest = std::min(narrowest, line.width);
      EXPECT_FALSE(line.hyphenated);
    }
    EXPECT_GT(narrowest, paragraph.width * 0.55f) << width;
  }
}

TEST(Paragraph, HeadingsAndNamesHyphenateOnlyWhatALineCannotHold) {
  const ShapedText shaped = shape_text("Ukraine bekommt Sicherheitsgarantien zugesprochen");
  for (const LineBreaking way : all_ways) {
    ParagraphStyle style;
    style.breaking = way;
    style.hyphens = Hyphens::in_wide_words;
    style.width = 190;
    for (const Line& line : break_lines(shaped, style, all_fonts()).lines) EXPECT_FALSE(line.hyphenated);
    style.width = 130;
    const Lines narrow = lines_of(shaped, break_lines(shaped, style, all_fonts()));
    EXPECT_EQ(narrow, way == LineBreaking::balanced
                          ? (Lines{"Ukraine", "bekommt", "Sicherheits-", "garantien", "zugesprochen"})
                          : (Lines{"Ukraine", "bekommt", "Sicherheitsga-", "rantien", "zugesprochen"}));
  }
}

TEST(Paragraph, PrettyIsLessRaggedThanGreedy) {
  double greedy = 0;
  double pretty = 0;
  const ShapedText shaped = shape_text(german);
  for (float width = 200; width < 700; width += 11) {
    const auto raggedness = [&](LineBreaking way) {
      const Paragraph paragraph = break_text(shaped, width, way);
      double sum = 0;
      for (std::size_t i = 0; i + 1 < paragraph.lines.size(); ++i) {
        const double loose = 1 - paragraph.lines[i].width / width;
        sum += loose * loose + (paragraph.lines[i].hyphenated ? 0.022 : 0);
      }
      return sum;
    };
    greedy += raggedness(LineBreaking::greedy);
    pretty += raggedness(LineBreaking::pretty);
  }
  EXPECT_LT(pretty, greedy * 0.95);
}

TEST(Paragraph, PrettyLeavesNoShortWordAlone) {
  const ShapedText shaped = shape_text("Der alte Mann ging am Abend noch einmal ans Meer zu", "xx");
  const float width = natural_width(shape_text("Der alte Mann ging am Abend noch einmal ans Meer", "xx"), 18, 0) + 1;
  EXPECT_EQ(lines_of(shaped, break_text(shaped, width)).back(), "zu");
  EXPECT_NE(lines_of(shaped, break_text(shaped, width, LineBreaking::pretty)).back(), "zu");
}

TEST(Paragraph, PrettyHyphenatesLessThanGreedy) {
  const ShapedText shaped = shape_text(german);
  std::size_t greedy = 0;
  std::size_t pretty = 0;
  std::size_t rows = 0;
  for (float width = 320; width < 700; width += 9) {
    for (const Line& line : break_text(shaped, width).lines) greedy += line.hyphenated;
    bool before = false;
    for (const Line& line : break_text(shaped, width, LineBreaking::pretty).lines) {
      pretty += line.hyphenated;
      rows += line.hyphenated && before;
      before = line.hyphenated;
    }
  }
  EXPECT_LT(pretty, greedy * 3 / 4);
  EXPECT_LE(rows, 4u) << "hyphens in consecutive lines are rare";
}

TEST(Paragraph, ALongGermanCompoundOnAPhone) {
  const std::string text =
      "Die Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft tagte.";
  for (const LineBreaking way : all_ways) {
    const ShapedText shaped = shape_text(text);
    const Paragraph paragraph = break_text(shaped, 280, way);
    EXPECT_LE(paragraph.width, 280 + slack);
    for (std::size_t i = 0; i + 1 < paragraph.lines.size(); ++i) {
      const Line& line = paragraph.lines[i];
      EXPECT_TRUE(line.hyphenated || text[line.text_end - 1] == ' ') << "no break at a mere grapheme";
    }
    EXPECT_GE(paragraph.lines.size(), 3u);
  }
}

TEST(Paragraph, AddressesBreakAtGraphemesOnlyAsTheLastResort) {
  const std::string address = "siehe abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz0 dort";
  const Lines lines = set_in(address, 200);
  ASSERT_GE(lines.size(), 4u);
  EXPECT_EQ(lines[0], "siehe") << "the long word goes to a line of its own first";
  for (const std::string& line : lines) EXPECT_EQ(line.find('-'), std::string::npos);
  EXPECT_EQ(set_in("https://example.org/artikel/gipfel", 180)[0], "https://example.org/");
}

TEST(Paragraph, AWordThatIsCutLeavesNoLoneSignToTheNextLine) {
  for (const LineBreaking way : all_ways) {
    const auto cut_after = [&](const std::string& word, std::size_t letters) {
      const float width = natural_width(shape_text(word.substr(0, letters), "xx"), 18, 0) + 0.1f;
      Lines lines;
      for (const Line& line : break_text(shape_text(word, "xx"), width, way).lines)
        lines.push_back(word.substr(line.text_begin, line.text_end - line.text_begin));
      return lines;
    };
    EXPECT_EQ(cut_after("value#fragment.", 14), (Lines{"value#fragmen", "t."}));
    EXPECT_EQ(cut_after("value#fragment.)", 15), (Lines{"value#fragmen", "t.)"}));
    EXPECT_EQ(cut_after("abcdefghijk", 10), (Lines{"abcdefghij", "k"}));
    EXPECT_EQ(cut_after("a########", 5), (Lines{"a####", "####"})) << "as full as can be";
  }
}

TEST(Paragraph, AWordWiderThanAnythingStillEnds) {
  const ShapedText shaped = shape_text("mmmm é", "xx");
  for (const float width : {0.0f, -5.0f, 1.0f, 14.0f, std::numeric_limits<float>::quiet_NaN()}) {
    for (const LineBreaking way : all_ways) {
      const Paragraph paragraph = break_text(shaped, width, way);
      EXPECT_EQ(paragraph.lines.size(), 5u) << width;
    }
    EXPECT_EQ(break_text(shaped, width, LineBreaking::single).lines.size(), 1u);
  }
  EXPECT_EQ(break_text(shaped, std::numeric_limits<float>::infinity()).lines.size(), 1u);
}

TEST(Paragraph, AWordThatWasShapedWithTheSpaceBeforeItIsMeasuredAlone) {
  // No font has the skin tone: after the tab it is a mark without a box, at the start of a line a box of its own.
  const ShapedText shaped = shape_text("ab\t\xF0\x9F\x8F\xBB\x06\x03");
  int tested = 0;
  for (float width = 5; width < 60; width += 1) {
    const Paragraph paragraph = break_text(shaped, width, LineBreaking::greedy);
    for (const Line& line : paragraph.lines) {
      if (line.text_end - line.text_begin <= 4) continue;  // one character, which may be wider alone
      EXPECT_LE(line.width, width + slack) << width;
      ++tested;
    }
  }
  EXPECT_GT(tested, 20);
}

TEST(Paragraph, SoftHyphensShowAtLineEndsOnly) {
  const ShapedText shaped = shape_text("Staub\u00adecken", "xx");
  const Paragraph whole = break_text(shaped, 300);
  ASSERT_EQ(whole.lines.size(), 1u);
  EXPECT_FALSE(whole.lines[0].hyphenated);
  EXPECT_FLOAT_EQ(whole.width, natural_width(shape_text("Staubecken", "xx"), 18, 0));

  const float first = natural_width(shape_text("Staub\u2010", "xx"), 18, 0);
  const Paragraph broken = break_text(shaped, first + 0.01f);
  ASSERT_EQ(broken.lines.size(), 2u);
  EXPECT_TRUE(broken.lines[0].hyphenated);
  EXPECT_NEAR(broken.lines[0].width, first, 0.001f) << "the hyphen is shaped with its neighbour";
  EXPECT_EQ(broken.lines[0].text_end, 7u);
  EXPECT_EQ(break_text(shaped, first - 0.1f).lines.size(), 3u) << "does not fit: broken at graphemes";

  ParagraphStyle style;
  style.width = first + 0.01f;
  style.hyphens = Hyphens::none;
  EXPECT_TRUE(break_lines(shaped, style, all_fonts()).lines[0].hyphenated) << "soft hyphens always count";
}

TEST(Paragraph, HyphensCanBeSwitchedOff) {
  ParagraphStyle style;
  style.width = 200;
  style.hyphens = Hyphens::none;
  for (const Line& line : break_lines(shape_text(german), style, all_fonts()).lines) EXPECT_FALSE(line.hyphenated);
}

TEST(Paragraph, TheHyphenIsAGlyphOfItsRun) {
  const ShapedText shaped = shape_text("Silbentrennung");
  const Paragraph paragraph = break_text(shaped, 90);
  ASSERT_TRUE(paragraph.lines[0].hyphenated);
  const PlacedRun& run = paragraph.runs[paragraph.lines[0].run_end - 1];
  const PlacedGlyph& last = paragraph.glyphs[run.glyph_end - 1];
  EXPECT_EQ(last.cluster, run.text_end);
  EXPECT_GT(last.advance, 2);
  EXPECT_LT(last.x + last.advance, run.x + run.width + 0.01f);
}

TEST(Paragraph, KerningEndsAtALineEnd) {
  // A and V kern; broken between them, each stands as if alone.
  const ShapedText shaped = shape_text("A\u200bV", "xx");
  const float a = natural_width(shape_text("A", "xx"), 18, 0);
  const float v = natural_width(shape_text("V", "xx"), 18, 0);
  const Paragraph paragraph = break_text(shaped, a + 0.5f);
  ASSERT_EQ(paragraph.lines.size(), 2u);
  EXPECT_NEAR(paragraph.lines[0].width, a, 0.001f);
  EXPECT_NEAR(paragraph.lines[1].width, v, 0.001f);
  EXPECT_EQ(paragraph.lines[1].x, 0);
}

TEST(Paragraph, KerningAcrossALinkEndsAtALineEndToo) {
  // The edge of the link is where the line ends.
  const std::string text = "A\u200bV";
  const FaceSpan spans[] = {{0, 4, Face::serif_regular, "xx", 0}, {4, 5, Face::serif_regular, "xx", 1}};
  const ShapedText shaped = shape(text, spans, Direction::automatic, all_fonts(), nullptr);
  const float a = natural_width(shape_text("A", "xx"), 18, 0);
  const float v = natural_width(shape_text("V", "xx"), 18, 0);
  EXPECT_NEAR(break_text(shaped, 300).width, natural_width(shape_text("AV", "xx"), 18, 0), 0.001f);
  const Paragraph paragraph = break_text(shaped, a + 0.5f);
  ASSERT_EQ(paragraph.lines.size(), 2u);
  EXPECT_NEAR(paragraph.lines[0].width, a, 0.001f);
  EXPECT_NEAR(paragraph.lines[1].width, v, 0.001f);
}

TEST(Paragraph, LigaturesComeApartAtALineEnd) {
  const ShapedText shaped = shape_text("Auf\u00adfinden", "xx");
  const ShapedText parts[] = {shape_text("Auf\u2010", "xx"), shape_text("finden", "xx")};
  const Paragraph paragraph = break_text(shaped, natural_width(parts[1], 18, 0) + 0.5f);
  ASSERT_EQ(paragraph.lines.size(), 2u);
  for (int i = 0; i < 2; ++i) {
    EXPECT_NEAR(paragraph.lines[i].width, natural_width(parts[i], 18, 0), 0.001f);
    const PlacedRun& run = paragraph.runs[paragraph.lines[i].run_begin];
    ASSERT_EQ(run.glyph_end - run.glyph_begin, parts[i].glyphs.size());
    for (std::uint32_t g = 0; g < parts[i].glyphs.size(); ++g) {
      EXPECT_EQ(paragraph.glyphs[run.glyph_begin + g].id, parts[i].glyphs[g].id);
    }
  }
}

TEST(Paragraph, EveryLineIsAsWideAsItsTextAlone) {
  // Letter-exact: what stands on a line is what shaping that line alone gives.
  for (const auto& [text, language] : {std::pair{german, "de"}, std::pair{russian, "ru"}}) {
    const ShapedText shaped = shape_text(text, language);
    const Lines lines = lines_of(shaped, break_text(shaped, 230));
    const Paragraph paragraph = break_text(shaped, 230);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      std::string line = lines[i];
      if (paragraph.lines[i].hyphenated) line.replace(line.size() - 1, 1, "\u2010");
      EXPECT_NEAR(paragraph.lines[i].width, natural_width(shape_text(line, language), 18, 0), 0.01f) << line;
    }
  }
}

TEST(Paragraph, Alignment) {
  const ShapedText latin = shape_text("Wort");
  const float width = natural_width(latin, 18, 0);
  EXPECT_EQ(break_text(latin, 300).lines[0].x, 0);
  EXPECT_NEAR(break_text(latin, 300, LineBreaking::greedy, Alignment::end).lines[0].x, 300 - width, 0.001f);
  EXPECT_NEAR(break_text(latin, 300, LineBreaking::greedy, Alignment::center).lines[0].x, (300 - width) / 2, 0.001f);
  const Paragraph centered = break_text(latin, 300, LineBreaking::greedy, Alignment::center);
  EXPECT_FLOAT_EQ(centered.runs[0].x, centered.lines[0].x);
  EXPECT_NEAR(centered.glyphs[0].x, centered.lines[0].x, 2);

  const ShapedText hebrew = shape_text("שלום", "he");
  const float hebrew_width = natural_width(hebrew, 18, 0);
  EXPECT_NEAR(break_text(hebrew, 300).lines[0].x, 300 - hebrew_width, 0.001f);
  EXPECT_EQ(break_text(hebrew, 300, LineBreaking::greedy, Alignment::end).lines[0].x, 0);
}

TEST(Paragraph, VisualOrderOfMixedDirections) {
  const ShapedText shaped = shape_text("קוד ABC 123 סוף", "he");
  const Paragraph paragraph = break_text(shaped, 600);
  ASSERT_EQ(paragraph.runs.size(), 3u);
  EXPECT_GT(paragraph.runs[0].text_begin, paragraph.runs[1].text_begin) << "what is read last stands leftmost";
  EXPECT_GT(paragraph.runs[1].text_begin, paragraph.runs[2].text_begin);
  float x = paragraph.lines[0].x;
  for (const PlacedRun& run : paragraph.runs) {
    EXPECT_NEAR(run.x, x, 0.01f);
    x += run.width;
  }
}

TEST(Paragraph, NumbersInArabicStandFromLeftToRight) {
  const ShapedText shaped = shape_text("في 25 دولة", "ar");
  const Paragraph paragraph = break_text(shaped, 600);
  ASSERT_EQ(paragraph.runs.size(), 3u);
  EXPECT_EQ(paragraph.runs[1].level, 2);
  const PlacedRun& number = paragraph.runs[1];
  EXPECT_LT(paragraph.glyphs[number.glyph_begin].cluster, paragraph.glyphs[number.glyph_end - 1].cluster);
}

TEST(Paragraph, LettersOfABrokenArabicWordKeepTheirForms) {
  const std::string word = "والسلاموالسلاموالسلام";
  const ShapedText shaped = shape_text(word, "ar");
  const Paragraph paragraph = break_text(shaped, 60);
  ASSERT_GT(paragraph.lines.size(), 1u);
  std::vector<std::uint16_t> whole;
  for (const ShapedGlyph& glyph : shaped.glyphs) whole.push_back(glyph.id);
  std::vector<std::uint16_t> broken;
  for (auto line = paragraph.lines.rbegin(); line != paragraph.lines.rend(); ++line) {
    for (std::uint32_t run = line->run_begin; run < line->run_end; ++run) {
      for (std::uint32_t g = paragraph.runs[run].glyph_begin; g < paragraph.runs[run].glyph_end; ++g) {
        broken.push_back(paragraph.glyphs[g].id);
      }
    }
  }
  EXPECT_EQ(broken, whole);
}

TEST(Paragraph, LetterSpacing) {
  const ShapedText shaped = shape_text("KICKER", "de", Face::sans_bold);
  EXPECT_NEAR(natural_width(shaped, 12, 1), natural_width(shaped, 12, 0) + 6, 0.001f);
  ParagraphStyle style;
  style.size = 12;
  style.letter_spacing = 1;
  const Paragraph paragraph = break_lines(shaped, style, all_fonts());
  EXPECT_NEAR(paragraph.width, natural_width(shaped, 12, 1), 0.001f);
  // None for what is not seen, one for a letter with its mark.
  EXPECT_NEAR(natural_width(shape_text("a\u00adb"), 12, 1), natural_width(shape_text("ab"), 12, 1), 0.001f);
  EXPECT_NEAR(natural_width(shape_text("u\u0308"), 12, 1), natural_width(shape_text("\u00fc"), 12, 1), 0.001f);
  // And none for a mark without its letter, which has no width itself.
  const ShapedText damma = shape_text("\u064f", "ar");
  style.letter_spacing = -0.3f;
  EXPECT_EQ(natural_width(damma, 12, -0.3f), 0);
  const Paragraph alone = break_lines(damma, style, all_fonts());
  ASSERT_EQ(alone.lines.size(), 1u);
  EXPECT_EQ(alone.lines[0].width, 0);
}

TEST(Paragraph, SingleLines) {
  const ShapedText shaped = shape_text(german);
  const Paragraph cut = break_text(shaped, 200, LineBreaking::single);
  ASSERT_EQ(cut.lines.size(), 1u);
  EXPECT_LE(cut.width, 200 + slack);
  EXPECT_GT(cut.width, 180);
  EXPECT_EQ(cut.lines[0].text_end, german.size());
  const PlacedRun& ellipsis = cut.runs.back();
  EXPECT_EQ(ellipsis.text_begin, ellipsis.text_end);
  EXPECT_EQ(ellipsis.glyph_end - ellipsis.glyph_begin, 1u);

  const Paragraph whole = break_text(shape_text("passt"), 200, LineBreaking::single);
  EXPECT_EQ(whole.runs.size(), 1u);
  const Paragraph hebrew = break_text(shape_text("שלום עולם שלום עולם שלום עולם", "he"), 120, LineBreaking::single);
  EXPECT_EQ(hebrew.runs.front().text_begin, hebrew.runs.front().text_end) << "the ellipsis stands at the left";
  const Paragraph feed = break_text(shape_text("eins\nzwei"), 300, LineBreaking::single);
  ASSERT_EQ(feed.lines.size(), 1u);
  EXPECT_GT(feed.runs[1].x, feed.runs[0].x + feed.runs[0].width + 2) << "a line feed is a gap";
}

TEST(Paragraph, HugeTextsAreBounded) {
  std::string text;
  while (text.size() < 300'000) text += german;
  const ShapedText shaped = shape_text(text);
  const Paragraph paragraph = break_text(shaped, 600, LineBreaking::pretty);
  EXPECT_LE(paragraph.width, 600 + slack);
  EXPECT_GT(paragraph.lines.size(), 3000u);
  EXPECT_LE(break_text(shaped, 600, LineBreaking::balanced).width, 600 + slack);
  std::string invisible = "Wort ";
  for (int i = 0; i < 4000; ++i) invisible += "\u200b";
  EXPECT_EQ(break_text(shape_text(invisible + " und noch ein Wort"), 100, LineBreaking::pretty).lines.size(), 3u);
  const ShapedText word = shape_text(std::string(100'000, 'm'));
  EXPECT_GT(break_text(word, 300, LineBreaking::pretty).lines.size(), 1000u);
}

}  // namespace
}  // namespace depesche
