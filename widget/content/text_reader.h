// Texts of an article: strings, pieces with markup and their translations -> LocalizedText, LocalizedString. Markup
// becomes flat spans; control characters are refused; what is missing in a language is noted with that language's tag.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "content/article.h"
#include "content/reader.h"

namespace depesche {

class TextReader {
 public:
  /// @param languages  of the article; where it is empty (they were faulty), no translation is called missing.
  TextReader(Reader& reader, const std::vector<std::string>& languages) : reader_(reader), languages_(languages) {}

  /// Each fills `out`, which is as it comes from its constructor.
  void read(JsonIndex value, LocalizedText& out, Empty empty = Empty::warn);
  void read(JsonIndex value, LocalizedString& out, Empty empty = Empty::warn);
  template <class Localized>
  void optional(ObjectReader& object, std::string_view name, Localized& out) {
    read(object.optional(name), out);
  }
  void required(ObjectReader& object, std::string_view name, LocalizedText& out, Empty empty = Empty::warn);
  void required(ObjectReader& object, std::string_view name, LocalizedString& out, Empty empty = Empty::warn,
                std::string_view remedy = {});

  /// A text that is a link or a button as a whole: links in it are noted, and ignored.
  void required_in_control(ObjectReader& object, std::string_view name, LocalizedText& out);

  /// What of a block of an unknown type is probably text for the reader, in order; notes no faults.
  void collect_texts(JsonIndex block, std::vector<LocalizedText>& out);

  /// `Article::size` of the texts read so far.
  std::size_t size() const { return size_; }
  /// The text that was one too many and was cut, or `no_value`. Texts read after it are empty.
  JsonIndex cut() const { return cut_; }

 private:
  /// The markup around a piece of text.
  struct Style {
    bool emphasis = false;
    bool strong = false;
    std::string_view link;
    std::string_view language;
  };
  /// One value of a text: in one language, or for all where there is only one.
  struct Place {
    JsonIndex value = no_value;
    /// `no_language`: the article does not have it; the value is checked all the same.
    std::size_t language = 0;
    bool universal = false;
  };
  static constexpr std::size_t no_language = 0xff;

  std::size_t find_language(std::string_view tag) const;
  /// Sorted by language; notes what is wrong with the languages.
  std::vector<Place> places(JsonIndex value);
  void note_missing(JsonIndex object, const std::vector<Place>& found);

  void rich_text(JsonIndex value, std::string_view expectation, Empty empty, RichText& out);
  void append_inlines(RichText& out, JsonIndex value, const Style& style);
  void append_inline_object(RichText& out, JsonIndex object, const Style& style);
  void append_unknown_inline(RichText& out, JsonIndex object, const Style& style);
  template <class Localized>
  void fit(Localized& text, JsonIndex value);
  void append_styled(RichText& out, std::string_view text, JsonIndex value, const Style& style);
  void check_direction_marks(std::string_view text, JsonIndex value);
  void collect_named(JsonIndex value, std::string_view name, std::vector<LocalizedText>& out);

  Reader& reader_;
  const std::vector<std::string>& languages_;
  bool in_control_ = false;
  std::size_t size_ = 0;
  JsonIndex cut_ = no_value;
};

}  // namespace depesche
