// `depesche check`: what is wrong with articles, for editors and for continuous integration.
#include "base/diagnostics.h"
#include "content/kiosk_settings.h"
#include "content/limits.h"
#include "content/load_article.h"
#include "content/strings.h"
#include "platform/cli/command.h"
#include "platform/cli/files.h"

namespace depesche::cli {

namespace {

enum class Kind : std::uint8_t { article, strings, kiosk };

std::vector<Diagnostic> check_file(std::string_view path, Kind kind) {
  const auto bytes = read_file(path, max_article_bytes);
  if (!bytes) {
    Diagnostic fault;
    fault.code = "unreadable";
    fault.file = path;
    fault.problem = "cannot be read: " + bytes.error();
    return {fault};
  }
  if (kind == Kind::strings) {
    auto loaded = load_strings(*bytes, path);
    return loaded ? std::vector<Diagnostic>() : std::move(loaded.error());
  }
  if (kind == Kind::kiosk) {
    auto loaded = load_kiosk_settings(*bytes, path);
    return loaded ? std::move(loaded->warnings) : std::move(loaded.error());
  }
  auto loaded = load_article(*bytes, path);
  return loaded ? std::move(loaded->warnings) : std::move(loaded.error());
}

int run(const Arguments& arguments) {
  if (arguments.operands.empty()) return usage_fault(check_command, "no file given");
  if (arguments.has("--strings") && arguments.has("--kiosk"))
    return usage_fault(check_command, "--strings and --kiosk exclude each other");
  const Kind kind = arguments.has("--strings") ? Kind::strings : arguments.has("--kiosk") ? Kind::kiosk : Kind::article;
  bool faults = false;
  std::string lines;
  for (const std::string_view path : arguments.operands) {
    const std::vector<Diagnostic> diagnostics = check_file(path, kind);
    faults = faults || has_errors(diagnostics) || (arguments.has("--strict") && !diagnostics.empty());
    for (const Diagnostic& diagnostic : diagnostics) {
      lines += format(diagnostic);
      if (arguments.has("--codes")) lines += " [" + diagnostic.code + "]";
      lines += '\n';
    }
  }
  const bool printed = write_file("-", lines);
  return faults || !printed ? exit_faults : exit_ok;
}

constexpr Option options[] = {
    {"--strict", "", "exit with 1 on warnings too"},
    {"--codes", "", "end each line with the name of the kind of fault: [bad-link]"},
    {"--strings", "", "the files are UI strings (assets/strings/), not articles"},
    {"--kiosk", "", "the files are settings of kiosks (docs/kiosk.md), not articles"},
};

}  // namespace

const Command check_command = {
    "check",
    "FILE…",
    "say what is wrong with articles",
    "Prints one line for each fault, `FILE:LINE:COLUMN /json/pointer: problem; expectation; remedy`, to standard\n"
    "output, all faults of a file at once; nothing for a good file. `-` is standard input.\n"
    "Exit status: 0 when every article can be shown (there may be warnings), 1 when one cannot or the lines\n"
    "cannot be written, 2 for a wrong command line.",
    options,
    run,
};

}  // namespace depesche::cli
