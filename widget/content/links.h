// Which addresses an article may name. What passes here may stand in an `href` or `src` as it is: its scheme is known,
// and nothing in it is skipped or rewritten by a browser's parser (https://url.spec.whatwg.org/#url-parsing).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace depesche {

enum class LinkUse : std::uint8_t {
  link,   ///< http, https or mailto
  page,   ///< http or https
  image,  ///< http, https, or relative to the article's file
};

/// In the words of a `Diagnostic`.
struct LinkFault {
  std::string_view problem;
  std::string_view expectation;
  std::string_view remedy;
};

std::optional<LinkFault> find_link_fault(std::string_view url, LinkUse use);

/// Relative to the article's file: without a scheme and not from the host's root.
bool is_relative(std::string_view url);

/// The MIME type that the ending of an image's address tells (.jpg, .jpeg, .png, .webp, .avif), or "".
std::string_view image_type(std::string_view url);

}  // namespace depesche
