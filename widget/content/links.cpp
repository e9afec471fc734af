#include "content/links.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "content/limits.h"

namespace depesche {

namespace {

/// What browsers strip or rewrite while parsing, what ends an attribute, and what a reader cannot see. The schema has
/// the same set.
bool is_forbidden(char32_t c) {
  return c <= 0x20 || c == '"' || c == '<' || c == '>' || (c >= 0x7f && c <= 0xa0) || c == 0xad ||
         (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff;
}

/// The text before the first colon when that is a scheme (RFC 3986, section 3.1); otherwise empty.
std::string_view scheme_of(std::string_view url) {
  const std::size_t colon = url.find(':');
  if (colon == url.npos || colon == 0) return {};
  for (std::size_t i = 0; i < colon; ++i) {
    const char c = url[i];
    const bool later = is_ascii_digit(c) || c == '+' || c == '-' || c == '.';
    if (!is_ascii_letter(c) && (i == 0 || !later)) return {};
  }
  return url.substr(0, colon);
}

constexpr std::string_view expected_for(LinkUse use) {
  switch (use) {
    case LinkUse::link: return "expected http://, https:// or mailto:";
    case LinkUse::page: return "expected http:// or https://";
    case LinkUse::image: return "expected a path relative to this file, http:// or https://";
  }
  return {};
}

}  // namespace

std::optional<LinkFault> find_link_fault(std::string_view url, LinkUse use) {
  const std::string_view expected = expected_for(use);
  if (url.empty()) return LinkFault{"the address is empty", expected, "write the address, or leave the field out"};
  if (count_code_points(url) > max_url_length)
    return LinkFault{"the address is too long", "expected at most 2048 characters", {}};
  for (std::size_t offset = 0; offset < url.size();) {
    const auto [c, length] = decode_utf8(url, offset);
    if (c == ' ') return LinkFault{"space in the address", expected, "remove it at the ends, write %20 within"};
    if (c == '\\') return LinkFault{"backslash in the address", expected, "write /"};
    if (is_forbidden(c))
      return LinkFault{"character in the address that does not belong there", expected,
                       "remove control characters, invisible characters, quotes and angle brackets"};
    offset += length;
  }

  const std::string_view scheme = scheme_of(url);
  if (scheme.empty()) {
    if (use != LinkUse::image) return LinkFault{"address without a scheme", expected, "write the whole address"};
    if (url.starts_with("//")) return LinkFault{"address without a scheme", expected, "write https: before it"};
    return std::nullopt;
  }
  const std::string_view rest = url.substr(scheme.size() + 1);
  if (use == LinkUse::link && equal_ignoring_case(scheme, "mailto")) {
    if (rest.find('@') == rest.npos) return LinkFault{"mailto: without an address", expected, {}};
    return std::nullopt;
  }
  if (!equal_ignoring_case(scheme, "http") && !equal_ignoring_case(scheme, "https"))
    return LinkFault{"address with a scheme that is not allowed", expected, {}};

  if (!rest.starts_with("//")) return LinkFault{"address without //", expected, "write https://"};
  const std::string_view authority = rest.substr(2, rest.find_first_of("/?#", 2) - 2);
  if (authority.empty()) return LinkFault{"address without a host", expected, {}};
  // https://ft.com@example.org leads to example.org.
  if (authority.find('@') != authority.npos)
    return LinkFault{"user name in the address", expected, "leave out what stands before @"};
  return std::nullopt;
}

bool is_relative(std::string_view url) { return !url.empty() && url[0] != '/' && scheme_of(url).empty(); }

std::string_view image_type(std::string_view url) {
  struct Ending {
    std::string_view ending;
    std::string_view type;
  };
  static constexpr Ending endings[] = {{".jpg", "image/jpeg"},
                                       {".jpeg", "image/jpeg"},
                                       {".png", "image/png"},
                                       {".webp", "image/webp"},
                                       {".avif", "image/avif"}};
  const std::string_view path = url.substr(0, url.find_first_of("?#"));
  for (const Ending& e : endings)
    if (path.size() > e.ending.size() && equal_ignoring_case(path.substr(path.size() - e.ending.size()), e.ending))
      return e.type;
  return {};
}

}  // namespace depesche
