// Where fonts, strings and hyphenation lie for the command line.
#pragma once

#include <filesystem>

#include "platform/cli/arguments.h"

namespace depesche::cli {

inline constexpr Option assets_option = {"--assets", "DIR",
                                         "fonts, strings and hyphenation (beside the program, or $DEPESCHE_ASSETS)"};

/// `--assets`, else $DEPESCHE_ASSETS, else `assets/` beside the folder of the program.
std::filesystem::path find_assets(const Arguments& arguments);

}  // namespace depesche::cli
