// Whole files in and out.
#pragma once

#include <cstddef>
#include <expected>
#include <string>
#include <string_view>

namespace depesche::cli {

/// The bytes of the file, "-" being standard input; of a larger file only the first `most` + 1.
/// @return or why not, in the system's words.
std::expected<std::string, std::string> read_file(std::string_view path, std::size_t most);

/// @return empty, or why not.
std::string write_file(std::string_view path, std::string_view bytes);

}  // namespace depesche::cli
