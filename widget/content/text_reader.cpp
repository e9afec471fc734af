#include "content/text_reader.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/closest.h"
#include "base/concat.h"
#include "base/utf8.h"

namespace depesche {

namespace {

constexpr std::string_view text_expected =
    "expected a text: a string, an array of pieces, or an object with one of these for each language";
constexpr std::string_view text_version_expected = "expected a string or an array of pieces of text";
constexpr std::string_view string_expected = "expected a string, or an object with a string for each language";
constexpr std::string_view string_version_expected = "expected a string";

/// The fields that tell what a piece of text is. None of them is the tag of a language.
constexpr std::string_view inline_kinds[] = {"em", "strong", "link", "lang", "break"};

bool is_inline_field(std::string_view name) {
  return name == "text" || std::ranges::find(inline_kinds, name) != std::end(inline_kinds);
}

bool same_style(const Span& a, const Span& b) {
  return a.emphasis == b.emphasis && a.strong == b.strong && a.link == b.link && a.language == b.language;
}

}  // namespace

std::size_t TextReader::find_language(std::string_view tag) const {
  for (std::size_t i = 0; i < languages_.size(); ++i)
    if (equal_ignoring_case(languages_[i], tag)) return i;
  return no_language;
}

std::vector<std::size_t> TextReader::read_languages(JsonIndex object) {
  const JsonTree& tree = reader_.tree();
  std::vector<std::size_t> found;
  for (const JsonIndex member : tree.children(object)) {
    const std::string_view tag = tree.key(member);
    const std::size_t language = find_language(tag);
    if (language == no_language && is_inline_field(tag)) {
      reader_.error_at_key(member, "bare-inline", concat({"found ", quoted(tag), " in the place of a language"}),
                           "expected an object with a text for each language",
                           "put pieces of text into an array: [{…}]");
      found.push_back(misplaced_piece);
      continue;
    }
    if (language == no_language && !languages_.empty()) {
      const std::vector<std::string_view> tags(languages_.begin(), languages_.end());
      const std::string_view near = closest(tag, tags);
      reader_.warn_at_key(member, "unknown-language", concat({"language ", quoted(tag), " is not shown"}),
                          "expected one of \"languages\"",
                          near.empty() ? concat({"add ", quoted(tag), " there, or remove the text"})
                                       : concat({"did you mean \"", near, "\"?"}));
    } else if (language != no_language && std::ranges::find(found, language) != found.end() &&
               tree.member(object, tag) == member) {
      reader_.error_at_key(member, "duplicate-field", concat({"language ", quoted(tag), " stands twice"}),
                           "expected it once", "case does not count; remove one");
      found.push_back(no_language);
      continue;
    }
    found.push_back(language);
  }
  return found;
}

void TextReader::note_missing(JsonIndex object, const std::vector<std::size_t>& found) {
  std::string missing;
  std::size_t shown = no_language;
  for (std::size_t language = 0; language < languages_.size(); ++language) {
    if (std::ranges::find(found, language) != found.end()) {
      shown = std::min(shown, language);
    } else {
      missing += concat({missing.empty() ? "" : ", ", languages_[language]});
    }
  }
  if (missing.empty()) return;
  if (shown == no_language) {
    reader_.error(object, "no-translation", "text in none of the article's languages",
                  concat({"expected one in ", missing}));
  } else {
    reader_.warn(object, "missing-translation", concat({"no translation for ", missing}), {},
                 concat({"the text in ", languages_[shown], " is shown there"}));
  }
}

template <class T, class Read>
Localized<T> TextReader::localized(JsonIndex value, Read read) {
  const JsonTree& tree = reader_.tree();
  Localized<T> result;
  if (value == no_value) return result;
  if (tree.kind(value) != JsonKind::object) {
    result.universal = true;
    result.versions.push_back({0, read(value, true)});
    return result;
  }
  const std::vector<std::size_t> languages = read_languages(value);
  std::size_t i = 0;
  for (const JsonIndex member : tree.children(value)) {
    const std::size_t language = languages[i++];
    if (language == misplaced_piece) continue;
    T version = read(member, false);
    if (language == no_language) continue;
    auto at = result.versions.begin();
    while (at != result.versions.end() && at->language < language) ++at;
    if (at == result.versions.end() || at->language != language)
      result.versions.insert(at, {static_cast<Language>(language), std::move(version)});
  }
  if (std::ranges::find(languages, misplaced_piece) == languages.end()) note_missing(value, languages);
  return result;
}

LocalizedText TextReader::text(JsonIndex value, Empty empty) {
  return localized<RichText>(value, [&](JsonIndex version, bool whole) {
    return rich_text(version, whole ? text_expected : text_version_expected, empty);
  });
}

LocalizedString TextReader::string(JsonIndex value, Empty empty) {
  return localized<std::string>(value, [&](JsonIndex version, bool whole) {
    std::string text = reader_.plain_string(version, whole ? string_expected : string_version_expected, empty);
    check_direction_marks(text, version);
    return text;
  });
}

LocalizedText TextReader::required_text(ObjectReader& object, std::string_view name, Empty empty) {
  return text(object.required(name, text_expected), empty);
}

LocalizedString TextReader::required_string(ObjectReader& object, std::string_view name, Empty empty,
                                            std::string_view remedy) {
  return string(object.required(name, string_expected, remedy), empty);
}

std::vector<JsonIndex> TextReader::text_elements(JsonIndex array) {
  return reader_.elements(array, "expected an array of texts");
}

RichText TextReader::rich_text(JsonIndex value, std::string_view expectation, Empty empty) {
  RichText text;
  const JsonKind kind = reader_.tree().kind(value);
  if (kind != JsonKind::string && kind != JsonKind::array) {
    reader_.wrong_type(value, expectation);
    return text;
  }
  append_inlines(text, value, {});
  check_direction_marks(text.text, value);
  if (empty != Empty::allow && is_blank(text.text)) {
    if (empty == Empty::refuse) reader_.error(value, "empty-text", "the text is empty", "expected words");
    else reader_.warn(value, "empty-text", "the text is empty", "expected words", "write them, or leave the text out");
  }
  return text;
}

void TextReader::append_inlines(RichText& out, JsonIndex value, const Style& style) {
  const JsonTree& tree = reader_.tree();
  switch (tree.kind(value)) {
    case JsonKind::string:
      append_styled(out, tree.string(value), value, style);
      break;
    case JsonKind::array:
      for (const JsonIndex piece : tree.children(value)) {
        if (tree.kind(piece) == JsonKind::object) append_inline_object(out, piece, style);
        else if (tree.kind(piece) == JsonKind::string) append_styled(out, tree.string(piece), piece, style);
        else reader_.wrong_type(piece, "expected a piece of text: a string or an object such as {\"em\": …}");
      }
      break;
    default:
      reader_.wrong_type(value, text_version_expected);
  }
}

void TextReader::append_inline_object(RichText& out, JsonIndex piece, const Style& style) {
  const JsonTree& tree = reader_.tree();
  std::string_view kind;
  for (const std::string_view candidate : inline_kinds) {
    if (tree.member(piece, candidate) == no_value) continue;
    if (!kind.empty()) {
      reader_.error(piece, "ambiguous-inline",
                    concat({"piece of text with both \"", kind, "\" and \"", candidate, "\""}), "expected one of them",
                    "put one into the other");
      return;
    }
    kind = candidate;
  }
  if (kind.empty()) return append_unknown_inline(out, piece, style);

  ObjectReader object(reader_, piece);
  const JsonIndex value = object.optional(kind);
  Style inner = style;
  JsonIndex content = value;
  if (kind == "break") {
    if (reader_.expect(value, JsonKind::boolean, "expected true") && !tree[value].boolean)
      reader_.error(value, "wrong-type", "found false", "expected true", "remove the piece");
    append_styled(out, "\n", value, style);
    return;
  }
  std::string own;  // what `inner` points into
  if (kind == "em") {
    inner.emphasis = true;
  } else if (kind == "strong") {
    inner.strong = true;
  } else {
    content = object.required("text", text_version_expected);
    if (kind == "lang") {
      own = reader_.language_tag(value);
      inner.language = own;
    } else {
      own = reader_.link(value, LinkUse::link);
      if (style.link.empty()) inner.link = own;
      else reader_.warn(piece, "nested-link", "link within a link is ignored", {}, "end the outer link before it");
    }
  }
  if (content == no_value) return;
  const std::size_t before = out.text.size();
  append_inlines(out, content, inner);
  if (kind == "link" && is_blank(std::string_view(out.text).substr(before)))
    reader_.warn(content, "empty-text", "link without words cannot be followed", "expected words");
}

/// A kind of markup that this version does not know: its text still shows.
void TextReader::append_unknown_inline(RichText& out, JsonIndex piece, const Style& style) {
  const JsonTree& tree = reader_.tree();
  std::string name = "an object";
  JsonIndex content = tree.member(piece, "text");
  for (const JsonIndex member : tree.children(piece)) {
    if (tree.key(member) == "text") continue;
    name = quoted(tree.key(member));
    if (content == no_value) content = member;
    break;
  }
  reader_.warn(piece, "unknown-inline", concat({"unknown kind of text piece: ", name}),
               "expected \"em\", \"strong\", \"link\", \"lang\" or \"break\"", "its text is shown plain");
  if (content == no_value) return;
  const Reader::Quiet quiet(reader_);
  append_inlines(out, content, style);
}

void TextReader::append_styled(RichText& out, std::string_view text, JsonIndex value, const Style& style) {
  const std::size_t begin = out.text.size();
  reader_.append_clean(out.text, text, value);
  if (out.text.size() == begin) return;
  Span span;
  span.begin = static_cast<std::uint32_t>(begin);
  span.end = static_cast<std::uint32_t>(out.text.size());
  span.emphasis = style.emphasis;
  span.strong = style.strong;
  span.link = style.link;
  span.language = style.language;
  if (same_style(span, Span{})) return;
  if (!out.spans.empty() && out.spans.back().end == span.begin && same_style(out.spans.back(), span))
    out.spans.back().end = span.end;
  else
    out.spans.push_back(std::move(span));
}

/// Overrides (LRO, RLO) show letters in another order than they are read, searched and copied: warned of wherever
/// they stand. Embeddings and isolates have their uses, but must be closed (UAX #9, BD9 and BD11).
void TextReader::check_direction_marks(std::string_view text, JsonIndex value) {
  bool override_found = false;
  bool balanced = true;
  int embeddings = 0;
  int isolates = 0;
  for (std::size_t offset = text.find('\xe2'); offset != text.npos; offset = text.find('\xe2', offset + 1)) {
    const char32_t c = decode_utf8(text, offset).code_point;
    override_found = override_found || c == 0x202d || c == 0x202e;
    if (c == 0x202a || c == 0x202b || c == 0x202d || c == 0x202e) ++embeddings;
    if (c >= 0x2066 && c <= 0x2068) ++isolates;
    if (c == 0x202c && --embeddings < 0) balanced = false;
    if (c == 0x2069 && --isolates < 0) balanced = false;
  }
  if (override_found)
    reader_.warn(value, "direction-override", "mark that reverses letters (U+202D or U+202E)", {},
                 "remove it; right-to-left text needs none");
  else if (!balanced || embeddings != 0 || isolates != 0)
    reader_.warn(value, "direction-unbalanced", "direction mark that is not closed, or closed twice",
                 "expected U+2069 after each of U+2066 to U+2068, U+202C after U+202A and U+202B");
}

std::vector<LocalizedText> TextReader::collect_texts(JsonIndex block) {
  const Reader::Quiet quiet(reader_);
  std::vector<LocalizedText> texts;
  for (const JsonIndex member : reader_.tree().children(block))
    collect_texts(member, reader_.tree().key(member), texts);
  return texts;
}

void TextReader::collect_texts(JsonIndex value, std::string_view name, std::vector<LocalizedText>& out) {
  static constexpr std::string_view text_fields[] = {"text",  "title",   "headline",     "caption",     "teaser",
                                                     "label", "summary", "introduction", "attribution", "description"};
  static constexpr std::string_view list_fields[] = {"items", "paragraphs", "texts"};
  const JsonTree& tree = reader_.tree();
  const JsonKind kind = tree.kind(value);
  const bool is_text = std::ranges::find(text_fields, name) != std::end(text_fields);
  if (kind == JsonKind::object) {
    std::size_t members = 0;
    std::size_t languages = 0;
    for (const JsonIndex member : tree.children(value)) {
      ++members;
      if (find_language(tree.key(member)) != no_language) ++languages;
    }
    if (languages == 0 || languages != members) {
      for (const JsonIndex member : tree.children(value)) collect_texts(member, tree.key(member), out);
      return;
    }
  } else if (!is_text || (kind != JsonKind::string && kind != JsonKind::array)) {
    const bool is_list = std::ranges::find(list_fields, name) != std::end(list_fields);
    for (const JsonIndex element : tree.children(value)) collect_texts(element, is_list ? text_fields[0] : "", out);
    return;
  }
  LocalizedText found = text(value);
  for (const auto& version : found.versions)
    if (!is_blank(version.value.text)) return out.push_back(std::move(found));
}

}  // namespace depesche
