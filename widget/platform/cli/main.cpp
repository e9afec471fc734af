// `depesche`: the card natively, on the command line. This file finds the subcommand and prints help.
#include <cstdio>
#include <string>

#include "base/closest.h"
#include "platform/cli/command.h"

namespace depesche::cli {

namespace {

const Command* const commands[] = {&check_command, &dump_command,   &render_command,
                                   &html_command,  &oembed_command, &bench_command};

void print(std::FILE* out, std::string_view text) { std::fwrite(text.data(), 1, text.size(), out); }

std::string padded(std::string text, std::size_t width) {
  return text.size() < width ? text.append(width - text.size(), ' ') : text;
}

void print_overview(std::FILE* out) {
  print(out, "depesche: news articles (format depesche/1) checked, laid out and painted\n\n");
  for (const Command* const command : commands)
    print(out, "  depesche " + padded(std::string(command->name), 8) + std::string(command->summary) + "\n");
  print(out, "  depesche " + padded("help", 8) + "explain a command: depesche help check\n");
}

void print_help(const Command& command) {
  print(stdout, "depesche " + std::string(command.name) + (command.options.empty() ? " " : " [OPTION…] ") +
                    std::string(command.operands) + "\n\n" + std::string(command.details) + "\n");
  if (!command.options.empty()) print(stdout, "\n");
  for (const Option& option : command.options) {
    std::string name(option.name);
    if (!option.value.empty()) name += ' ' + std::string(option.value);
    print(stdout, "  " + padded(name, 24) + std::string(option.help) + "\n");
  }
}

const Command* find(std::string_view name) {
  for (const Command* const command : commands)
    if (command->name == name) return command;
  return nullptr;
}

int unknown_command(std::string_view name) {
  std::vector<std::string_view> names = {"help"};
  for (const Command* const command : commands) names.push_back(command->name);
  const std::string_view near = closest(name, names);
  print(stderr, "depesche: unknown command " + std::string(name) +
                    (near.empty() ? std::string() : "; did you mean " + std::string(near) + "?") + "\n\n");
  print_overview(stderr);
  return exit_usage;
}

int run(std::span<const char* const> words) {
  if (words.empty()) {
    print_overview(stderr);
    return exit_usage;
  }
  const std::string_view name = words[0];
  if (name == "help" || name == "--help" || name == "-h") {
    if (words.size() == 1) {
      print_overview(stdout);
      return exit_ok;
    }
    const Command* const command = find(words[1]);
    if (!command) return unknown_command(words[1]);
    print_help(*command);
    return exit_ok;
  }
  const Command* const command = find(name);
  if (!command) return unknown_command(name);
  for (const std::string_view word : words.subspan(1)) {
    if (word == "--") break;
    if (word != "--help" && word != "-h") continue;
    print_help(*command);
    return exit_ok;
  }
  const auto arguments = parse_arguments(words.subspan(1), command->options);
  if (!arguments) return usage_fault(*command, arguments.error());
  return command->run(*arguments);
}

}  // namespace

int usage_fault(const Command& command, std::string_view problem) {
  print(stderr, "depesche " + std::string(command.name) + ": " + std::string(problem) + "\n" + "see: depesche help " +
                    std::string(command.name) + "\n");
  return exit_usage;
}

}  // namespace depesche::cli

int main(int argument_count, char** words) {
  const std::span<const char* const> all(words, static_cast<std::size_t>(argument_count));
  return depesche::cli::run(all.subspan(argument_count > 0 ? 1 : 0));
}
