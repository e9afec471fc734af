// Search the way that browsers' find does: without regard to case and diacritics, across soft hyphens, with any
// white space matching any other. Folding covers Latin, Greek and Cyrillic; others match exactly.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace depesche {

struct Match {
  std::uint32_t begin = 0;  ///< byte offsets into the text
  std::uint32_t end = 0;
};

/// Appends the matches of `query` in `text`, from the first on, without overlaps. An empty query matches nothing.
void find_matches(std::string_view text, std::string_view query, std::vector<Match>& out);

}  // namespace depesche
