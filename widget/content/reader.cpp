#include "content/reader.h"

#include <algorithm>
#include <cassert>

#include "base/ascii.h"
#include "base/closest.h"
#include "base/concat.h"
#include "base/utf8.h"
#include "content/limits.h"
#include "content/moment.h"

namespace depesche {

namespace {

bool is_language_tag(std::string_view tag) {
  std::size_t part = 0;
  bool first = true;
  for (std::size_t i = 0; i <= tag.size(); ++i) {
    if (i < tag.size() && tag[i] != '-') {
      if (!is_ascii_letter(tag[i]) && (first || !is_ascii_digit(tag[i]))) return false;
      continue;
    }
    const std::size_t length = i - part;
    if (length > 8 || length < (first ? 2u : 1u)) return false;
    part = i + 1;
    first = false;
  }
  return true;
}

/// As RFC 5646, section 2.1.1, writes it: the language small, a script with a capital letter, a region in capitals, and
/// all that follows a single letter small.
std::string canonical_language_tag(std::string_view tag) {
  std::string out(tag);
  bool extension = false;
  for (std::size_t begin = 0; begin < tag.size();) {
    const std::size_t end = std::min(tag.find('-', begin), tag.size());
    const bool subtag = begin > 0 && !extension;
    for (std::size_t i = begin; i < end; ++i) {
      const bool capital = subtag && (end - begin == 2 || (end - begin == 4 && i == begin));
      out[i] = capital ? ascii_upper(tag[i]) : ascii_lower(tag[i]);
    }
    extension = extension || end - begin == 1;
    begin = end + 1;
  }
  return out;
}

/// "1 error", "3 errors".
std::string counted(std::size_t count, std::string_view noun) {
  return concat({decimal(count), " ", noun, count == 1 ? "" : "s"});
}

}  // namespace

std::string quoted(std::string_view text) {
  std::size_t end = 0;
  for (int count = 0; end < text.size() && count < 40; ++count) end += decode_utf8(text, end).length;
  return concat({"\"", text.substr(0, end), end < text.size() ? "…\"" : "\""});
}

bool is_blank(std::string_view text) {
  for (std::size_t offset = 0; offset < text.size();) {
    const auto [c, length] = decode_utf8(text, offset);
    if (c != ' ' && c != '\n' && c != '\r' && c != '\t' && c != 0xa0 && c != 0xad) return false;
    offset += length;
  }
  return true;
}

Reader::Reader(const JsonTree& tree) : tree_(tree) {
  for (JsonIndex object = 0; object < tree.values.size(); ++object) {
    if (tree.kind(object) != JsonKind::object) continue;
    for (const JsonIndex member : tree.children(object)) {
      const JsonIndex first = tree.member(object, tree.key(member));
      if (first == member) continue;
      note(Fault::duplicate_field, member, {position(tree[first].key_offset)});
    }
  }
}

void Reader::note(Fault fault, JsonIndex value, std::initializer_list<std::string_view> arguments) {
  if (quiet_ != 0) return;
  if (++(entry(fault).severity == Severity::error ? errors_ : warnings_) > max_diagnostics) return;
  const JsonValue& json = tree_[value];
  const std::uint32_t offset = is_at_key(fault) ? json.key_offset : json.offset;
  const auto at = std::ranges::upper_bound(offsets_, offset) - offsets_.begin();
  const Found found{describe_value(value), quoted(tree_.string(value)), quoted(tree_.key(value))};
  Diagnostic diagnostic = describe(fault, arguments, found);
  diagnostic.pointer = tree_.pointer(value);
  offsets_.insert(offsets_.begin() + at, offset);
  noted_.insert(noted_.begin() + at, std::move(diagnostic));
}

std::string Reader::position(std::uint32_t offset) const {
  return errors_ < max_diagnostics ? to_string(locate(tree_.text, offset)) : std::string();
}

std::vector<Diagnostic> Reader::take_diagnostics(std::string_view file) {
  // Errors go before warnings where there is no room for both.
  const std::size_t errors = std::min(errors_, max_diagnostics);
  const std::size_t warnings = std::min(warnings_, max_diagnostics - errors);
  std::size_t warnings_left = warnings;
  std::vector<Diagnostic> diagnostics;
  TextPosition position;
  std::size_t offset = 0;
  for (std::size_t i = 0; i < noted_.size(); ++i) {
    Diagnostic& diagnostic = noted_[i];
    if (diagnostic.severity == Severity::warning) {
      if (warnings_left == 0) continue;
      --warnings_left;
    }
    position = locate(tree_.text, offsets_[i], position, offset);
    offset = offsets_[i];
    diagnostic.file = file;
    diagnostic.line = position.line;
    diagnostic.column = position.column;
    diagnostics.push_back(std::move(diagnostic));
  }
  const std::size_t more_errors = errors_ - errors;
  const std::size_t more_warnings = warnings_ - warnings;
  if (more_errors + more_warnings != 0) {
    Diagnostic rest;
    rest.severity = more_errors != 0 ? Severity::error : Severity::warning;
    rest.code = "more-diagnostics";
    rest.file = file;
    rest.problem = concat({"and ", more_errors != 0 ? counted(more_errors, "error") : "",
                           more_errors != 0 && more_warnings != 0 ? " and " : "",
                           more_warnings != 0 ? counted(more_warnings, "warning") : "", " more"});
    diagnostics.push_back(std::move(rest));
  }
  noted_.clear();
  offsets_.clear();
  return diagnostics;
}

std::string Reader::describe_value(JsonIndex value) const {
  switch (tree_.kind(value)) {
    case JsonKind::null: return "null";
    case JsonKind::boolean: return tree_[value].boolean ? "true" : "false";
    case JsonKind::number: {
      const std::string_view rest = tree_.text.substr(tree_[value].offset);
      return concat(
          {"the number ", rest.substr(0, std::min<std::size_t>(40, rest.find_first_not_of("0123456789+-.eE")))});
    }
    case JsonKind::string: return concat({"the string ", quoted(tree_.string(value))});
    case JsonKind::array: return "an array";
    case JsonKind::object: return "an object";
  }
  return {};
}

bool Reader::expect(JsonIndex value, JsonKind kind, std::string_view expectation) {
  if (value == no_value) return false;
  if (tree_.kind(value) == kind) return true;
  const bool null = tree_.kind(value) == JsonKind::null;
  note(Fault::wrong_type, value, {expectation, null ? "leave the field out where there is nothing to say" : ""});
  return false;
}

std::vector<JsonIndex> Reader::elements(JsonIndex array, std::string_view expectation, Empty empty) {
  std::vector<JsonIndex> found;
  if (!expect(array, JsonKind::array, expectation)) return found;
  for (const JsonIndex element : tree_.children(array)) found.push_back(element);
  if (found.empty() && empty == Empty::refuse) note(Fault::empty_array, array, {expectation});
  if (found.empty() && empty == Empty::warn) note(Fault::empty_array_shown, array, {expectation});
  return found;
}

std::optional<int> Reader::integer(JsonIndex value, int least, int most) {
  if (!expect(value, JsonKind::number, "expected a whole number")) return std::nullopt;
  const double number = tree_[value].number;
  if (number >= least && number <= most && static_cast<double>(static_cast<int>(number)) == number)
    return static_cast<int>(number);
  note(Fault::out_of_range, value,
       {decimal(static_cast<std::uint64_t>(least)), decimal(static_cast<std::uint64_t>(most))});
  return std::nullopt;
}

bool Reader::boolean(JsonIndex value) {
  return expect(value, JsonKind::boolean, "expected true or false") && tree_[value].boolean;
}

std::optional<Moment> Reader::moment(JsonIndex value) {
  static constexpr std::string_view expectation =
      "expected a date such as \"2025-09-04\" or \"2025-09-04T14:30+02:00\"";
  if (!expect(value, JsonKind::string, expectation)) return std::nullopt;
  auto moment = parse_moment(tree_.string(value));
  if (moment) return std::move(*moment);
  const MomentFault fault = moment.error();
  note(fault == MomentFault::form      ? Fault::bad_date
       : fault == MomentFault::seconds ? Fault::bad_date_seconds
                                       : Fault::no_such_day,
       value, {expectation});
  return std::nullopt;
}

std::string Reader::link(JsonIndex value, LinkUse use) {
  if (!expect(value, JsonKind::string, "expected an address as a string")) return {};
  const std::string_view url = tree_.string(value);
  const auto fault = find_link_fault(url, use);
  if (!fault) return std::string(url);
  note(Fault::bad_link, value, {fault->problem, fault->expectation, fault->remedy});
  return {};
}

std::string Reader::id(JsonIndex value) {
  if (!expect(value, JsonKind::string, "expected an id")) return {};
  const std::string_view id = tree_.string(value);
  bool good = !id.empty() && id.size() <= max_id_length;
  for (const char c : id) good = good && (is_ascii_letter(c) || is_ascii_digit(c) || c == '.' || c == '_' || c == '-');
  if (good) return std::string(id);
  note(Fault::bad_id, value, {decimal(max_id_length)});
  return {};
}

std::string Reader::language_tag(JsonIndex value) {
  if (!expect(value, JsonKind::string, "expected a language tag such as \"de\" or \"pt-BR\"")) return {};
  const std::string_view tag = tree_.string(value);
  if (tag.size() <= 35 && is_language_tag(tag)) return canonical_language_tag(tag);
  note(Fault::bad_language_tag, value, {tag.find('_') != tag.npos ? "write - for _" : ""});
  return {};
}

void Reader::append_clean(std::string& out, std::string_view text, JsonIndex value) {
  bool noted = false;
  std::size_t kept = 0;  // up to here `text` is in `out`
  const auto replace = [&](std::size_t begin, std::size_t end, std::string_view by) {
    out += text.substr(kept, begin - kept);
    out += by;
    kept = end;
  };
  for (std::size_t offset = 0; offset < text.size();) {
    const std::size_t begin = offset;
    if (const auto byte = static_cast<unsigned char>(text[begin]); byte >= 0x20 && byte < 0x7f) {
      ++offset;
      continue;
    }
    const auto [c, length] = decode_utf8(text, begin);
    offset += length;
    if (c == '\r') {
      replace(begin, offset, offset < text.size() && text[offset] == '\n' ? "" : "\n");
    } else if (c == 0x2028 || c == 0x2029) {
      replace(begin, offset, "\n");
    } else if (c == '\t') {
      replace(begin, offset, " ");
    } else if ((c < 0x20 && c != '\n') || (c >= 0x7f && c < 0xa0)) {
      if (!noted)
        note(Fault::control_character, value,
             {quoted(text.substr(begin, length)), decimal(count_code_points(text.substr(0, offset)))});
      noted = true;
      replace(begin, offset, "\ufffd");
    }
  }
  out += text.substr(kept);
}

std::string Reader::plain_string(JsonIndex value, std::string_view expectation, Empty empty) {
  std::string text;
  if (!expect(value, JsonKind::string, expectation)) return text;
  append_clean(text, tree_.string(value), value);
  for (char& c : text)
    if (c == '\n') c = ' ';
  check_empty(text, value, empty);
  return text;
}

void Reader::check_empty(std::string_view text, JsonIndex value, Empty empty) {
  if (empty != Empty::allow && is_blank(text))
    note(empty == Empty::refuse ? Fault::empty_text : Fault::empty_text_shown, value);
}

ObjectReader::~ObjectReader() {
  if (accepts_all_) return;
  const std::span<const std::string_view> known(known_.data(), known_count_);
  const JsonTree& tree = reader_.tree();
  for (const JsonIndex member : tree.children(object_)) {
    const std::string_view name = tree.key(member);
    bool found = false;
    for (const std::string_view candidate : known) found = found || candidate == name;
    if (found) continue;
    reader_.note(unknown_, member, {closest(name, known)});
  }
}

JsonIndex ObjectReader::optional(std::string_view name) {
  assert(known_count_ < known_.size());
  known_[known_count_++] = name;
  return reader_.tree().member(object_, name);
}

JsonIndex ObjectReader::required(std::string_view name, std::string_view expectation, std::string_view remedy) {
  const JsonIndex value = optional(name);
  if (value == no_value) reader_.note(Fault::missing_field, object_, {name, expectation, remedy});
  return value;
}

}  // namespace depesche
