// The subcommands of `depesche`, one source each, and what they share. A command gets its arguments parsed and
// returns the exit status of the process.
#pragma once

#include <span>
#include <string_view>

#include "platform/cli/arguments.h"

namespace depesche::cli {

inline constexpr int exit_ok = 0;
inline constexpr int exit_faults = 1;  ///< what was asked is impossible: bad article, unreadable or unwritable file
inline constexpr int exit_usage = 2;   ///< the command line itself is wrong

struct Command {
  std::string_view name;
  std::string_view operands;  ///< "FILE…"
  std::string_view summary;   ///< one line for `depesche help`
  std::string_view details;   ///< paragraphs for `depesche help NAME`
  std::span<const Option> options;
  int (*run)(const Arguments& arguments);
};

extern const Command bench_command;
extern const Command check_command;
extern const Command dump_command;
extern const Command html_command;
extern const Command oembed_command;
extern const Command render_command;

/// Prints `depesche NAME: problem` and how to get help to stderr.
/// @return `exit_usage`
int usage_fault(const Command& command, std::string_view problem);

}  // namespace depesche::cli
