// What a card says is to be painted again is all that has changed: outside of it the pixels are as they were.
#include "card_damage.h"

#include <gtest/gtest.h>

#include <cstring>
#include <random>

#include "update_card.h"

namespace depesche {
namespace {

class CardDamage : public testing::TestWithParam<float> {
 protected:
  CardDamage() {
    card_.set_article(read_source("assets/articles/summit.json"), "summit.json");
    card_.set_width(GetParam());
    update();
  }

  static std::string read_source(const std::string& path) {
    return read_asset("../../" + path);  // assets lie in build/assets
  }

  Update update() { return update_card(engine_, card_); }

  /// RGBA, row by row.
  std::vector<std::uint8_t> pixels() {
    std::vector<std::uint8_t> all;
    const int width = device(card_.tree().size.width);
    for (int y = 0, height = device(card_.tree().size.height); y < height; y += 512) {
      const auto part = card_.paint(0, y, width, std::min(512, height - y), dpr);
      all.insert(all.end(), part.begin(), part.end());
    }
    return all;
  }

  static int device(float length) { return static_cast<int>(std::lround(length * dpr)); }

  struct Kept {
    int rows = 0;  ///< not to be painted again
    int wrong = -1;  ///< the first of them that has changed; -1: none
  };

  Kept compare(const std::vector<std::uint8_t>& before, const std::vector<std::uint8_t>& after,
               const std::vector<Rect>& damage) const {
    const std::size_t row_bytes = static_cast<std::size_t>(device(card_.tree().size.width)) * 4;
    Kept kept;
    for (std::size_t row = 0; (row + 1) * row_bytes <= std::min(before.size(), after.size()); ++row) {
      const bool damaged = std::ranges::any_of(damage, [&](const Rect& rect) {
        return static_cast<float>(row) >= std::floor(rect.y * dpr) &&
               static_cast<float>(row) < std::ceil(rect.bottom() * dpr);
      });
      if (damaged) continue;
      ++kept.rows;
      if (kept.wrong < 0 && std::memcmp(&before[row * row_bytes], &after[row * row_bytes], row_bytes) != 0)
        kept.wrong = static_cast<int>(row);
    }
    return kept;
  }

  /// The controls that do this.
  std::vector<NodeId> controls(Action action) const {
    std::vector<NodeId> found;
    for (const Control& control : card_.tree().controls)
      if (control.action == action && !control.disabled) found.push_back(control.id);
    return found;
  }

  static constexpr float dpr = 1.25f;
  Engine engine_;
  Card card_{engine_};
};

TEST_P(CardDamage, HoldsAllThatChanges) {
  std::mt19937 random(5);
  const auto pick = [&](const auto& from) { return from[random() % std::size(from)]; };
  const std::string_view queries[] = {"der", "Trump", "Zzz", "", "Gipfel", "e"};
  std::vector<std::uint8_t> before = pixels();
  int kept_rows = 0;
  for (int step = 0; step < 60; ++step) {
    switch (random() % 8) {
      case 0: card_.search(pick(queries)); break;
      case 1: card_.search_step(random() % 2 == 0 ? 1 : -1); break;
      case 2: card_.open_all(random() % 2 == 0); break;
      case 3: {
        const Rect& rect = pick(card_.tree().boxes).rect;
        card_.pointer({rect.x + rect.width / 2, rect.y + rect.height / 2}, random() % 2 == 0);
        break;
      }
      case 4: card_.set_speech(random() % 2 == 0 ? Speech::silent : Speech::speaking); break;
      case 5: card_.activate(pick(controls(Action::set_language))); break;
      default: card_.activate(pick(controls(Action::toggle_entry))); break;
    }
    const Update changed = update();
    std::vector<std::uint8_t> after = pixels();
    const Kept kept = compare(before, after, changed.damage);
    ASSERT_EQ(kept.wrong, -1) << "step " << step << ": this row has changed, unsaid";
    kept_rows += kept.rows;
    before = std::move(after);
  }
  EXPECT_GT(kept_rows, 60 * 1000) << "most acts change a part";
}

TEST_P(CardDamage, OfAnEntryBeginsWithIt) {
  const std::vector<NodeId> entries = controls(Action::toggle_entry);
  ASSERT_EQ(entries.size(), 9u);
  const float top = card_.tree().find(entries.back())->rect.y;
  for (int i = 0; i < 2; ++i) {
    card_.activate(entries.back());
    const Update changed = update();
    ASSERT_FALSE(changed.damage.empty());
    for (const Rect& rect : changed.damage) EXPECT_GT(rect.y, top - 40);
  }
}

TEST_P(CardDamage, OfASearchStepEndsWithTheMatches) {
  card_.search("Gipfel");
  update();
  card_.search_step(1);
  const Update changed = update();
  ASSERT_FALSE(changed.damage.empty());
  for (const Rect& rect : changed.damage) EXPECT_LT(rect.bottom(), card_.tree().size.height - 200);
  EXPECT_TRUE(update().damage.empty()) << "nothing is painted twice";
}

/// A box in a box of a card that is 300 pixels wide.
LayoutTree box_in_box(float outer_height, const Rect& inner) {
  LayoutTree tree;
  tree.size = {300, 500};
  tree.boxes.resize(2);
  tree.boxes[0].rect = {10, 10, 100, outer_height};
  tree.boxes[0].fill = ColourRole::surface;
  tree.boxes[0].radius = 8;
  tree.boxes[0].end = 2;
  tree.boxes[1].rect = inner;
  tree.boxes[1].stroke = ColourRole::rule;
  tree.boxes[1].end = 2;
  return tree;
}

Rect changed(const LayoutTree& before, const LayoutTree& after) { return changed_rows({before, {}}, {after, {}}); }

TEST(ChangedRows, AreNoneWhereNothingHasChanged) {
  EXPECT_TRUE(changed(box_in_box(50, {20, 20, 9, 9}), box_in_box(50, {20, 20, 9, 9})).empty());
}

TEST(ChangedRows, OfABoxThatGrowsAreAboutItsEnds) {
  const Rect rows = changed(box_in_box(50, {20, 20, 9, 9}), box_in_box(90, {20, 20, 9, 9}));
  EXPECT_LE(rows.y, 60 - 8) << "where it was round";
  EXPECT_GE(rows.y, 40) << "above it is the same";
  EXPECT_GE(rows.bottom(), 100);
  EXPECT_EQ(rows.width, 300);
}

TEST(ChangedRows, OfABoxThatMovesAreBothItsPlaces) {
  const Rect rows = changed(box_in_box(50, {20, 20, 9, 9}), box_in_box(50, {20, 40, 9, 9}));
  EXPECT_LE(rows.y, 19) << "with half of its stroke";
  EXPECT_GE(rows.bottom(), 50);
  EXPECT_LE(rows.bottom(), 60);
}

TEST(ChangedRows, OfATextAreAsFarAsItsAccentsReach) {
  LayoutTree before = box_in_box(50, {20, 30, 60, 20});
  before.boxes[1].text = 0;
  before.texts.resize(1);
  before.texts[0].box = 1;
  Paragraph paragraph;
  paragraph.size = 16;
  before.texts[0].paragraph = std::make_shared<const Paragraph>(paragraph);
  LayoutTree after = before;
  after.texts[0].colour = ColourRole::accent;
  const Rect rows = changed(before, after);
  EXPECT_LE(rows.y, 30 - 16);
  EXPECT_GE(rows.bottom(), 50 + 16);
}

INSTANTIATE_TEST_SUITE_P(Widths, CardDamage, testing::Values(320.0f, 720.0f, 1200.0f));

}  // namespace
}  // namespace depesche
