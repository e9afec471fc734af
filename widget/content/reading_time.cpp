#include <algorithm>
#include <variant>

#include "base/utf8.h"
#include "content/strings.h"

namespace depesche {

namespace {

/// Counts what a reader reads from top to bottom. Advertising and related articles are not part of the article.
class CharacterCount {
 public:
  explicit CharacterCount(Language language) : language_(language) {}

  void add(const LocalizedText& text) {
    if (const RichText* value = text.in(language_).value) add(value->text);
  }
  void add(const LocalizedString& text) {
    if (const std::string* value = text.in(language_).value) add(*value);
  }
  void add(const std::vector<LocalizedText>& texts) {
    for (const LocalizedText& text : texts) add(text);
  }

  void operator()(const ParagraphBlock& block) { add(block.text); }
  void operator()(const HeadingBlock& block) { add(block.text); }
  void operator()(const ListBlock& block) { add(block.items); }
  void operator()(const QuotationBlock& block) {
    add(block.paragraphs);
    add(block.attribution);
  }
  void operator()(const FigureBlock& block) { add(block.figure.caption); }
  void operator()(const NoteBlock& block) {
    add(block.title);
    add(block.paragraphs);
  }
  void operator()(const TimelineBlock& block) {
    add(block.introduction);
    for (const TimelineEntry& entry : block.entries) {
      add(entry.speaker);
      add(entry.summary);
      for (const StatementBlock& part : entry.statement)
        std::visit([this](const auto& content) { (*this)(content); }, part);
    }
  }
  void operator()(const UnknownBlock& block) { add(block.texts); }
  void operator()(const BannerBlock&) {}
  void operator()(const RelatedBlock&) {}

  std::size_t count() const { return count_; }

 private:
  void add(std::string_view text) {
    constexpr std::string_view soft_hyphen = "\u00ad";
    count_ += count_code_points(text);
    for (std::size_t at = text.find(soft_hyphen); at != text.npos; at = text.find(soft_hyphen, at + 2)) --count_;
  }

  Language language_;
  std::size_t count_ = 0;
};

}  // namespace

int reading_minutes(const Article& article, Language language, const Strings& strings) {
  if (article.reading_minutes != 0) return article.reading_minutes;
  CharacterCount characters(language);
  characters.add(article.headline);
  characters.add(article.lead);
  if (article.lead_figure) characters.add(article.lead_figure->caption);
  for (const Block& block : article.body) std::visit([&](const auto& content) { characters(content); }, block.content);
  const float minutes = static_cast<float>(characters.count()) / strings.characters_a_minute;
  return std::max(1, static_cast<int>(minutes + 0.5f));
}

}  // namespace depesche
