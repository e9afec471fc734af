#include "base/diagnostics.h"

#include <gtest/gtest.h>

#include <array>

#include "base/closest.h"
#include "base/concat.h"

namespace depesche {
namespace {

Diagnostic fault() {
  Diagnostic diagnostic;
  diagnostic.code = "bad-date";
  diagnostic.file = "a.json";
  diagnostic.line = 12;
  diagnostic.column = 5;
  diagnostic.pointer = "/body/0";
  diagnostic.problem = "found null";
  diagnostic.expectation = "expected a date";
  diagnostic.remedy = "write one";
  return diagnostic;
}

TEST(Diagnostics, AreOneLineWithPlaceAndThreeParts) {
  Diagnostic diagnostic = fault();
  EXPECT_EQ(format(diagnostic), "a.json:12:5 /body/0: found null; expected a date; write one");
  diagnostic.severity = Severity::warning;
  EXPECT_EQ(format(diagnostic), "a.json:12:5 /body/0: warning: found null; expected a date; write one");
}

TEST(Diagnostics, LeaveOutWhatIsNotThere) {
  Diagnostic diagnostic = fault();
  diagnostic.pointer = "";
  diagnostic.expectation = "";
  EXPECT_EQ(format(diagnostic), "a.json:12:5: found null; write one");
  diagnostic.line = 0;
  diagnostic.remedy = "";
  EXPECT_EQ(format(diagnostic), "a.json: found null");
  diagnostic.file = "";
  EXPECT_EQ(format(diagnostic), "found null");
  diagnostic.pointer = "/a";
  EXPECT_EQ(format(diagnostic), "/a: found null");
}

TEST(Diagnostics, GiveNoOrdersToATerminal) {
  Diagnostic diagnostic;
  diagnostic.file = "a\n.json";
  diagnostic.problem = "found \x1b[31m, \u202e, \u200b, a\u00adb and \xff";
  EXPECT_EQ(format(diagnostic), "a\\u000a.json: found \\u001b[31m, \\u202e, \\u200b, a\\u00adb and \ufffd");
}

TEST(Diagnostics, TellErrorsFromWarnings) {
  Diagnostic warning;
  warning.severity = Severity::warning;
  EXPECT_FALSE(has_errors({}));
  EXPECT_FALSE(has_errors({warning}));
  EXPECT_TRUE(has_errors({warning, Diagnostic{}}));
}

TEST(Concat, JoinsAndCounts) {
  EXPECT_EQ(concat({"a", "", "bc"}), "abc");
  EXPECT_EQ(decimal(0), "0");
  EXPECT_EQ(decimal(7, 2), "07");
  EXPECT_EQ(decimal(2025, 2), "2025");
  EXPECT_EQ(decimal(18446744073709551615ull), "18446744073709551615");
}

TEST(Closest, FindsSlipsAndNothingElse) {
  constexpr std::array<std::string_view, 5> names = {"paragraph", "readingMinutes", "id", "url", "title"};
  EXPECT_EQ(closest("paragaph", names), "paragraph") << "left out";
  EXPECT_EQ(closest("paragrpah", names), "paragraph") << "exchanged";
  EXPECT_EQ(closest("reading_minutes", names), "readingMinutes") << "another spelling of the same words";
  EXPECT_EQ(closest("Title", names), "title");
  EXPECT_EQ(closest("titles", names), "title");
  EXPECT_EQ(closest("uri", names), "url");
  EXPECT_EQ(closest("ix", names), "") << "half of a short name is no slip";
  EXPECT_EQ(closest("video", names), "");
  EXPECT_EQ(closest("", names), "");
  EXPECT_EQ(closest(std::string(500, 'p'), names), "");
  EXPECT_EQ(closest("id", {}), "");
}

}  // namespace
}  // namespace depesche
