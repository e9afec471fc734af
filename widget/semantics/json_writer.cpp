#include "semantics/json_writer.h"

#include <charconv>
#include <cmath>

namespace depesche {

void JsonWriter::separate() {
  if (!first_) out_ += ',';
  first_ = false;
}

JsonWriter& JsonWriter::open(char bracket) {
  separate();
  out_ += bracket;
  first_ = true;
  return *this;
}

JsonWriter& JsonWriter::close(char bracket) {
  out_ += bracket;
  first_ = false;
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  separate();
  out_ += '"';
  out_ += name;
  out_ += "\":";
  first_ = true;
  return *this;
}

JsonWriter& JsonWriter::text(std::string_view value) {
  separate();
  out_ += '"';
  std::size_t plain = 0;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const unsigned char byte = static_cast<unsigned char>(value[i]);
    if (byte >= 0x20 && byte != '"' && byte != '\\') continue;
    out_.append(value, plain, i - plain);
    plain = i + 1;
    out_ += '\\';
    if (byte == '"' || byte == '\\') {
      out_ += static_cast<char>(byte);
    } else if (byte == '\n') {
      out_ += 'n';
    } else {
      constexpr char digits[] = "0123456789abcdef";
      out_ += "u00";
      out_ += digits[byte >> 4];
      out_ += digits[byte & 15];
    }
  }
  out_.append(value, plain);
  out_ += '"';
  return *this;
}

JsonWriter& JsonWriter::number(std::uint64_t value) {
  separate();
  char digits[20];
  const auto end = std::to_chars(digits, digits + sizeof digits, value);
  out_.append(digits, end.ptr);
  return *this;
}

// Not std::to_chars for double: its tables are 10 KB of WASM.
JsonWriter& JsonWriter::number(double value) {
  constexpr double largest = 1e15;
  if (!std::isfinite(value) || std::abs(value) > largest) value = 0;
  const bool negative = value < 0;
  const std::uint64_t thousandths = static_cast<std::uint64_t>(std::llround(std::abs(value) * 1000));
  separate();
  if (negative && thousandths != 0) out_ += '-';
  first_ = true;
  number(thousandths / 1000);
  if (std::uint64_t rest = thousandths % 1000; rest != 0) {
    out_ += '.';
    for (std::uint64_t place = 100; rest != 0; place /= 10) {
      out_ += static_cast<char>('0' + rest / place);
      rest %= place;
    }
  }
  return *this;
}

JsonWriter& JsonWriter::boolean(bool value) { return raw(value ? "true" : "false"); }

JsonWriter& JsonWriter::raw(std::string_view json) {
  separate();
  out_ += json;
  return *this;
}

}  // namespace depesche
