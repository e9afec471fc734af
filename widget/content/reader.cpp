#include "content/reader.h"

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
      const TextPosition position = locate(tree.text, tree[first].key_offset);
      error_at_key(member, "duplicate-field", concat({"field ", quoted(tree.key(member)), " stands twice"}),
                   "expected it once",
                   concat({"remove one; the other is at ", decimal(position.line), ":", decimal(position.column)}));
    }
  }
}

void Reader::add(Severity severity, JsonIndex value, std::uint32_t offset, std::string_view code, std::string problem,
                 std::string expectation, std::string remedy) {
  if (quiet_ != 0) return;
  if (++(severity == Severity::error ? errors_ : warnings_) > max_diagnostics) return;
  std::size_t at = faults_.size();
  while (at > 0 && faults_[at - 1].offset > offset) --at;
  faults_.insert(faults_.begin() + static_cast<std::ptrdiff_t>(at),
                 Fault{offset, Diagnostic{severity, std::string(code), {}, 0, 0, tree_.pointer(value),
                                          std::move(problem), std::move(expectation), std::move(remedy)}});
}

std::vector<Diagnostic> Reader::take_diagnostics(std::string_view file) {
  // Errors go before warnings where there is no room for both.
  const std::size_t errors = std::min(errors_, max_diagnostics);
  const std::size_t warnings = std::min(warnings_, max_diagnostics - errors);
  std::size_t warnings_left = warnings;
  std::vector<Diagnostic> diagnostics;
  TextPosition position;
  std::size_t offset = 0;
  for (Fault& fault : faults_) {
    if (fault.diagnostic.severity == Severity::warning) {
      if (warnings_left == 0) continue;
      --warnings_left;
    }
    position = locate(tree_.text, fault.offset, position, offset);
    offset = fault.offset;
    fault.diagnostic.file = file;
    fault.diagnostic.line = position.line;
    fault.diagnostic.column = position.column;
    diagnostics.push_back(std::move(fault.diagnostic));
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
  faults_.clear();
  return diagnostics;
}

std::string Reader::describe(JsonIndex value) const {
  switch (tree_.kind(value)) {
    case JsonKind::null:
      return "null";
    case JsonKind::boolean:
      return tree_[value].boolean ? "true" : "false";
    case JsonKind::number: {
      const std::string_view rest = tree_.text.substr(tree_[value].offset);
      return concat({"the number ", rest.substr(0, std::min<std::size_t>(40, rest.find_first_not_of("0123456789+-.eE")))});
    }
    case JsonKind::string:
      return concat({"the string ", quoted(tree_.string(value))});
    case JsonKind::array:
      return "an array";
    case JsonKind::object:
      return "an object";
  }
  return {};
}

void Reader::wrong_type(JsonIndex value, std::string_view expectation) {
  const bool null = tree_.kind(value) == JsonKind::null;
  error(value, "wrong-type", concat({"found ", describe(value)}), std::string(expectation),
        null ? "leave the field out where there is nothing to say" : "");
}

bool Reader::expect(JsonIndex value, JsonKind kind, std::string_view expectation) {
  if (value == no_value) return false;
  if (tree_.kind(value) == kind) return true;
  wrong_type(value, expectation);
  return false;
}

std::vector<JsonIndex> Reader::elements(JsonIndex array, std::string_view expectation, Empty empty) {
  std::vector<JsonIndex> found;
  if (!expect(array, JsonKind::array, expectation)) return found;
  for (const JsonIndex element : tree_.children(array)) found.push_back(element);
  if (found.empty() && empty == Empty::refuse) error(array, "empty-array", "the array is empty", std::string(expectation));
  if (found.empty() && empty == Empty::warn)
    warn(array, "empty-array", "the array is empty", std::string(expectation), "nothing is shown for it");
  return found;
}

std::optional<int> Reader::integer(JsonIndex value, int least, int most) {
  if (value == no_value) return std::nullopt;
  const std::string expectation = concat({"expected a whole number from ", decimal(static_cast<std::uint64_t>(least)),
                                          " to ", decimal(static_cast<std::uint64_t>(most))});
  if (!expect(value, JsonKind::number, expectation)) return std::nullopt;
  const double number = tree_[value].number;
  if (number >= least && number <= most && static_cast<double>(static_cast<int>(number)) == number)
    return static_cast<int>(number);
  error(value, "out-of-range", concat({"found ", describe(value)}), expectation);
  return std::nullopt;
}

bool Reader::boolean(JsonIndex value) {
  return expect(value, JsonKind::boolean, "expected true or false") && tree_[value].boolean;
}

std::optional<Moment> Reader::moment(JsonIndex value) {
  static constexpr std::string_view expectation = "expected a date such as \"2025-09-04\" or \"2025-09-04T14:30+02:00\"";
  if (!expect(value, JsonKind::string, expectation)) return std::nullopt;
  auto moment = parse_moment(tree_.string(value));
  if (moment) return std::move(*moment);
  switch (moment.error()) {
    case MomentFault::form:
      error(value, "bad-date", concat({"found ", describe(value)}), std::string(expectation));
      break;
    case MomentFault::seconds:
      error(value, "bad-date", concat({"found ", describe(value)}), std::string(expectation), "leave out the seconds");
      break;
    case MomentFault::calendar:
      error(value, "bad-date", concat({"there is no day ", quoted(tree_.string(value))}),
            "expected a day of the Gregorian calendar");
      break;
  }
  return std::nullopt;
}

std::string Reader::link(JsonIndex value, LinkUse use) {
  if (!expect(value, JsonKind::string, "expected an address as a string")) return {};
  const std::string_view url = tree_.string(value);
  const auto fault = find_link_fault(url, use);
  if (!fault) return std::string(url);
  error(value, "bad-link", url.empty() ? std::string(fault->problem) : concat({fault->problem, ": ", quoted(url)}),
        std::string(fault->expectation), std::string(fault->remedy));
  return {};
}

std::string Reader::id(JsonIndex value) {
  static constexpr std::string_view expectation = "expected 1 to 128 of A-Z a-z 0-9 . _ -";
  if (!expect(value, JsonKind::string, expectation)) return {};
  const std::string_view id = tree_.string(value);
  bool good = !id.empty() && id.size() <= max_id_length;
  for (const char c : id) good = good && (is_ascii_letter(c) || is_ascii_digit(c) || c == '.' || c == '_' || c == '-');
  if (good) return std::string(id);
  error(value, "bad-id", concat({"found ", describe(value)}), std::string(expectation));
  return {};
}

std::string Reader::language_tag(JsonIndex value) {
  static constexpr std::string_view expectation = "expected a language tag such as \"de\" or \"pt-BR\"";
  if (!expect(value, JsonKind::string, expectation)) return {};
  const std::string_view tag = tree_.string(value);
  if (tag.size() <= 35 && is_language_tag(tag)) return std::string(tag);
  error(value, "bad-language-tag", concat({"found ", describe(value)}), std::string(expectation),
        tag.find('_') != tag.npos ? "write - for _" : "");
  return {};
}

void Reader::append_clean(std::string& out, std::string_view text, JsonIndex value) {
  bool noted = false;
  for (std::size_t offset = 0; offset < text.size();) {
    const auto [c, length] = decode_utf8(text, offset);
    offset += length;
    if (c == '\r') {
      if (offset == text.size() || text[offset] != '\n') out += '\n';
    } else if (c == 0x2028 || c == 0x2029) {
      out += '\n';
    } else if (c == '\t') {
      out += ' ';
    } else if ((c < 0x20 && c != '\n') || (c >= 0x7f && c < 0xa0)) {
      if (!noted)
        error(value, "control-character",
              concat({"control character ", quoted(text.substr(offset - length, length)), " at character ",
                      decimal(count_code_points(text.substr(0, offset)))}),
              "expected text", "remove it");
      noted = true;
      append_utf8(out, U'\ufffd');
    } else {
      out += text.substr(offset - length, length);
    }
  }
}

std::string Reader::plain_string(JsonIndex value, std::string_view expectation, Empty empty) {
  std::string text;
  if (!expect(value, JsonKind::string, expectation)) return text;
  append_clean(text, tree_.string(value), value);
  for (char& c : text)
    if (c == '\n') c = ' ';
  if (empty != Empty::allow && is_blank(text)) {
    if (empty == Empty::refuse) error(value, "empty-text", "the text is empty", std::string(expectation));
    else warn(value, "empty-text", "the text is empty", std::string(expectation), "write it, or leave the field out");
  }
  return text;
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
    const std::string_view near = closest(name, known);
    reader_.warn_at_key(member, "unknown-field", concat({"unknown field ", quoted(name), " is ignored"}), {},
                        near.empty() ? std::string() : concat({"did you mean \"", near, "\"?"}));
  }
}

JsonIndex ObjectReader::optional(std::string_view name) {
  assert(known_count_ < known_.size());
  known_[known_count_++] = name;
  return reader_.tree().member(object_, name);
}

JsonIndex ObjectReader::required(std::string_view name, std::string_view expectation, std::string_view remedy) {
  const JsonIndex value = optional(name);
  if (value == no_value)
    reader_.error(object_, "missing-field", concat({"missing field \"", name, "\""}), std::string(expectation),
                  std::string(remedy));
  return value;
}

}  // namespace depesche
