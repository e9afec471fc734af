// Diagnostics as the page gets them (web/messages.ts), for every module that has some.
#pragma once

#include <vector>

#include "base/diagnostics.h"
#include "semantics/json_writer.h"

namespace depesche {

/// `"diagnostics": [{"severity", "code", "message", "line", "column", "pointer"}…]`, a member of the open object.
inline void write_diagnostics(JsonWriter& json, const std::vector<Diagnostic>& diagnostics) {
  json.key("diagnostics").open_array();
  for (const Diagnostic& diagnostic : diagnostics) {
    json.open_object().member("severity", diagnostic.severity == Severity::error ? "error" : "warning");
    json.member("code", diagnostic.code).member("message", format(diagnostic));
    if (diagnostic.line != 0) json.member("line", std::uint64_t{diagnostic.line});
    if (diagnostic.column != 0) json.member("column", std::uint64_t{diagnostic.column});
    json.optional("pointer", diagnostic.pointer).close_object();
  }
  json.close_array();
}

}  // namespace depesche
