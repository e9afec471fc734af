// Writes JSON into a string, in order, without a tree in between: a patch of a megabyte is one pass over the text.
// The caller opens and closes; commas are the writer's.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace depesche {

class JsonWriter {
 public:
  /// Appends to `out`, which must outlive the writer.
  explicit JsonWriter(std::string& out) : out_(out) {}

  JsonWriter& open_object() { return open('{'); }
  JsonWriter& close_object() { return close('}'); }
  JsonWriter& open_array() { return open('['); }
  JsonWriter& close_array() { return close(']'); }
  /// `name` is written as it is: our own, never from content.
  JsonWriter& key(std::string_view name);

  JsonWriter& text(std::string_view value);
  JsonWriter& number(std::uint64_t value);
  /// To three decimals; what is not finite is 0.
  JsonWriter& number(double value);
  JsonWriter& boolean(bool value);
  /// A value that is JSON already.
  JsonWriter& raw(std::string_view json);

  JsonWriter& member(std::string_view name, std::string_view value) { return key(name).text(value); }
  JsonWriter& member(std::string_view name, const char* value) { return key(name).text(value); }
  JsonWriter& member(std::string_view name, std::uint64_t value) { return key(name).number(value); }
  JsonWriter& member(std::string_view name, double value) { return key(name).number(value); }
  /// False says nothing and is left out, like an empty text.
  JsonWriter& flag(std::string_view name, bool value) { return value ? key(name).boolean(true) : *this; }
  JsonWriter& optional(std::string_view name, std::string_view value) {
    return value.empty() ? *this : member(name, value);
  }

 private:
  JsonWriter& open(char bracket);
  JsonWriter& close(char bracket);
  void separate();

  std::string& out_;
  bool first_ = true;
};

}  // namespace depesche
