#include "content/faults.h"

#include <array>
#include <iterator>

namespace depesche {

namespace {

using enum Severity;

/// In the order of `Fault`.
constexpr FaultEntry entries[] = {
    {"too-large", error, "the file is larger than 8 MiB", "expected at most {0} bytes", "shorten or split it"},
    {"invalid-utf-8", error, "byte 0x{0} at byte offset {1} is not UTF-8", "expected UTF-8",
     "save the file with the encoding UTF-8"},
    {"nul-byte", error, "NUL byte at byte offset {0}", "expected text",
     "remove it; the file may be damaged or saved as UTF-16"},
    {"syntax", error, "{0}", "{1}", "{2}"},
    {"too-deep", error, "arrays and objects nested more than {0} deep", "", "put fewer things into one another"},
    {"too-many-values", error, "more than {0} JSON values", "expected an article of usual size", "split the article"},
    {"too-many-members", error, "object with more than {0} fields", "", ""},

    {"duplicate-field", error, "field {key} stands twice", "expected it once", "remove one; the other is at {0}"},
    {"missing-field", error, "missing field \"{0}\"", "{1}", "{2}"},
    {"unknown-field", warning, "unknown field {key} is ignored", "", "did you mean \"{0}\"?"},
    {"unknown-field", error, "unknown field {key}", "", "did you mean \"{0}\"?"},
    {"wrong-type", error, "found {value}", "{0}", "{1}"},
    {"out-of-range", error, "found {value}", "expected a whole number from {0} to {1}", ""},

    {"empty-array", error, "the array is empty", "{0}", ""},
    {"empty-array", warning, "the array is empty", "{0}", "nothing is shown for it"},
    {"control-character", error, "control character {0} at character {1}", "expected text", "remove it"},
    {"empty-text", error, "the text is empty", "expected words", ""},
    {"empty-text", warning, "the text is empty", "expected words", "write them, or leave the field out"},
    {"empty-text", warning, "link without words cannot be followed", "expected words", ""},
    {"bare-inline", error, "found {key} in the place of a language", "expected an object with a text for each language",
     "put pieces of text into an array: [{…}]"},
    {"ambiguous-inline", error, "piece of text with both \"{0}\" and \"{1}\"", "expected one of them",
     "put one into the other"},
    {"unknown-inline", warning, "unknown kind of text piece {0} is shown plain",
     "expected \"em\", \"strong\", \"link\", \"lang\" or \"break\"", ""},
    {"nested-link", warning, "link within a link or button is ignored", "", "put it outside"},
    {"direction-override", warning, "mark that reverses letters (U+202D or U+202E)", "",
     "remove it; right-to-left text needs none"},
    {"direction-unbalanced", warning, "direction mark that is not closed, or closed twice",
     "expected U+2069 after each of U+2066 to U+2068, U+202C after U+202A and U+202B", ""},

    {"bad-language-tag", error, "found {value}", "expected a language tag such as \"de\" or \"pt-BR\"", "{0}"},
    {"duplicate-language", error, "language {string} stands twice", "expected each once; case does not count",
     "remove one"},
    {"duplicate-field", error, "language {key} stands twice", "expected it once; case does not count", "remove one"},
    {"too-many-languages", error, "found {0} languages", "expected at most {1}", ""},
    {"unknown-language", warning, "text in {key} is not shown", "expected one of \"languages\"",
     "did you mean \"{0}\"?"},
    {"missing-translation", warning, "no translation for {0}", "", "the text in {1} is shown there"},
    {"no-translation", error, "text in none of the article's languages", "expected one in {0}", ""},

    {"unsupported-format", error, "found the format {string}", "expected \"{0}\"", ""},
    {"bad-date", error, "found {value}", "{0}", ""},
    {"bad-date", error, "found {value}", "{0}", "leave out the seconds"},
    {"bad-date", error, "there is no day {string}", "expected a day of the calendar", ""},
    {"bad-link", error, "{0}: {string}", "{1}", "{2}"},
    {"bad-id", error, "found {value}", "expected 1 to {0} of A-Z a-z 0-9 . _ -", ""},
    {"duplicate-id", error, "{0} id {string} is used twice", "expected each id once in the article",
     "change one; the other is at {1}"},
    {"too-many-blocks", error, "more than {0} parts",
     "expected at most that many blocks, paragraphs, list items, entries and related items together",
     "split the article; nothing after this was checked"},
    {"too-long", warning, "the article is too long: it is cut here",
     "expected at most {0} bytes in one language, each text, piece of text and line end counting as {1} more",
     "split the article"},
    {"unknown-block", warning, "unknown block type {string}: its texts are shown as paragraphs", "expected {0}",
     "did you mean \"{1}\"?"},
    {"block-not-allowed", error, "block of type {string} in a statement", "expected {0}", "put it into the body"},
    {"undated-entry", warning, "entry with neither \"date\" nor \"when\"", "", "add one of them"},
    {"too-many-sources", error, "found {0} files of one picture", "expected at most {1}", ""},
    {"unknown-image-type", error, "found {value}", "{0}", "{1}"},
    {"aspect-ratio", warning, "file of {0} pixels is ignored", "expected the shape of the first file, {1}",
     "cut all files of a picture alike"},

    {"missing-message", error, "missing message \"{0}\"", "", "add it; in English: \"{1}\""},
    {"unknown-message", error, "unknown message {key}", "", "did you mean \"{0}\"?"},
    {"missing-placeholder", error, "text without {0}", "expected {1}", "the card puts a value in its place"},
    {"unknown-placeholder", error, "unknown placeholder {0}", "expected {1}", ""},
    {"bad-pattern", error, "field \"{0}\" in the pattern", "expected {1}", "put letters that are text into '…'"},
    {"bad-pattern", error, "quoted text in the pattern is not closed", "", "write ' behind it; '' is a '"},
    {"wrong-count", error, "found {0}", "{1}", ""},

    {"bad-choice", error, "found {value}", "expected one of {0}", "did you mean \"{1}\"?"},
    {"bad-time", error, "found {value}", "expected a time of day such as \"22:00\"", ""},
    {"night-without-length", error, "the night ends when it begins, at {string}", "expected another time",
     "leave \"night\" out where there is none"},
    {"too-many-articles", error, "found {0} articles", "expected at most {1}", ""},
    {"countdown-too-long", error, "found {value}", "expected fewer seconds than \"seconds\", {0}",
     "the countdown is the end of that time"},
};
static_assert(std::size(entries) == static_cast<std::size_t>(Fault::count_), "one entry for each Fault, in its order");

std::string expand(std::string_view words, std::initializer_list<std::string_view> arguments, const Found& found) {
  std::string text;
  while (!words.empty()) {
    const std::size_t open = words.find('{');
    text += words.substr(0, open);
    if (open == words.npos) break;
    words.remove_prefix(open + 1);
    std::string_view argument;
    const std::size_t close = words.find('}');
    const std::string_view name = words.substr(0, close);
    if (name == "value") {
      argument = found.value;
    } else if (name == "string") {
      argument = found.string;
    } else if (name == "key") {
      argument = found.key;
    } else if (name.size() == 1) {
      const auto index = static_cast<std::size_t>(name[0] - '0');
      if (index < arguments.size()) argument = arguments.begin()[index];
    } else {
      text += '{';
      continue;
    }
    if (argument.empty()) return {};
    text += argument;
    words.remove_prefix(close + 1);
  }
  return text;
}

}  // namespace

const FaultEntry& entry(Fault fault) { return entries[static_cast<std::size_t>(fault)]; }

Diagnostic describe(Fault fault, std::initializer_list<std::string_view> arguments, const Found& found) {
  const FaultEntry& kind = entry(fault);
  Diagnostic diagnostic;
  diagnostic.severity = kind.severity;
  diagnostic.code = kind.code;
  diagnostic.problem = expand(kind.problem, arguments, found);
  diagnostic.expectation = expand(kind.expectation, arguments, found);
  diagnostic.remedy = expand(kind.remedy, arguments, found);
  return diagnostic;
}

}  // namespace depesche
