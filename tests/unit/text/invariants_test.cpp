// Random texts at random widths: whatever comes in, every byte is on one line, lines are in order, and nothing is lost.
#include "invariants.h"

#include <cmath>

#include "base/utf8.h"
#include "text/search.h"
#include "text_fixture.h"

namespace depesche {
namespace {

class Random {
 public:
  explicit Random(std::uint32_t seed) : state_(seed * 2654435761u + 1) {}
  std::uint32_t below(std::uint32_t limit) {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 17;
    state_ ^= state_ << 5;
    return state_ % limit;
  }

 private:
  std::uint32_t state_;
};

std::string random_text(Random& random) {
  struct Range {
    char32_t first;
    char32_t last;
  };
  static constexpr Range ranges[] = {
      {'a', 'z'},         {'A', 'Z'},           {' ', ' '},       {' ', '@'},         {0xa0, 0x17f},
      {0x300, 0x304},     {0x391, 0x3c9},       {0x410, 0x44f},   {0x5d0, 0x5ea},     {0x5b0, 0x5bc},
      {0x627, 0x64a},     {0x64b, 0x652},       {0x660, 0x669},   {0x2000, 0x2015},   {0x2018, 0x202f},
      {0x2060, 0x206f},   {0x0a, 0x0d},         {0xad, 0xad},     {0x1f600, 0x1f640}, {0x1f1e6, 0x1f1ff},
      {0xfe00, 0xfe0f},   {0x4e00, 0x4e20},     {0xac00, 0xac20}, {0x1100, 0x11ff},   {0x900, 0x97f},
      {0xe0020, 0xe007f}, {0x10ffff, 0x10ffff}, {0x01, 0x20},     {0x85, 0x85},       {0x2028, 0x2029},
      {0xfb50, 0xfdff},   {0x200b, 0x200f},     {0x1e9e, 0x1e9e}, {0xe000, 0xe010},
  };
  std::string text;
  const std::uint32_t pieces = random.below(12);
  for (std::uint32_t piece = 0; piece < pieces; ++piece) {
    const Range& range = ranges[random.below(std::size(ranges))];
    const std::uint32_t count = 1 + random.below(random.below(8) == 0 ? 40 : 8);
    for (std::uint32_t i = 0; i < count; ++i) {
      append_utf8(text, range.first + random.below(static_cast<std::uint32_t>(range.last - range.first + 1)));
    }
  }
  return text;
}

void expect(bool condition, const char* what) { EXPECT_TRUE(condition) << what; }

TEST(Invariants, RandomTexts) {
  static constexpr std::string_view languages[] = {"de", "en", "ru", "he", "ar", "", "x-nonsense", "fr"};
  for (std::uint32_t seed = 0; seed < 1500; ++seed) {
    SCOPED_TRACE(seed);
    Random random(seed);
    const std::string text = random_text(random);
    std::vector<FaceSpan> spans;
    for (std::uint32_t at = 0; at < text.size();) {
      std::uint32_t end = std::min(static_cast<std::uint32_t>(text.size()), at + 1 + random.below(60));
      while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) ++end;
      spans.push_back({at, end, static_cast<Face>(random.below(7)), languages[random.below(8)],
                       static_cast<std::uint16_t>(random.below(3))});
      at = end;
    }
    const auto direction = static_cast<Direction>(random.below(3));
    FontSet needed;
    collect_fonts(text, spans, direction, all_fonts(), needed);
    const ShapedText shaped = shape(text, spans, direction, all_fonts(), &all_patterns());
    check_shaped(shaped, expect);
    for (const ShapedRun& run : shaped.runs) EXPECT_TRUE(run.font == no_font || needed[run.font]);
    EXPECT_GE(natural_width(shaped, 18, 0), 0);
    ParagraphStyle style;
    style.size = static_cast<float>(8 + random.below(40));
    style.letter_spacing = random.below(4) == 0 ? 1.5f : 0.0f;
    style.hyphens = static_cast<Hyphens>(random.below(3));
    style.alignment = static_cast<Alignment>(random.below(3));
    for (int i = 0; i < 4; ++i) {
      style.breaking = static_cast<LineBreaking>(i);
      style.width = static_cast<float>(random.below(random.below(2) == 0 ? 100 : 1200));
      SCOPED_TRACE(style.width);
      const Paragraph paragraph = break_lines(shaped, style, all_fonts());
      check_lines(shaped, paragraph, style, expect);
      std::vector<Rect> rects;
      const auto size = static_cast<std::uint32_t>(text.size() + 1);
      range_rects(paragraph, shaped, random.below(size), random.below(size), rects);
      for (const Rect& rect : rects) EXPECT_GT(rect.width, 0);
    }
    std::vector<Match> matches;
    if (!text.empty()) {
      std::uint32_t from = random.below(static_cast<std::uint32_t>(text.size()));
      while ((static_cast<unsigned char>(text[from]) & 0xc0) == 0x80) --from;
      find_matches(text, text.substr(from, text.find(' ', from) - from), matches);
      std::uint32_t end = 0;
      for (const Match& match : matches) {
        EXPECT_GE(match.begin, end);
        EXPECT_LT(match.begin, match.end);
        end = match.end;
      }
      EXPECT_LE(end, text.size());
    }
    if (testing::Test::HasFailure()) {
      std::printf("seed %u, text \"%s\"\n", seed, text.c_str());
      break;
    }
  }
}

TEST(Invariants, PartsOfAClusterAreMeasured) {
  // The modifiers are shaped with the soft hyphen before them.
  const ShapedText shaped = shape_text("\u00ad\u00ad\u00ad\U0001f3fb\U0001f3fb\U0001f3fb\U0001f3fb\x18\x18");
  for (float width = 8; width < 60; width += 0.25f) {
    SCOPED_TRACE(width);
    check_widths(shaped, break_text(shaped, width, LineBreaking::greedy), width, expect);
  }
}

TEST(Invariants, GreedyIsNeverWiderThanTheBoxUnlessOneGraphemeIs) {
  for (std::uint32_t seed = 0; seed < 400; ++seed) {
    SCOPED_TRACE(seed);
    Random random(seed + 9000);
    const std::string text = random_text(random);
    const ShapedText shaped = shape_text(text);
    for (const LineBreaking way : {LineBreaking::greedy, LineBreaking::pretty}) {
      const auto width = static_cast<float>(40 + random.below(400));
      const Paragraph paragraph = break_text(shaped, width, way);
      check_widths(shaped, paragraph, width, expect);
    }
    if (testing::Test::HasFailure()) break;
  }
}

}  // namespace
}  // namespace depesche
