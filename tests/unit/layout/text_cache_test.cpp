#include "layout/text_cache.h"

#include "layout_fixture.h"

namespace depesche {
namespace {

std::shared_ptr<const ShapedText> shaped_words() {
  const std::string_view words = "Wer was gesagt hat, steht hier und nimmt mehr als eine Zeile.";
  const FaceSpan span{0, static_cast<std::uint32_t>(words.size()), Face::serif_regular, "de", 0};
  return std::make_shared<const ShapedText>(shape(words, {&span, 1}, Direction::automatic, all_fonts(), nullptr));
}

ParagraphStyle style_of(float width) {
  ParagraphStyle style;
  style.width = width;
  return style;
}

TEST(TextCache, AParagraphIsSetOnceForEachOfTheTwoStylesUsedLast) {
  TextCache cache;
  const TextCache::Place place = cache.insert(1, shaped_words());
  const auto set = [&](float width) { return cache.set(place, style_of(width), all_fonts()); };
  const auto narrow = set(200);
  EXPECT_GT(narrow->lines.size(), 2u);
  EXPECT_EQ(set(200), narrow);
  const auto wide = set(300);
  EXPECT_NE(wide, narrow);
  EXPECT_LT(wide->lines.size(), narrow->lines.size());
  EXPECT_EQ(set(200), narrow) << "the other one is still there";
  set(400);
  EXPECT_EQ(set(200), narrow) << "the one used longest ago had to go";
  EXPECT_NE(set(300), wide);
  EXPECT_EQ(set(300)->lines.size(), wide->lines.size());
}

TEST(TextCache, WhatIsShapedAnewIsSetAnew) {
  TextCache cache;
  const auto first = cache.set(cache.insert(1, shaped_words()), style_of(200), all_fonts());
  EXPECT_NE(cache.set(cache.insert(1, shaped_words()), style_of(200), all_fonts()), first);
}

TEST(TextCache, ForgetsWhatTwoLayoutsDidNotUse) {
  TextCache cache;
  cache.insert(1, shaped_words());
  cache.insert(2, shaped_words());
  for (int layouts = 0; layouts < 3; ++layouts) {
    cache.sweep();
    EXPECT_NE(cache.find(2), IdTable::none);
  }
  EXPECT_EQ(cache.find(1), IdTable::none);
  EXPECT_NE(cache.shaped(cache.find(2)), nullptr);
}

TEST(TextCache, ALayoutThatOpensAStatementHasTheOtherParagraphsOfTheOneBefore) {
  const Article article = article_of(R"({"format": "depesche/1", "languages": ["de"], "headline": "H", "body": [
      {"type": "paragraph", "text": "Ein Absatz."},
      {"type": "timeline", "entries": [
        {"id": "a", "when": "Früh", "speaker": "A", "summary": "S", "statement": [{"type": "paragraph", "text": "Wort."}]}]}]})");
  CardState state;
  TextCache cache;
  const LayoutTree closed = lay_out(article, state, cache);
  NodeId entry = no_node;
  for (const Box& box : closed.boxes)
    if (box.role == Role::timeline_entry) entry = box.id;
  state.open.insert(entry);
  const LayoutTree open = lay_out(article, state, cache);
  ASSERT_GT(open.texts.size(), closed.texts.size());
  std::size_t kept = 0;
  for (const TextBox& before : closed.texts)
    for (const TextBox& after : open.texts) kept += after.paragraph == before.paragraph;
  EXPECT_EQ(kept, closed.texts.size() - 2)
      << "all but the button for all statements, and the heading that it leaves room";
}

}  // namespace
}  // namespace depesche
