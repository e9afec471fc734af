#include "base/diagnostics.h"

#include "base/concat.h"
#include "base/utf8.h"

namespace depesche {

namespace {

/// A diagnostic quotes what the file holds, and neither a terminal nor a page may take its orders from that: line ends,
/// terminal escapes, marks that reorder text. What cannot be seen is written out too, since it may be the fault.
bool is_unsafe_to_print(char32_t c) {
  return c < 0x20 || (c >= 0x7f && c <= 0xa0) || c == 0xad || c == 0x061c || (c >= 0x200b && c <= 0x200f) ||
         (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff;
}

void append_escaped(std::string& out, std::string_view text) {
  static constexpr char hex[] = "0123456789abcdef";
  for (std::size_t offset = 0; offset < text.size();) {
    const auto [c, length] = decode_utf8(text, offset);
    if (is_unsafe_to_print(c)) {
      out += "\\u";
      for (int shift = 12; shift >= 0; shift -= 4) out += hex[c >> shift & 0xf];
    } else {
      append_utf8(out, c);
    }
    offset += length;
  }
}

}  // namespace

std::string format(const Diagnostic& diagnostic) {
  std::string line;
  append_escaped(line, diagnostic.file);
  if (diagnostic.line != 0) {
    if (!line.empty()) line += ':';
    line += concat({decimal(diagnostic.line), ":", decimal(diagnostic.column)});
  }
  if (!diagnostic.pointer.empty()) {
    if (!line.empty()) line += ' ';
    append_escaped(line, diagnostic.pointer);
  }
  if (!line.empty()) line += ": ";
  if (diagnostic.severity == Severity::warning) line += "warning: ";
  append_escaped(line, diagnostic.problem);
  for (const std::string* part : {&diagnostic.expectation, &diagnostic.remedy}) {
    if (part->empty()) continue;
    line += "; ";
    append_escaped(line, *part);
  }
  return line;
}

bool has_errors(const std::vector<Diagnostic>& diagnostics) {
  for (const Diagnostic& diagnostic : diagnostics)
    if (diagnostic.severity == Severity::error) return true;
  return false;
}

}  // namespace depesche
