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

/// What a file may leave out: a language has everything, a region of it what it has otherwise.
enum class Part : std::uint8_t { language, region };

void read_messages(Reader& reader, JsonIndex object, Part part, Strings& strings) {
  if (!reader.expect(object, JsonKind::object, "expected an object with the messages")) return;
  const JsonTree& tree = reader.tree();
  for (std::size_t i = 0; i < strings.messages.size(); ++i) {
    const MessageEntry& entry = messages_in_english[i];
    const JsonIndex value = tree.member(object, entry.key);
    if (value == no_value) {
      if (part == Part::language) reader.note(Fault::missing_message, object, {entry.key, entry.text});
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

void read_dates(Reader& reader, JsonIndex dates, Part part, Strings& strings) {
  if (!reader.expect(dates, JsonKind::object, "expected an object with patterns and names of dates")) return;
  ObjectReader object(reader, dates, Fault::field_not_allowed);
  const auto field = [&](std::string_view name, std::string_view expectation) {
    return part == Part::language ? object.required(name, expectation) : object.optional(name);
  };
  const auto pattern = [&](std::string_view name, std::string_view fields, std::string& out) {
    const JsonIndex value = field(name, "expected a CLDR pattern");
    if (value != no_value) out = read_pattern(reader, value, fields);
  };
  static constexpr std::string_view date_fields = "y yy M MM MMMM d dd EEEE";
  pattern("full", date_fields, strings.full_pattern);
  pattern("long", date_fields, strings.long_pattern);
  pattern("time", "H HH h hh mm a", strings.time_pattern);
  const JsonIndex date_time = field("dateTime", "expected a pattern such as \"{1}, {0}\"");
  if (date_time != no_value) {
    strings.date_time_pattern = reader.plain_string(date_time, string_expected, Empty::refuse);
    check_placeholders(reader, date_time, strings.date_time_pattern, "{0}{1}");
  }
  read_names(reader, field("months", "expected 12 names"), "expected 12 names, January first", strings.months);
  read_names(reader, field("weekdays", "expected 7 names"), "expected 7 names, Monday first", strings.weekdays);
  read_names(reader, object.optional("dayPeriods"), "expected 2 names, before noon and after", strings.day_periods);
}

/// As tags are looked up (RFC 4647, 3.3.1): "en-GB" is for "en-gb-oxendict", too.
bool is_for(std::string_view region, std::string_view tag) {
  return equal_ignoring_case(tag.substr(0, region.size()), region) &&
         (tag.size() == region.size() || tag[region.size()] == '-');
}

void read_region(Reader& reader, JsonIndex value, std::string_view tag, Strings& strings) {
  static constexpr std::string_view tags_expected = "expected the tags of regions, such as \"en-GB\"";
  ObjectReader object(reader, value, Fault::field_not_allowed);
  bool is_wanted = false;
  for (const JsonIndex own : reader.elements(object.required("tags", tags_expected), tags_expected, Empty::refuse))
    is_wanted = is_for(reader.language_tag(own), tag) || is_wanted;
  // Another region is read all the same: what is wrong there should not come out in that region only.
  Strings other;
  Strings& read = is_wanted ? strings : other;
  read_messages(reader, object.optional("messages"), Part::region, read);
  read_dates(reader, object.optional("dates"), Part::region, read);
}

void read_strings(Reader& reader, std::string_view tag, Strings& strings) {
  if (!reader.expect(0, JsonKind::object, "expected an object: the words of the interface")) return;
  ObjectReader root(reader, 0, Fault::field_not_allowed);
  root.optional("$schema");
  strings.language = reader.language_tag(root.required("language", "expected a language tag"));
  strings.name =
      reader.plain_string(root.required("name", "expected the language's own name"), string_expected, Empty::refuse);
  strings.right_to_left = reader.boolean(root.optional("rightToLeft"));
  const JsonIndex rate = root.required("charactersAMinute", "expected a reading speed, 100 to 3000");
  strings.characters_a_minute = static_cast<float>(reader.integer(rate, 100, 3000).value_or(987));
  read_messages(reader, root.required("messages", "expected an object with the messages"), Part::language, strings);
  read_dates(reader, root.required("dates", "expected an object with patterns and names of dates"), Part::language,
             strings);

  const JsonIndex regions = root.optional("regions");
  strings.has_regions = regions != no_value;
  for (const JsonIndex value : reader.elements(regions, "expected an array of regions", Empty::refuse))
    if (reader.expect(value, JsonKind::object, "expected an object with what a region has otherwise"))
      read_region(reader, value, tag, strings);
}

}  // namespace

Result<Strings> load_strings(std::string_view json, std::string_view file, std::string_view tag) {
  const Result<JsonTree> tree = parse_json(json, file);
  if (!tree) return std::unexpected(tree.error());
  Reader reader(*tree);
  Strings strings;
  read_strings(reader, tag, strings);
  if (reader.errors() != 0) return std::unexpected(reader.take_diagnostics(file));
  return strings;
}

}  // namespace depesche
