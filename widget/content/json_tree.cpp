#include "content/json_tree.h"

#include <cmath>
#include <cstdlib>
#include <iterator>
#include <nlohmann/json.hpp>

#include "base/ascii.h"
#include "base/concat.h"
#include "base/utf8.h"
#include "content/faults.h"
#include "content/limits.h"

namespace depesche {

namespace {

constexpr std::string_view number_too_large = "number too large";
constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_number_character(char c) {
  return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
}

/// Tells how far the parser has read: its own positions are only in its error texts.
struct CountingIterator {
  using iterator_category = std::forward_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  const char* at = nullptr;
  const char** reached = nullptr;

  reference operator*() const { return *at; }
  CountingIterator& operator++() {
    *reached = ++at;
    return *this;
  }
  CountingIterator operator++(int) {
    const CountingIterator before = *this;
    ++*this;
    return before;
  }
  friend bool operator==(const CountingIterator& a, const CountingIterator& b) { return a.at == b.at; }
};

Diagnostic describe_at(std::string_view text, std::size_t offset, Fault fault,
                       std::initializer_list<std::string_view> arguments) {
  Diagnostic diagnostic = describe(fault, arguments);
  const TextPosition position = locate(text, offset);
  diagnostic.line = position.line;
  diagnostic.column = position.column;
  return diagnostic;
}

/// The value of a JSON number. Only whole numbers count in the formats, and these come out exactly; the library's
/// own conversion would bring all of `strtod` along.
double to_number(std::string_view digits) {
  double mantissa = 0;
  int exponent = 0;
  std::size_t i = 0;
  bool fraction = false;
  for (; i < digits.size() && digits[i] != 'e' && digits[i] != 'E'; ++i) {
    if (digits[i] == '.') fraction = true;
    if (!is_ascii_digit(digits[i])) continue;
    mantissa = mantissa * 10 + (digits[i] - '0');
    if (fraction) --exponent;
  }
  int written = 0;
  const bool negative_exponent = i + 1 < digits.size() && digits[i + 1] == '-';
  for (; i < digits.size(); ++i)
    if (is_ascii_digit(digits[i]) && written < 1000) written = written * 10 + (digits[i] - '0');
  if (mantissa == 0) return 0;
  exponent += negative_exponent ? -written : written;
  double scale = 1;
  for (int step = std::abs(exponent); step > 0 && std::isfinite(scale); --step) scale *= 10;
  mantissa = exponent < 0 ? mantissa / scale : mantissa * scale;
  return digits.starts_with('-') ? -mantissa : mantissa;
}

/// The name and signature of each function are nlohmann's SAX interface.
class TreeBuilder {
 public:
  explicit TreeBuilder(std::string_view text) : reached(text.data()) {
    tree.text = text;
    cursor_ = text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
  }

  bool null() { return add(JsonKind::null) != nullptr; }
  bool boolean(bool truth) {
    JsonValue* const value = add(JsonKind::boolean);
    if (value) value->boolean = truth;
    return value != nullptr;
  }
  bool number_integer(std::int64_t number) { return add_number(static_cast<double>(number)); }
  bool number_unsigned(std::uint64_t number) { return add_number(static_cast<double>(number)); }
  bool number_float(double, const std::string& digits) {
    const double number = to_number(digits);
    return std::isfinite(number) ? add_number(number) : refuse(next_token(), Fault::syntax, {number_too_large});
  }
  bool string(std::string& characters) {
    JsonValue* const value = add(JsonKind::string);
    if (!value) return false;
    value->string_begin = store(characters);
    value->string_size = static_cast<std::uint32_t>(characters.size());
    return true;
  }
  template <class Binary>
  bool binary(Binary&) {
    return false;  // does not occur in JSON text
  }

  bool start_object(std::size_t) { return open(JsonKind::object); }
  bool start_array(std::size_t) { return open(JsonKind::array); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }

  bool key(std::string& name) {
    const std::size_t offset = next_token();
    if (++open_.back().members > max_members) return refuse(offset, Fault::too_many_members, {decimal(max_members)});
    key_offset_ = static_cast<std::uint32_t>(offset);
    key_begin_ = store(name);
    key_size_ = static_cast<std::uint32_t>(name.size());
    cursor_ = read();
    return true;
  }

  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& error) {
    explain(error.what());
    return false;
  }

  JsonTree tree;
  Diagnostic fault;
  /// One past the last character that the parser took.
  const char* reached;

 private:
  struct Open {
    JsonIndex value = 0;
    std::size_t members = 0;
  };

  std::size_t read() const { return static_cast<std::size_t>(reached - tree.text.data()); }

  /// Where the token behind the last one begins.
  std::size_t next_token() const {
    std::size_t offset = cursor_;
    while (offset < tree.text.size() &&
           (is_space(tree.text[offset]) || tree.text[offset] == ',' || tree.text[offset] == ':'))
      ++offset;
    return offset;
  }

  std::uint32_t store(std::string_view characters) {
    const std::size_t begin = tree.characters.size();
    tree.characters += characters;
    return static_cast<std::uint32_t>(begin);
  }

  bool refuse(std::size_t offset, Fault kind, std::initializer_list<std::string_view> arguments) {
    fault = describe_at(tree.text, offset, kind, arguments);
    return false;
  }

  JsonValue* add(JsonKind kind) {
    const std::size_t offset = next_token();
    if (tree.values.size() == max_values) {
      refuse(offset, Fault::too_many_values, {decimal(max_values)});
      return nullptr;
    }
    JsonValue value;
    value.kind = kind;
    value.offset = static_cast<std::uint32_t>(offset);
    value.end = static_cast<JsonIndex>(tree.values.size() + 1);
    if (!open_.empty() && tree.kind(open_.back().value) == JsonKind::object) {
      value.key_offset = key_offset_;
      value.key_begin = key_begin_;
      value.key_size = key_size_;
    }
    tree.values.push_back(value);
    cursor_ = read();
    return &tree.values.back();
  }

  bool add_number(double number) {
    JsonValue* const value = add(JsonKind::number);
    if (!value) return false;
    value->number = number;
    // The parser has read one character past the number to see that it ends.
    cursor_ = value->offset;
    while (cursor_ < tree.text.size() && is_number_character(tree.text[cursor_])) ++cursor_;
    return true;
  }

  bool open(JsonKind kind) {
    if (open_.size() == static_cast<std::size_t>(max_nesting))
      return refuse(next_token(), Fault::too_deep, {decimal(max_nesting)});
    if (!add(kind)) return false;
    open_.push_back({static_cast<JsonIndex>(tree.values.size() - 1), 0});
    return true;
  }

  bool close() {
    tree.values[open_.back().value].end = static_cast<JsonIndex>(tree.values.size());
    open_.pop_back();
    cursor_ = read();
    return true;
  }

  void explain(std::string_view message);

  std::vector<Open> open_;
  /// Past the last token that reached the tree.
  std::size_t cursor_ = 0;
  std::uint32_t key_offset_ = 0;
  std::uint32_t key_begin_ = 0;
  std::uint32_t key_size_ = 0;
};

/// What the parser calls what it expected, in words for people who do not write parsers.
std::string_view in_plain_words(std::string_view expected) {
  if (expected == "expected string literal") return "expected a name in double quotes";
  if (expected == "expected '[', '{', or a literal") return "expected a value";
  if (expected == "expected ']'") return "expected , or ]";
  if (expected == "expected '}'") return "expected , or }";
  if (expected == "expected ':'") return "expected :";
  return expected;
}

/// The parser's message is "[…] parse error at …: syntax error while parsing value - unexpected ']'; expected …" or
/// "… - invalid literal; last read: '…'". Kept are the parts that tell something; place and remedy come from the text.
void TreeBuilder::explain(std::string_view message) {
  const std::string_view text = tree.text;
  if (const std::size_t dash = message.find(" - "); dash != message.npos) message.remove_prefix(dash + 3);
  std::string_view expected;
  if (const std::size_t semicolon = message.find("; expected "); semicolon != message.npos) {
    expected = message.substr(semicolon + 2);
    expected = in_plain_words(expected.substr(0, expected.find("; last read")));
  }
  message = message.substr(0, message.find("; "));
  if (message.starts_with("unexpected ") && message.ends_with(" literal"))
    message.remove_suffix(std::string_view(" literal").size());

  std::size_t content_end = text.size();
  while (content_end > 0 && is_space(text[content_end - 1])) --content_end;

  if (content_end == 0 || (content_end == byte_order_mark.size() && text.starts_with(byte_order_mark))) {
    refuse(0, Fault::syntax, {"the file is empty", "expected a JSON object"});
    return;
  }
  if (message.starts_with("unexpected end of input")) {
    std::string missing(expected);
    if (!open_.empty()) {
      const bool object = tree.kind(open_.back().value) == JsonKind::object;
      missing = concat({"expected the ", object ? "} of the object" : "] of the array", " that begins at ",
                        to_string(locate(text, tree[open_.back().value].offset))});
    }
    refuse(content_end, Fault::syntax, {"the file ends too early", missing, "the file may be cut off"});
    return;
  }

  // A token that stands where it must not is shown at its first character; what is wrong within a token is shown
  // at the character that the parser stopped at.
  const bool misplaced = message.starts_with("unexpected ");
  const bool punctuation = misplaced && message.ends_with('\'');
  std::size_t offset = read() == 0 ? 0 : read() - 1;
  const bool in_string = message.starts_with("invalid string");
  const bool string_cut_off = message == "invalid string: missing closing quote";
  if ((misplaced && !punctuation) || message == "invalid literal" || string_cut_off ||
      message.starts_with("[json.exception"))
    offset = next_token();
  const char found = offset < text.size() ? text[offset] : '\0';

  std::size_t before = std::min(offset, text.size());
  while (before > 0 && is_space(text[before - 1])) --before;
  const char previous = before > 0 ? text[before - 1] : '\0';

  std::string problem(message);
  std::string remedy;
  if (message.starts_with("[json.exception")) {
    problem = number_too_large;
  } else if (string_cut_off) {
    problem = "string without closing quote";
    expected = {};
    remedy = "the file may be cut off";
  } else if (previous == ',' && (found == '}' || found == ']')) {
    problem = concat({"comma before ", std::string_view(&found, 1)});
    remedy = "remove the comma";
  } else if (expected == "expected end of input") {
    problem = "text behind the end of the JSON value";
    remedy = "remove it";
    expected = {};
  } else if (misplaced && !punctuation && expected.starts_with("expected ,")) {
    remedy = "a comma may be missing before it";
  } else if (message == "invalid string: forbidden character after backslash") {
    remedy = "remove the backslash, or write \\\\ for one that is to be read";
  } else if (found == '/' || found == '#') {
    problem = "comment";
    remedy = "remove it: JSON has none";
  } else if (found == '\'') {
    remedy = "write strings in double quotes";
  } else if (message == "invalid literal" && expected.empty()) {
    remedy = "strings stand in double quotes; the only words are true, false and null";
  } else if (message == "invalid literal" && previous == '"') {
    remedy = "write \\\" for a quotation mark within a string, or put a comma between two";
  } else if (in_string && (found == '\n' || found == '\r')) {
    problem = "line end in a string";
    remedy = "close the string, or write \\n";
  } else if (in_string && static_cast<unsigned char>(found) < 0x20) {
    problem =
        concat({"control character U+00", found < 0x10 ? "0" : "1",
                std::string_view("0123456789ABCDEF").substr(static_cast<std::size_t>(found & 0xf), 1), " in a string"});
    remedy = "remove it";
  }
  refuse(offset, Fault::syntax, {problem, expected, remedy});
}

}  // namespace

JsonIndex JsonTree::member(JsonIndex object, std::string_view name) const {
  if (kind(object) != JsonKind::object) return no_value;
  for (const JsonIndex child : children(object))
    if (key(child) == name) return child;
  return no_value;
}

std::size_t JsonTree::Children::size() const {
  std::size_t count = 0;
  for (JsonIndex child = parent + 1; child < tree->values[parent].end; child = tree->values[child].end) ++count;
  return count;
}

std::string JsonTree::pointer(JsonIndex value) const {
  std::string path;
  for (JsonIndex parent = 0; parent != value;) {
    std::size_t index = 0;
    JsonIndex child = parent + 1;
    for (; values[child].end <= value; child = values[child].end) ++index;
    path += '/';
    if (kind(parent) == JsonKind::array) {
      path += decimal(index);
    } else {
      for (const char c : key(child)) {
        if (c == '~')
          path += "~0";
        else if (c == '/')
          path += "~1";
        else
          path += c;
      }
    }
    parent = child;
  }
  return path;
}

TextPosition locate(std::string_view text, std::size_t offset, TextPosition from, std::size_t from_offset) {
  if (from_offset == 0 && text.starts_with(byte_order_mark)) from_offset = byte_order_mark.size();
  for (std::size_t i = from_offset; i < std::min(offset, text.size()); ++i) {
    if (text[i] == '\n') {
      ++from.line;
      from.column = 1;
    } else if ((static_cast<unsigned char>(text[i]) & 0xc0) != 0x80) {
      ++from.column;
    }
  }
  return from;
}

std::string to_string(TextPosition position) { return concat({decimal(position.line), ":", decimal(position.column)}); }

Result<JsonTree> parse_json(std::string_view text, std::string_view file) {
  const auto refuse = [&](Diagnostic fault) {
    fault.file = file;
    return std::unexpected(std::vector<Diagnostic>{std::move(fault)});
  };
  if (text.size() > max_article_bytes) return refuse(describe(Fault::too_large, {decimal(max_article_bytes)}));
  if (const std::size_t offset = find_invalid_utf8(text); offset != text.npos) {
    static constexpr char hex[] = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(text[offset]);
    const char digits[] = {hex[byte >> 4], hex[byte & 0xf]};
    return refuse(describe_at(text, offset, Fault::invalid_utf8, {std::string_view(digits, 2), decimal(offset)}));
  }
  if (const std::size_t offset = text.find('\0'); offset != text.npos)
    return refuse(describe_at(text, offset, Fault::nul_byte, {decimal(offset)}));
  TreeBuilder builder(text);
  const CountingIterator begin{text.data(), &builder.reached};
  const CountingIterator end{text.data() + text.size(), &builder.reached};
  if (!nlohmann::json::sax_parse(begin, end, &builder)) return refuse(std::move(builder.fault));
  return std::move(builder.tree);
}

}  // namespace depesche
