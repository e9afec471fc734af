#include "content/json_tree.h"

#include <gtest/gtest.h>

#include "base/concat.h"

namespace depesche {
namespace {

/// Every value as "pointer@offset", in order.
std::string places(std::string_view text) {
  const auto tree = parse_json(text, "f");
  if (!tree) return format(tree.error()[0]);
  std::string all;
  for (JsonIndex value = 0; value < tree->values.size(); ++value)
    all += concat({value == 0 ? "" : " ", tree->pointer(value), "@", decimal((*tree)[value].offset)});
  return all;
}

TEST(JsonTree, KnowsWhereEachValueStands) {
  EXPECT_EQ(places("  7 "), "@2");
  EXPECT_EQ(places("\xef\xbb\xbf[1]"), "@3 /0@4");
  EXPECT_EQ(places(R"({"a": [1,22 , -3.5e1,"x"], "b":{} ,"c":null})"),
            "@0 /a@6 /a/0@7 /a/1@9 /a/2@14 /a/3@21 /b@31 /c@39");
  EXPECT_EQ(places("[[1],[2]]"), "@0 /0@1 /0/0@2 /1@5 /1/0@6");
  EXPECT_EQ(places(R"(["a\"]\\", true])"), "@0 /0@1 /1@11");
  EXPECT_EQ(places(R"({"a/b~": {"": 1}})"), "@0 /a~1b~0@9 /a~1b~0/@14");
}

TEST(JsonTree, KeepsDuplicatesAndOrder) {
  const auto tree = parse_json(R"({"b": 1, "a": 2, "b": 3})", "f");
  ASSERT_TRUE(tree);
  std::string keys;
  for (const JsonIndex member : tree->children(0)) keys += tree->key(member);
  EXPECT_EQ(keys, "bab");
  EXPECT_EQ((*tree)[tree->member(0, "b")].number, 1);
  EXPECT_EQ((*tree)[3].key_offset, 17u);
  EXPECT_EQ(tree->member(0, "c"), no_value);
  EXPECT_EQ(tree->member(1, "b"), no_value) << "a number has no members";
  EXPECT_EQ(tree->children(0).size(), 3u);
  EXPECT_EQ(tree->children(1).size(), 0u);
}

TEST(JsonTree, ReadsNumbers) {
  const auto number = [](std::string_view text) {
    const auto tree = parse_json(text, "f");
    return tree ? (*tree)[0].number : -1e99;
  };
  EXPECT_EQ(number("0"), 0);
  EXPECT_EQ(number("-0"), 0);
  EXPECT_EQ(number("9007199254740992"), 9007199254740992.0);
  EXPECT_EQ(number("18446744073709551616"), 18446744073709551616.0) << "beyond 64 bits";
  EXPECT_NEAR(number("-9223372036854775809"), -9223372036854775809.0, 4096) << "only whole numbers to 2^53 are exact";
  EXPECT_EQ(number("3.0"), 3);
  EXPECT_EQ(number("30e-1"), 3);
  EXPECT_EQ(number("0.3E+1"), 3);
  EXPECT_EQ(number("1E3"), 1000);
  EXPECT_EQ(number("2.5"), 2.5);
  EXPECT_EQ(number("0e999999999999"), 0);
  EXPECT_EQ(number("1e-999999999999"), 0);
  EXPECT_EQ(number("1e999999999999"), -1e99) << "refused";
}

TEST(JsonTree, ResolvesEscapes) {
  const auto tree = parse_json(R"(["\u00e4\ud83d\ude00\n\/\u0000"])", "f");
  ASSERT_TRUE(tree);
  EXPECT_EQ(tree->string(1), std::string_view("ä😀\n/\0", 9));
}

TEST(JsonTree, LocatesGoingOn) {
  const std::string_view text = "a\nbä\r\nc";
  const TextPosition middle = locate(text, 4);
  EXPECT_EQ(to_string(middle), "2:3");
  EXPECT_EQ(to_string(locate(text, 6, middle, 4)), "2:4") << "in the middle of a character, on to the line feed";
  EXPECT_EQ(to_string(locate(text, 7, middle, 4)), "3:1");
  EXPECT_EQ(to_string(locate(text, 100)), "3:2") << "never past the end";
}

}  // namespace
}  // namespace depesche
