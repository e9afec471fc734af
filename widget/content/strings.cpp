#include "content/strings.h"

#include "content/messages.h"

namespace depesche {

std::string_view key(Message message) { return messages_in_english[static_cast<std::size_t>(message)].key; }

const Strings& fallback_strings() {
  static const Strings english = [] {
    Strings strings;
    strings.language = "en";
    strings.name = "English";
    for (std::size_t i = 0; i < strings.messages.size(); ++i) strings.messages[i] = messages_in_english[i].text;
    strings.full_pattern = "EEEE, MMMM d, y";
    strings.long_pattern = "MMMM d, y";
    strings.time_pattern = "h:mm a";
    strings.date_time_pattern = "{1}, {0}";
    strings.months = {"January", "February", "March",     "April",   "May",      "June",
                      "July",    "August",   "September", "October", "November", "December"};
    strings.weekdays = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
    return strings;
  }();
  return english;
}

namespace {

struct Value {
  std::string_view name;
  std::string_view text;
};

std::string fill(std::string_view pattern, const Value* values, std::size_t count) {
  std::string filled;
  while (!pattern.empty()) {
    const std::size_t open = pattern.find('{');
    filled += pattern.substr(0, open);
    if (open == pattern.npos) break;
    pattern.remove_prefix(open);
    const std::size_t close = pattern.find('}');
    const std::string_view name = close == pattern.npos ? std::string_view() : pattern.substr(1, close - 1);
    const Value* found = nullptr;
    for (std::size_t i = 0; i < count && close != pattern.npos; ++i)
      if (values[i].name == name) found = &values[i];
    if (found) {
      filled += found->text;
      pattern.remove_prefix(close + 1);
    } else {
      filled += '{';
      pattern.remove_prefix(1);
    }
  }
  return filled;
}

}  // namespace

std::string fill(std::string_view pattern, std::string_view name, std::string_view value) {
  const Value values[] = {{name, value}};
  return fill(pattern, values, 1);
}

std::string fill(std::string_view pattern, std::string_view name, std::string_view value, std::string_view second_name,
                 std::string_view second_value) {
  const Value values[] = {{name, value}, {second_name, second_value}};
  return fill(pattern, values, 2);
}

}  // namespace depesche
