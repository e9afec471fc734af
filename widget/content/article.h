// An article as plain values: what `load_article` makes of the JSON format `depesche/1` (docs/article-format.md)
// and what layout and semantics read. One article holds all its languages; `in(language)` picks a text.
// It knows no fonts, widths or colours. Every link in it is http, https or mailto, and every text is valid UTF-8.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace depesche {

/// Index into `Article::languages`. The first is the article's own; others fall back to it.
using Language = std::uint8_t;

/// A stretch of a text that differs from plain text. Spans are sorted, do not overlap and are not empty. Spans that
/// touch and have the same link are one link: markup within a link splits it.
struct Span {
  std::uint32_t begin = 0;  ///< byte offset into `RichText::text`
  std::uint32_t end = 0;    ///< byte offset past the last byte
  bool emphasis = false;
  bool strong = false;
  std::string link;      ///< absolute or relative URL, or empty
  std::string language;  ///< BCP 47 tag of a foreign phrase, or empty
};

/// Text in logical order. A line break is U+000A, a soft hyphen U+00AD, both inside `text`.
struct RichText {
  std::string text;
  std::vector<Span> spans;
  bool empty() const { return text.empty(); }
};

/// The text as one link to `url`; unchanged where that is empty or the text has links of its own.
RichText linked(RichText text, std::string_view url);

/// One value in several languages.
template <class T>
struct Localized {
  struct Version {
    Language language = 0;
    T value;
  };
  /// Sorted by language. One version with `universal` set serves every language (a name, a number).
  std::vector<Version> versions;
  bool universal = false;

  struct Choice {
    const T* value = nullptr;  ///< null when the field is absent
    Language language = 0;     ///< of the version chosen; the one asked for when `universal`
    bool fallback = false;     ///< the asked language is missing
  };
  bool absent() const { return versions.empty(); }
  Choice in(Language language) const {
    if (versions.empty()) return {};
    if (universal) return {&versions.front().value, language, false};
    for (const Version& version : versions)
      if (version.language == language) return {&version.value, language, false};
    return {&versions.front().value, versions.front().language, true};
  }
};

using LocalizedText = Localized<RichText>;
using LocalizedString = Localized<std::string>;

/// A calendar date in the proleptic Gregorian calendar, with a wall-clock time where the source gives one.
/// Nothing is converted between time zones: the reader sees the time that the editor wrote.
struct Moment {
  std::int16_t year = 0;
  std::uint8_t month = 1;  ///< 1 to 12
  std::uint8_t day = 1;    ///< 1 to 31
  bool has_time = false;
  std::uint8_t hour = 0;
  std::uint8_t minute = 0;
  std::string zone;  ///< "", "Z" or "+02:00", as written
  friend bool operator==(const Moment&, const Moment&) = default;
};

struct ImageSource {
  std::string url;
  std::string type;          ///< MIME type: image/jpeg, image/png, image/webp, image/avif
  std::uint32_t width = 0;   ///< pixels of the file
  std::uint32_t height = 0;  ///< pixels of the file
};

/// One picture in several files. At least one source; all have the same aspect ratio to within a per cent.
struct Image {
  std::vector<ImageSource> sources;
  LocalizedString alt;  ///< an empty string marks a decorative picture
};

struct Figure {
  Image image;
  LocalizedText caption;   ///< may be absent
  LocalizedString credit;  ///< may be absent
};

struct ParagraphBlock {
  LocalizedText text;
};
struct HeadingBlock {
  LocalizedText text;
  std::uint8_t level = 2;  ///< 2 or 3, under the headline's 1
};
struct ListBlock {
  bool ordered = false;
  std::vector<LocalizedText> items;
};
struct QuotationBlock {
  std::vector<LocalizedText> paragraphs;
  LocalizedText attribution;  ///< may be absent
  std::string cite;           ///< URL of the source, or empty
};
struct FigureBlock {
  Figure figure;
};
struct NoteBlock {
  LocalizedString title;  ///< may be absent
  std::vector<LocalizedText> paragraphs;
};

/// Advertising: always shown with the label for it in the reader's language.
struct BannerBlock {
  Image image;
  std::string link;         ///< may be empty
  LocalizedString sponsor;  ///< may be absent
};

struct RelatedItem {
  LocalizedText headline;
  LocalizedText teaser;  ///< may be absent
  std::optional<Image> image;
  std::string link;  ///< may be empty
};
struct RelatedBlock {
  LocalizedString title;  ///< absent: the UI string "Don't miss"
  std::vector<RelatedItem> items;
};

struct SourceLink {
  LocalizedString label;
  std::string url;  ///< may be empty
};

/// A statement may hold these blocks only, so that nothing nests without end.
using StatementBlock = std::variant<ParagraphBlock, ListBlock, QuotationBlock>;

/// One statement of the timeline: closed it shows when, who and a summary; opened, the full statement, where there is one.
struct TimelineEntry {
  std::string id;  ///< unique in the article, [A-Za-z0-9._-]+
  std::optional<Moment> moment;
  LocalizedString when;  ///< free label ("after the call"), beside or instead of `moment`; may be absent
  LocalizedString speaker;
  LocalizedString role;  ///< may be absent
  LocalizedString place;  ///< place or channel; may be absent
  LocalizedText summary;
  std::vector<StatementBlock> statement;  ///< may be empty
  std::optional<SourceLink> source;

  /// There is more than is always shown.
  bool opens() const { return !statement.empty() || !place.absent() || source.has_value(); }
};
struct TimelineBlock {
  LocalizedString title;  ///< absent: the UI string "Timeline"
  LocalizedText introduction;
  std::vector<TimelineEntry> entries;
};

/// A block of a type that this version does not know: its texts are shown as plain paragraphs, with a warning.
struct UnknownBlock {
  std::string type;
  std::vector<LocalizedText> texts;
};

struct Block {
  std::string id;  ///< authored, or empty: then the position in the body stands for it
  std::variant<ParagraphBlock, HeadingBlock, ListBlock, QuotationBlock, FigureBlock, TimelineBlock, NoteBlock,
               BannerBlock, RelatedBlock, UnknownBlock>
      content;
};

struct Author {
  LocalizedString name;
  std::string url;  ///< may be empty
};

struct Article {
  std::string id;  ///< may be empty
  std::vector<std::string> languages;  ///< BCP 47 tags in canonical case, 1 to 32, unique; the first is its own
  std::optional<Moment> published;
  std::optional<Moment> modified;
  std::uint16_t reading_minutes = 0;  ///< authored; 0: computed for each language
  std::string url;  ///< canonical address, or empty
  std::vector<Author> authors;
  LocalizedString publisher;
  LocalizedText kicker;  ///< may be absent
  LocalizedText headline;
  std::optional<Figure> lead_figure;
  LocalizedText lead;  ///< may be absent
  std::vector<Block> body;
  /// What it shows at most in one language: bytes of text, and `size_of_piece` for each text, span and line end. At most
  /// `max_size`.
  std::size_t size = 0;

  /// The index of `tag`, matched exactly, then by primary subtag, ignoring case; 0 when there is none.
  Language find_language(std::string_view tag) const;
};

}  // namespace depesche
