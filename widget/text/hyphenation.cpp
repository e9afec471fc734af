// Liang's algorithm ("Word Hy-phen-a-tion by Com-put-er", 1983) over a hash table of patterns. libhyphen would read the
// same files, but builds an automaton that is several times slower to load and larger (measured for German: see the
// commit), and reads them through stdio, which the card has no other use for.
#include "text/hyphenation.h"

#include <algorithm>
#include <array>
#include <span>

#include "text/characters.h"

namespace depesche {
namespace {

constexpr std::size_t letters_before = 2;
constexpr std::size_t letters_after = 3;
constexpr std::size_t shortest_word = 5;
constexpr std::size_t longest_word = 128;  ///< in letters; longer "words" are no words
constexpr std::size_t longest_pattern = 32;

constexpr std::string_view paths[] = {
    "hyphenation/de.dic", "hyphenation/en.dic", "hyphenation/es.dic", "hyphenation/fr.dic", "hyphenation/it.dic",
    "hyphenation/pl.dic", "hyphenation/pt.dic", "hyphenation/ru.dic", "hyphenation/uk.dic",
};

std::string_view language_of(std::string_view path) { return path.substr(path.size() - 6, 2); }

std::size_t index_of_language(std::string_view language) {
  const std::string_view primary = language.substr(0, language.find('-'));
  std::size_t i = 0;
  while (i < std::size(paths) && language_of(paths[i]) != primary) ++i;
  return i;
}

std::size_t index_of_path(std::string_view path) {
  std::size_t i = 0;
  while (i < std::size(paths) && paths[i] != path) ++i;
  return i;
}

constexpr std::uint32_t hash_start = 2166136261u;
constexpr std::uint32_t hash_letter(std::uint32_t hash, std::uint8_t letter) { return (hash ^ letter) * 16777619u; }

/// A letter of a dictionary's own alphabet, from 1 on; 0 stands for everything else.
using Letter = std::uint8_t;

}  // namespace

struct HyphenationLibrary::Dictionary {
  enum class State : std::uint8_t { pending, ready, failed };
  State state = State::pending;

  bool load(std::string_view text);
  void apply(std::span<const Letter> word, std::span<std::uint8_t> points) const;
  Letter letter(char32_t c) const { return c < alphabet.size() ? alphabet[c] : Letter{0}; }

 private:
  static constexpr std::size_t prefix_bits = 1u << 16;

  std::vector<Letter> alphabet;  ///< by code point
  Letter alphabet_size = 0;
  std::vector<std::uint8_t> patterns;  ///< each: letters, values, the letters, pairs of position and value
  std::vector<std::uint32_t> table;  ///< offsets into `patterns` plus 1, by hash of the letters; 0 is free
  std::vector<std::uint64_t> prefixes;  ///< bits by hash of what patterns begin with: most searches end there

  Letter letter_for(char32_t c);
  bool add(std::string_view line);
  void fill_table(std::size_t count);
  std::size_t slot(std::uint32_t hash, std::span<const Letter> letters) const;
};

Letter HyphenationLibrary::Dictionary::letter_for(char32_t c) {
  if (c >= 0x600) return 0;
  if (alphabet.size() <= c) alphabet.resize(c + 1);
  if (alphabet[c] == 0 && alphabet_size < 255) alphabet[c] = ++alphabet_size;
  return alphabet[c];
}

/// One line of the file: digits between letters, as in `.an3te`. False for what is no pattern.
bool HyphenationLibrary::Dictionary::add(std::string_view line) {
  std::array<Letter, longest_pattern> letters;
  std::array<std::uint8_t, longest_pattern + 1> values{};
  std::size_t count = 0;
  for (std::size_t i = 0; i < line.size();) {
    const char32_t c = next_code_point(line, i);
    if (c >= '0' && c <= '9') {
      values[count] = static_cast<std::uint8_t>(c - '0');
      continue;
    }
    // Keywords (LEFTHYPHENMIN 2), comments, and patterns that change the spelling.
    if (c <= ' ' || c == '#' || c == '%' || c == '/' || (c >= 'A' && c <= 'Z')) return false;
    if (count == longest_pattern) return false;
    letters[count] = letter_for(c);
    if (letters[count] == 0) return false;
    ++count;
  }
  if (count == 0) return false;
  const std::size_t header = patterns.size();
  patterns.push_back(static_cast<std::uint8_t>(count));
  patterns.push_back(0);
  patterns.insert(patterns.end(), letters.begin(), letters.begin() + count);
  for (std::size_t i = 0; i <= count; ++i) {
    if (values[i] == 0) continue;
    patterns.push_back(static_cast<std::uint8_t>(i));
    patterns.push_back(values[i]);
    ++patterns[header + 1];
  }
  return true;
}

std::size_t HyphenationLibrary::Dictionary::slot(std::uint32_t hash, std::span<const Letter> letters) const {
  const std::size_t mask = table.size() - 1;
  std::size_t at = (hash ^ hash >> 15) & mask;
  for (; table[at] != 0; at = (at + 1) & mask) {
    const std::uint8_t* const pattern = patterns.data() + table[at] - 1;
    if (pattern[0] == letters.size() && std::equal(letters.begin(), letters.end(), pattern + 2)) break;
  }
  return at;
}

void HyphenationLibrary::Dictionary::fill_table(std::size_t count) {
  std::size_t size = 64;
  while (size < count + count / 2) size *= 2;
  table.assign(size, 0);
  prefixes.assign(prefix_bits / 64, 0);
  for (std::size_t at = 0; at < patterns.size(); at += 2u + patterns[at] + 2u * patterns[at + 1]) {
    const std::span<const Letter> letters(patterns.data() + at + 2, patterns[at]);
    std::uint32_t hash = hash_start;
    for (const Letter l : letters) {
      hash = hash_letter(hash, l);
      const std::uint32_t bit = (hash ^ hash >> 15) % prefix_bits;
      prefixes[bit / 64] |= std::uint64_t{1} << (bit % 64);
    }
    table[slot(hash, letters)] = static_cast<std::uint32_t>(at + 1);
  }
}

bool HyphenationLibrary::Dictionary::load(std::string_view text) {
  std::size_t count = 0;
  patterns.reserve(text.size() + text.size() / 2);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ' || line.back() == '\t')) line.remove_suffix(1);
    if (line == "NEXTLEVEL") {
      // Of a dictionary of two levels the first knows compounds only; the second is complete without it.
      count = 0;
      patterns.clear();
    } else {
      count += add(line);
    }
  }
  // Whatever else it is, a file with so few patterns is no dictionary.
  if (count < 16) return false;
  patterns.shrink_to_fit();
  fill_table(count);
  return true;
}

void HyphenationLibrary::Dictionary::apply(std::span<const Letter> word, std::span<std::uint8_t> points) const {
  for (std::size_t begin = 0; begin < word.size(); ++begin) {
    std::uint32_t hash = hash_start;
    const std::size_t limit = std::min(word.size(), begin + longest_pattern);
    for (std::size_t end = begin; end < limit && word[end] != 0; ++end) {
      hash = hash_letter(hash, word[end]);
      const std::uint32_t bit = (hash ^ hash >> 15) % prefix_bits;
      if ((prefixes[bit / 64] >> (bit % 64) & 1) == 0) break;
      const std::uint32_t found = table[slot(hash, word.subspan(begin, end - begin + 1))];
      if (found == 0) continue;
      const std::uint8_t* const pattern = patterns.data() + found - 1;
      const std::uint8_t* value = pattern + 2 + pattern[0];
      for (std::uint8_t i = 0; i < pattern[1]; ++i, value += 2) {
        points[begin + value[0]] = std::max(points[begin + value[0]], value[1]);
      }
    }
  }
}

HyphenationLibrary::HyphenationLibrary() : dictionaries_(std::size(paths)) {}
HyphenationLibrary::~HyphenationLibrary() = default;

std::string_view HyphenationLibrary::path(std::string_view language) {
  const std::size_t i = index_of_language(language);
  return i < std::size(paths) ? paths[i] : std::string_view();
}

bool HyphenationLibrary::add(std::string_view path, std::string_view bytes) {
  const std::size_t i = index_of_path(path);
  if (i == std::size(paths)) return false;
  Dictionary loaded;
  loaded.state = loaded.load(bytes) ? Dictionary::State::ready : Dictionary::State::failed;
  dictionaries_[i] = std::move(loaded);
  return dictionaries_[i].state == Dictionary::State::ready;
}

void HyphenationLibrary::fail(std::string_view path) {
  const std::size_t i = index_of_path(path);
  if (i < std::size(paths) && dictionaries_[i].state == Dictionary::State::pending) {
    dictionaries_[i].state = Dictionary::State::failed;
  }
}

bool HyphenationLibrary::pending(std::string_view path) const {
  const std::size_t i = index_of_path(path);
  return i < std::size(paths) && dictionaries_[i].state == Dictionary::State::pending;
}

void HyphenationLibrary::hyphenate(std::string_view word, std::string_view language,
                                   std::vector<std::uint32_t>& out) const {
  const std::size_t index = index_of_language(language);
  if (index == std::size(paths) || dictionaries_[index].state != Dictionary::State::ready) return;
  const Dictionary& dictionary = dictionaries_[index];

  // The word between two full stops, which stand for its ends in patterns.
  std::array<Letter, longest_word + 2> letters;
  std::array<std::uint32_t, longest_word> offsets;
  std::array<std::uint8_t, longest_word + 3> points{};
  std::size_t count = 0;
  letters[0] = dictionary.letter('.');
  for (std::size_t i = 0; i < word.size();) {
    if (count == longest_word) return;
    offsets[count] = static_cast<std::uint32_t>(i);
    const char32_t c = next_code_point(word, i);
    if (c == soft_hyphen_character) return;
    letters[++count] = dictionary.letter(fold_case(c));
  }
  if (count < shortest_word) return;
  letters[count + 1] = letters[0];
  dictionary.apply({letters.data(), count + 2}, points);
  for (std::size_t i = letters_before; i + letters_after <= count; ++i) {
    if ((points[i + 1] & 1) != 0) out.push_back(offsets[i]);
  }
}

}  // namespace depesche
