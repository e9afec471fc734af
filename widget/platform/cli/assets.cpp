#include "platform/cli/assets.h"

#include <cstdlib>
#include <string>

namespace depesche::cli {

std::filesystem::path find_assets(const Arguments& arguments) {
  if (const auto given = arguments.value("--assets")) return std::string(*given);
  if (const char* const variable = std::getenv("DEPESCHE_ASSETS")) return variable;
  std::error_code failed;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", failed);
  return failed ? std::filesystem::path("assets") : program.parent_path().parent_path() / "assets";
}

}  // namespace depesche::cli
