#include "text/search.h"

#include <hb.h>

#include <algorithm>

#include "text/characters.h"

namespace depesche {
namespace {

/// A character as it is compared, and the bytes that it stands for.
struct Unit {
  char32_t folded = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool continues = false;  ///< second half of one character (ß, æ): no match begins here or ends before
};

/// Combining marks: accents, Hebrew points, Arabic vowel signs. The vowels of India's scripts and their neighbours are
/// letters.
bool is_diacritic(hb_unicode_funcs_t* unicode, char32_t c) {
  return (c < 0x900 || c >= 0x1ab0) &&
         hb_unicode_general_category(unicode, c) == HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK;
}

/// What has two letters where it is compared, as in the Unicode Collation Algorithm.
char32_t second_letter(char32_t folded) {
  switch (folded) {
    case 0xdf:
    case 0x1e9e: return 's';
    case 0xe6:
    case 0x153: return 'e';
    default: return 0;
  }
}

char32_t without_variants(char32_t c) {
  switch (c) {
    case 0xdf:
    case 0x1e9e: return 's';
    case 0xe6: return 'a';
    case 0xf8:
    case 0x153: return 'o';
    case 0x111: return 'd';
    case 0x131: return 'i';  // whose capital is I
    case 0x142: return 'l';
    case 0x5be:
    case 0x2010:
    case 0x2011:
    case 0x2013: return '-';
    case 0xb9: return '1';
    case 0xb2:
    case 0xb3: return c - 0xb0 + '0';
    // As Chromium folds quotation marks, and the low ones of German with them.
    case 0x2018:
    case 0x2019:
    case 0x201a:
    case 0x201b:
    case 0x5f3: return '\'';
    case 0x201c:
    case 0x201d:
    case 0x201e:
    case 0x201f:
    case 0x5f4: return '"';
    default: return c >= 0x2080 && c < 0x208a ? c - 0x2080 + '0' : c;
  }
}

/// The base of a letter with diacritics. In Cyrillic й, ў, ї, ѓ, ќ and their like are letters of their own, as in the
/// root collation that Chromium's find uses; ё is not, nor are letters with a stress or a grave accent.
char32_t without_diacritics(hb_unicode_funcs_t* unicode, char32_t c) {
  if (c < 0xc0) return c;
  if (c >= 0x400 && c < 0x530) {
    switch (c) {
      case 0x400:
      case 0x401:
      case 0x40d:
      case 0x450:
      case 0x451:
      case 0x45d: break;
      default: return c;
    }
  }
  if (c >= 0x530 && (c < 0x622 || c > 0x626) && (c < 0x1e00 || c >= 0x2000) && c != 0x212a && c != 0x212b) return c;
  hb_codepoint_t base = c;
  hb_codepoint_t mark = 0;
  while (hb_unicode_decompose(unicode, base, &base, &mark)) {
  }
  return base;
}

/// й may be written as и and a breve: the letters that `without_diacritics` keeps are put together first.
char32_t composed_cyrillic(hb_unicode_funcs_t* unicode, char32_t base, char32_t mark) {
  if (base < 0x400 || base >= 0x530 || mark < 0x300 || mark > 0x36f) return 0;
  hb_codepoint_t composed = 0;
  return hb_unicode_compose(unicode, base, mark, &composed) ? composed : 0;
}

void fold(std::string_view text, std::vector<Unit>& units) {
  hb_unicode_funcs_t* const unicode = hb_unicode_funcs_get_default();
  units.reserve(text.size());
  for (std::size_t next = 0; next < text.size();) {
    const auto begin = static_cast<std::uint32_t>(next);
    char32_t c = next_code_point(text, next);
    if (c < 0x80 && c > ' ') {
      units.push_back({fold_case(c), begin, begin + 1});
      continue;
    }
    if (is_default_ignorable(c)) continue;
    if (is_diacritic(unicode, c)) {
      if (!units.empty()) units.back().end = static_cast<std::uint32_t>(next);
      continue;
    }
    if (is_space(c) || is_line_end(c)) {
      // White space in a row counts once.
      if (!units.empty() && units.back().folded == ' ') {
        units.back().end = static_cast<std::uint32_t>(next);
        continue;
      }
      c = ' ';
    } else if (next < text.size()) {
      std::size_t after = next;
      if (const char32_t composed = composed_cyrillic(unicode, c, next_code_point(text, after)); composed != 0) {
        c = composed;
        next = after;
      }
    }
    const char32_t base = fold_case(without_diacritics(unicode, c));
    const auto end = static_cast<std::uint32_t>(next);
    units.push_back({without_variants(base), begin, end});
    if (const char32_t second = second_letter(base); second != 0) units.push_back({second, begin, end, true});
  }
}

}  // namespace

void find_matches(std::string_view text, std::string_view query, std::vector<Match>& out) {
  std::vector<Unit> needle;
  fold(query, needle);
  if (needle.empty()) return;
  std::vector<Unit> units;
  fold(text, units);
  for (auto from = units.begin();;) {
    const auto found = std::search(from, units.end(), needle.begin(), needle.end(),
                                   [](const Unit& a, const Unit& b) { return a.folded == b.folded; });
    if (found == units.end()) return;
    const auto end = found + static_cast<std::ptrdiff_t>(needle.size());
    if (found->continues || (end != units.end() && end->continues)) {
      from = found + 1;
      continue;
    }
    out.push_back({found->begin, (end - 1)->end});
    from = end;
  }
}

}  // namespace depesche
