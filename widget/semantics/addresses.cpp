#include "semantics/addresses.h"

#include "base/ascii.h"

namespace depesche {

namespace {

/// `https://host` or `//host` at the beginning; otherwise empty.
std::string_view server_of(std::string_view url) {
  const std::size_t first = url.find_first_of("/?#");
  if (first == url.npos || !url.substr(first).starts_with("//") || (first > 0 && url[first - 1] != ':')) return {};
  return url.substr(0, url.find_first_of("/?#", first + 2));
}

}  // namespace

std::string folder_of(std::string_view url) {
  const std::string_view path = url.substr(0, url.find_first_of("?#"));
  const std::string_view server = server_of(path);
  const std::size_t slash = path.rfind('/');
  if (slash == path.npos) return {};
  if (slash < server.size()) return std::string(server) + '/';
  std::string folder;
  // A space would end the address in `srcset`.
  for (const char c : path.substr(0, slash + 1)) folder += c == ' ' ? std::string_view("%20") : std::string_view(&c, 1);
  return folder;
}

std::string resolve_address(std::string_view folder, std::string_view url) {
  if (url.starts_with("//") || equal_ignoring_case(url.substr(0, 7), "http://") ||
      equal_ignoring_case(url.substr(0, 8), "https://"))
    return std::string(url);
  return std::string(url.starts_with('/') ? server_of(folder) : folder) + std::string(url);
}

}  // namespace depesche
