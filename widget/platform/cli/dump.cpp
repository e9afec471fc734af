// `depesche dump`: the layout tree or the semantic tree as text, for tests and for the curious.
#include "platform/cli/files.h"
#include "platform/cli/open_card.h"

namespace depesche::cli {

namespace {

int run(const Arguments& arguments) {
  if (arguments.has("--layout") == arguments.has("--semantics"))
    return usage_fault(dump_command, "one of --layout and --semantics is needed");
  int status = exit_ok;
  const auto opened = open_card(dump_command, arguments, status);
  if (!opened) return status;
  const std::string text = arguments.has("--layout") ? opened->card->dump_layout() : opened->card->dump_semantics();
  return write_file("-", text) ? exit_ok : exit_faults;
}

constexpr auto options = with_card_options<2>({{
    {"--layout", "", "boxes, lines and controls"},
    {"--semantics", "", "what the page layer shows to assistive technology"},
}});

}  // namespace

const Command dump_command = {
    "dump",
    "FILE",
    "print the layout or the semantics of an article as text",
    "Prints one line a box or node to standard output. Diagnostics go to standard error.",
    options,
    run,
};

}  // namespace depesche::cli
