// Hyphenation by Liang's patterns (libhyphen's dictionaries, UTF-8), loaded only for the languages in use.
// Soft hyphens in the text are honoured by line breaking itself, with or without patterns.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace depesche {

class HyphenationLibrary {
 public:
  HyphenationLibrary();
  ~HyphenationLibrary();
  HyphenationLibrary(const HyphenationLibrary&) = delete;
  HyphenationLibrary& operator=(const HyphenationLibrary&) = delete;

  /// The dictionary's path for a BCP 47 tag ("hyphenation/de.dic"), or empty where there is none.
  static std::string_view path(std::string_view language);

  /// False when the bytes are not a dictionary: then the language is not hyphenated.
  bool add(std::string_view path, std::string_view bytes);
  void fail(std::string_view path);
  /// Neither added nor failed yet.
  bool pending(std::string_view path) const;

  /// Byte offsets inside `word` (one word, no spaces) before which a hyphen may be put, ascending. At least two
  /// letters stay before and three after it; words under five letters and words with a soft hyphen are left alone.
  void hyphenate(std::string_view word, std::string_view language, std::vector<std::uint32_t>& out) const;

 private:
  struct Dictionary;
  std::vector<Dictionary> dictionaries_;
};

}  // namespace depesche
