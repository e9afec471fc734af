#include "semantics/static_html.h"

#include <algorithm>

#include "semantics/addresses.h"
#include "text/language_direction.h"

namespace depesche {
namespace {

class HtmlWriter {
 public:
  explicit HtmlWriter(const Article& article, const StaticHtmlOptions& options)
      : article_(article), options_(options), strings_(*options.strings) {}

  std::string take() { return std::move(out_); }

  void article() {
    const std::string& tag = article_.languages[options_.language];
    open("article lang=\"" + escape_html(tag) + "\" dir=\"" + (is_right_to_left(tag) ? "rtl" : "ltr") + '"');
    header();
    if (article_.lead_figure) figure(*article_.lead_figure, false);
    text("p class=\"lead\"", article_.lead);
    for (const Block& block : article_.body) std::visit([&](const auto& content) { write(content); }, block.content);
    close("article");
  }

 private:
  std::string heading(int below) const {
    return "h" + std::to_string(std::min(6, std::clamp(options_.heading_level, 1, 4) + below));
  }

  void line(std::string_view words) {
    out_.append(depth_ * 2, ' ');
    out_ += words;
    out_ += '\n';
  }
  void open(std::string_view element) {
    line("<" + std::string(element) + ">");
    ++depth_;
  }
  void close(std::string_view name) {
    --depth_;
    line("</" + std::string(name) + ">");
  }
  /// An element with its content on one line. `element` may carry attributes.
  void whole(std::string_view element, std::string_view content) {
    const std::string_view name = element.substr(0, element.find(' '));
    line("<" + std::string(element) + ">" + std::string(content) + "</" + std::string(name) + ">");
  }

  /// ` lang="…"` where a text is not in the language shown, and ` dir="…"` where it runs the other way: HTML takes no
  /// direction from `lang`.
  std::string language_attribute(Language language) const {
    if (language == options_.language) return {};
    return language_attribute(article_.languages[language]);
  }
  std::string language_attribute(std::string_view tag) const {
    const bool right_to_left = is_right_to_left(tag);
    std::string attributes = " lang=\"" + escape_html(tag) + '"';
    if (right_to_left != is_right_to_left(article_.languages[options_.language]))
      attributes += right_to_left ? " dir=\"rtl\"" : " dir=\"ltr\"";
    return attributes;
  }

  std::string rich(const RichText& text) const {
    std::string out;
    std::uint32_t at = 0;
    const auto plain = [&](std::uint32_t begin, std::uint32_t end) {
      const std::string escaped = escape_html(std::string_view(text.text).substr(begin, end - begin));
      for (const char c : escaped) {
        if (c == '\n')
          out += "<br>";
        else
          out += c;
      }
    };
    std::string_view link;  // open at `at`
    const auto close_link = [&] {
      if (!link.empty()) out += "</a>";
    };
    for (const Span& span : text.spans) {
      // Markup within a link parts its spans and not the link.
      if (span.begin != at || span.link != link) {
        close_link();
        plain(at, span.begin);
        link = span.link;
        if (!link.empty()) out += "<a href=\"" + escape_html(link) + "\">";
      }
      std::string closing;
      const auto wrap = [&](std::string_view name, const std::string& attributes) {
        out += '<';
        out += name;
        out += attributes;
        out += '>';
        closing.insert(0, "</" + std::string(name) + ">");
      };
      if (!span.language.empty()) wrap("span", language_attribute(span.language));
      if (span.strong) wrap("strong", {});
      if (span.emphasis) wrap("em", {});
      plain(span.begin, span.end);
      out += closing;
      at = span.end;
    }
    close_link();
    plain(at, static_cast<std::uint32_t>(text.text.size()));
    return out;
  }

  void text(std::string_view element, const LocalizedText& value) {
    const auto choice = value.in(options_.language);
    if (choice.value == nullptr || choice.value->empty()) return;
    const std::string opening = std::string(element) + language_attribute(choice.language);
    whole(opening, rich(*choice.value));
  }

  void string(std::string_view element, const LocalizedString& value) {
    const auto choice = value.in(options_.language);
    if (choice.value == nullptr || choice.value->empty()) return;
    whole(std::string(element) + language_attribute(choice.language), escape_html(*choice.value));
  }

  /// Within an element: words in another language have an element of their own.
  std::string in_language(Language language, const std::string& html) const {
    const std::string attribute = language_attribute(language);
    return attribute.empty() || html.empty() ? html : "<span" + attribute + '>' + html + "</span>";
  }
  std::string inner(const LocalizedText& value) const {
    const auto choice = value.in(options_.language);
    return choice.value != nullptr ? in_language(choice.language, rich(*choice.value)) : std::string();
  }
  std::string inner(const LocalizedString& value) const {
    const auto choice = value.in(options_.language);
    return choice.value != nullptr ? in_language(choice.language, escape_html(*choice.value)) : std::string();
  }

  /// A name with more words behind it. One in letters of the other direction is isolated, as it stands by itself in the
  /// card: a number or another such name that follows would be read as part of it.
  std::string name(const LocalizedString& value) const {
    const bool right_to_left = is_right_to_left(article_.languages[options_.language]);
    const bool other = std::ranges::any_of(words(value), [&](unsigned char c) {
      // First bytes of Hebrew, Arabic and their neighbours; of Latin, Greek and Cyrillic.
      return right_to_left ? (c | 0x20) >= 'a' && ((c | 0x20) <= 'z' || (c >= 0xc3 && c < 0xd6))
                           : c >= 0xd6 && c < 0xe0;
    });
    return other ? "<bdi>" + inner(value) + "</bdi>" : inner(value);
  }

  /// The article's own title of a part, else the interface's.
  void title(const LocalizedString& authored, Message otherwise) {
    if (words(authored).empty())
      whole(heading(1), escape_html(strings_[otherwise]));
    else
      string(heading(1), authored);
  }

  std::string words(const LocalizedString& value) const {
    const auto choice = value.in(options_.language);
    return choice.value != nullptr ? *choice.value : std::string();
  }

  std::string address(std::string_view url) const { return resolve_address(options_.base, url); }

  void header() {
    open("header");
    text("p class=\"kicker\"", article_.kicker);
    text(heading(0), article_.headline);
    std::string byline;
    const auto part = [&](const std::string& html) { byline += (byline.empty() ? "" : " \xC2\xB7 ") + html; };
    for (const Author& author : article_.authors) {
      const std::string words = name(author.name);
      if (!words.empty())
        part(author.url.empty() ? words
                                : "<a rel=\"author\" href=\"" + escape_html(author.url) + "\">" + words + "</a>");
    }
    if (article_.published) {
      const std::string date =
          fill(strings_[Message::published], "date", format_date(*article_.published, DateStyle::long_, strings_));
      part("<time datetime=\"" + escape_html(to_iso(*article_.published)) + "\">" + escape_html(date) + "</time>");
    }
    const int minutes = reading_minutes(article_, options_.language, strings_);
    part(escape_html(fill(strings_[Message::reading_time], "minutes", std::to_string(minutes))));
    whole("p class=\"byline\"", byline);
    close("header");
  }

  /// As the card has it (web/page_picture.ts): what has been fetched for the words is the card's picture, too.
  void image(const Image& image, bool lazy) {
    std::vector<std::string_view> types;
    for (const std::string_view type : {"image/avif", "image/webp", "image/png", "image/jpeg", ""})
      if (std::ranges::count(image.sources, type, &ImageSource::type) > 0) types.push_back(type);
    const std::string_view last = types.back();
    if (types.size() > 1) open("picture");
    for (const std::string_view type : types)
      if (type != last) line("<source type=\"" + std::string(type) + '"' + candidates(image, type) + '>');
    const ImageSource* largest = nullptr;
    for (const ImageSource& source : image.sources)
      if (source.type == last && (largest == nullptr || source.width > largest->width)) largest = &source;
    std::string element = "<img src=\"" + escape_html(address(largest->url)) + '"' + candidates(image, last);
    element += " width=\"" + std::to_string(largest->width) + "\" height=\"" + std::to_string(largest->height) + '"';
    const auto alt = image.alt.in(options_.language);
    if (alt.value != nullptr && !alt.value->empty()) element += language_attribute(alt.language);
    element += " alt=\"" + escape_html(words(image.alt)) + '"';
    if (lazy) element += " loading=\"lazy\"";
    line(element + " decoding=\"async\">");
    if (types.size() > 1) close("picture");
  }

  /// `srcset` and `sizes` of the files of one type.
  std::string candidates(const Image& image, std::string_view type) const {
    std::string set;
    for (const ImageSource& source : image.sources) {
      if (source.type != type) continue;
      set += (set.empty() ? "" : ", ") + address(source.url) + ' ' + std::to_string(source.width) + 'w';
    }
    return " srcset=\"" + escape_html(set) + "\" sizes=\"(min-width: 45em) 40em, 100vw\"";
  }

  void figure(const Figure& figure, bool lazy) {
    open("figure");
    image(figure.image, lazy);
    const std::string credit = inner(figure.credit);
    std::string html = inner(figure.caption);
    if (!credit.empty())
      html += (html.empty() ? "<small>" : " <small>") + fill(escape_html(strings_[Message::credit]), "credit", credit) +
              "</small>";
    if (!html.empty()) whole("figcaption", html);
    close("figure");
  }

  void write(const ParagraphBlock& block) { text("p", block.text); }
  void write(const HeadingBlock& block) { text(heading(block.level - 1), block.text); }
  void write(const ListBlock& block) {
    const char* const name = block.ordered ? "ol" : "ul";
    open(name);
    for (const LocalizedText& item : block.items) text("li", item);
    close(name);
  }
  void write(const QuotationBlock& block) {
    open(block.cite.empty() ? std::string("blockquote") : "blockquote cite=\"" + escape_html(block.cite) + '"');
    for (const LocalizedText& paragraph : block.paragraphs) text("p", paragraph);
    const auto attribution = block.attribution.in(options_.language);
    if (attribution.value != nullptr && !attribution.value->empty())
      whole("footer" + language_attribute(attribution.language), rich(linked(*attribution.value, block.cite)));
    else if (!block.cite.empty())
      whole("footer", rich(linked({strings_[Message::source], {}}, block.cite)));
    close("blockquote");
  }
  void write(const FigureBlock& block) { figure(block.figure, true); }

  void write(const TimelineBlock& block) {
    open("section class=\"timeline\"");
    title(block.title, Message::timeline);
    text("p", block.introduction);
    open("ol");
    for (const TimelineEntry& entry : block.entries) {
      open("li data-entry=\"" + escape_html(entry.id) + '"');
      if (!entry.opens()) {
        whole("p", summary(entry));
        close("li");
        continue;
      }
      open("details");
      whole("summary", summary(entry));
      for (const StatementBlock& statement : entry.statement)
        std::visit([&](const auto& content) { write(content); }, statement);
      const std::string place = inner(entry.place);
      if (!place.empty()) whole("p", label(Message::place) + place);
      if (entry.source) source(*entry.source);
      close("details");
      close("li");
    }
    close("ol");
    close("section");
  }

  /// "Place: "
  std::string label(Message of) const { return escape_html(strings_[of] + strings_[Message::colon]); }

  std::string summary(const TimelineEntry& entry) {
    std::string when;
    if (entry.moment) {
      std::string date = format_date(*entry.moment, DateStyle::long_, strings_);
      if (entry.moment->has_time)
        date = fill(strings_.date_time_pattern, "1", date, "0", format_date(*entry.moment, DateStyle::time, strings_));
      when = "<time datetime=\"" + escape_html(to_iso(*entry.moment)) + "\">" + escape_html(date) + "</time>";
    }
    if (const std::string free = inner(entry.when); !free.empty()) when += (when.empty() ? "" : " \xC2\xB7 ") + free;
    std::string html = when.empty() ? std::string() : when + " ";
    html += "<strong>" + name(entry.speaker) + "</strong>";
    if (const std::string role = inner(entry.role); !role.empty()) html += ", " + role;
    if (const std::string said = inner(entry.summary); !said.empty())
      html += escape_html(strings_[Message::colon]) + said;
    return html;
  }

  void source(const SourceLink& source) {
    std::string words = inner(source.label);
    if (words.empty()) return;
    if (!source.url.empty()) words = "<a href=\"" + escape_html(source.url) + "\">" + words + "</a>";
    whole("p", label(Message::source) + words);
  }

  void write(const NoteBlock& block) {
    const std::string name =
        words(block.title).empty() ? " aria-label=\"" + escape_html(strings_[Message::note]) + '"' : "";
    open("aside class=\"note\"" + name);
    string("p class=\"title\"", block.title);
    for (const LocalizedText& paragraph : block.paragraphs) text("p", paragraph);
    close("aside");
  }

  void write(const BannerBlock& block) {
    open("aside class=\"banner\"");
    std::string label = strings_[Message::advertising];
    if (const std::string sponsor = words(block.sponsor); !sponsor.empty()) label += " \xC2\xB7 " + sponsor;
    whole("p", escape_html(label));
    if (!block.link.empty()) {
      // A link around a decoration needs a name of its own.
      const std::string name = words(block.image.alt).empty() ? " aria-label=\"" + escape_html(label) + '"' : "";
      open("a rel=\"sponsored\" href=\"" + escape_html(block.link) + '"' + name);
    }
    image(block.image, true);
    if (!block.link.empty()) close("a");
    close("aside");
  }

  void write(const RelatedBlock& block) {
    open("aside class=\"related\"");
    title(block.title, Message::related);
    open("ul");
    for (const RelatedItem& item : block.items) {
      open("li");
      if (item.image) image(*item.image, true);
      const auto headline = item.headline.in(options_.language);
      if (headline.value != nullptr) {
        std::string html = rich(*headline.value);
        if (!item.link.empty()) html.insert(0, "<a href=\"" + escape_html(item.link) + "\">").append("</a>");
        whole(heading(2) + language_attribute(headline.language), html);
      }
      text("p", item.teaser);
      close("li");
    }
    close("ul");
    close("aside");
  }

  void write(const UnknownBlock& block) {
    for (const LocalizedText& words_of_it : block.texts) text("p", words_of_it);
  }

  const Article& article_;
  const StaticHtmlOptions& options_;
  const Strings& strings_;
  std::string out_;
  std::size_t depth_ = 0;
};

}  // namespace

std::string escape_html(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default: out += c;
    }
  }
  return out;
}

std::string static_html(const Article& article, const StaticHtmlOptions& options) {
  HtmlWriter writer(article, options);
  writer.article();
  return writer.take();
}

}  // namespace depesche
