// What a card takes from its platform, bounded.
#include "card.h"

#include <gtest/gtest.h>

#include "base/utf8.h"

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

}  // namespace
}  // namespace depesche
