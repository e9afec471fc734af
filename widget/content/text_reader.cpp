#include "content/text_reader.h"

#include <algorithm>
#include <span>

#include "base/ascii.h"
#include "base/closest.h"
#include "base/concat.h"
#include "base/utf8.h"
#include "content/limits.h"

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

constexpr std::size_t longest_word = 80;

std::size_t size_of(std::string_view text) {
  return text.size() + size_of_piece * (1 + static_cast<std::size_t>(std::ranges::count(text, '\n')));
}

std::size_t size_of(const RichText& text) { return size_of(text.text) + size_of_piece * text.spans.size(); }

/// Shortens `text` to what `room` holds, at a space where there is one near. Returns where the ellipsis begins.
std::size_t cut_to(std::size_t room, std::string& text, std::span<const Span> spans = {}) {
  std::size_t size = size_of_piece;
  std::size_t end = 0;
  std::size_t span = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xc0) != 0x80) end = i;
    size += text[i] == '\n' ? 1 + size_of_piece : 1;
    for (; span < spans.size() && spans[span].begin == i; ++span) size += size_of_piece;
    if (size > room) break;
  }
  const std::size_t space = text.find_last_of(" \n", end);
  if (space != text.npos && space + longest_word > end) end = space;
  text.resize(end);
  text += "…";
  return end;
}

void cut_to(std::size_t room, RichText& text) {
  const auto end = static_cast<std::uint32_t>(cut_to(room, text.text, text.spans));
  std::erase_if(text.spans, [&](const Span& span) { return span.begin >= end; });
  if (!text.spans.empty()) text.spans.back().end = std::min(text.spans.back().end, end);
}

}  // namespace

std::size_t TextReader::find_language(std::string_view tag) const {
  for (std::size_t i = 0; i < languages_.size(); ++i)
    if (equal_ignoring_case(languages_[i], tag)) return i;
  return no_language;
}

std::vector<TextReader::Place> TextReader::places(JsonIndex value) {
  const JsonTree& tree = reader_.tree();
  std::vector<Place> found;
  if (value == no_value) return found;
  if (tree.kind(value) != JsonKind::object) {
    found.push_back({value, 0, true});
    return found;
  }
  bool misplaced = false;
  for (const JsonIndex member : tree.children(value)) {
    const std::string_view tag = tree.key(member);
    if (is_inline_field(tag)) {
      reader_.note(Fault::bare_inline, member);
      misplaced = true;
      continue;
    }
    const std::size_t language = find_language(tag);
    auto at = found.begin();
    while (at != found.end() && at->language <= language) ++at;
    if (language == no_language) {
      const std::vector<std::string_view> tags(languages_.begin(), languages_.end());
      if (!languages_.empty()) reader_.note(Fault::unknown_language, member, {closest(tag, tags)});
    } else if (at != found.begin() && (at - 1)->language == language) {
      // The same spelling twice is noted by Reader.
      if (tree.member(value, tag) == member) reader_.note(Fault::duplicate_translation, member);
      continue;
    }
    found.insert(at, {member, language, false});
  }
  if (!misplaced) note_missing(value, found);
  return found;
}

void TextReader::note_missing(JsonIndex object, const std::vector<Place>& found) {
  std::string missing;
  std::size_t next = 0;
  for (std::size_t language = 0; language < languages_.size(); ++language) {
    if (next < found.size() && found[next].language == language)
      ++next;
    else
      missing += concat({missing.empty() ? "" : ", ", languages_[language]});
  }
  if (missing.empty()) return;
  if (next == 0)
    reader_.note(Fault::no_translation, object, {missing});
  else
    reader_.note(Fault::missing_translation, object, {missing, languages_[found[0].language]});
}

void TextReader::read(JsonIndex value, LocalizedText& out, Empty empty) {
  for (const Place& place : places(value)) {
    RichText version;
    rich_text(place.value, place.universal ? text_expected : text_version_expected, empty, version);
    if (place.language == no_language) continue;
    out.universal = place.universal;
    out.versions.push_back({static_cast<Language>(place.language), std::move(version)});
  }
  fit(out, value);
}

void TextReader::read(JsonIndex value, LocalizedString& out, Empty empty) {
  for (const Place& place : places(value)) {
    std::string version =
        reader_.plain_string(place.value, place.universal ? string_expected : string_version_expected, empty);
    check_direction_marks(version, place.value);
    if (place.language == no_language) continue;
    out.universal = place.universal;
    out.versions.push_back({static_cast<Language>(place.language), std::move(version)});
  }
  fit(out, value);
}

/// Counts the longest version, whose place may be taken by any other, since what is missing in a language is shown in
/// another one.
template <class Localized>
void TextReader::fit(Localized& text, JsonIndex value) {
  if (cut_ != no_value) {
    for (auto& version : text.versions) version.value = {};
    return;
  }
  const std::size_t room = max_size - size_;
  for (auto& version : text.versions) {
    const std::size_t size = size_of(version.value);
    size_ = std::max(size_, max_size - room + std::min(size, room));
    if (size <= room) continue;
    cut_to(room, version.value);
    cut_ = value;
  }
}

void TextReader::required(ObjectReader& object, std::string_view name, LocalizedText& out, Empty empty) {
  read(object.required(name, text_expected), out, empty);
}

void TextReader::required(ObjectReader& object, std::string_view name, LocalizedString& out, Empty empty,
                          std::string_view remedy) {
  read(object.required(name, string_expected, remedy), out, empty);
}

void TextReader::required_in_control(ObjectReader& object, std::string_view name, LocalizedText& out) {
  in_control_ = true;
  required(object, name, out);
  in_control_ = false;
}

void TextReader::rich_text(JsonIndex value, std::string_view expectation, Empty empty, RichText& out) {
  const JsonKind kind = reader_.tree().kind(value);
  if (kind != JsonKind::string && kind != JsonKind::array) {
    reader_.note(Fault::wrong_type, value, {expectation});
    return;
  }
  const std::size_t errors = reader_.errors();
  append_inlines(out, value, {});
  check_direction_marks(out.text, value);
  // Where a piece could not be read, that is what is wrong.
  if (reader_.errors() == errors) reader_.check_empty(out.text, value, empty);
}

void TextReader::append_inlines(RichText& out, JsonIndex value, const Style& style) {
  const JsonTree& tree = reader_.tree();
  switch (tree.kind(value)) {
    case JsonKind::string: append_styled(out, tree.string(value), value, style); break;
    case JsonKind::array:
      for (const JsonIndex piece : tree.children(value)) {
        if (tree.kind(piece) == JsonKind::object)
          append_inline_object(out, piece, style);
        else if (tree.kind(piece) == JsonKind::string)
          append_styled(out, tree.string(piece), piece, style);
        else
          reader_.note(Fault::wrong_type, piece,
                       {"expected a piece of text: a string or an object such as {\"em\": …}"});
      }
      break;
    default: reader_.note(Fault::wrong_type, value, {text_version_expected});
  }
}

void TextReader::append_inline_object(RichText& out, JsonIndex piece, const Style& style) {
  const JsonTree& tree = reader_.tree();
  std::string_view kind;
  for (const std::string_view candidate : inline_kinds) {
    if (tree.member(piece, candidate) == no_value) continue;
    if (!kind.empty()) {
      reader_.note(Fault::ambiguous_inline, piece, {kind, candidate});
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
      reader_.note(Fault::wrong_type, value, {"expected true", "remove the piece"});
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
      if (style.link.empty() && !in_control_)
        inner.link = own;
      else
        reader_.note(Fault::nested_link, piece);
    }
  }
  if (content == no_value) return;
  const std::size_t before = out.text.size();
  append_inlines(out, content, inner);
  if (kind == "link" && is_blank(std::string_view(out.text).substr(before))) reader_.note(Fault::empty_link, content);
}

/// A kind of markup that this version does not know: its text still shows.
void TextReader::append_unknown_inline(RichText& out, JsonIndex piece, const Style& style) {
  const JsonTree& tree = reader_.tree();
  std::string name = "{}";
  JsonIndex content = tree.member(piece, "text");
  for (const JsonIndex member : tree.children(piece)) {
    if (tree.key(member) == "text") continue;
    name = quoted(tree.key(member));
    if (content == no_value) content = member;
    break;
  }
  reader_.note(Fault::unknown_inline, piece, {name});
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
    reader_.note(Fault::direction_override, value);
  else if (!balanced || embeddings != 0 || isolates != 0)
    reader_.note(Fault::direction_unbalanced, value);
}

void TextReader::collect_texts(JsonIndex block, std::vector<LocalizedText>& out) {
  const Reader::Quiet quiet(reader_);
  for (const JsonIndex member : reader_.tree().children(block)) collect_named(member, reader_.tree().key(member), out);
}

void TextReader::collect_named(JsonIndex value, std::string_view name, std::vector<LocalizedText>& out) {
  static constexpr std::string_view text_fields[] = {"text",  "title",   "headline",     "caption",     "teaser",
                                                     "label", "summary", "introduction", "attribution", "description"};
  static constexpr std::string_view list_fields[] = {"items", "paragraphs", "texts"};
  const JsonTree& tree = reader_.tree();
  const JsonKind kind = tree.kind(value);
  const bool is_text = std::ranges::find(text_fields, name) != std::end(text_fields);
  if (kind == JsonKind::object) {
    bool any = false;
    bool all = true;
    for (const JsonIndex member : tree.children(value)) {
      const std::string_view key = tree.key(member);
      const bool is_language = find_language(key) != no_language;
      any = any || is_language;
      // Another language than the article's, and no field: the first subtag of usual tags is of two or three letters.
      all = all && (is_language || std::min(key.find('-'), key.size()) <= 3);
    }
    if (!any || !all) {
      for (const JsonIndex member : tree.children(value)) collect_named(member, tree.key(member), out);
      return;
    }
  } else if (!is_text || (kind != JsonKind::string && kind != JsonKind::array)) {
    const bool is_list = std::ranges::find(list_fields, name) != std::end(list_fields);
    for (const JsonIndex element : tree.children(value)) collect_named(element, is_list ? text_fields[0] : "", out);
    return;
  }
  LocalizedText found;
  read(value, found);
  for (const auto& version : found.versions)
    if (!is_blank(version.value.text)) return out.push_back(std::move(found));
}

}  // namespace depesche
