#include "platform/cli/arguments.h"

#include "base/closest.h"
#include "base/concat.h"

namespace depesche::cli {

bool Arguments::has(std::string_view name) const { return value(name).has_value(); }

std::optional<std::string_view> Arguments::value(std::string_view name) const {
  for (std::size_t i = options.size(); i-- > 0;)
    if (options[i].name == name) return options[i].value;
  return std::nullopt;
}

std::expected<Arguments, std::string> parse_arguments(std::span<const char* const> words,
                                                      std::span<const Option> options) {
  Arguments arguments;
  bool options_end = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string_view word = words[i];
    // "-" alone is an operand: standard input.
    if (options_end || word.size() < 2 || word[0] != '-') {
      arguments.operands.push_back(word);
      continue;
    }
    if (word == "--") {
      options_end = true;
      continue;
    }
    const std::size_t equals = word.find('=');
    const std::string_view name = word.substr(0, equals);
    const Option* known = nullptr;
    std::vector<std::string_view> names;
    for (const Option& option : options) {
      names.push_back(option.name);
      if (option.name == name) known = &option;
    }
    if (!known) {
      const std::string_view near = closest(name, names);
      return std::unexpected(near.empty() ? concat({"unknown option ", name})
                                          : concat({"unknown option ", name, "; did you mean ", near, "?"}));
    }
    if (known->value.empty()) {
      if (equals != word.npos) return std::unexpected(concat({name, " takes no value"}));
      arguments.options.push_back({name, {}});
    } else if (equals != word.npos) {
      arguments.options.push_back({name, word.substr(equals + 1)});
    } else if (i + 1 < words.size()) {
      arguments.options.push_back({name, words[++i]});
    } else {
      return std::unexpected(concat({name, " needs a value: ", known->value}));
    }
  }
  return arguments;
}

}  // namespace depesche::cli
