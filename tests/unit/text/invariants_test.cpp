// Random texts at random widths: whatever comes in, every byte is on one line, lines are in order, and nothing is lost.
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
      {'a', 'z'},         {'A', 'Z'},         {' ', ' '},         {' ', '@'},         {0xa0, 0x17f},
      {0x300, 0x304},     {0x391, 0x3c9},     {0x410, 0x44f},     {0x5d0, 0x5ea},     {0x5b0, 0x5bc},
      {0x627, 0x64a},     {0x64b, 0x652},     {0x660, 0x669},     {0x2000, 0x2015},   {0x2018, 0x202f},
      {0x2060, 0x206f},   {0x0a, 0x0d},       {0xad, 0xad},       {0x1f600, 0x1f640}, {0x1f1e6, 0x1f1ff},
      {0xfe00, 0xfe0f},   {0x4e00, 0x4e20},   {0xac00, 0xac20},   {0x1100, 0x11ff},   {0x900, 0x97f},
      {0xe0020, 0xe007f}, {0x10ffff, 0x10ffff}, {0x01, 0x20},     {0x85, 0x85},       {0x2028, 0x2029},
      {0xfb50, 0xfdff},   {0x200b, 0x200f},   {0x1e9e, 0x1e9e},   {0xe000, 0xe010},
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

void check_shaped(const ShapedText& shaped) {
  ASSERT_EQ(shaped.breaks.size(), shaped.text.size() + 1);
  std::uint32_t text_end = 0;
  std::uint32_t glyph_end = 0;
  for (const ShapedRun& run : shaped.runs) {
    EXPECT_GE(run.text_begin, text_end);
    EXPECT_LT(run.text_begin, run.text_end);
    EXPECT_EQ(run.glyph_begin, glyph_end);
    EXPECT_LT(run.span, shaped.spans.size());
    text_end = run.text_end;
    glyph_end = run.glyph_end;
    for (std::uint32_t g = run.glyph_begin; g < run.glyph_end; ++g) {
      const ShapedGlyph& glyph = shaped.glyphs[g];
      EXPECT_GE(glyph.cluster, run.text_begin);
      EXPECT_LT(glyph.cluster, run.text_end);
      EXPECT_TRUE(std::isfinite(glyph.advance));
      if (g > run.glyph_begin) {
        const std::uint32_t before = shaped.glyphs[g - 1].cluster;
        EXPECT_TRUE((run.level & 1) != 0 ? glyph.cluster <= before : glyph.cluster >= before);
      }
    }
  }
  EXPECT_EQ(glyph_end, shaped.glyphs.size());
}

void check_lines(const ShapedText& shaped, const Paragraph& paragraph, const ParagraphStyle& style) {
  std::uint32_t text_end = 0;
  std::uint32_t run_end = 0;
  std::uint32_t glyph_end = 0;
  for (const Line& line : paragraph.lines) {
    EXPECT_EQ(line.text_begin, text_end) << "every byte is on one line";
    EXPECT_LT(line.text_begin, line.text_end);
    EXPECT_EQ(line.run_begin, run_end);
    EXPECT_TRUE(std::isfinite(line.x) && std::isfinite(line.width));
    EXPECT_NE(shaped.breaks[line.text_end], Break::none) << "no line ends inside of a grapheme";
    text_end = line.text_end;
    run_end = line.run_end;
    std::vector<bool> covered(line.text_end - line.text_begin, false);
    float x = line.x;
    for (std::uint32_t i = line.run_begin; i < line.run_end; ++i) {
      const PlacedRun& run = paragraph.runs[i];
      EXPECT_GE(run.text_begin, line.text_begin);
      EXPECT_LE(run.text_end, line.text_end);
      if (style.breaking != LineBreaking::single) {
        EXPECT_NEAR(run.x, x, 0.01f + std::fabs(x) * 1e-5f);
      }
      x = run.x + run.width;
      EXPECT_EQ(run.glyph_begin, glyph_end);
      glyph_end = run.glyph_end;
      for (std::uint32_t b = run.text_begin; b < run.text_end; ++b) {
        EXPECT_FALSE(covered[b - line.text_begin]) << "no byte is in two runs";
        covered[b - line.text_begin] = true;
      }
      for (std::uint32_t g = run.glyph_begin; g < run.glyph_end; ++g) {
        EXPECT_GE(paragraph.glyphs[g].cluster, run.text_begin);
        EXPECT_LE(paragraph.glyphs[g].cluster, run.text_end);
        EXPECT_TRUE(std::isfinite(paragraph.glyphs[g].x));
      }
    }
    // What no run covers stands at the end of the line: white space, a line end, a soft hyphen.
    if (style.breaking != LineBreaking::single) {
      bool ended = false;
      for (std::size_t i = 0; i < covered.size(); ++i) {
        EXPECT_FALSE(covered[i] && ended) << "a gap inside of a line";
        ended |= !covered[i];
      }
    }
    EXPECT_LE(caret_x(paragraph, shaped, line, line.text_begin), line.x + line.width + 0.1f);
  }
  EXPECT_EQ(text_end, shaped.text.size());
  EXPECT_EQ(run_end, paragraph.runs.size());
  EXPECT_EQ(glyph_end, paragraph.glyphs.size());
}

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
    FontSet needed;
    collect_fonts(text, spans, needed);
    const ShapedText shaped =
        shape(text, spans, static_cast<Direction>(random.below(3)), all_fonts(), &all_patterns());
    check_shaped(shaped);
    EXPECT_GE(natural_width(shaped, 18, 0), 0);
    ParagraphStyle style;
    style.size = static_cast<float>(8 + random.below(40));
    style.letter_spacing = random.below(4) == 0 ? 1.5f : 0.0f;
    style.hyphens = random.below(4) != 0;
    style.alignment = static_cast<Alignment>(random.below(3));
    for (int i = 0; i < 4; ++i) {
      style.breaking = static_cast<LineBreaking>(i);
      style.width = static_cast<float>(random.below(random.below(2) == 0 ? 100 : 1200));
      SCOPED_TRACE(style.width);
      const Paragraph paragraph = break_lines(shaped, style, all_fonts());
      check_lines(shaped, paragraph, style);
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

TEST(Invariants, GreedyIsNeverWiderThanTheBoxUnlessOneGraphemeIs) {
  for (std::uint32_t seed = 0; seed < 400; ++seed) {
    SCOPED_TRACE(seed);
    Random random(seed + 9000);
    const std::string text = random_text(random);
    const ShapedText shaped = shape_text(text);
    for (const LineBreaking way : {LineBreaking::greedy, LineBreaking::pretty}) {
      const auto width = static_cast<float>(40 + random.below(400));
      const Paragraph paragraph = break_text(shaped, width, way);
      for (const Line& line : paragraph.lines) {
        std::size_t graphemes = 0;
        std::uint32_t content = line.text_begin;
        for (std::uint32_t i = line.run_begin; i < line.run_end; ++i) {
          content = std::max(content, paragraph.runs[i].text_end);
        }
        for (std::uint32_t i = line.text_begin; i < content; ++i) {
          graphemes += i == line.text_begin || shaped.breaks[i] != Break::none;
        }
        if (graphemes > 1) {
          EXPECT_LE(line.width, width + 0.02f) << text.substr(line.text_begin, content - line.text_begin);
        }
      }
    }
    if (testing::Test::HasFailure()) break;
  }
}

}  // namespace
}  // namespace depesche
