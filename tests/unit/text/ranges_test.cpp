// Carets and the rectangles of ranges.
#include "text_fixture.h"

namespace depesche {
namespace {

struct Set {
  ShapedText shaped;
  Paragraph paragraph;

  Set(std::string_view text, float width, std::string_view language = "xx")
      : shaped(shape_text(text, language)), paragraph(break_text(shaped, width)) {}

  std::vector<Rect> rects(std::uint32_t begin, std::uint32_t end) const {
    std::vector<Rect> out;
    range_rects(paragraph, shaped, begin, end, out);
    return out;
  }
  float caret(std::uint32_t offset, std::size_t line = 0) const {
    return caret_x(paragraph, shaped, paragraph.lines[line], offset);
  }
};

TEST(Ranges, TheWholeTextIsItsLines) {
  const Set set("eins zwei drei vier", 80);
  const std::vector<Rect> rects = set.rects(0, 19);
  ASSERT_EQ(rects.size(), set.paragraph.lines.size());
  for (std::size_t i = 0; i < rects.size(); ++i) {
    EXPECT_EQ(rects[i].y, set.paragraph.lines[i].top);
    EXPECT_EQ(rects[i].height, 27);
    EXPECT_NEAR(rects[i].x, set.paragraph.lines[i].x, 0.01f);
    EXPECT_NEAR(rects[i].width, set.paragraph.lines[i].width, 0.01f);
  }
}

TEST(Ranges, PartsOfALine) {
  const Set set("nnnn", 300);
  const float n = set.paragraph.width / 4;
  const std::vector<Rect> rects = set.rects(1, 3);
  ASSERT_EQ(rects.size(), 1u);
  EXPECT_NEAR(rects[0].x, n, 0.01f);
  EXPECT_NEAR(rects[0].width, 2 * n, 0.01f);
  EXPECT_TRUE(set.rects(2, 2).empty());
  EXPECT_TRUE(set.rects(3, 1).empty());
  EXPECT_EQ(set.rects(3, 99).size(), 1u);
  EXPECT_NEAR(set.caret(0), 0, 0.01f);
  EXPECT_NEAR(set.caret(2), 2 * n, 0.01f);
  EXPECT_NEAR(set.caret(4), 4 * n, 0.01f);
}

TEST(Ranges, SpacesAtALineEndHaveNoRectangle) {
  const Set set("eins zwei", 40);
  ASSERT_EQ(set.paragraph.lines.size(), 2u);
  EXPECT_TRUE(set.rects(4, 5).empty());
  EXPECT_NEAR(set.caret(5), set.paragraph.lines[0].width, 0.01f);
  EXPECT_NEAR(set.caret(5, 1), 0, 0.01f);
}

TEST(Ranges, ClustersAreDividedEvenly) {
  const Set latin("ffi", 300);
  ASSERT_EQ(latin.shaped.glyphs.size(), 1u);
  EXPECT_NEAR(latin.caret(1), latin.paragraph.width / 3, 0.01f);
  EXPECT_NEAR(latin.caret(2), latin.paragraph.width * 2 / 3, 0.01f);

  const Set arabic("لله", 300, "ar");
  ASSERT_EQ(arabic.shaped.glyphs.size(), 1u);
  const float right = arabic.paragraph.lines[0].x + arabic.paragraph.width;
  EXPECT_NEAR(arabic.caret(0), right, 0.01f);
  EXPECT_NEAR(arabic.caret(2), right - arabic.paragraph.width / 3, 0.01f);
  EXPECT_NEAR(arabic.caret(6), right - arabic.paragraph.width, 0.01f);
  const std::vector<Rect> rects = arabic.rects(0, 2);
  ASSERT_EQ(rects.size(), 1u);
  EXPECT_NEAR(rects[0].x, right - arabic.paragraph.width / 3, 0.01f);
}

TEST(Ranges, MarksHaveNoCaretOfTheirOwn) {
  const Set set("e\u0301e", 300);
  EXPECT_NEAR(set.caret(1), 0, 0.01f) << "inside of a grapheme: its beginning";
  EXPECT_NEAR(set.caret(3), set.paragraph.width / 2, 0.01f);
}

TEST(Ranges, RightToLeft) {
  const Set set("אבג", 300, "he");
  const float right = set.paragraph.lines[0].x + set.paragraph.width;
  EXPECT_NEAR(set.caret(0), right, 0.01f);
  EXPECT_NEAR(set.caret(6), set.paragraph.lines[0].x, 0.01f);
  EXPECT_GT(set.caret(2), set.caret(4));
  const std::vector<Rect> rects = set.rects(0, 2);
  ASSERT_EQ(rects.size(), 1u);
  EXPECT_NEAR(rects[0].right(), right, 0.01f);
}

TEST(Ranges, AcrossDirectionsThereAreSeveralRectangles) {
  const Set set("abc אבג def", 600, "de");
  // "c " and the first Hebrew letter, which stands at the right end of the Hebrew word.
  const std::vector<Rect> rects = set.rects(2, 6);
  ASSERT_EQ(rects.size(), 2u);
  EXPECT_LT(rects[0].right(), rects[1].x);
  EXPECT_EQ(set.rects(0, static_cast<std::uint32_t>(set.shaped.text.size())).size(), 1u);
}

TEST(Ranges, AWordAcrossALineEndIncludesItsHyphen) {
  const Set set("Silbentrennung", 90, "de");
  ASSERT_TRUE(set.paragraph.lines[0].hyphenated);
  const std::vector<Rect> rects = set.rects(0, 14);
  EXPECT_NEAR(rects[0].width, set.paragraph.lines[0].width, 0.01f);
  const std::uint32_t end = set.paragraph.lines[0].text_end;
  EXPECT_LT(set.rects(0, end)[0].width, set.paragraph.lines[0].width - 2) << "but not for a range that ends there";
}

TEST(Ranges, CaretsAscendThroughALine) {
  const Set set(german, 400, "de");
  for (std::size_t i = 0; i < set.paragraph.lines.size(); ++i) {
    const Line& line = set.paragraph.lines[i];
    float before = -0.01f;
    for (std::uint32_t offset = line.text_begin; offset <= line.text_end; ++offset) {
      const float x = set.caret(offset, i);
      EXPECT_GE(x, before - 0.001f);
      EXPECT_LE(x, line.width + 0.01f);
      before = x;
    }
  }
}

}  // namespace
}  // namespace depesche
