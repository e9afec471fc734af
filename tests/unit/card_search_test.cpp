// Where a page that shows the text itself finds the search's matches in it.
#include "card_search.h"

#include "layout/layout_fixture.h"

namespace depesche {
namespace {

struct Searched {
  LayoutTree tree;
  SearchState search;
  MatchPlaces places;
};

Searched search(const Article& article, std::string_view query, std::uint32_t current = 0) {
  CardState state;
  Searched result;
  result.tree = lay_out(article, state);
  result.search.query = query;
  CardSearch search;
  search.refresh(result.tree, result.search);
  if (current > 0) result.search.current = current;
  result.places = search.places(result.tree, result.search);
  return result;
}

TEST(CardSearch, PlacesCountUtf16CodeUnitsWithoutSoftHyphens) {
  const Article article = article_of(
      "{\"format\": \"depesche/1\", \"languages\": [\"en\"], \"headline\": \"H\", \"body\": [{\"type\": \"paragraph\", "
      "\"text\": \"\xF0\x9F\x87\xBA \xC3\xA9 Zu\xC2\xADsage, Zu\xC2\xADsage\"}]}");
  const Searched found = search(article, "zusage");
  ASSERT_EQ(found.places.places.size(), 2u);
  EXPECT_EQ(found.places.places[0].begin, 5u);  // two code units of a pair, a space, a letter, a space
  EXPECT_EQ(found.places.places[0].end, 11u);
  EXPECT_EQ(found.places.places[1].begin, 13u);
  EXPECT_EQ(found.places.places[1].end, 19u);
  EXPECT_EQ(found.places.current, 1u);
}

TEST(CardSearch, ManyPlacesAreThoseAroundTheCurrentOne) {
  std::string words;
  for (int i = 0; i < 2000; ++i) words += "so ";
  const Article article = article_of(R"({"format": "depesche/1", "languages": ["en"], "headline": "H", "body": [
      {"type": "paragraph", "text": ")" +
                                     words + "\"}]}");
  const Searched found = search(article, "so", 1000);
  ASSERT_EQ(found.search.total, 2000u);
  ASSERT_EQ(found.places.places.size(), 500u);
  const MatchPlace& current = found.places.places.at(found.places.current - 1);
  EXPECT_EQ(current.begin, 999u * 3);
  EXPECT_EQ(current.end, 999u * 3 + 2);
}

TEST(CardSearch, WhatIsClosedHasNoPlace) {
  const Article article = article_of(R"({"format": "depesche/1", "languages": ["en"], "headline": "H", "body": [
      {"type": "timeline", "entries": [{"id": "a", "when": "then", "speaker": "S", "summary": "U",
       "statement": [{"type": "paragraph", "text": "hidden"}]}]}]})");
  const Searched found = search(article, "hidden");
  EXPECT_EQ(found.search.total, 1u);
  EXPECT_TRUE(found.places.places.empty());
  EXPECT_EQ(found.places.current, 0u);
}

}  // namespace
}  // namespace depesche
