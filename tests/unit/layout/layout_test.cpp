#include <algorithm>

#include "layout_fixture.h"

namespace depesche {
namespace {

bool overlap(const Rect& a, const Rect& b) {
  return a.x + 0.01f < b.right() && b.x + 0.01f < a.right() && a.y + 0.01f < b.bottom() && b.y + 0.01f < a.bottom();
}

TEST(Layout, ToolsFitIntoEveryCard) {
  const Article one = article_of(R"({"format": "depesche/1", "languages": ["en"], "headline": "H", "body": []})");
  const Article three =
      article_of(R"({"format": "depesche/1", "languages": ["en", "de", "ru"], "headline": "H", "body": []})");
  for (const float width : {200.0f, 240.0f, 280.0f, 320.0f, 375.0f, 480.0f, 720.0f, 1200.0f}) {
    for (const float target : {24.0f, 36.0f, 44.0f, 60.0f, 96.0f}) {
      for (const char* const query : {"", "a"}) {
        for (const Article* const article : {&one, &three}) {
          SCOPED_TRACE(testing::Message() << width << " wide, targets of " << target << ", query \"" << query << "\", "
                                          << article->languages.size() << " languages");
          CardState state;
          state.width = width;
          state.target_size = target;
          state.speech = article == &one ? Speech::unavailable : Speech::silent;
          state.search.query = query;
          state.search.current = 1;
          state.search.total = 2;
          const LayoutTree tree = lay_out(*article, state);
          for (std::size_t i = 0; i < tree.controls.size(); ++i) {
            const Rect& rect = tree.boxes[tree.controls[i].box].rect;
            EXPECT_GE(rect.x, 0) << tree.controls[i].name;
            EXPECT_LE(rect.right(), tree.size.width) << tree.controls[i].name;
            EXPECT_GT(rect.width, 20) << tree.controls[i].name;
            for (std::size_t j = 0; j < i; ++j)
              EXPECT_FALSE(overlap(rect, tree.boxes[tree.controls[j].box].rect))
                  << tree.controls[i].name << " and " << tree.controls[j].name;
          }
        }
      }
    }
  }
}

TEST(Layout, TheDateAndManyLanguagesFitIntoNarrowCards) {
  const Article article = article_of(
      R"({"format": "depesche/1", "languages": ["en", "de", "ru", "fr", "es", "it", "nl", "pl", "pt", "uk"], "headline": "H", "body": []})");
  for (const float width : {200.0f, 240.0f, 280.0f, 320.0f, 360.0f}) {
    for (const TextSize size : {TextSize::small, TextSize::medium, TextSize::extra_large}) {
      SCOPED_TRACE(testing::Message() << width << " wide, text size " << static_cast<int>(size));
      CardState state;
      state.width = width;
      state.text_size = size;
      state.today = {2026, 9, 23, false, 0, 0, {}};
      const LayoutTree tree = lay_out(article, state);
      float right = 0;
      for (const TextBox& text : tree.texts)
        for (const Line& line : text.paragraph->lines) right = std::max(right, text.origin.x + line.x + line.width);
      EXPECT_LE(right, tree.size.width - 8);
      const auto of_role = [&](Role role) {
        const auto box = std::ranges::find(tree.boxes, role, &Box::role);
        return box == tree.boxes.end() ? Rect{} : box->rect;
      };
      EXPECT_LE(of_role(Role::date_line).bottom(), of_role(Role::language_group).y);
      EXPECT_LE(of_role(Role::language_group).bottom(), of_role(Role::search).y);
    }
  }
}

TEST(Layout, TheButtonForAllStatementsKeepsOffTheRuleAbove) {
  const Article article = article_of(R"({"format": "depesche/1", "languages": ["en"], "headline": "H", "body": [
      {"type": "timeline", "entries": [{"id": "a", "date": "2025-09-04", "speaker": "A", "summary": "S", "statement": [{"type": "paragraph", "text": "All."}]}]}]})");
  for (const float width : {320.0f, 720.0f, 1200.0f}) {
    for (const float target : {24.0f, 36.0f, 44.0f, 60.0f, 96.0f}) {
      SCOPED_TRACE(testing::Message() << width << " wide, targets of " << target);
      CardState state;
      state.width = width;
      state.target_size = target;
      const LayoutTree tree = lay_out(article, state);
      const auto button = std::ranges::find(tree.controls, Action::open_all, &Control::action);
      const auto timeline = std::ranges::find(tree.boxes, Role::timeline, &Box::role);
      ASSERT_TRUE(button != tree.controls.end() && timeline != tree.boxes.end());
      // The rule is the section's upper edge, 2 high.
      EXPECT_GE(tree.boxes[button->box].rect.y, timeline->rect.y + 2 + 5);
    }
  }
}

TEST(Layout, LongArticlesAreSetGreedily) {
  Article article = article_of(R"({"format": "depesche/1", "languages": ["en"], "headline": "H", "body": [
      {"type": "paragraph", "text": "The ministers met in the old harbour town and spoke about the price of bread, which had risen by a third since a year ago."}]})");
  const auto is_greedy = [&](float width) {
    CardState state;
    state.width = width;
    const LayoutTree tree = lay_out(article, state);
    for (const TextBox& text : tree.texts) {
      if (!text.shaped->text.starts_with("The ministers")) continue;
      ParagraphStyle style;
      style.size = text.paragraph->size;
      style.line_height = text.paragraph->line_height;
      style.width = tree.boxes[text.box].rect.width;
      const Paragraph greedy = break_lines(*text.shaped, style, text_resources().fonts);
      return std::ranges::equal(greedy.lines, text.paragraph->lines, {}, &Line::text_end, &Line::text_end);
    }
    ADD_FAILURE() << "no paragraph";
    return false;
  };
  int pretty = 0;
  for (float width = 300; width < 400; width += 5) {
    article.size = 128u << 10;
    pretty += is_greedy(width) ? 0 : 1;
    article.size += 1;
    EXPECT_TRUE(is_greedy(width)) << width;
  }
  EXPECT_GT(pretty, 5);
}

TEST(Layout, NothingLeansInAQuotationThatHasNoItalics) {
  const Article article =
      article_of(R"({"format": "depesche/1", "languages": ["he", "ar", "de"], "headline": "1", "body": [
    {"type": "quotation", "paragraphs": [{"he": "\"26 מדינות.\"", "ar": "26 دولة (2025).", "de": "26 Staaten."}]}]})");
  CardState state;
  for (state.language = 0; state.language < 3; ++state.language) {
    bool leans = false;
    for (const TextBox& text : lay_out(article, state).texts) {
      for (const PlacedRun& run : text.paragraph->runs)
        leans |= run.font != no_font && font_catalogue()[run.font].face == Face::serif_italic;
      leans |= text.face == Face::serif_italic;
    }
    EXPECT_EQ(leans, state.language == 2) << int{state.language};
  }
}

TEST(Layout, AForeignPhraseAsksForNoPatternsAndIsNotHyphenated) {
  const Article article = article_of(R"({"format": "depesche/1", "languages": ["de"], "headline": "H", "lead": [
      "Von der Unterstützung sprach die ", {"lang": "en", "text": "Internationalisation"}, "."], "body": []})");
  const TextResources nothing;
  CardState state;
  LayoutInput input;
  input.article = &article;
  input.strings = &fallback_strings();
  input.state = &state;
  input.resources = &nothing;
  TextCache cache;
  const std::vector<std::string> needs = collect_needs(input, cache);
  EXPECT_EQ(std::ranges::count(needs, "hyphenation/de.dic"), 1);
  EXPECT_EQ(std::ranges::count(needs, "hyphenation/en.dic"), 0);

  // Also where English patterns are there, from another card of the page.
  const FaceSpan own{0, 11, Face::serif_regular, "en", 0};
  const FaceSpan foreign{0, 11, Face::serif_regular, "en", 0, false};
  const auto hyphens = [](const FaceSpan& span) {
    const ShapedText shaped = shape("guarantees.", {&span, 1}, Direction::automatic, all_fonts(), &all_patterns());
    return std::ranges::count(shaped.breaks, Break::hyphen);
  };
  EXPECT_EQ(hyphens(own), 2);
  EXPECT_EQ(hyphens(foreign), 0);
}

}  // namespace
}  // namespace depesche
