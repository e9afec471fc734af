// What is wrong with an input, where, and what to do about it. Functions that can fail on input return
// `Result<T>`; nothing throws. Several diagnostics come back at once, so that an editor mends a file in one pass.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace depesche {

enum class Severity : std::uint8_t { warning, error };

/// One fault. Printed as `file:line:column /json/pointer: problem; expectation; remedy`.
struct Diagnostic {
  Severity severity = Severity::error;
  /// Stable kebab-case name of the kind of fault, for tests and tools: "unknown-field", "invalid-utf-8".
  std::string code;
  std::string file;
  /// 1-based; 0 when the fault has no place in a text. Columns count code points.
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  /// RFC 6901 JSON Pointer of the value; empty for the whole document.
  std::string pointer;
  /// What was found, what was expected, what to do. Without a full stop; the last two may be empty.
  std::string problem;
  std::string expectation;
  std::string remedy;
};

template <class T>
using Result = std::expected<T, std::vector<Diagnostic>>;

/// One line of text, without its line end; severity is written for warnings only ("warning: ").
std::string format(const Diagnostic& diagnostic);

bool has_errors(const std::vector<Diagnostic>& diagnostics);

}  // namespace depesche
