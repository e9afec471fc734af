#include <algorithm>
#include <vector>

#include "base/ascii.h"
#include "base/closest.h"
#include "base/concat.h"
#include "content/json_tree.h"
#include "content/messages.h"
#include "content/reader.h"
#include "content/strings.h"

namespace depesche {

namespace {

constexpr std::string_view string_expected = "expected a string";

/// The placeholders of a message one after another; braces of other kinds stay text.
std::vector<std::string_view> find_placeholders(std::string_view text) {
  std::vector<std::string_view> found;
  for (std::size_t open = text.find('{'); open != text.npos; open = text.find('{', open + 1)) {
    const std::size_t close = text.find('}', open);
    if (close != text.npos) found.push_back(text.substr(open, close - open + 1));
  }
  return found;
}

void check_placeholders(Reader& reader, JsonIndex value, std::string_view text, std::string_view wanted) {
  const auto present = find_placeholders(text);
  for (const std::string_view name : find_placeholders(wanted))
    if (std::ranges::find(present, name) == present.end())
      reader.note(Fault::missing_placeholder, value, {name, wanted});
  for (const std::string_view name : present)
    if (wanted.find(name) == wanted.npos)
      reader.note(Fault::unknown_placeholder, value, {name, wanted.empty() ? "none" : wanted});
}

/// Fields of CLDR date patterns that `format_date` writes.
bool is_pattern_field(std::string_view field, std::string_view fields) {
  for (std::size_t begin = 0; begin < fields.size();) {
    const std::size_t end = std::min(fields.find(' ', begin), fields.size());
    if (fields.substr(begin, end - begin) == field) return true;
    begin = end + 1;
  }
  return false;
}

std::string read_pattern(Reader& reader, JsonIndex value, std::string_view fields) {
  std::string pattern = reader.plain_string(value, string_expected, Empty::refuse);
  bool quoted_literal = false;
  for (std::size_t i = 0; i < pattern.size();) {
    std::size_t end = i + 1;
    if (pattern[i] == '\'') {
      quoted_literal = !quoted_literal;
    } else if (!quoted_literal && is_ascii_letter(pattern[i])) {
      while (end < pattern.size() && pattern[end] == pattern[i]) ++end;
      const std::string_view field = std::string_view(pattern).substr(i, end - i);
      if (!is_pattern_field(field, fields)) reader.note(Fault::bad_pattern, value, {field, fields});
    }
    i = end;
  }
  if (quoted_literal) reader.note(Fault::open_quote, value);
  return pattern;
}

template <std::size_t count>
void read_names(Reader& reader, JsonIndex value, std::string_view expectation, std::array<std::string, count>& out) {
  if (value == no_value) return;
  const auto elements = reader.elements(value, expectation, Empty::allow);
  if (reader.tree().kind(value) == JsonKind::array && elements.size() != count)
    reader.note(Fault::wrong_count, value, {decimal(elements.size()), expectation});
  for (std::size_t i = 0; i < std::min(count, elements.size()); ++i)
    out[i] = reader.plain_string(elements[i], string_expected, Empty::refuse);
}

void read_messages(Reader& reader, JsonIndex object, Strings& strings) {
  if (!reader.expect(object, JsonKind::object, "expected an object with the messages")) return;
  const JsonTree& tree = reader.tree();
  for (std::size_t i = 0; i < strings.messages.size(); ++i) {
    const MessageEntry& entry = messages_in_english[i];
    const JsonIndex value = tree.member(object, entry.key);
    if (value == no_value) {
      reader.note(Fault::missing_message, object, {entry.key, entry.text});
      continue;
    }
    if (!reader.expect(value, JsonKind::string, string_expected)) continue;
    strings.messages[i] = reader.plain_string(value, string_expected, Empty::refuse);
    check_placeholders(reader, value, strings.messages[i], entry.placeholders);
  }
  for (const JsonIndex member : tree.children(object)) {
    const std::string_view name = tree.key(member);
    if (std::ranges::find(messages_in_english, name, &MessageEntry::key) != std::end(messages_in_english)) continue;
    std::vector<std::string_view> keys;
    for (const MessageEntry& entry : messages_in_english) keys.push_back(entry.key);
    reader.note(Fault::unknown_message, member, {closest(name, keys)});
  }
}

void read_strings(Reader& reader, Strings& strings) {
  if (!reader.expect(0, JsonKind::object, "expected an object: the words of the interface")) return;
  ObjectReader root(reader, 0, Fault::field_not_allowed);
  root.optional("$schema");
  strings.language = reader.language_tag(root.required("language", "expected a language tag"));
  strings.name =
      reader.plain_string(root.required("name", "expected the language's own name"), string_expected, Empty::refuse);
  strings.right_to_left = reader.boolean(root.optional("rightToLeft"));
  const JsonIndex rate = root.required("charactersAMinute", "expected a reading speed, 100 to 3000");
  strings.characters_a_minute = static_cast<float>(reader.integer(rate, 100, 3000).value_or(987));
  read_messages(reader, root.required("messages", "expected an object with the messages"), strings);

  const JsonIndex dates = root.required("dates", "expected an object with patterns and names of dates");
  if (!reader.expect(dates, JsonKind::object, "expected an object with patterns and names of dates")) return;
  ObjectReader object(reader, dates, Fault::field_not_allowed);
  static constexpr std::string_view pattern_expected = "expected a CLDR pattern";
  static constexpr std::string_view date_fields = "y yy M MM MMMM d dd EEEE";
  strings.full_pattern = read_pattern(reader, object.required("full", pattern_expected), date_fields);
  strings.long_pattern = read_pattern(reader, object.required("long", pattern_expected), date_fields);
  strings.time_pattern = read_pattern(reader, object.required("time", pattern_expected), "H HH h hh mm a");
  const JsonIndex date_time = object.required("dateTime", "expected a pattern such as \"{1}, {0}\"");
  strings.date_time_pattern = reader.plain_string(date_time, string_expected, Empty::refuse);
  if (date_time != no_value) check_placeholders(reader, date_time, strings.date_time_pattern, "{0}{1}");
  read_names(reader, object.required("months", "expected 12 names"), "expected 12 names, January first",
             strings.months);
  read_names(reader, object.required("weekdays", "expected 7 names"), "expected 7 names, Monday first",
             strings.weekdays);
  read_names(reader, object.optional("dayPeriods"), "expected 2 names, before noon and after", strings.day_periods);
}

}  // namespace

Result<Strings> load_strings(std::string_view json, std::string_view file) {
  const Result<JsonTree> tree = parse_json(json, file);
  if (!tree) return std::unexpected(tree.error());
  Reader reader(*tree);
  Strings strings;
  read_strings(reader, strings);
  if (reader.errors() != 0) return std::unexpected(reader.take_diagnostics(file));
  return strings;
}

}  // namespace depesche
