#include "content/strings.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <optional>

#include "base/concat.h"
#include "content/moment.h"

namespace depesche {
namespace {

Strings strings_of(const std::string& language, std::string_view tag = {}) {
  std::ifstream file(DEPESCHE_SOURCE_DIR "/assets/strings/" + language + ".json", std::ios::binary);
  const std::string json{std::istreambuf_iterator<char>(file), {}};
  auto loaded = load_strings(json, language, tag);
  if (loaded) return std::move(*loaded);
  for (const Diagnostic& diagnostic : loaded.error()) ADD_FAILURE() << format(diagnostic);
  return {};
}

Moment moment(std::string_view text) { return parse_moment(text).value_or(Moment{}); }

TEST(Strings, FallBackToTheEnglishOfTheAssets) {
  const Strings english = strings_of("en");
  const Strings& built_in = fallback_strings();
  EXPECT_EQ(built_in.language, english.language);
  EXPECT_EQ(built_in.name, english.name);
  EXPECT_EQ(built_in.right_to_left, english.right_to_left);
  EXPECT_EQ(built_in.characters_a_minute, english.characters_a_minute);
  EXPECT_EQ(built_in.messages, english.messages) << "change widget/content/messages.h with assets/strings/en.json";
  EXPECT_EQ(built_in.full_pattern, english.full_pattern);
  EXPECT_EQ(built_in.long_pattern, english.long_pattern);
  EXPECT_EQ(built_in.time_pattern, english.time_pattern);
  EXPECT_EQ(built_in.date_time_pattern, english.date_time_pattern);
  EXPECT_EQ(built_in.months, english.months);
  EXPECT_EQ(built_in.weekdays, english.weekdays);
  EXPECT_EQ(built_in.day_periods, english.day_periods);
}

TEST(Strings, KeysAreThoseOfTheFile) {
  EXPECT_EQ(key(Message::today), "today");
  EXPECT_EQ(key(Message::reading_time), "reading-time");
  EXPECT_EQ(key(Message::error_last_good), "error-last-good");
  EXPECT_EQ(key(Message::closed), "closed");
}

TEST(Strings, FillsPlaceholders) {
  EXPECT_EQ(fill("Heute: {date}", "date", "4. Mai"), "Heute: 4. Mai");
  EXPECT_EQ(fill("{current} von {total}", "current", "1", "total", "9"), "1 von 9");
  EXPECT_EQ(fill("{total}/{current}", "current", "{total}", "total", "9"), "9/{total}")
      << "values are not filled again";
  EXPECT_EQ(fill("{x} {", "y", "z"), "{x} {");
  EXPECT_EQ(fill("{{y}", "y", "z"), "{z");
  EXPECT_EQ(fill("", "y", "z"), "");
}

TEST(Dates, AreWrittenInThreeLanguages) {
  const Moment day = moment("2025-09-04T14:05+02:00");
  const Strings german = strings_of("de");
  EXPECT_EQ(format_date(day, DateStyle::full, german), "Donnerstag, 4. September 2025");
  EXPECT_EQ(format_date(day, DateStyle::long_, german), "4. September 2025");
  EXPECT_EQ(format_date(day, DateStyle::time, german), "14:05");
  const Strings english = strings_of("en");
  EXPECT_EQ(format_date(day, DateStyle::full, english), "Thursday, September 4, 2025");
  EXPECT_EQ(format_date(day, DateStyle::long_, english), "September 4, 2025");
  const Strings russian = strings_of("ru");
  EXPECT_EQ(format_date(day, DateStyle::full, russian), "четверг, 4 сентября 2025 г.");
  EXPECT_EQ(format_date(day, DateStyle::long_, russian), "4 сентября 2025 г.");
  EXPECT_EQ(format_date(day, DateStyle::time, russian), "14:05");
}

TEST(Dates, AreThoseOfTheRegion) {
  const Moment day = moment("2025-09-04T14:05+02:00");
  const auto date = [&](std::string_view tag) { return format_date(day, DateStyle::full, strings_of("en", tag)); };
  const auto time = [&](std::string_view tag) { return format_date(day, DateStyle::time, strings_of("en", tag)); };
  EXPECT_EQ(date("en"), "Thursday, September 4, 2025");
  EXPECT_EQ(date("en-US"), "Thursday, September 4, 2025");
  EXPECT_EQ(date("en-GB"), "Thursday, 4 September 2025");
  EXPECT_EQ(date("EN-gb"), "Thursday, 4 September 2025");
  EXPECT_EQ(date("en-GB-oxendict"), "Thursday, 4 September 2025");
  EXPECT_EQ(date("en-GBX"), "Thursday, September 4, 2025") << "another tag, not one with more to it";
  EXPECT_EQ(date("en-G"), "Thursday, September 4, 2025");
  EXPECT_EQ(date("en-IE"), "Thursday 4 September 2025");
  EXPECT_EQ(time("en"), "2:05 PM");
  EXPECT_EQ(time("en-GB"), "14:05");
  EXPECT_EQ(time("en-AU"), "2:05 pm");
  EXPECT_EQ(time("en-CA"), "2:05 p.m.");
  EXPECT_EQ(format_date(moment("2025-01-04"), DateStyle::long_, strings_of("de", "de-AT")), "4. Jänner 2025");
}

TEST(Strings, OfARegionAreTheLanguagesWhereItHasNoOthers) {
  const Strings german = strings_of("de");
  const Strings swiss = strings_of("de", "de-CH");
  EXPECT_EQ(swiss[Message::text_size], "Textgrösse");
  for (std::size_t i = 0; i < german.messages.size(); ++i) {
    if (german.messages[i].find("ß") == std::string::npos)
      EXPECT_EQ(swiss.messages[i], german.messages[i]);
    else
      EXPECT_EQ(swiss.messages[i].find("ß"), std::string::npos) << swiss.messages[i];
  }
  EXPECT_EQ(swiss.language, german.language);
  EXPECT_EQ(swiss.characters_a_minute, german.characters_a_minute);
  EXPECT_EQ(swiss.full_pattern, german.full_pattern);
  EXPECT_EQ(swiss.months, german.months);
  EXPECT_EQ(swiss.weekdays, german.weekdays);
}

TEST(Dates, HaveNoTimeWhereTheMomentHasNone) {
  EXPECT_EQ(format_date(moment("2025-09-04"), DateStyle::time, fallback_strings()), "");
}

TEST(Dates, FollowEveryFieldOfAPattern) {
  Strings strings = fallback_strings();
  const auto written = [&](std::string_view text, std::string_view pattern) {
    strings.full_pattern = pattern;
    return format_date(moment(text), DateStyle::full, strings);
  };
  EXPECT_EQ(written("2025-03-04", "y yy M MM MMMM d dd EEEE"), "2025 25 3 03 March 4 04 Tuesday");
  EXPECT_EQ(written("2025-03-04", "d 'de' MMMM 'o''clock' ''y''"), "4 de March o'clock '2025'");
  EXPECT_EQ(written("0987-03-04", "y/yy"), "987/87");
  EXPECT_EQ(written("2025-03-04T00:07", "H HH h hh mm a"), "0 00 12 12 07 AM");
  EXPECT_EQ(written("2025-03-04T12:07", "H HH h hh mm a"), "12 12 12 12 07 PM");
  EXPECT_EQ(written("2025-03-04T21:07", "h:mm a"), "9:07 PM");
  EXPECT_EQ(written("2025-03-04", "d. – 日y年"), "4. – 日2025年") << "letters of other scripts are text";
}

TEST(Dates, KnowTheirWeekday) {
  EXPECT_EQ(weekday(moment("2025-09-04")), 3);
  EXPECT_EQ(weekday(moment("2000-01-01")), 5);
  EXPECT_EQ(weekday(moment("2024-02-29")), 3);
  EXPECT_EQ(weekday(moment("1970-01-01")), 3);
  EXPECT_EQ(weekday(moment("0001-01-01")), 0);
  EXPECT_EQ(weekday(moment("9999-12-31")), 4);
  // A day later is a weekday later, over every border of month and leap year.
  int expected = weekday(moment("1896-01-01"));
  for (int year = 1896; year <= 2004; ++year) {
    for (int month = 1; month <= 12; ++month) {
      for (int day = 1; day <= 31; ++day) {
        const std::string text = concat({decimal(year, 4), "-", decimal(month, 2), "-", decimal(day, 2)});
        const auto date = parse_moment(text);
        if (!date) continue;
        ASSERT_EQ(weekday(*date), expected) << text;
        expected = (expected + 1) % 7;
      }
    }
  }
}

TEST(Dates, ComeBackAsTheyWereWritten) {
  for (const std::string_view text : {"2025-09-04", "0001-01-01", "2025-09-04T00:00", "2025-09-04T23:59Z",
                                      "2025-09-04T14:30+02:00", "2025-09-04T14:30-03:30"})
    EXPECT_EQ(to_iso(moment(text)), text);
}

TEST(Dates, RefuseWhatIsNone) {
  const auto fault = [](std::string_view text) {
    const auto parsed = parse_moment(text);
    return parsed ? std::optional<MomentFault>() : parsed.error();
  };
  for (const std::string_view text :
       {"", "2025", "2025-9-4", "2025-09-04T", "2025-09-04T14", "2025-09-04 14:30", "2025-09-04t14:30",
        "2025-09-04T14:30z", "2025-09-04T14:30+2:00", "2025-09-04T14:30+0200", "2025-09-04T14:30+14:60",
        "2025-09-04T14:60", "2025-09-04x", "+025-09-04", "2025-00-01", "2025-01-00", "2025-01-32", "2025-09-0",
        "２０２５-09-04"})
    EXPECT_EQ(fault(text), MomentFault::form) << text;
  EXPECT_EQ(fault("2025-09-04T14:30:00"), MomentFault::seconds);
  EXPECT_EQ(fault("2025-09-04T14:30:00.5Z"), MomentFault::seconds);
  EXPECT_EQ(fault("2025-02-29"), MomentFault::calendar);
  EXPECT_EQ(fault("1900-02-29"), MomentFault::calendar);
  EXPECT_EQ(fault("2000-02-30"), MomentFault::calendar);
  EXPECT_EQ(fault("2025-11-31"), MomentFault::calendar);
}

LocalizedText text_of(std::size_t characters) {
  LocalizedText text;
  text.universal = true;
  text.versions.push_back({0, {std::string(characters, 'a'), {}}});
  return text;
}

TEST(ReadingTime, CountsWhatIsReadAndIsAtLeastAMinute) {
  Strings strings = fallback_strings();
  strings.characters_a_minute = 1000;
  Article article;
  article.languages = {"en"};
  EXPECT_EQ(reading_minutes(article, 0, strings), 1);
  article.headline = text_of(500);
  article.lead = text_of(1000);
  article.body.push_back({"", ParagraphBlock{text_of(1000)}});
  EXPECT_EQ(reading_minutes(article, 0, strings), 3) << "2.5 is rounded up";
  TimelineBlock timeline;
  timeline.entries.emplace_back();
  timeline.entries[0].statement.emplace_back(ParagraphBlock{text_of(3000)});
  article.body.push_back({"", timeline});
  EXPECT_EQ(reading_minutes(article, 0, strings), 6) << "statements count, opened or not";
  RelatedBlock related;
  related.items.push_back({text_of(9000), {}, {}, {}});
  article.body.push_back({"", related});
  EXPECT_EQ(reading_minutes(article, 0, strings), 6) << "other articles do not";
  article.reading_minutes = 42;
  EXPECT_EQ(reading_minutes(article, 0, strings), 42) << "the editor knows better";
}

TEST(ReadingTime, CountsCharactersNotBytesAndNoSoftHyphens) {
  Strings strings = fallback_strings();
  strings.characters_a_minute = 10;
  Article article;
  article.languages = {"de"};
  article.headline.universal = true;
  article.headline.versions.push_back({0, {"äöüß\u00adäöüß\u00adäöüßäöüßäöüß", {}}});
  EXPECT_EQ(reading_minutes(article, 0, strings), 2);
}

}  // namespace
}  // namespace depesche
