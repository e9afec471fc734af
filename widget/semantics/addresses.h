// Relative addresses of an article's pictures -> those in a page that stands elsewhere. What the parser of a URL does beyond
// that (dot segments, encoding) is left to the browser.
#pragma once

#include <string>
#include <string_view>

namespace depesche {

/// The folder of the file at `url`, which may itself be relative: its path up to the last slash, without query and
/// fragment. '' where there is no slash: the folder of the page.
std::string folder_of(std::string_view url);

/// `url` as a file in `folder` has it: behind the folder; where it begins with a slash, behind the folder's server; as it is
/// where it is absolute (http, https, or with a server of its own).
std::string resolve_address(std::string_view folder, std::string_view url);

}  // namespace depesche
