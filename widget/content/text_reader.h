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

  LocalizedText text(JsonIndex value, Empty empty = Empty::warn);
  LocalizedString string(JsonIndex value, Empty empty = Empty::warn);

  LocalizedText required_text(ObjectReader& object, std::string_view name, Empty empty = Empty::warn);
  LocalizedText optional_text(ObjectReader& object, std::string_view name) { return text(object.optional(name)); }
  LocalizedString required_string(ObjectReader& object, std::string_view name, Empty empty = Empty::warn,
                                  std::string_view remedy = {});
  LocalizedString optional_string(ObjectReader& object, std::string_view name) {
    return string(object.optional(name));
  }
  /// An array of texts.
  std::vector<JsonIndex> text_elements(JsonIndex array);

  /// What of a block of an unknown type is probably text for the reader, in order; notes no faults.
  std::vector<LocalizedText> collect_texts(JsonIndex block);

 private:
  /// The markup around a piece of text.
  struct Style {
    bool emphasis = false;
    bool strong = false;
    std::string_view link;
    std::string_view language;
  };
  static constexpr std::size_t no_language = 0xff;
  /// A piece of text that stands where texts by language are expected.
  static constexpr std::size_t misplaced_piece = 0xfe;

  std::size_t find_language(std::string_view tag) const;
  /// For each member of an object by languages the index of its language, `no_language` or `misplaced_piece`; notes
  /// what is wrong.
  std::vector<std::size_t> read_languages(JsonIndex object);
  void note_missing(JsonIndex object, const std::vector<std::size_t>& found);
  /// Calls `read(version, whole)` for each version; `whole` where one serves all languages.
  template <class T, class Read>
  Localized<T> localized(JsonIndex value, Read read);

  RichText rich_text(JsonIndex value, std::string_view expectation, Empty empty);
  void append_inlines(RichText& out, JsonIndex value, const Style& style);
  void append_inline_object(RichText& out, JsonIndex object, const Style& style);
  void append_unknown_inline(RichText& out, JsonIndex object, const Style& style);
  void append_styled(RichText& out, std::string_view text, JsonIndex value, const Style& style);
  void check_direction_marks(std::string_view text, JsonIndex value);
  void collect_texts(JsonIndex value, std::string_view name, std::vector<LocalizedText>& out);

  Reader& reader_;
  const std::vector<std::string>& languages_;
};

}  // namespace depesche
