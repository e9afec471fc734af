#include "content/moment.h"

#include "base/ascii.h"
#include "base/concat.h"
#include "content/strings.h"

namespace depesche {

namespace {

/// Two or four digits at `offset`; -1 where they are not.
int digits(std::string_view text, std::size_t offset, std::size_t count) {
  if (offset + count > text.size()) return -1;
  int number = 0;
  for (const char c : text.substr(offset, count)) {
    if (!is_ascii_digit(c)) return -1;
    number = number * 10 + (c - '0');
  }
  return number;
}

int days_in_month(int year, int month) {
  if (month == 2) return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

bool is_zone(std::string_view zone) {
  if (zone.empty() || zone == "Z") return true;
  if (zone.size() != 6 || (zone[0] != '+' && zone[0] != '-') || zone[3] != ':') return false;
  const int hours = digits(zone, 1, 2);
  const int minutes = digits(zone, 4, 2);
  return hours >= 0 && hours <= 14 && minutes >= 0 && minutes <= 59;
}

}  // namespace

std::expected<Moment, MomentFault> parse_moment(std::string_view text) {
  const auto fault = [](MomentFault kind) { return std::unexpected(kind); };
  const int year = digits(text, 0, 4);
  const int month = digits(text, 5, 2);
  const int day = digits(text, 8, 2);
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > 31 || text[4] != '-' || text[7] != '-')
    return fault(MomentFault::form);

  Moment moment;
  moment.year = static_cast<std::int16_t>(year);
  moment.month = static_cast<std::uint8_t>(month);
  moment.day = static_cast<std::uint8_t>(day);
  if (text.size() > 10) {
    const int hour = digits(text, 11, 2);
    const int minute = digits(text, 14, 2);
    if (text[10] != 'T' || hour < 0 || hour > 23 || minute < 0 || minute > 59 || text[13] != ':')
      return fault(MomentFault::form);
    if (text.size() > 16 && text[16] == ':') return fault(MomentFault::seconds);
    const std::string_view zone = text.substr(16);
    if (!is_zone(zone)) return fault(MomentFault::form);
    moment.has_time = true;
    moment.hour = static_cast<std::uint8_t>(hour);
    moment.minute = static_cast<std::uint8_t>(minute);
    moment.zone = zone;
  }
  if (day > days_in_month(year, month)) return fault(MomentFault::calendar);
  return moment;
}

std::string to_iso(const Moment& moment) {
  std::string date = concat({decimal(static_cast<std::uint64_t>(moment.year), 4), "-", decimal(moment.month, 2), "-",
                             decimal(moment.day, 2)});
  if (!moment.has_time) return date;
  return concat({date, "T", decimal(moment.hour, 2), ":", decimal(moment.minute, 2), moment.zone});
}

int weekday(const Moment& moment) {
  // Sakamoto's method; Sunday = 0 before the shift.
  static constexpr int shifts[] = {0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4};
  const int year = moment.month < 3 ? moment.year - 1 : moment.year;
  const int sunday_first = (year + year / 4 - year / 100 + year / 400 + shifts[moment.month - 1] + moment.day) % 7;
  return (sunday_first + 6) % 7;
}

namespace {

/// One field of a pattern, `count` times its letter (https://unicode.org/reports/tr35/tr35-dates.html). Patterns were
/// checked by `load_strings`.
std::string format_field(const Moment& moment, char letter, int count, const Strings& strings) {
  switch (letter) {
    case 'y':
      return count == 2 ? decimal(static_cast<std::uint64_t>(moment.year % 100), 2)
                        : decimal(static_cast<std::uint64_t>(moment.year));
    case 'M': return count == 4 ? strings.months[moment.month - 1u] : decimal(moment.month, count);
    case 'd': return decimal(moment.day, count);
    case 'E': return strings.weekdays[static_cast<std::size_t>(weekday(moment))];
    case 'H': return decimal(moment.hour, count);
    case 'h': return decimal(moment.hour % 12 == 0 ? 12u : moment.hour % 12u, count);
    case 'm': return decimal(moment.minute, count);
    case 'a': return strings.day_periods[moment.hour < 12 ? 0 : 1];
    default: return std::string(static_cast<std::size_t>(count), letter);
  }
}

}  // namespace

std::string format_date(const Moment& moment, DateStyle style, const Strings& strings) {
  if (style == DateStyle::time && !moment.has_time) return {};
  const std::string& pattern = style == DateStyle::full    ? strings.full_pattern
                               : style == DateStyle::long_ ? strings.long_pattern
                                                           : strings.time_pattern;
  std::string date;
  bool quoted = false;
  for (std::size_t i = 0; i < pattern.size();) {
    const char c = pattern[i];
    if (c == '\'' && i + 1 < pattern.size() && pattern[i + 1] == '\'') {
      date += '\'';
      i += 2;
    } else if (c == '\'') {
      quoted = !quoted;
      ++i;
    } else if (quoted || !is_ascii_letter(c)) {
      date += c;
      ++i;
    } else {
      std::size_t end = i;
      while (end < pattern.size() && pattern[end] == c) ++end;
      date += format_field(moment, c, static_cast<int>(end - i), strings);
      i = end;
    }
  }
  return date;
}

}  // namespace depesche
