// Search the way that Chromium's find does, which compares at the first level of the Unicode Collation Algorithm:
// without regard to case and diacritics, ß as ss and æ as ae, “ „ ” as ", ’ as ', across soft hyphens and joiners, any
// white space as one space. Covers Latin, Greek and Cyrillic, where ё is е but й is not и; other scripts match exactly,
// but for Hebrew points and Arabic vowel signs, which are skipped.
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
