#include "article_maker.h"

#include <string_view>
#include <vector>

#include "semantics/json_writer.h"
#include "texts.h"

namespace depesche::fuzz {
namespace {

class Maker {
 public:
  explicit Maker(Input& input) : input_(input), json_(out_) {}

  std::string make() {
    json_.open_object().member("format", "depesche/1");
    if (input_.flag()) json_.member("id", "made");
    make_languages();
    if (input_.flag()) json_.member("published", input_.pick(dates));
    if (input_.chance(4)) json_.member("modified", input_.pick(dates));
    if (input_.chance(4)) json_.member("readingMinutes", std::uint64_t{1 + input_.below(999)});
    if (input_.chance(4)) json_.member("url", "https://example.org/made");
    if (input_.flag()) {
      json_.key("authors").open_array();
      for (int i = input_.between(0, 3); i > 0; --i) {
        json_.open_object();
        plain("name", 3);
        if (input_.flag()) json_.member("url", input_.pick(links));
        json_.close_object();
      }
      json_.close_array();
    }
    if (input_.flag()) plain("publisher", 2);
    if (input_.flag()) rich("kicker", 3);
    rich("headline", 6, true);
    if (input_.flag()) {
      json_.key("leadFigure").open_object();
      figure();
      json_.close_object();
    }
    if (input_.flag()) rich("lead", 8);
    json_.key("body").open_array();
    for (int i = input_.between(0, 8); i > 0 && !input_.empty(); --i) block();
    json_.close_array().close_object();
    return std::move(out_);
  }

 private:
  static constexpr std::string_view tags[] = {"de", "en", "ru", "fr", "ar", "he", "de-AT", "sr-Cyrl", "fa"};
  static constexpr std::string_view dates[] = {"2025-09-11", "2025-09-04T09:05", "0001-01-01T00:00Z",
                                               "9999-12-31T23:59+14:00", "2024-02-29T12:30-05:00"};
  static constexpr std::string_view links[] = {"https://example.org/a", "http://x.example/?a=b&c=<d>#e",
                                               "mailto:a@example.org", "https://example.org/ж/%20"};

  void make_languages() {
    const std::uint32_t first = input_.below(std::size(tags));
    const std::uint32_t count = 1 + input_.below(4);
    json_.key("languages").open_array();
    for (std::uint32_t i = 0; i < count; ++i) {
      languages_.push_back(tags[(first + i) % std::size(tags)]);
      json_.text(languages_.back());
    }
    json_.close_array();
  }

  /// One value for all languages, or one for each of some.
  template <class Value>
  void localized(std::string_view name, Value&& value) {
    json_.key(name);
    if (!input_.flag()) {
      value();
      return;
    }
    json_.open_object();
    bool any = false;
    for (const std::string_view tag : languages_) {
      if (any && input_.chance(3)) continue;
      json_.key(tag);
      value();
      any = true;
    }
    json_.close_object();
  }

  std::string text(std::uint32_t most, bool needed) {
    std::string made = make_article_text(input_, most);
    if (needed && made.find_first_not_of(" \n") == made.npos) made += "Wort";
    return made;
  }

  void plain(std::string_view name, std::uint32_t most, bool needed = true) {
    localized(name, [&] {
      std::string made = text(most, needed);
      for (char& c : made)
        if (c == '\n') c = ' ';
      json_.text(made);
    });
  }

  void rich(std::string_view name, std::uint32_t most, bool needed = true) {
    localized(name, [&] { rich_text(most, needed); });
  }

  void rich_text(std::uint32_t most, bool needed) {
    if (input_.flag()) {
      json_.text(text(most, needed));
      return;
    }
    json_.open_array();
    json_.text(text(most, needed));
    for (int i = input_.between(0, 4); i > 0; --i) piece(most, 0);
    json_.close_array();
  }

  void piece(std::uint32_t most, int depth) {
    const auto inner = [&](std::string_view name) {
      json_.key(name);
      if (depth > 2 || !input_.chance(4)) {
        json_.text(text(most, true));
        return;
      }
      json_.open_array();
      for (int i = input_.between(1, 3); i > 0; --i) piece(most, depth + 1);
      json_.close_array();
    };
    switch (input_.below(6)) {
      case 0: json_.text(text(most, false)); return;
      case 1:
        json_.open_object();
        inner("em");
        break;
      case 2:
        json_.open_object();
        inner("strong");
        break;
      case 3: json_.open_object().member("link", input_.pick(links)).member("text", text(most, true)); break;
      case 4:
        json_.open_object().member("lang", input_.pick(tags));
        inner("text");
        break;
      default: json_.open_object().flag("break", true); break;
    }
    json_.close_object();
  }

  void texts(std::string_view name, int least) {
    json_.key(name).open_array();
    for (int i = input_.between(least, 3); i > 0; --i) {
      localized_element();
    }
    json_.close_array();
  }

  void localized_element() {
    // As `localized`, without a name.
    if (!input_.flag()) {
      rich_text(8, true);
      return;
    }
    json_.open_object();
    for (const std::string_view tag : languages_) {
      json_.key(tag);
      rich_text(8, true);
      if (input_.chance(3)) break;
    }
    json_.close_object();
  }

  void image() {
    json_.key("image").open_object().key("sources").open_array();
    const std::uint32_t width = 1 + input_.below(input_.chance(4) ? 16384 : 1280);
    const std::uint32_t height = 1 + input_.below(input_.chance(4) ? 16384 : 720);
    for (int i = input_.between(1, 2); i > 0; --i) {
      json_.open_object().member("url", input_.pick(picture_urls));
      json_.member("width", std::uint64_t{width}).member("height", std::uint64_t{height}).close_object();
    }
    json_.close_array();
    plain("alt", 2, false);
    json_.close_object();
  }

  void figure() {
    image();
    if (input_.flag()) rich("caption", 4);
    if (input_.flag()) plain("credit", 2);
  }

  void id() {
    if (input_.flag()) json_.member("id", "id-" + std::to_string(next_id_++));
  }

  void statement_block() {
    json_.open_object();
    switch (input_.below(4)) {
      case 0:
        json_.member("type", "list").flag("ordered", input_.flag());
        texts("items", 0);
        break;
      case 1:
        json_.member("type", "quotation");
        texts("paragraphs", 0);
        break;
      default: json_.member("type", "paragraph"); rich("text", 12);
    }
    json_.close_object();
  }

  void entry() {
    json_.open_object().member("id", "entry-" + std::to_string(next_id_++));
    const bool dated = input_.flag();
    if (dated) json_.member("date", input_.pick(dates));
    if (!dated || input_.flag()) plain("when", 2);
    plain("speaker", 2);
    if (input_.flag()) plain("role", 2);
    if (input_.flag()) plain("place", 2);
    rich("summary", 6);
    json_.key("statement").open_array();
    for (int i = input_.between(0, 3); i > 0; --i) statement_block();
    json_.close_array();
    if (input_.flag()) {
      json_.key("source").open_object();
      plain("label", 2);
      if (input_.flag()) json_.member("url", input_.pick(links));
      json_.close_object();
    }
    json_.close_object();
  }

  void block() {
    json_.open_object();
    switch (input_.below(10)) {
      case 0:
        json_.member("type", "heading");
        id();
        rich("text", 4);
        if (input_.flag()) json_.member("level", std::uint64_t{2 + input_.below(2)});
        break;
      case 1:
        json_.member("type", "list").flag("ordered", input_.flag());
        texts("items", 0);
        break;
      case 2:
        json_.member("type", "quotation");
        texts("paragraphs", 0);
        if (input_.flag()) rich("attribution", 3);
        if (input_.flag()) json_.member("cite", input_.pick(links));
        break;
      case 3:
        json_.member("type", "figure");
        figure();
        break;
      case 4:
        json_.member("type", "timeline");
        id();
        if (input_.flag()) plain("title", 2);
        if (input_.flag()) rich("introduction", 4);
        json_.key("entries").open_array();
        for (int i = input_.between(0, 4); i > 0; --i) entry();
        json_.close_array();
        break;
      case 5:
        json_.member("type", "note");
        if (input_.flag()) plain("title", 2);
        texts("paragraphs", 0);
        break;
      case 6:
        json_.member("type", "banner");
        image();
        if (input_.flag()) json_.member("link", input_.pick(links));
        if (input_.flag()) plain("sponsor", 2);
        break;
      case 7:
        json_.member("type", "related");
        if (input_.flag()) plain("title", 2);
        json_.key("items").open_array();
        for (int i = input_.between(0, 4); i > 0; --i) {
          json_.open_object();
          rich("headline", 4);
          if (input_.flag()) rich("teaser", 6);
          if (input_.flag()) image();
          if (input_.flag()) json_.member("link", input_.pick(links));
          json_.close_object();
        }
        json_.close_array();
        break;
      case 8:
        json_.member("type", "poll");
        rich("question", 4);
        texts("answers", 0);
        break;
      default:
        json_.member("type", "paragraph");
        id();
        rich("text", 16);
    }
    json_.close_object();
  }

  Input& input_;
  std::string out_;
  JsonWriter json_;
  std::vector<std::string_view> languages_;
  int next_id_ = 0;
};

}  // namespace

std::string make_article(Input& input) {
  if (input.rest().starts_with('{')) return std::string(input.take_text());
  return Maker(input).make();
}

}  // namespace depesche::fuzz
