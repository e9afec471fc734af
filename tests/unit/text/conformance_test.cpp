// Unicode's conformance tests, whole, through our own functions. libunibreak 6.1 breaks lines by the rules and data of
// Unicode 15.0, so it is tested with the files of that version; graphemes and bidi with those of 15.1, whose algorithms
// are the ones that we follow (UAX #29 and UAX #9 have not changed since but in data). And lines are broken where
// Chromium breaks them, in a thousand paragraphs of six scripts (conformance/record_line_breaks.mjs).
#include "conformance.h"

#include <linebreak.h>

extern "C" {
#include <linebreakdef.h>  // says nothing of C++ itself
}

#include <algorithm>
#include <map>

#include "text/bidi.h"
#include "text/breaks.h"
#include "text/characters.h"
#include "text/graphemes.h"
#include "text_fixture.h"

namespace depesche {
namespace {

std::string join(const std::vector<std::uint32_t>& numbers) {
  std::string out;
  for (const std::uint32_t number : numbers) out += (out.empty() ? "" : " ") + std::to_string(number);
  return out;
}

TEST(Conformance, LineBreakTest) {
  const std::vector<std::string> lines = unicode_lines("15.0.0", "auxiliary/LineBreakTest.txt");
  if (lines.empty()) GTEST_SKIP() << "build/unicode is not there: ./dev test makes it from Debian's unicode-data";
  Deviations deviations("line-breaks.txt");
  for (const std::string& line : lines) {
    const BreakCase expected = parse_break_case(line);
    const FaceSpan span{0, static_cast<std::uint32_t>(expected.text.size()), Face::serif_regular, "", 0};
    std::vector<Break> breaks;
    find_breaks(expected.text, {&span, 1}, nullptr, breaks);
    std::vector<std::uint32_t> ours;
    for (std::uint32_t i = 1; i < breaks.size(); ++i)
      if (breaks[i] > Break::grapheme) ours.push_back(i);
    if (ours != expected.breaks) deviations.found(line, join(ours));
  }
  deviations.finish(lines.size());
}

/// A paragraph of chromium-line-breaks.txt, "de\tUS-¦Präsident".
struct RecordedBreaks {
  std::string language;
  BreakCase expected;
};

RecordedBreaks parse_recorded_breaks(const std::string& line) {
  static constexpr std::string_view mark = "¦";
  const std::size_t tab = line.find('\t');
  RecordedBreaks made{line.substr(0, tab), {}};
  for (std::size_t at = tab + 1; at < line.size();) {
    const std::size_t end = std::min(line.find(mark, at), line.size());
    made.expected.text.append(line, at, end - at);
    made.expected.breaks.push_back(static_cast<std::uint32_t>(made.expected.text.size()));
    at = end + mark.size();
  }
  return made;
}

/// Class of UAX #14 of the character at `at`.
std::string line_break_class(std::string_view text, std::size_t at, const std::string& language) {
  static constexpr const char* names[] = {"",   "OP", "CL", "CP", "QU", "GL", "NS", "EX", "SY", "IS", "PR",
                                          "PO", "NU", "AL", "HL", "ID", "IN", "HY", "BA", "BB", "B2", "ZW",
                                          "CM", "WJ", "H2", "H3", "JL", "JV", "JT", "RI", "EB", "EM", "ZJ",
                                          "CB", "AI", "BK", "CJ", "CR", "LF", "NL", "SA", "SG", "SP", "XX"};
  LineBreakContext context;
  lb_init_break_context(&context, decode_utf8(text, at).code_point, language.c_str());
  return names[context.lbcNew];
}

TEST(Conformance, ChromiumLineBreaks) {
  std::ifstream in(DEPESCHE_SOURCE_DIR "/tests/unit/text/conformance/chromium-line-breaks.txt");
  std::map<std::string, int> found;
  std::size_t cases = 0;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with('#')) continue;
    ++cases;
    const auto [language, expected] = parse_recorded_breaks(line);
    const FaceSpan span{0, static_cast<std::uint32_t>(expected.text.size()), Face::serif_regular, language, 0};
    std::vector<Break> breaks;
    find_breaks(expected.text, {&span, 1}, nullptr, breaks);
    for (std::uint32_t i = 1; i < expected.text.size(); ++i) {
      const bool theirs = std::ranges::binary_search(expected.breaks, i);
      const bool ours = breaks[i] > Break::grapheme;
      if (theirs == ours) continue;
      std::size_t before = i;
      previous_code_point(expected.text, before);
      const std::string kind = line_break_class(expected.text, before, language) + (theirs ? " Chromium " : " ours ") +
                               line_break_class(expected.text, i, language);
      ++found[kind];
    }
  }
  EXPECT_EQ(cases, 1000u);
  Deviations deviations("line-breaks-chromium.txt");
  for (const auto& [kind, count] : found) deviations.found(kind, std::to_string(count));
  deviations.finish(cases);
}

TEST(Conformance, GraphemeBreakTest) {
  const std::vector<std::string> lines = unicode_lines("15.1.0", "auxiliary/GraphemeBreakTest.txt");
  if (lines.empty()) GTEST_SKIP() << "build/unicode is not there: ./dev test makes it from Debian's unicode-data";
  Deviations deviations("graphemes.txt");
  for (const std::string& line : lines) {
    const BreakCase expected = parse_break_case(line);
    std::vector<std::uint32_t> ours;
    GraphemeBreaker breaker;
    for (std::size_t at = 0; at < expected.text.size();) {
      const Decoded decoded = decode_utf8(expected.text, at);
      if (breaker.next(decoded.code_point) && at > 0) ours.push_back(static_cast<std::uint32_t>(at));
      at += decoded.length;
    }
    ours.push_back(static_cast<std::uint32_t>(expected.text.size()));
    if (ours != expected.breaks) deviations.found(line, join(ours));
  }
  deviations.finish(lines.size());
}

/// What BidiTest and BidiCharacterTest compare: a level a character, "x" for those that rule X9 takes out, and the order
/// of the others from the left.
struct BidiResult {
  std::uint8_t base = 0;
  std::string levels;
  std::string order;
};

struct BidiText {
  std::string text;
  std::vector<std::uint32_t> offsets;  ///< of each character
  std::vector<bool> hangs;  ///< white space or an isolate's mark: takes the base level at the end (L1)
  std::vector<bool> separates;  ///< class S or B
};

/// @param expected  the levels of the file, which say what X9 takes out
BidiResult resolve(const BidiText& given, Direction direction, const std::vector<std::string>& expected) {
  const BidiLevels levels = resolve_levels(given.text, direction);
  BidiResult result;
  result.base = levels.base;
  std::vector<std::uint8_t> at;
  for (const std::uint32_t offset : given.offsets) at.push_back(levels.at(offset));
  // L1. Our lines do not need it: white space at their end is in no run, and texts have no tabs.
  bool reset = true;
  for (std::size_t i = at.size(); i-- > 0;) {
    const bool removed = i < expected.size() && expected[i] == "x";
    if (given.separates[i])
      reset = true;
    else if (!removed && !given.hangs[i])
      reset = false;
    if (reset) at[i] = levels.base;
  }
  std::vector<std::uint8_t> kept;
  std::vector<std::size_t> index;
  for (std::size_t i = 0; i < at.size(); ++i) {
    const bool removed = i < expected.size() && expected[i] == "x";
    result.levels += (i == 0 ? "" : " ") + (removed ? "x" : std::to_string(at[i]));
    if (removed) continue;
    kept.push_back(at[i]);
    index.push_back(i);
  }
  std::vector<std::uint32_t> order;
  visual_order(kept, order);
  for (const std::uint32_t i : order) result.order += (result.order.empty() ? "" : " ") + std::to_string(index[i]);
  return result;
}

/// A character of each class of BidiTest.
char32_t character_of(std::string_view bidi_class) {
  struct Entry {
    std::string_view name;
    char32_t character;
  };
  static constexpr Entry entries[] = {
      {"L", 'a'},      {"R", 0x5d0},    {"AL", 0x627},   {"EN", '0'},     {"AN", 0x660},   {"ES", '+'},
      {"ET", '#'},     {"CS", ','},     {"NSM", 0x300},  {"BN", 0xad},    {"B", 0x2029},   {"S", '\t'},
      {"WS", ' '},     {"ON", '!'},     {"LRE", 0x202a}, {"RLE", 0x202b}, {"PDF", 0x202c}, {"LRO", 0x202d},
      {"RLO", 0x202e}, {"LRI", 0x2066}, {"RLI", 0x2067}, {"FSI", 0x2068}, {"PDI", 0x2069},
  };
  for (const Entry& entry : entries)
    if (entry.name == bidi_class) return entry.character;
  ADD_FAILURE() << "class " << bidi_class;
  return 0;
}

bool is_isolate_mark(char32_t c) { return c >= 0x2066 && c <= 0x2069; }

void add(BidiText& text, char32_t c, bool white_space, bool separator) {
  text.offsets.push_back(static_cast<std::uint32_t>(text.text.size()));
  append_utf8(text.text, c);
  text.hangs.push_back(white_space || is_isolate_mark(c));
  text.separates.push_back(separator);
}

TEST(Conformance, BidiTest) {
  const std::vector<std::string> lines = unicode_lines("15.1.0", "BidiTest.txt");
  if (lines.empty()) GTEST_SKIP() << "build/unicode is not there: ./dev test makes it from Debian's unicode-data";
  Deviations deviations;
  std::vector<std::string> levels;
  std::string all_levels;
  std::string order;
  std::size_t cases = 0;
  for (const std::string& line : lines) {
    if (line.starts_with("@Levels:")) {
      levels = split(line.substr(8), ' ');
      all_levels.clear();
      for (const std::string& level : levels) all_levels += (all_levels.empty() ? "" : " ") + level;
      continue;
    }
    if (line.starts_with("@Reorder:")) {
      order.clear();
      for (const std::string& index : split(line.substr(9), ' ')) order += (order.empty() ? "" : " ") + index;
      continue;
    }
    const std::vector<std::string> fields = split(line, ';');
    ASSERT_EQ(fields.size(), 2u) << line;
    BidiText text;
    for (const std::string& name : split(fields[0], ' '))
      add(text, character_of(name), name == "WS", name == "S" || name == "B");
    const auto directions = std::strtoul(fields[1].c_str(), nullptr, 16);
    for (const Direction direction : {Direction::automatic, Direction::left_to_right, Direction::right_to_left}) {
      if ((directions >> static_cast<int>(direction) & 1) == 0) continue;
      ++cases;
      const BidiResult result = resolve(text, direction, levels);
      if (result.levels != all_levels || result.order != order)
        deviations.found(fields[0] + "; " + std::to_string(static_cast<int>(direction)),
                         result.levels + ", not " + all_levels);
    }
  }
  deviations.finish(cases);
}

TEST(Conformance, BidiCharacterTest) {
  const std::vector<std::string> lines = unicode_lines("15.1.0", "BidiCharacterTest.txt");
  if (lines.empty()) GTEST_SKIP() << "build/unicode is not there: ./dev test makes it from Debian's unicode-data";
  Deviations deviations;
  for (const std::string& line : lines) {
    const std::vector<std::string> fields = split(line, ';');
    ASSERT_EQ(fields.size(), 5u) << line;
    BidiText text;
    for (const std::string& word : split(fields[0], ' ')) {
      const char32_t c = code_point(word);
      const bool white_space =
          c == ' ' || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x205f || c == 0x3000;
      add(text, c, white_space, c == '\t' || c == 0x2029);
    }
    static constexpr Direction directions[] = {Direction::left_to_right, Direction::right_to_left,
                                               Direction::automatic};
    const Direction direction = directions[std::atoi(fields[1].c_str())];
    const BidiResult result = resolve(text, direction, split(fields[3], ' '));
    if (result.base != std::atoi(fields[2].c_str()) || result.levels != fields[3] || result.order != fields[4])
      deviations.found(line, std::to_string(result.base) + "; " + result.levels + "; " + result.order);
  }
  deviations.finish(lines.size());
}

}  // namespace
}  // namespace depesche
