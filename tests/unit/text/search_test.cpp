#include "text/search.h"

#include <gtest/gtest.h>

#include <string>

namespace depesche {
namespace {

std::vector<std::string> found(std::string_view text, std::string_view query) {
  std::vector<Match> matches;
  find_matches(text, query, matches);
  std::vector<std::string> out;
  for (const Match& match : matches) out.emplace_back(text.substr(match.begin, match.end - match.begin));
  return out;
}

using Found = std::vector<std::string>;

TEST(Search, WithoutRegardToCase) {
  EXPECT_EQ(found("Gipfel in Paris, GIPFEL", "gipfel"), (Found{"Gipfel", "GIPFEL"}));
  EXPECT_EQ(found("Саммит, САММИТ", "саммит"), (Found{"Саммит", "САММИТ"}));
  EXPECT_EQ(found("ΟΔΟΣ οδός", "οδος"), (Found{"ΟΔΟΣ", "οδός"}));
  EXPECT_EQ(found("Łódź", "ŁÓDŹ"), Found{"Łódź"});
}

TEST(Search, WithoutRegardToDiacritics) {
  EXPECT_EQ(found("Élysée", "elysee"), Found{"Élysée"});
  EXPECT_EQ(found("für fur", "für"), (Found{"für", "fur"}));
  EXPECT_EQ(found("E\u0301lyse\u0301e Palast", "élysée"), Found{"E\u0301lyse\u0301e"});
  EXPECT_EQ(found("Łódź", "lodz"), Found{"Łódź"});
  EXPECT_EQ(found("København", "kobenhavn"), Found{"København"});
}

TEST(Search, AMarkAfterTheMatchBelongsToIt) { EXPECT_EQ(found("Cafe\u0301s", "cafe"), Found{"Cafe\u0301"}); }

TEST(Search, SharpS) {
  EXPECT_EQ(found("Straße STRASSE strasse", "straße"), (Found{"Straße", "STRASSE", "strasse"}));
  EXPECT_EQ(found("Straße", "strasse"), Found{"Straße"});
  EXPECT_EQ(found("Gruß", "grus"), Found{}) << "half a letter is no match";
  EXPECT_EQ(found("Straße", "se"), Found{});
  EXPECT_EQ(found("Ægir und Œuvre", "aegir"), Found{"Ægir"});
}

TEST(Search, Cyrillic) {
  EXPECT_EQ(found("ещё еще", "ещё"), (Found{"ещё", "еще"}));
  EXPECT_EQ(found("Киев Киёв", "киёв"), (Found{"Киев", "Киёв"}));
  EXPECT_EQ(found("мой мои", "мой"), Found{"мой"}) << "й is a letter of its own";
  EXPECT_EQ(found("мои\u0306", "мой"), Found{"мои\u0306"}) << "also decomposed";
  EXPECT_EQ(found("за\u0301мок", "замок"), Found{"за\u0301мок"});
}

TEST(Search, AcrossSoftHyphensAndJoiners) {
  EXPECT_EQ(found("Sicher\u00adheits\u00adgarantie", "sicherheit"), Found{"Sicher\u00adheit"});
  EXPECT_EQ(found("abc", "a\u00adb"), Found{"ab"});
}

TEST(Search, WhiteSpace) {
  EXPECT_EQ(found("4.\u00a0September", "4. sept"), Found{"4.\u00a0Sept"});
  EXPECT_EQ(found("35\u202fLänder\nin  Paris", "länder in paris"), Found{"Länder\nin  Paris"});
}

TEST(Search, Quotes) {
  EXPECT_EQ(found("der „Koalition der Willigen“", "\"koalition der willigen\""), Found{"„Koalition der Willigen“"});
  EXPECT_EQ(found("it’s", "it's"), Found{"it’s"});
  EXPECT_EQ(found("it's", "it’s"), Found{"it's"});
}

TEST(Search, WithoutOverlaps) { EXPECT_EQ(found("aaaa", "aa"), (Found{"aa", "aa"})); }

TEST(Search, NothingForNothing) {
  EXPECT_EQ(found("abc", ""), Found{});
  EXPECT_EQ(found("abc", "\u00ad"), Found{});
  EXPECT_EQ(found("", "abc"), Found{});
  EXPECT_EQ(found("abc", "abcd"), Found{});
}

TEST(Search, AlefIsFoundWithHamzaAndMaddaAndWithout) {
  EXPECT_EQ(found("أحمد احمد", "احمد"), (Found{"أحمد", "احمد"}));
  EXPECT_EQ(found("الإمارات", "الامارات"), Found{"الإمارات"});
  EXPECT_EQ(found("القرآن", "القران"), Found{"القرآن"});
  EXPECT_EQ(found("ا\u0654حمد", "أحمد"), Found{"ا\u0654حمد"}) << "also decomposed";
  EXPECT_EQ(found("مسؤول سائل", "مسوول"), Found{"مسؤول"});
}

TEST(Search, TurkishCapitals) {
  EXPECT_EQ(found("İstanbul ISPARTA", "istanbul"), Found{"İstanbul"});
  EXPECT_EQ(found("IŞIK ışık", "ışık"), (Found{"IŞIK", "ışık"})) << "I is the capital of ı, too";
}

TEST(Search, OtherScripts) {
  EXPECT_EQ(found("קו\u05b9ד", "קוד"), Found{"קו\u05b9ד"});
  EXPECT_EQ(found("السَّلام", "السلام"), Found{"السَّلام"});
  EXPECT_EQ(found("कुल कल", "कल"), Found{"कल"}) << "a vowel is no accent";
  EXPECT_EQ(found("ดี ดา", "ดี"), Found{"ดี"});
  EXPECT_EQ(found("ok \U0001F600 ok", "\U0001F600"), Found{"\U0001F600"});
}

}  // namespace
}  // namespace depesche
