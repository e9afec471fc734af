// Which way the parts of a text run where their languages run against each other. UAX #9 itself: conformance_test.cpp.
#include "text/bidi.h"

#include <gtest/gtest.h>

#include <string>

namespace depesche {
namespace {

struct Part {
  std::string text;
  std::string language;
};

/// The level of the last character of each part.
std::vector<int> ends(const std::vector<Part>& parts, Direction direction) {
  std::string text;
  std::vector<FaceSpan> spans;
  for (const Part& part : parts) {
    FaceSpan span;
    span.begin = static_cast<std::uint32_t>(text.size());
    text += part.text;
    span.end = static_cast<std::uint32_t>(text.size());
    span.language = part.language;
    spans.push_back(span);
  }
  const BidiLevels levels = resolve_levels(text, direction, spans);
  std::vector<int> found;
  for (const FaceSpan& span : spans) found.push_back(levels.at(span.end - 1));
  return found;
}

TEST(Bidi, APhraseOfTheOtherDirectionHasItsPunctuationWithIt) {
  EXPECT_EQ(ends({{"הוא אמר ", "he"}, {"Yes, we can!", "en"}, {" אז.", "he"}}, Direction::right_to_left),
            (std::vector{1, 2, 1}));
  EXPECT_EQ(ends({{"We will not stop (ever)!", "en"}}, Direction::right_to_left), (std::vector{2}));
  EXPECT_EQ(ends({{"Er rief ", "de"}, {"الله أكبر!", "ar"}, {" laut.", "de"}}, Direction::automatic),
            (std::vector{0, 1, 0}));
}

TEST(Bidi, AParagraphOfTheOtherDirectionNeedNotSayWhatItIs) {
  EXPECT_EQ(ends({{"قال الرئيس!", "de"}}, Direction::automatic), (std::vector{1}));
  EXPECT_EQ(ends({{"قال ", "de"}, {"الرئيس", "de"}, {"!", "de"}}, Direction::automatic), (std::vector{1, 1, 1}));
}

}  // namespace
}  // namespace depesche
