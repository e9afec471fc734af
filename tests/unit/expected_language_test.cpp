// A language that the reader is likely to choose is set before it is chosen, and nobody sees anything of that.
#include <gtest/gtest.h>

#include "update_card.h"

namespace depesche {
namespace {

class ExpectedLanguage : public testing::Test {
 protected:
  ExpectedLanguage() {
    card_.set_article(read_asset("../../assets/articles/summit.json"), "summit.json");
    card_.set_width(720);
    update();
  }

  Update update() { return update_card(engine_, card_); }

  /// Texts that are shaped while the card goes to a language.
  std::uint64_t shapes_of(std::string_view language) {
    const std::uint64_t before = card_.counters().shapes;
    card_.set_language(language);
    update();
    return card_.counters().shapes - before;
  }

  Engine engine_;
  Card card_{engine_};
};

TEST_F(ExpectedLanguage, IsShapedBeforeItIsChosen) {
  card_.expect_language("en");
  update();
  EXPECT_EQ(shapes_of("en"), 0u);
  EXPECT_EQ(shapes_of("de"), 0u) << "what was shown is kept";
  EXPECT_GT(shapes_of("ru"), 50u);
}

TEST_F(ExpectedLanguage, MayBeOneOfSeveral) {
  card_.expect_language("en");
  card_.expect_language("ru");
  update();
  EXPECT_EQ(shapes_of("ru"), 0u);
  EXPECT_EQ(shapes_of("en"), 0u);
}

TEST_F(ExpectedLanguage, ChangesNothingThatIsSeen) {
  const std::string shown = card_.dump_layout();
  card_.expect_language("ru");
  const Update update = this->update();
  EXPECT_FALSE(update.laid_out);
  EXPECT_TRUE(update.damage.empty());
  EXPECT_EQ(update.language, "de");
  EXPECT_EQ(card_.dump_layout(), shown);
}

TEST_F(ExpectedLanguage, IsSetAsItIsWithoutExpectation) {
  Card other(engine_);
  other.set_article(read_asset("../../assets/articles/summit.json"), "summit.json");
  other.set_width(720);
  other.set_language("ru");
  update_card(engine_, other);
  card_.expect_language("ru");
  update();
  card_.set_language("ru");
  update();
  EXPECT_EQ(card_.dump_layout(), other.dump_layout());
}

TEST_F(ExpectedLanguage, IsSetOnce) {
  card_.expect_language("en");
  update();
  const std::uint64_t shapes = card_.counters().shapes;
  update();
  card_.expect_language("en");
  update();
  EXPECT_EQ(card_.counters().shapes, shapes);
}

TEST_F(ExpectedLanguage, NamesWhatItTakes) {
  card_.expect_language("en");
  const Update update = card_.update();
  EXPECT_EQ(update.needs, (std::vector<std::string>{"strings/en.json", "hyphenation/en.dic"}));
  EXPECT_TRUE(update.ready) << "what is there stays";
}

TEST_F(ExpectedLanguage, WaitsInALongArticle) {
  const std::string paragraph(140 << 10, 'a');
  card_.set_article(R"({"format": "depesche/1", "languages": ["de", "en"], "headline": {"de": "D", "en": "E"}, "body": [
      {"type": "paragraph", "text": {"de": ")" +
                        paragraph + R"(", "en": "b"}}]})",
                    "long.json");
  update();
  const std::uint64_t shapes = card_.counters().shapes;
  card_.expect_language("en");
  update();
  EXPECT_EQ(card_.counters().shapes, shapes);
}

}  // namespace
}  // namespace depesche
