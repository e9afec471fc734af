// `depesche`: the card natively, on the command line. This file finds the subcommand and prints help.
#include <cstdio>
#include <string>

#include "base/closest.h"
#include "platform/cli/command.h"
#include "platform/cli/files.h"

namespace depesche::cli {

namespace {

const Command* const commands[] = {&check_command, &dump_command,   &render_command,
                                   &html_command,  &oembed_command, &bench_command};

void complain(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stderr); }

std::string padded(std::string text, std::size_t width) {
  return text.size() < width ? text.append(width - text.size(), ' ') : text;
}

std::string overview() {
  std::string text = "depesche: news articles (format depesche/1) checked, laid out and painted\n\n";
  for (const Command* const command : commands)
    text += "  depesche " + padded(std::string(command->name), 8) + std::string(command->summary) + "\n";
  return text + "  depesche " + padded("help", 8) + "explain a command: depesche help check\n";
}

std::string help(const Command& command) {
  std::string text = "depesche " + std::string(command.name) + (command.options.empty() ? " " : " [OPTION…] ") +
                     std::string(command.operands) + "\n\n" + std::string(command.details) + "\n";
  if (!command.options.empty()) text += '\n';
  for (const Option& option : command.options) {
    std::string name(option.name);
    if (!option.value.empty()) name += ' ' + std::string(option.value);
    text += "  " + padded(name, 24) + std::string(option.help) + "\n";
  }
  return text;
}

int print(std::string_view text) { return write_file("-", text) ? exit_ok : exit_faults; }

const Command* find(std::string_view name) {
  for (const Command* const command : commands)
    if (command->name == name) return command;
  return nullptr;
}

int unknown_command(std::string_view name) {
  std::vector<std::string_view> names = {"help"};
  for (const Command* const command : commands) names.push_back(command->name);
  const std::string_view near = closest(name, names);
  complain("depesche: unknown command " + std::string(name) +
           (near.empty() ? std::string() : "; did you mean " + std::string(near) + "?") + "\n\n" + overview());
  return exit_usage;
}

int run(std::span<const char* const> words) {
  if (words.empty()) {
    complain(overview());
    return exit_usage;
  }
  const std::string_view name = words[0];
  if (name == "help" || name == "--help" || name == "-h") {
    if (words.size() == 1) return print(overview());
    const Command* const command = find(words[1]);
    return command ? print(help(*command)) : unknown_command(words[1]);
  }
  const Command* const command = find(name);
  if (!command) return unknown_command(name);
  for (const std::string_view word : words.subspan(1)) {
    if (word == "--") break;
    if (word == "--help" || word == "-h") return print(help(*command));
  }
  const auto arguments = parse_arguments(words.subspan(1), command->options);
  if (!arguments) return usage_fault(*command, arguments.error());
  return command->run(*arguments);
}

}  // namespace

int usage_fault(const Command& command, std::string_view problem) {
  const std::string name(command.name);
  complain("depesche " + name + ": " + std::string(problem) + "\nsee: depesche help " + name + "\n");
  return exit_usage;
}

}  // namespace depesche::cli

int main(int argument_count, char** words) {
  const std::span<const char* const> all(words, static_cast<std::size_t>(argument_count));
  return depesche::cli::run(all.subspan(argument_count > 0 ? 1 : 0));
}
