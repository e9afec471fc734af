// Break opportunities: UAX #14, UAX #29, soft hyphens, hyphenation.
#include "text_fixture.h"

namespace depesche {
namespace {

/// The text with its opportunities shown: | allowed, ! mandatory, - hyphen, ~ soft hyphen; graphemes are not shown.
std::string shown(std::string_view text, std::string_view language = "de") {
  const ShapedText shaped = shape_text(text, language);
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    switch (shaped.breaks[i]) {
      case Break::allowed: out += '|'; break;
      case Break::mandatory: out += '!'; break;
      case Break::hyphen: out += '-'; break;
      case Break::soft_hyphen: out += '~'; break;
      default: break;
    }
    out += text[i];
  }
  return out;
}

std::size_t graphemes(std::string_view text) {
  const ShapedText shaped = shape_text(text);
  std::size_t count = 0;
  for (std::size_t i = 1; i < shaped.breaks.size(); ++i) count += shaped.breaks[i] != Break::none;
  return count;
}

TEST(Breaks, Words) {
  EXPECT_EQ(shown("Der Hut ist alt."), "Der |Hut |ist |alt.");
  EXPECT_EQ(shown("zwei  Leer"), "zwei  |Leer");
  EXPECT_EQ(shown("ein\nzwei"), "ein\n!zwei");
  EXPECT_EQ(shown("nach\u200bher"), "nach\u200b|her");
}

TEST(Breaks, NoBreakSpaces) { EXPECT_EQ(shown("4.\u00a0Mai, 35\u202f%"), "4.\u00a0Mai, |35\u202f%"); }

TEST(Breaks, DashesDoNotBeginALineAfterANoBreakSpace) {
  EXPECT_EQ(shown("Мир\u00a0— это дом", "ru"), "Мир\u00a0— |это |дом");
  EXPECT_EQ(shown("Wort\u00a0– und", "de"), "Wort\u00a0– |und");
}

TEST(Breaks, GermanQuotes) {
  EXPECT_EQ(shown("der „Hut“ ist"), "der |„Hut“ |ist");
  EXPECT_EQ(shown("(„Hut“), der"), "(„Hut“), |der");
  EXPECT_EQ(shown("sagt »ja« und"), "sagt |»ja« |und");
  EXPECT_EQ(shown("ein ‚Hut‘ ist"), "ein |‚Hut‘ |ist");
}

TEST(Breaks, RussianQuotes) { EXPECT_EQ(shown("он «дом» и", "ru"), "он |«дом» |и"); }

TEST(Breaks, WordsOfOneLetterBeginALineInSlavicLanguages) {
  EXPECT_EQ(shown("был в доме, а я", "ru"), "был |в доме, |а я");
  EXPECT_EQ(shown("się w Paryżu i „z nim” a b", "pl"), "się |w Pa-ryżu |i „z nim” |a b");
  EXPECT_EQ(shown("(k nám) s v", "cs-CZ"), "(k nám) |s v");
  EXPECT_EQ(shown("i3 k) o a v", "sk"), "i3 |k) |o a v");
  EXPECT_EQ(shown("der w Hut", "de"), "der |w |Hut");
}

TEST(Breaks, ANumberStaysWithTheSignThatItIsReadWith) {
  EXPECT_EQ(shown("auf 5 % und 30 °C"), "auf |5 % |und |30 °C");
  EXPECT_EQ(shown("um 200 € mehr, § 5"), "um |200 € |mehr, |§ 5");
  EXPECT_EQ(shown("дом № 5 и", "ru"), "дом |№ 5 |и");
  EXPECT_EQ(shown("за 10 ₽ или 10 ₴ и 5 ‰", "ru"), "за |10 ₽ |или |10 ₴ |и 5 ‰");
  EXPECT_EQ(shown("um ≈ 5 % (≥ 5)"), "um |≈ 5 % |(≥ 5)");
  EXPECT_EQ(shown("der Hut % 5"), "der |Hut |% |5");
}

TEST(Breaks, InitialsAndAbbreviationsStayWithWhatFollows) {
  EXPECT_EQ(shown("in z. B. der d. h. so"), "in |z. B. der |d. h. so");
  EXPECT_EQ(shown("(W. Hut), „A. Ost“ ab"), "(W. Hut), |„A. Ost“ |ab");
  EXPECT_EQ(shown("он, т. е. Я. Кот и", "ru"), "он, |т. е. Я. Кот |и");
  EXPECT_EQ(shown("z.B. der i3. ab. So"), "z.B. |der |i3. |ab. |So");
}

TEST(Breaks, EnglishQuotes) { EXPECT_EQ(shown("the “hat” is", "en"), "the |“hat” |is"); }

TEST(Breaks, HyphensInTheText) {
  EXPECT_EQ(shown("Erz-Kap und"), "Erz-|Kap |und");
  EXPECT_EQ(shown("-5 Grad"), "-5 |Grad");
  EXPECT_EQ(shown("Erz\u2011Kap"), "Erz\u2011Kap");
  EXPECT_EQ(shown("1914–18"), "1914–|18");
}

TEST(Breaks, HebrewHyphensAndDashes) {
  EXPECT_EQ(shown("בית־ספר", "he"), "בית־|ספר");
  EXPECT_EQ(shown("בַּ־סֵפֶר", "he"), "בַּ־|סֵפֶר");
  EXPECT_EQ(shown("ב־90", "he"), "ב־90");
  EXPECT_EQ(shown("שר – שלום", "he"), "שר – |שלום");
}

TEST(Breaks, ADashBetweenSpacesBeginsNoLine) {
  EXPECT_EQ(shown("столица — Киев", "sr"), "столица — |Киев");
  EXPECT_EQ(shown("er kam – sah"), "er |kam – |sah");
  EXPECT_EQ(shown("so - da"), "so |- |da") << "may be a minus, or stand in a list";
}

TEST(Breaks, GroupsOfALongNumberStayTogether) {
  EXPECT_EQ(shown("bis 68 000 000 Euro"), "bis |68 000 000 |Euro");
  EXPECT_EQ(shown("5 000 $"), "5 000 |$");
  EXPECT_EQ(shown("im Jahr 2025 300 Euro"), "im |Jahr |2025 |300 |Euro") << "two numbers";
  EXPECT_EQ(shown("12 0000 12 00 a 100"), "12 |0000 |12 |00 |a |100");
}

TEST(Breaks, SignsStayTogether) {
  EXPECT_EQ(shown("in C++ und", "de"), "in |C++ |und");
  EXPECT_EQ(shown("auf C:\\x.", "de"), "auf |C:\\x.");
}

TEST(Breaks, AParenthesisAfterAnApostropheAndASpace) {
  EXPECT_EQ(shown("τ’ (δεν)", "el"), "τ’ |(δεν)");
  EXPECT_EQ(shown("(„(a“)", "de"), "(„(a“)");
}

TEST(Breaks, SoftHyphensAndPatterns) {
  EXPECT_EQ(shown("Staub\u00adecken", "xx"), "Staub\u00ad~ecken");
  EXPECT_EQ(shown("Staub\u00adecken\u00adaffe", "de"), "Staub\u00ad~ecken\u00ad~affe") << "no patterns in this word";
  EXPECT_EQ(shown("Silbentrennung"), "Sil-ben-tren-nung");
  EXPECT_EQ(shown("SILBENTRENNUNG"), "SIL-BEN-TREN-NUNG");
  EXPECT_EQ(shown("безопасность", "ru").find("-") != std::string::npos, true);
  EXPECT_EQ(shown("hyphenation", "en"), "hy-phen-ation");
  EXPECT_EQ(shown("Silbentrennung", "nl"), "Silbentrennung") << "no patterns for the language";
}

TEST(Breaks, NoHyphensInAddressesAndWordsWithDigits) {
  for (const std::string_view text :
       {"https://zeitung.example/silbentrennung", "silbentrennung@zeitung.example", "www.silbentrennung.example",
        "Silbentrennung2025", "silben_trennung", "zdf.de/silbentrennung", "(x.com/silbentrennung)"}) {
    const std::string result = shown(text);
    std::size_t added = 0;
    for (std::size_t i = 0; i < result.size(); ++i) added += result[i] == '-';
    EXPECT_EQ(added, 0u) << result;
  }
  EXPECT_NE(shown("Silbentrennung/Worttrennung").find('-'), std::string::npos);
  EXPECT_NE(shown("Silbentrennung, und").find('-'), std::string::npos);
}

TEST(Breaks, EachSpanIsHyphenatedInItsLanguage) {
  const std::string text = "hyphenation Silbentrennung";
  const FaceSpan spans[] = {{0, 12, Face::serif_italic, "en", 0}, {12, 26, Face::serif_regular, "de", 0}};
  const ShapedText shaped = shape(text, spans, Direction::automatic, all_fonts(), &all_patterns());
  EXPECT_EQ(shaped.breaks[2], Break::hyphen);
  EXPECT_EQ(shaped.breaks[15], Break::hyphen);
}

TEST(Breaks, Graphemes) {
  EXPECT_EQ(graphemes("abc"), 3u);
  EXPECT_EQ(graphemes("e\u0301e"), 2u);
  EXPECT_EQ(graphemes("\r\n"), 1u);
  EXPECT_EQ(graphemes("\U0001F1E9\U0001F1EA\U0001F1EB\U0001F1F7"), 2u) << "two flags";
  EXPECT_EQ(graphemes("\U0001F468\u200d\U0001F469\u200d\U0001F467!"), 2u);
  EXPECT_EQ(graphemes("\U0001F44D\U0001F3FD"), 1u);
  EXPECT_EQ(graphemes("\u1112\u1161\u11ab\uac00"), 2u);
  EXPECT_EQ(graphemes("\u2764\ufe0f"), 1u);
}

TEST(Breaks, EveryByteHasOne) {
  for (const std::string_view text : {german, russian, std::string_view("\U0001F600é\n")}) {
    const ShapedText shaped = shape_text(text);
    ASSERT_EQ(shaped.breaks.size(), text.size() + 1);
    EXPECT_EQ(shaped.breaks.front(), Break::none);
    EXPECT_EQ(shaped.breaks.back(), Break::mandatory);
    for (std::size_t i = 0; i < text.size(); ++i) {
      const bool inside = (static_cast<unsigned char>(text[i]) & 0xc0) == 0x80;
      EXPECT_TRUE(!inside || shaped.breaks[i] == Break::none);
    }
  }
}

}  // namespace
}  // namespace depesche
