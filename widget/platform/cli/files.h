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

/// Writes all of it, "-" being standard output, and flushes: a fault found after `main` would leave the exit status at 0.
/// What goes wrong is printed to stderr.
/// @return whether it is written.
bool write_file(std::string_view path, std::string_view bytes);

}  // namespace depesche::cli
