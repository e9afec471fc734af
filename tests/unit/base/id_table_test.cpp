#include "base/id_table.h"

#include <gtest/gtest.h>

#include <random>
#include <unordered_map>

namespace depesche {
namespace {

TEST(IdTable, GivesPlacesInOrder) {
  IdTable table;
  EXPECT_EQ(table.find(7), IdTable::none);
  EXPECT_EQ(table.add(7), 0u);
  EXPECT_EQ(table.add(0), 1u);
  EXPECT_EQ(table.add(7), 0u) << "it is there";
  EXPECT_EQ(table.size(), 2u);
  EXPECT_TRUE(table.contains(0));
  EXPECT_EQ(table[1], 0u);
  table.clear();
  EXPECT_TRUE(table.empty());
  EXPECT_FALSE(table.contains(7));
  EXPECT_EQ(table.add(9), 0u);
}

TEST(IdTable, TheLastTakesThePlaceOfTheOneThatGoes) {
  IdTable table;
  for (const std::uint64_t id : {10, 11, 12}) table.add(id);
  table.remove(0);
  EXPECT_FALSE(table.contains(10));
  EXPECT_EQ(table.find(12), 0u);
  EXPECT_EQ(table.find(11), 1u);
  table.remove(1);
  table.remove(0);
  EXPECT_TRUE(table.empty());
  EXPECT_FALSE(table.contains(12));
}

TEST(IdTable, HoldsWhatAMapHolds) {
  std::mt19937_64 random(1);
  IdTable table;
  std::vector<int> values;
  std::unordered_map<std::uint64_t, int> map;
  for (int step = 0; step < 200'000; ++step) {
    // Few different ids, some of them next to each other: they come and go in the same slots.
    const std::uint64_t id = random() % 2 ? random() % 500 : (random() % 500) << 32;
    const IdTable::Place place = table.find(id);
    ASSERT_EQ(place != IdTable::none, map.contains(id));
    if (place != IdTable::none) {
      ASSERT_EQ(values[place], map[id]);
    }
    if (random() % 2) {
      const IdTable::Place added = table.add(id);
      values.resize(table.size());
      values[added] = map[id] = step;
    } else if (place != IdTable::none) {
      table.remove(place);
      values[place] = values.back();
      values.pop_back();
      map.erase(id);
    }
    ASSERT_EQ(table.size(), map.size());
  }
  EXPECT_GT(map.size(), 100u);
}

}  // namespace
}  // namespace depesche
