// A command line as options and operands. Options may stand anywhere: `--width 320`, `--width=320`, `-o card.png`;
// `--` ends them. An option given twice counts the last time.
#pragma once

#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace depesche::cli {

struct Option {
  std::string_view name;   ///< "--width" or "-o"
  std::string_view value;  ///< what follows it, as help names it: "N"; empty for a switch
  std::string_view help;
};

struct Arguments {
  struct Given {
    std::string_view name;
    std::string_view value;
  };
  std::vector<Given> options;
  std::vector<std::string_view> operands;

  bool has(std::string_view name) const;
  std::optional<std::string_view> value(std::string_view name) const;
};

/// @return the arguments, or what is wrong with them as a sentence without a full stop.
std::expected<Arguments, std::string> parse_arguments(std::span<const char* const> words,
                                                      std::span<const Option> options);

}  // namespace depesche::cli
