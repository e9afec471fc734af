// Dictionary bytes -> hyphens in words, the words being taken from the same bytes.
#include "../fuzz.h"
#include "../texts.h"
#include "base/utf8.h"
#include "text/hyphenation.h"

namespace depesche::fuzz {
namespace {

void check(const HyphenationLibrary& library, std::string_view word) {
  std::vector<std::uint32_t> offsets;
  library.hyphenate(word, "de", offsets);
  std::uint32_t before = 0;
  for (const std::uint32_t offset : offsets) {
    require(offset > before && offset < word.size(), "hyphens stand in order inside of the word");
    require((static_cast<unsigned char>(word[offset]) & 0xc0) != 0x80, "a hyphen stands between letters");
    before = offset;
  }
}

}  // namespace

void run(std::string_view bytes) {
  HyphenationLibrary library;
  if (!library.add("hyphenation/de.dic", std::string(bytes))) return;
  const std::string text = made_well_formed(bytes.substr(0, 4096));
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = text.find_first_of(" \n", begin);
    if (end == text.npos) end = text.size();
    check(library, std::string_view(text).substr(begin, end - begin));
    begin = end + 1;
  }
  for (const std::string_view word : {"silbentrennung", "Rindfleischetikettierungsüberwachung", "ÄÖÜß"})
    check(library, word);
}

}  // namespace depesche::fuzz
