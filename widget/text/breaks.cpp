#include "text/breaks.h"

#include <linebreak.h>

extern "C" {
#include <linebreakdef.h>  // says nothing of C++ itself
}

#include "text/characters.h"
#include "text/graphemes.h"
#include "text/harfbuzz_run.h"

namespace depesche {
namespace {

/// A Latin, Greek or Cyrillic base letter: class AL of UAX #14, and a grapheme of its own.
bool is_plain_letter(char32_t c) { return is_alphabetic(c) && !(c >= 0x300 && c < 0x370); }

bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }

/// What may end a line after a Hebrew letter, but for a space: classes HY and BA of UAX #14, as far as writers use them.
bool is_hyphen(char32_t c) {
  return c == '-' || c == 0x58a || c == 0x5be || (c >= 0x2010 && c <= 0x2013 && c != 0x2011);
}

bool is_hebrew_letter(char32_t c) { return (c >= 0x5d0 && c <= 0x5f2) || (c >= 0xfb1d && c <= 0xfb4f); }

bool is_hebrew_point(char32_t c) { return c >= 0x591 && c <= 0x5c7 && !is_hyphen(c); }

/// Signs that stay together, though UAX #14 would part them: "C++", "C:\".
bool is_tied(char32_t before, char32_t c) {
  static constexpr std::string_view signs = "+\\%$:;,.";
  const auto is_sign = [](char32_t of) { return of < 0x80 && signs.find(static_cast<char>(of)) != signs.npos; };
  return is_sign(before) && is_sign(c);
}

/// A number and the sign that it is read with: "5 %", "5 ‰", "30 °C", "200 €" (or another currency), "№ 5", "§ 5", "≈ 5".
bool is_measured(char32_t before, char32_t c) {
  if (is_digit(before)) return c == '%' || c == 0xb0 || c == 0x2030 || (c >= 0x20a0 && c < 0x20d0);
  return is_digit(c) &&
         (before == 0x2116 || before == 0xa7 || before == 0x2248 || before == 0x2264 || before == 0x2265);
}

/// Closing quotation marks, wherever a space follows. LB15 keeps a parenthesis with any quotation mark before it.
bool is_final_quote(char32_t c) { return c == '"' || c == '\'' || c == 0xbb || c == 0x2019 || c == 0x201d; }

/// What parts a sentence, between spaces: it ends a line and begins none. A dialogue's stands at the beginning.
bool is_dash(char32_t c) { return c >= 0x2013 && c <= 0x2015; }

/// Slavic languages leave no word of one letter at a line's end: "w Paryżu", "в Париже".
bool binds_single_letters(std::string_view language) {
  static constexpr std::string_view languages = "be cs pl ru sk uk";
  const std::string_view primary = language.substr(0, language.find('-'));
  return primary.size() == 2 && languages.find(primary) != languages.npos;
}

/// libunibreak's line breaking, fed by code point, with the tailoring of quotation marks by the language of each span.
/// Hebrew hyphens are treated as in Unicode 16 (LB21a): what follows them begins no line unless it is Hebrew, too. So
/// are closing quotation marks (LB15a), and a small digit ("m²") is a letter in every language. Initials and the letters of
/// an abbreviation stay with what follows them: "z. B.", "т. е.", "A. Merkel".
class LineBreaker {
 public:
  void set_language(std::string_view tag) {
    const hb_language_t language = shaping_language(tag);
    const char* const name = language == HB_LANGUAGE_INVALID ? nullptr : hb_language_to_string(language);
    LineBreakContext fresh;
    lb_init_break_context(&fresh, ' ', name);
    context_.lbpLang = fresh.lbpLang;
    language_ = name;
    binds_ = binds_single_letters(tag);
  }

  /// What may happen before `c`.
  int next(char32_t c) {
    const bool letter = is_plain_letter(c);
    int result = LINEBREAK_NOBREAK;
    if (!started_) {
      lb_init_break_context(&context_, c, language_);
      context_.lang = nullptr;
      started_ = true;
    } else if (!(letter && after_letter_)) {
      // A letter after a letter changes nothing: most of a text.
      context_.fLb21aHebrew = false;
      result = lb_process_next_char(&context_, c);
      if (is_tied(before_, c) || (after_hebrew_hyphen_ && !is_hebrew_letter(c))) result = LINEBREAK_NOBREAK;
      if ((c == '(' || c == '[') && before_ == ' ' && is_final_quote(before_space_)) result = LINEBREAK_ALLOWBREAK;
      if (before_ == ' ' && result == LINEBREAK_ALLOWBREAK &&
          (word_ == one_letter || (letter && word_ == initial) || is_measured(before_space_, c) || is_dash(c)))
        result = LINEBREAK_NOBREAK;
    }
    count_letters(c, letter);
    after_letter_ = letter;
    after_hebrew_hyphen_ = is_hyphen(c) && is_hebrew_letter(before_);
    if (c == ' ' && before_ != ' ') before_space_ = before_;
    if (!is_hebrew_point(c)) before_ = c;
    return result;
  }

 private:
  /// Of a word, as far as it has been read.
  enum Letters : std::uint8_t { no_letter, one_letter, initial, other };

  /// What stands before a word's first letter, a quotation mark for instance, does not count.
  void count_letters(char32_t c, bool letter) {
    if (is_space(c)) {
      word_ = letters_ == one_letter && !binds_ ? no_letter : letters_;
      letters_ = no_letter;
    } else if (letter) {
      letters_ = letters_ == no_letter ? one_letter : other;
    } else if (letters_ != no_letter || is_digit(c)) {
      letters_ = c == '.' && letters_ == one_letter ? initial : other;
    }
  }

  LineBreakContext context_{};
  const char* language_ = nullptr;
  bool started_ = false;
  bool after_letter_ = false;
  bool after_hebrew_hyphen_ = false;
  char32_t before_ = 0;  ///< without the points of a Hebrew letter
  char32_t before_space_ = 0;  ///< before the last space
  bool binds_ = false;
  Letters letters_ = no_letter;  ///< of the word so far
  Letters word_ = no_letter;  ///< the one before the last space, where it binds
};

/// Keeps the groups of a long number together: "68 000 000". @param group  where three digits follow a space
bool continues_number(std::string_view text, std::size_t group) {
  const auto digits_from = [&](std::size_t i, std::size_t step) {
    std::size_t count = 0;
    while (count < 4 && i < text.size() && is_digit(static_cast<unsigned char>(text[i]))) {
      ++count;
      i += step;
    }
    return count;
  };
  const std::size_t before = digits_from(group - 2, std::size_t(-1));
  return digits_from(group, 1) == 3 && before >= 1 && before <= 3;
}

/// Finds the words of a text that patterns may hyphenate, and marks where.
class WordHyphenator {
 public:
  WordHyphenator(std::string_view text, std::span<const FaceSpan> spans, const HyphenationLibrary& hyphenation,
                 std::vector<Break>& breaks)
      : text_(text), spans_(spans), hyphenation_(hyphenation), breaks_(breaks) {}

  void run() {
    std::size_t span = 0;
    for (std::size_t next = 0; next < text_.size();) {
      const std::size_t begin = next;
      if (!is_word_character(next_code_point(text_, next))) continue;
      bool plain = true;
      std::size_t end = begin;
      for (std::size_t i = begin; i < text_.size(); end = i) {
        const char32_t c = next_code_point(text_, i);
        if (!is_word_character(c)) break;
        plain &= is_alphabetic(c);
      }
      next = end;
      while (span + 1 < spans_.size() && begin >= spans_[span].end) ++span;
      // Words with digits and words with soft hyphens are left alone, and so is what looks like an address.
      // An address is asked for first: it is one from its first word on, however short that is.
      if (!in_address(begin) && plain && spans_[span].hyphens && end - begin >= 5 && end <= spans_[span].end) {
        hyphenate(begin, end, spans_[span].language);
      }
    }
  }

 private:
  static bool is_word_character(char32_t c) { return is_alphabetic(c) || is_digit(c) || c == soft_hyphen_character; }

  /// Whether the text between the white space around `word` looks like a URL, a file or a mail address.
  bool in_address(std::size_t word) {
    if (word < token_end_) return token_is_address_;
    token_is_address_ = false;
    char32_t before = 0;
    std::size_t i = word;
    while (i < text_.size()) {
      const char32_t c = next_code_point(text_, i);
      if (is_space(c) || is_line_end(c)) break;
      token_is_address_ |= c == '@' || c == '_' || c == '\\' || (before == '/' && c == '/') ||
                           (before == '.' && (is_alphabetic(c) || is_digit(c)));
      before = c;
    }
    token_end_ = i;
    return token_is_address_;
  }

  void hyphenate(std::size_t begin, std::size_t end, std::string_view language) {
    offsets_.clear();
    hyphenation_.hyphenate(text_.substr(begin, end - begin), language, offsets_);
    for (const std::uint32_t offset : offsets_) {
      Break& at = breaks_[begin + offset];
      if (at == Break::grapheme) at = Break::hyphen;
    }
  }

  std::string_view text_;
  std::span<const FaceSpan> spans_;
  const HyphenationLibrary& hyphenation_;
  std::vector<Break>& breaks_;
  std::vector<std::uint32_t> offsets_;
  std::size_t token_end_ = 0;
  bool token_is_address_ = false;
};

}  // namespace

void find_breaks(std::string_view text, std::span<const FaceSpan> spans, const HyphenationLibrary* hyphenation,
                 std::vector<Break>& breaks) {
  breaks.assign(text.size() + 1, Break::none);
  LineBreaker lines;
  GraphemeBreaker graphemes;
  char32_t before = 0;
  std::size_t span = spans.size();  // none yet
  for (std::size_t next = 0; next < text.size();) {
    const std::size_t at = next;
    const char32_t c = next_code_point(text, next);
    const std::size_t span_before = span;
    if (span == spans.size()) span = 0;
    while (span + 1 < spans.size() && at >= spans[span].end) ++span;
    if (span != span_before && span < spans.size()) lines.set_language(spans[span].language);

    const int line_break = lines.next(c);
    const bool begins_grapheme = graphemes.next(c);
    if (at > 0 && begins_grapheme) {
      if (line_break == LINEBREAK_MUSTBREAK) {
        breaks[at] = Break::mandatory;
      } else if (line_break == LINEBREAK_ALLOWBREAK &&
                 !(before == ' ' && is_digit(c) && at >= 2 && continues_number(text, at))) {
        breaks[at] = before == soft_hyphen_character ? Break::soft_hyphen : Break::allowed;
      } else {
        breaks[at] = Break::grapheme;
      }
    }
    before = c;
  }
  breaks[text.size()] = Break::mandatory;
  if (hyphenation != nullptr) WordHyphenator(text, spans, *hyphenation, breaks).run();
}

}  // namespace depesche
