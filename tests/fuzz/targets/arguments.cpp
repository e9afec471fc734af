// A command line, one word a line after a digit for the command: parsed as each command parses it, and what it asks of
// the card done to one. No file is read but the assets, none is written.
#include <vector>

#include "../fuzz.h"
#include "../resources.h"
#include "../trees.h"
#include "platform/cli/open_card.cpp"  // `apply` is its own

namespace depesche::cli {

/// main.cpp's, without its printing.
int usage_fault(const Command&, std::string_view) { return exit_usage; }

}  // namespace depesche::cli

namespace depesche::fuzz {
namespace {

constexpr std::string_view article = R"({"format": "depesche/1", "languages": ["de", "en", "ar"], "headline": "Kurz",
  "body": [{"type": "paragraph", "text": {"de": "Ein Absatz", "en": "A paragraph", "ar": "فقرة"}},
  {"type": "timeline", "entries": [{"id": "first", "date": "2025-09-04", "speaker": "Ada", "summary": "Satz",
  "statement": [{"type": "paragraph", "text": "Die Erklärung"}]}]}]})";

bool lies_in(std::string_view part, const std::vector<std::string>& words) {
  for (const std::string& word : words)
    if (part.data() >= word.data() && part.data() + part.size() <= word.data() + word.size()) return true;
  return part.empty();
}

void check(const cli::Command& command, const std::vector<const char*>& pointers,
           const std::vector<std::string>& words) {
  const auto arguments = cli::parse_arguments(pointers, command.options);
  if (!arguments) {
    require(!arguments.error().empty(), "a fault has words");
    return;
  }
  require(arguments->operands.size() + arguments->options.size() <= words.size(), "no word counts twice");
  for (const std::string_view operand : arguments->operands) require(lies_in(operand, words), "operands are words");
  for (const auto& [name, value] : arguments->options) {
    require(lies_in(name, words) && lies_in(value, words), "options are words");
    bool known = false;
    for (const cli::Option& option : command.options) known |= option.name == name;
    require(known && arguments->has(name), "only known options are given");
  }
}

}  // namespace

void run(std::string_view bytes) {
  Input input(bytes.substr(0, 2048));
  const std::uint32_t which = input.below(4);
  std::vector<std::string> words;
  while (!input.empty() && words.size() < 32) words.emplace_back(input.take_text('\n'));
  std::vector<const char*> pointers;
  for (const std::string& word : words) pointers.push_back(word.c_str());

  const cli::Command* const commands[] = {&cli::check_command, &cli::dump_command, &cli::render_command,
                                          &cli::html_command};
  check(*commands[which], pointers, words);

  const auto arguments = cli::parse_arguments(pointers, cli::dump_command.options);
  if (!arguments) return;
  Card card(engine());
  card.set_article(article, words.empty() ? "fuzz.json" : words.front());
  if (const std::string fault = cli::apply(*arguments, card); !fault.empty()) return;
  require(settle(card).ready, "what the command line takes can be laid out");
  check_tree(card.tree());
}

}  // namespace depesche::fuzz
