#include "platform/cli/files.h"

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace depesche::cli {

std::expected<std::string, std::string> read_file(std::string_view path, std::size_t most) {
  const bool standard_input = path == "-";
  std::FILE* const file = standard_input ? stdin : std::fopen(std::string(path).c_str(), "rb");
  if (!file) return std::unexpected(std::string(std::strerror(errno)));
  std::string bytes;
  char buffer[1 << 16];
  while (bytes.size() <= most) {
    const std::size_t count = std::fread(buffer, 1, sizeof buffer, file);
    if (count == 0) break;
    bytes.append(buffer, count);
  }
  const int error = std::ferror(file) ? errno : 0;
  if (!standard_input) std::fclose(file);
  if (error != 0) return std::unexpected(std::string(std::strerror(error)));
  if (bytes.size() > most) bytes.resize(most + 1);
  return bytes;
}

bool write_file(std::string_view path, std::string_view bytes) {
  const bool standard_output = path == "-";
  const std::string name(standard_output ? "standard output" : path);
  std::FILE* const file = standard_output ? stdout : std::fopen(name.c_str(), "wb");
  bool written = file && std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size() && std::fflush(file) == 0;
  int error = errno;
  if (file && !standard_output && std::fclose(file) != 0 && written) {
    written = false;
    error = errno;
  }
  if (!written) std::fprintf(stderr, "%s: cannot be written: %s\n", name.c_str(), std::strerror(error));
  return written;
}

}  // namespace depesche::cli
