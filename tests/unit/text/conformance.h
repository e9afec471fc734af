// Unicode's own test files, and the lists of deviations in conformance/. A list has each case that we answer otherwise
// and our answer, under a comment that says why; a test fails on a deviation that is not listed and on a listed one that
// is none any more.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/utf8.h"

namespace depesche {

/// The lines of a file of the Unicode Character Database without comments; empty where it is not there.
inline std::vector<std::string> unicode_lines(std::string_view version, std::string_view file) {
  const char* const given = std::getenv("DEPESCHE_UNICODE_DIR");
  const std::string folder = given != nullptr ? given : DEPESCHE_SOURCE_DIR "/build/unicode";
  std::ifstream in(folder + "/" + std::string(version) + "/" + std::string(file));
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) {
    line.resize(std::min(line.find('#'), line.size()));
    while (!line.empty() && (line.back() == ' ' || line.back() == '\t' || line.back() == '\r')) line.pop_back();
    if (!line.empty()) lines.push_back(line);
  }
  return lines;
}

/// The parts of `line` between `separator`s, without the white space around them.
inline std::vector<std::string> split(std::string_view line, char separator) {
  std::vector<std::string> parts;
  while (true) {
    const std::size_t end = line.find(separator);
    std::string_view part = line.substr(0, end);
    while (!part.empty() && (part.front() == ' ' || part.front() == '\t')) part.remove_prefix(1);
    while (!part.empty() && (part.back() == ' ' || part.back() == '\t')) part.remove_suffix(1);
    if (separator != ' ' || !part.empty()) parts.emplace_back(part);
    if (end == line.npos) return parts;
    line.remove_prefix(end + 1);
  }
}

inline char32_t code_point(std::string_view hexadecimal) {
  return static_cast<char32_t>(std::strtoul(std::string(hexadecimal).c_str(), nullptr, 16));
}

/// A case of LineBreakTest or GraphemeBreakTest: "× 0061 ÷ 0308 ÷".
struct BreakCase {
  std::string text;
  std::vector<std::uint32_t> breaks;  ///< byte offsets inside of the text and at its end
};

inline BreakCase parse_break_case(std::string_view line) {
  BreakCase made;
  for (const std::string& word : split(line, ' ')) {
    if (word == "×") continue;
    if (word != "÷")
      append_utf8(made.text, code_point(word));
    else if (!made.text.empty())
      made.breaks.push_back(static_cast<std::uint32_t>(made.text.size()));
  }
  return made;
}

class Deviations {
 public:
  /// There are to be none.
  Deviations() = default;
  explicit Deviations(std::string_view name) : name_("tests/unit/text/conformance/" + std::string(name)) {
    std::ifstream in(DEPESCHE_SOURCE_DIR "/" + name_);
    EXPECT_TRUE(in.good()) << name_;
    bool reason = false;
    for (std::string line; std::getline(in, line);) {
      if (line.empty()) {
        reason = false;
      } else if (line.starts_with("# ")) {
        reason = true;
      } else {
        EXPECT_TRUE(reason) << name_ << ": no reason above " << line;
        EXPECT_TRUE(listed_.insert(line).second) << name_ << ": twice: " << line;
      }
    }
  }

  void found(const std::string& given, const std::string& ours) {
    const std::string line = given + " | " + ours;
    if (listed_.contains(line))
      seen_.insert(line);
    else if (++unlisted_ <= 20)
      ADD_FAILURE() << "not listed in " << name_ << ":\n" << line;
  }

  void finish(std::size_t cases) const {
    EXPECT_EQ(unlisted_, 0u) << "deviations that are not listed";
    for (const std::string& line : listed_) EXPECT_TRUE(seen_.contains(line)) << "no deviation any more: " << line;
    testing::Test::RecordProperty("cases", static_cast<int>(cases));
    testing::Test::RecordProperty("deviations", static_cast<int>(seen_.size()));
  }

 private:
  std::string name_ = "any file";
  std::set<std::string> listed_;
  std::set<std::string> seen_;
  std::size_t unlisted_ = 0;
};

}  // namespace depesche
