#include "text/hyphenation.h"

#include "text_fixture.h"

namespace depesche {
namespace {

std::string hyphenated(std::string_view word, std::string_view language) {
  std::vector<std::uint32_t> offsets;
  all_patterns().hyphenate(word, language, offsets);
  std::string out;
  std::size_t next = 0;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (next < offsets.size() && offsets[next] == i) {
      out += '-';
      ++next;
    }
    out += word[i];
  }
  EXPECT_EQ(next, offsets.size()) << "offsets are ascending and inside of the word";
  return out;
}

TEST(Hyphenation, German) {
  EXPECT_EQ(hyphenated("Sicherheitsgarantien", "de"), "Si-cher-heits-ga-ran-tien");
  EXPECT_EQ(hyphenated("Unterstützung", "de"), "Un-ter-stüt-zung");
  EXPECT_EQ(hyphenated("Straßen", "de"), "Stra-ßen");
  EXPECT_EQ(hyphenated("Straße", "de"), "Straße") << "three letters after a hyphen";
  EXPECT_EQ(hyphenated("Präsident", "de-AT"), "Prä-si-dent");
}

TEST(Hyphenation, ACompoundOfSixtyLetters) {
  const std::string compound = hyphenated("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunter", "de");
  std::size_t hyphens = 0;
  std::size_t longest = 0;
  std::size_t part = 0;
  for (const char c : compound) {
    part = c == '-' ? 0 : part + 1;
    hyphens += c == '-';
    longest = std::max(longest, part);
  }
  EXPECT_GE(hyphens, 12u) << compound;
  EXPECT_LE(longest, 9u) << compound;
}

TEST(Hyphenation, English) {
  EXPECT_EQ(hyphenated("ukrainian", "en"), "ukrain-ian");
  EXPECT_EQ(hyphenated("guarantees", "en-US"), "guar-an-tees");
}

TEST(Hyphenation, Russian) {
  EXPECT_EQ(hyphenated("безопасности", "ru"), "без-опас-но-сти");
  EXPECT_EQ(hyphenated("ГАРАНТИЯ", "ru"), "ГА-РАН-ТИЯ");
}

TEST(Hyphenation, OtherLanguagesOfEurope) {
  EXPECT_EQ(hyphenated("gouvernement", "fr"), "gou-ver-ne-ment");
  EXPECT_EQ(hyphenated("seguridad", "es"), "se-gu-ri-dad");
  EXPECT_EQ(hyphenated("dichiarazione", "it"), "di-chia-ra-zione");
  EXPECT_EQ(hyphenated("bezpieczeństwo", "pl"), "bez-pie-czeń-stwo");
  EXPECT_EQ(hyphenated("declarações", "pt-BR"), "de-cla-ra-ções");
  EXPECT_EQ(hyphenated("гарантувати", "uk"), "га-ра-н-ту-вати") << "before or after the letter between";
}

TEST(Hyphenation, WhatIsLeftAlone) {
  EXPECT_EQ(hyphenated("oben", "de"), "oben");
  EXPECT_EQ(hyphenated("", "de"), "");
  EXPECT_EQ(hyphenated("Silben\u00adtrennung", "de"), "Silben\u00adtrennung");
  EXPECT_EQ(hyphenated("Silbentrennung", "nl"), "Silbentrennung");
  EXPECT_EQ(hyphenated(std::string(400, 'a'), "de"), std::string(400, 'a'));
  // Two letters before, three after.
  const std::string word = hyphenated("Abenteuer", "de");
  EXPECT_NE(word.substr(1, 1), "-") << word;
  EXPECT_EQ(word.find('-', word.size() - 3), std::string::npos) << word;
}

TEST(Hyphenation, PathsAndStates) {
  EXPECT_EQ(HyphenationLibrary::path("de-CH"), "hyphenation/de.dic");
  EXPECT_EQ(HyphenationLibrary::path("ja"), "");
  HyphenationLibrary library;
  EXPECT_TRUE(library.pending("hyphenation/de.dic"));
  EXPECT_FALSE(library.pending(""));
  EXPECT_FALSE(library.add("hyphenation/xx.dic", "UTF-8\n"));
  library.fail("hyphenation/de.dic");
  EXPECT_FALSE(library.pending("hyphenation/de.dic"));
  EXPECT_FALSE(library.add("hyphenation/en.dic", "<!doctype html><title>not found</title>"));
  EXPECT_FALSE(library.pending("hyphenation/en.dic"));
  std::vector<std::uint32_t> offsets;
  library.hyphenate("hyphenation", "en", offsets);
  EXPECT_TRUE(offsets.empty());
  EXPECT_TRUE(library.add("hyphenation/en.dic", read_asset("hyphenation/en.dic")));
  library.hyphenate("hyphenation", "en", offsets);
  EXPECT_EQ(offsets.size(), 2u);
}

TEST(Hyphenation, ReadsOnlyPatterns) {
  std::string file = "UTF-8\nLEFTHYPHENMIN 2\n# comment\nNEXTLEVEL\n";
  for (char c = 'b'; c <= 'z'; ++c) file += std::string(1, c) + "1" + std::string(1, c) + "\r\n";
  file += "a1a/=,1,1\n";
  HyphenationLibrary library;
  ASSERT_TRUE(library.add("hyphenation/en.dic", file));
  std::vector<std::uint32_t> offsets;
  library.hyphenate("xxbbaaxx", "en", offsets);
  EXPECT_EQ(offsets, std::vector<std::uint32_t>{3});
}

}  // namespace
}  // namespace depesche
