// Every kind of fault that a file can have, with its words: the one place to look them up and to change them.
// docs/article-format.md explains the codes to editors.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "base/diagnostics.h"

namespace depesche {

enum class Fault : std::uint8_t {
  // of the file
  too_large,
  invalid_utf8,
  nul_byte,
  syntax,
  too_deep,
  too_many_values,
  too_many_members,
  // of any object
  duplicate_field,
  missing_field,
  unknown_field,
  field_not_allowed,
  wrong_type,
  out_of_range,
  // of arrays and texts
  empty_array,
  empty_array_shown,
  control_character,
  empty_text,
  empty_text_shown,
  empty_link,
  bare_inline,
  ambiguous_inline,
  unknown_inline,
  nested_link,
  direction_override,
  direction_unbalanced,
  // of languages
  bad_language_tag,
  duplicate_language,
  duplicate_translation,
  too_many_languages,
  unknown_language,
  missing_translation,
  no_translation,
  // of the article
  unsupported_format,
  bad_date,
  bad_date_seconds,
  no_such_day,
  bad_link,
  bad_id,
  duplicate_id,
  too_many_blocks,
  too_long,
  unknown_block,
  block_not_allowed,
  undated_entry,
  too_many_sources,
  unknown_image_type,
  aspect_ratio,
  // of the words of the interface
  missing_message,
  unknown_message,
  missing_placeholder,
  unknown_placeholder,
  bad_pattern,
  open_quote,
  wrong_count,
  // of a kiosk's settings
  bad_choice,
  bad_time,
  night_without_length,
  too_many_articles,
  countdown_too_long,
  count_
};

struct FaultEntry {
  /// `Diagnostic::code`. Two entries may share one where editors need not tell them apart.
  std::string_view code;
  Severity severity;
  /// The parts of the diagnostic. `{0}` to `{3}` are the arguments; `{value}` is what was found ("the number 4"),
  /// `{string}` a string in quotes, `{key}` the name of the member in quotes. A part with an empty argument in it is
  /// left out.
  std::string_view problem;
  std::string_view expectation;
  std::string_view remedy;
};

const FaultEntry& entry(Fault fault);

/// Whether the fault is one of the member's name, and shown there.
constexpr bool is_at_key(Fault fault) {
  return fault == Fault::duplicate_field || fault == Fault::unknown_field || fault == Fault::field_not_allowed ||
         fault == Fault::bare_inline || fault == Fault::unknown_language || fault == Fault::duplicate_translation ||
         fault == Fault::unknown_message;
}

/// What stands for `{value}`, `{string}` and `{key}`.
struct Found {
  std::string value;
  std::string string;
  std::string key;
};

/// The diagnostic in words; its place is left to the caller.
Diagnostic describe(Fault fault, std::initializer_list<std::string_view> arguments, const Found& found = {});

}  // namespace depesche
