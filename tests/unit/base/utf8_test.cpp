#include "base/utf8.h"

#include <gtest/gtest.h>

namespace depesche {
namespace {

constexpr std::size_t none = std::string_view::npos;

TEST(Utf8, AcceptsTheBordersOfEachLength) {
  for (const char32_t c :
       {U'\0', U'\x7f', U'\x80', U'\x7ff', U'\x800', U'\xd7ff', U'\xe000', U'\xffff', U'\x10000', U'\x10ffff'}) {
    std::string text;
    append_utf8(text, c);
    EXPECT_EQ(find_invalid_utf8(text), none) << std::hex << static_cast<unsigned>(c);
    const Decoded decoded = decode_utf8(text, 0);
    EXPECT_EQ(decoded.code_point, c);
    EXPECT_EQ(decoded.length, text.size());
  }
}

TEST(Utf8, FindsTheFirstIllFormedByte) {
  EXPECT_EQ(find_invalid_utf8("abc"), none);
  EXPECT_EQ(find_invalid_utf8("ab\x80"), 2u) << "a continuation byte alone";
  EXPECT_EQ(find_invalid_utf8("ä\xc3"), 2u) << "cut off";
  EXPECT_EQ(find_invalid_utf8("\xc0\xaf"), 0u) << "overlong, two bytes";
  EXPECT_EQ(find_invalid_utf8("\xc1\xbf"), 0u);
  EXPECT_EQ(find_invalid_utf8("\xe0\x9f\xbf"), 0u) << "overlong, three bytes";
  EXPECT_EQ(find_invalid_utf8("\xf0\x8f\xbf\xbf"), 0u) << "overlong, four bytes";
  EXPECT_EQ(find_invalid_utf8("a\xed\xa0\x80"), 1u) << "surrogate";
  EXPECT_EQ(find_invalid_utf8("\xf4\x90\x80\x80"), 0u) << "beyond U+10FFFF";
  EXPECT_EQ(find_invalid_utf8("\xf5\x80\x80\x80"), 0u);
  EXPECT_EQ(find_invalid_utf8("\xf0\x9f\x98"), 0u);
  EXPECT_EQ(find_invalid_utf8("caf\xe9 "), 3u) << "Latin-1";
}

TEST(Utf8, DecodesIllFormedBytesOneByOne) {
  const std::string_view text = "\xed\xa0\x80z";
  std::u32string decoded;
  for (std::size_t i = 0; i < text.size();) {
    const auto [c, length] = decode_utf8(text, i);
    decoded += c;
    i += length;
  }
  EXPECT_EQ(decoded, U"\ufffd\ufffd\ufffdz");
}

TEST(Utf8, EncodesWhatIsNoCharacterAsReplacement) {
  std::string text;
  append_utf8(text, 0xd800);
  append_utf8(text, 0x110000);
  EXPECT_EQ(text, "\ufffd\ufffd");
}

TEST(Utf8, CountsCodePoints) {
  EXPECT_EQ(count_code_points(""), 0u);
  EXPECT_EQ(count_code_points("aä€😀"), 4u);
}

}  // namespace
}  // namespace depesche
