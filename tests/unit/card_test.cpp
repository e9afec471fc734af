// What a card takes from its platform, bounded.
#include "card.h"

#include <gtest/gtest.h>

#include "base/utf8.h"
#include "update_card.h"

namespace depesche {
namespace {

TEST(Card, ALongQueryIsCutBetweenLetters) {
  Engine engine;
  Card card(engine);
  std::string query = "a";
  for (int i = 0; i < 300; ++i) query += "\u044f";
  card.search(query);
  const std::string& kept = card.state().search.query;
  EXPECT_EQ(kept.size(), 255u);
  EXPECT_EQ(find_invalid_utf8(kept), std::string_view::npos);
}

TEST(Card, SaysInTheNewLanguageThatItIsShown) {
  Engine engine;
  Card card(engine);
  card.set_article(read_asset("../../assets/articles/summit.json"), "summit.json");
  card.set_width(720);
  update_card(engine, card);
  for (const Control& control : card.tree().controls) {
    if (control.name != "Русский") continue;
    ASSERT_TRUE(card.activate(card.tree().boxes[control.box].id));
    break;
  }
  EXPECT_EQ(card.update().announcement, "") << "its words are not there yet";
  EXPECT_EQ(update_card(engine, card).announcement, "Язык: Русский");
  EXPECT_EQ(update_card(engine, card).announcement, "");
}

TEST(Card, TellsTheInkThatItPaintsWith) {
  Engine engine;
  Card card(engine);
  const std::pair<ColourRole, Colour> host[] = {{ColourRole::background, 0xf0f6ffff}, {ColourRole::text, 0x102040ff}};
  card.set_colour_overrides(host);
  card.set_theme_choice(ThemeChoice::light);
  EXPECT_EQ(card.ink(), 0x102040ffu);
  card.set_theme_choice(ThemeChoice::dark);
  EXPECT_EQ(card.ink(), theme(ThemeName::dark)[ColourRole::text]) << "the host's suits the light theme only";
}

TEST(Card, TextsOfAnotherLanguageAreHyphenatedWhateverLanguageCameFirst) {
  constexpr std::string_view article =
      R"({"format": "depesche/1", "languages": ["en", "cs"], "headline": "H", "body": [
      {"type": "paragraph", "text": {"en": "Internationalisation guarantees considerations."}}]})";
  const auto layout_in_english = [&](std::string_view first) {
    Engine engine;
    Card card(engine);
    card.set_article(article, "test.json");
    card.set_width(240);
    card.set_language(first);
    update_card(engine, card);
    card.set_language("en");
    update_card(engine, card);
    return card.dump_layout();
  };
  const std::string expected = layout_in_english("en");
  EXPECT_NE(expected.find("\" hyphen"), std::string::npos) << expected;
  // The card's words are English in Czech, too.
  EXPECT_EQ(layout_in_english("cs"), expected);
}

TEST(Card, OneFileOfWordsIsForAllRegionsOfALanguage) {
  Engine engine;
  Card card(engine);
  card.set_article(
      R"({"format": "depesche/1", "languages": ["en", "en-GB", "en-IE"], "headline": "H", "published": "2025-09-04",
                       "body": []})",
      "test.json");
  card.set_width(720);
  const auto shows = [&](std::string_view language, std::string_view date) {
    card.set_language(language);
    std::size_t files = 0;
    for (const std::string& path : card.update().needs) files += path.starts_with("strings/");
    update_card(engine, card);
    EXPECT_NE(card.dump_layout().find(date), std::string::npos) << language << '\n' << card.dump_layout();
    return files;
  };
  EXPECT_EQ(shows("en-GB", "Published 4 September 2025"), 1u);
  EXPECT_EQ(shows("en", "Published September 4, 2025"), 0u);
  EXPECT_EQ(shows("en-IE", "Published 4 September 2025"), 0u);
  EXPECT_EQ(shows("en-GB", "Published 4 September 2025"), 0u);
}

TEST(Card, TheButtonOfATimelineOpensAndClosesItsOwnEntries) {
  Engine engine;
  Card card(engine);
  card.set_article(R"({"format": "depesche/1", "languages": ["en"], "headline": "H", "body": [
      {"type": "timeline", "entries": [
        {"id": "a", "date": "2025-09-04", "speaker": "A", "summary": "S", "statement": [{"type": "paragraph", "text": "All."}]},
        {"id": "b", "date": "2025-09-05", "speaker": "B", "summary": "S", "statement": [{"type": "paragraph", "text": "All."}]}]},
      {"type": "timeline", "entries": [{"id": "c", "date": "2025-09-06", "speaker": "C", "summary": "S", "statement": [{"type": "paragraph", "text": "All."}]}]}]})",
                   "test.json");
  card.set_width(720);
  const auto press = [&](Action action, std::size_t which) {
    update_card(engine, card);
    for (const Control& control : card.tree().controls)
      if (control.action == action && which-- == 0) return card.activate(control.id);
    ADD_FAILURE() << "no such button";
    return false;
  };
  const auto open_entries = [&] {
    update_card(engine, card);
    std::vector<bool> open;
    for (const Control& control : card.tree().controls)
      if (control.action == Action::toggle_entry) open.push_back(control.expanded);
    return open;
  };
  using Entries = std::vector<bool>;
  EXPECT_TRUE(press(Action::open_all, 0));
  EXPECT_EQ(open_entries(), (Entries{true, true, false}));
  EXPECT_TRUE(press(Action::open_all, 0));
  EXPECT_EQ(open_entries(), (Entries{true, true, true}));
  EXPECT_TRUE(press(Action::close_all, 1));
  EXPECT_EQ(open_entries(), (Entries{true, true, false}));
}

}  // namespace
}  // namespace depesche
