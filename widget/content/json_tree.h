// JSON text (RFC 8259, UTF-8) -> a tree of values that know where they stand in it. Members keep their order and
// their duplicates, so that the reader can complain about them. Size, nesting and number of values are limited while
// parsing (limits.h). The tree points into the text it was made from and must not outlive it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"

namespace depesche {

enum class JsonKind : std::uint8_t { null, boolean, number, string, array, object };

/// Index of a value in `JsonTree::values`. The root is 0.
using JsonIndex = std::uint32_t;
inline constexpr JsonIndex no_value = 0xffff'ffff;

/// Values stand in the order of the text, each before its descendants.
struct JsonValue {
  JsonKind kind = JsonKind::null;
  bool boolean = false;
  std::uint32_t offset = 0;  ///< of the first byte, in the text
  JsonIndex end = 0;         ///< past the last descendant: where the next sibling stands
  /// Where the value is a member of an object: the offset of its name in the text, and the name.
  std::uint32_t key_offset = 0;
  std::uint32_t key_begin = 0;  ///< in `JsonTree::characters`
  std::uint32_t key_size = 0;
  std::uint32_t string_begin = 0;  ///< in `JsonTree::characters`
  std::uint32_t string_size = 0;
  double number = 0;
};

struct JsonTree {
  std::string_view text;
  std::vector<JsonValue> values;
  std::string characters;  ///< all names and strings, escapes resolved

  const JsonValue& operator[](JsonIndex value) const { return values[value]; }
  JsonKind kind(JsonIndex value) const { return values[value].kind; }
  std::string_view key(JsonIndex value) const {
    return std::string_view(characters).substr(values[value].key_begin, values[value].key_size);
  }
  /// Of a string; empty for other kinds.
  std::string_view string(JsonIndex value) const {
    return std::string_view(characters).substr(values[value].string_begin, values[value].string_size);
  }

  /// The first member of that name, or `no_value`.
  JsonIndex member(JsonIndex object, std::string_view name) const;
  /// RFC 6901; "" for the root.
  std::string pointer(JsonIndex value) const;

  /// Elements or members, for range-based `for`; none for values that are neither array nor object.
  struct Children {
    struct Iterator {
      const JsonTree* tree;
      JsonIndex at;
      JsonIndex operator*() const { return at; }
      Iterator& operator++() {
        at = tree->values[at].end;
        return *this;
      }
      bool operator!=(const Iterator& other) const { return at != other.at; }
    };
    const JsonTree* tree;
    JsonIndex parent;
    Iterator begin() const { return {tree, parent + 1}; }
    Iterator end() const { return {tree, tree->values[parent].end}; }
    std::size_t size() const;
  };
  Children children(JsonIndex parent) const { return {this, parent}; }
};

/// A place in a text, as editors count it. A byte order mark takes no column.
struct TextPosition {
  std::uint32_t line = 1;
  std::uint32_t column = 1;  ///< in code points
};
/// The position of `offset`, found by going on from `from`, which is the position of `from_offset`.
TextPosition locate(std::string_view text, std::size_t offset, TextPosition from = {}, std::size_t from_offset = 0);

/// "12:5".
std::string to_string(TextPosition position);

/// @param file  the name that diagnostics print.
/// @return the tree, or the one fault that stopped the parser: too-large, invalid-utf-8, nul-byte, syntax, too-deep,
///         too-many-values or too-many-members.
Result<JsonTree> parse_json(std::string_view text, std::string_view file);

}  // namespace depesche
