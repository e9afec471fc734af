#include "text/itemize.h"

#include <algorithm>

#include "text/characters.h"
#include "text/harfbuzz_run.h"
#include "text/loaded_font.h"

namespace depesche {
namespace {

/// Which font file has a code point.
class Coverage {
 public:
  Coverage(const FontLibrary& library, Fonts fonts) : library_(library), expecting_(fonts == Fonts::expected) {}

  bool usable(FontFile file) const { return library_.state(file) == FontLibrary::State::ready || expected(file); }

  bool covers(FontFile file, char32_t c) const {
    if (file == no_font) return false;
    // HarfBuzz makes every space from the font's U+0020, and U+2011 from U+2010.
    if (is_space(c)) c = ' ';
    if (c == 0x2011) c = 0x2010;
    const LoadedFont* loaded = library_.loaded(file);
    if (loaded != nullptr) return loaded->covers(c);
    return expected(file) && catalogue_covers(file, c);
  }

  /// The best file for `c`: of the face itself, of a face like it, or `no_font`.
  FontFile find(Face face, char32_t c) const {
    if (const FontFile own = find_in(face, c); own != no_font) return own;
    for (const Face other : fallback_faces(face)) {
      if (const FontFile found = find_in(other, c); found != no_font) return found;
    }
    return no_font;
  }

  /// What a text of `face` is set in until a letter says more.
  FontFile first(Face face, std::string_view language) const {
    const std::string_view subset = subset_of_language(language);
    FontFile any = no_font;
    const auto look = [&](Face of) {
      for (FontFile file = files_of(of).begin; file < files_of(of).end; ++file) {
        if (!usable(file)) continue;
        if (font_catalogue()[file].subset == subset) return file;
        if (any == no_font) any = file;
      }
      return any;
    };
    if (const FontFile file = look(face); file != no_font) return file;
    for (const Face other : fallback_faces(face)) {
      if (const FontFile file = look(other); file != no_font) return file;
    }
    return no_font;
  }

 private:
  FontFile find_in(Face face, char32_t c) const {
    for (FontFile file = files_of(face).begin; file < files_of(face).end; ++file) {
      if (covers(file, c)) return file;
    }
    return no_font;
  }

  bool expected(FontFile file) const { return expecting_ && library_.state(file) == FontLibrary::State::missing; }

  const FontLibrary& library_;
  bool expecting_;
};

class Itemizer {
 public:
  Itemizer(std::string_view text, std::span<const FaceSpan> spans, const BidiLevels& bidi, const Coverage& coverage,
           std::vector<Item>& items, std::vector<char32_t>& missing)
      : text_(text), spans_(spans), bidi_(bidi), coverage_(coverage), items_(items), missing_(missing) {}

  void run() {
    std::uint32_t span = 0;
    for (std::size_t next = 0; next < text_.size();) {
      const auto at = static_cast<std::uint32_t>(next);
      const char32_t c = next_code_point(text_, next);
      while (span + 1 < spans_.size() && at >= spans_[span].end) ++span;
      if (is_line_end(c)) {
        close(at);
        open_ = false;
        continue;
      }
      if (!open_ || item_.span != span || item_.level != bidi_.at(at)) {
        close(at);
        open(at, span);
      }
      take(c, at, next);
    }
    close(static_cast<std::uint32_t>(text_.size()));
  }

 private:
  void open(std::uint32_t at, std::uint32_t span) {
    // The font of what stood before goes on as the candidate, so that punctuation follows its word.
    if (const Face face = spans_[span].face; candidate_face_ != face) {
      item_.font = coverage_.first(face, spans_[span].language);
      candidate_face_ = face;
      guessed_ = true;
    }
    item_ = {at, at, span, HB_SCRIPT_COMMON, bidi_.at(at), item_.font};
    font_decided_ = false;
    open_ = true;
  }

  void close(std::uint32_t at) {
    if (!open_ || item_.begin == at) return;
    item_.end = at;
    items_.push_back(item_);
    item_.begin = at;
    item_.script = HB_SCRIPT_COMMON;
    font_decided_ = false;
  }

  void take(char32_t c, std::uint32_t at, std::size_t next) {
    const hb_script_t script = script_of(c);
    const bool has_script = script != HB_SCRIPT_COMMON && script != HB_SCRIPT_INHERITED && script != HB_SCRIPT_UNKNOWN;
    if (has_script) {
      if (item_.script != HB_SCRIPT_COMMON && item_.script != script) close(at);
      item_.script = script;
    }
    if (is_default_ignorable(c)) return;
    if (is_mark(c)) {
      // Marks stay with their base, whose font was chosen with them in mind.
      if (at >= marks_end_ && !coverage_.covers(item_.font, c)) missing_.push_back(c);
      return;
    }
    choose_font(c, at, next, has_script);
  }

  void choose_font(char32_t c, std::uint32_t at, std::size_t next, bool is_letter) {
    if (is_letter && at >= word_end_ && item_.script != HB_SCRIPT_LATIN) word_end_ = end_of_word(at);
    const bool starts_word = is_letter && at < word_end_ && at >= word_begin_;
    FontFile font = find_with_marks(at, next);
    if (font == no_font && starts_word) {
      // Subsets may share letters (the name of a language in its own script stands in the Latin files): a word is
      // kept in one file where one has all of it.
      word_begin_ = word_end_;
      font = find_for_word(at);
    }
    if (font == no_font) {
      // A letter asks for the face's own font, where the candidate stands in for another face.
      const bool may_stay = !is_letter || font_decided_ || own_face();
      font = may_stay && coverage_.covers(item_.font, c) ? item_.font : coverage_.find(candidate_face_, c);
    }
    if (font == no_font) {
      missing_.push_back(c);
      return;
    }
    if (font != item_.font) {
      // Digits, quotes and spaces before the first letter go with the letter where its font has them.
      if (font_decided_ || !covers_all(font, item_.begin, at)) {
        const hb_script_t script = item_.script;
        close(at);
        if (is_letter) item_.script = script;
      }
      item_.font = font;
    }
    font_decided_ |= is_letter;
    guessed_ &= !is_letter;
  }

  /// A file with the character at `at` and with the marks that follow it, as HarfBuzz composes them; `no_font` where
  /// none follow, or no file has them all.
  FontFile find_with_marks(std::uint32_t at, std::size_t next) {
    // No mark has a lead byte below that of U+0300.
    if (next >= text_.size() || static_cast<unsigned char>(text_[next]) < 0xcc) return no_font;
    std::size_t end = next;
    for (std::size_t i = next; i < text_.size(); end = i) {
      if (!is_mark(next_code_point(text_, i))) break;
    }
    if (end == next) return no_font;
    const auto covers = [&](FontFile file) { return file != no_font && covers_with_marks(file, at, end); };
    FontFile found = covers(item_.font) ? item_.font : no_font;
    for (FontFile file = 0; file < font_catalogue().size() && found == no_font; ++file) {
      if (font_catalogue()[file].face == candidate_face_ && covers(file)) found = file;
    }
    if (found != no_font) marks_end_ = end;
    return found;
  }

  bool covers_with_marks(FontFile file, std::size_t at, std::size_t end) const {
    hb_codepoint_t base = next_code_point(text_, at);
    while (at < end) {
      const char32_t mark = next_code_point(text_, at);
      hb_codepoint_t composed = 0;
      if (hb_unicode_compose(unicode_, base, mark, &composed) && coverage_.covers(file, composed)) {
        base = composed;
      } else if (!coverage_.covers(file, mark)) {
        return false;
      }
    }
    return coverage_.covers(file, base);
  }

  std::uint32_t end_of_word(std::uint32_t at) const {
    constexpr std::size_t longest_look = 64;
    std::size_t end = at;
    while (end < text_.size() && end - at < longest_look && end < spans_[item_.span].end) {
      std::size_t next = end;
      const char32_t c = next_code_point(text_, next);
      if (!is_default_ignorable(c) && script_of(c) != item_.script && !is_mark(c)) break;
      end = next;
    }
    return static_cast<std::uint32_t>(end);
  }

  FontFile find_for_word(std::uint32_t at) const {
    // The language alone is no reason to take a file of its own for a word that an earlier one has.
    if (!guessed_ && own_face() && covers_all(item_.font, at, word_end_)) return item_.font;
    const FileRange files = files_of(candidate_face_);
    for (FontFile file = files.begin; file < files.end; ++file) {
      if (covers_all(file, at, word_end_)) return file;
    }
    return no_font;
  }

  bool own_face() const { return item_.font != no_font && font_catalogue()[item_.font].face == candidate_face_; }

  bool covers_all(FontFile font, std::uint32_t begin, std::uint32_t end) const {
    for (std::size_t i = begin; i < end;) {
      const char32_t c = next_code_point(text_, i);
      if (!coverage_.covers(font, c) && !is_default_ignorable(c) && !is_mark(c)) return false;
    }
    return true;
  }

  hb_script_t script_of(char32_t c) const {
    if (c < 0x80) return (c | 0x20) >= 'a' && (c | 0x20) <= 'z' ? HB_SCRIPT_LATIN : HB_SCRIPT_COMMON;
    return hb_unicode_script(unicode_, c);
  }

  std::string_view text_;
  std::span<const FaceSpan> spans_;
  const BidiLevels& bidi_;
  Coverage coverage_;
  std::vector<Item>& items_;
  std::vector<char32_t>& missing_;
  hb_unicode_funcs_t* unicode_ = hb_unicode_funcs_get_default();

  Item item_;
  bool open_ = false;
  bool guessed_ = false;  ///< the candidate font comes from the language: no letter has asked for it
  bool font_decided_ = false;  ///< a letter has been set in `item_.font`
  std::size_t marks_end_ = 0;  ///< marks before it are in the font of their base
  Face candidate_face_ = Face::count_;  ///< that of the open item's span
  std::uint32_t word_begin_ = 0;  ///< words that begin here or later have not been looked at
  std::uint32_t word_end_ = 0;
};

/// Items without a letter take the script of their neighbours: a lone number in an Arabic text, a quote between spans.
void resolve_scripts(std::vector<Item>& items) {
  hb_script_t last = HB_SCRIPT_LATIN;
  const auto first = std::ranges::find_if(items, [](const Item& i) { return i.script != HB_SCRIPT_COMMON; });
  if (first != items.end()) last = first->script;
  for (Item& item : items) {
    if (item.script == HB_SCRIPT_COMMON) item.script = last;
    last = item.script;
  }
}

}  // namespace

void itemize(std::string_view text, std::span<const FaceSpan> spans, const BidiLevels& bidi, const FontLibrary& library,
             Fonts fonts, std::vector<Item>& items, std::vector<char32_t>& missing) {
  if (text.empty() || spans.empty()) return;
  Itemizer(text, spans, bidi, Coverage(library, fonts), items, missing).run();
  resolve_scripts(items);
}

void collect_fonts(std::string_view text, std::span<const FaceSpan> spans, Direction direction,
                   const FontLibrary& fonts, FontSet& needed) {
  std::vector<Item> items;
  std::vector<char32_t> missing;
  itemize(text, spans, resolve_levels(text, direction, spans), fonts, Fonts::expected, items, missing);
  for (const Item& item : items) {
    if (item.font != no_font) needed.set(item.font);
  }
}

}  // namespace depesche
