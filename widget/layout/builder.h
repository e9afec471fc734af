// What the parts of the layout build with: boxes opened and closed in reading order, texts set at a place. It shapes
// through the card's cache, and in collecting mode sets nothing and only notes which fonts the same calls would take,
// so that needs and layout cannot disagree.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "layout/layout.h"
#include "layout/metrics.h"

namespace depesche {

/// Font files and dictionaries that a layout takes.
struct Needs {
  FontSet fonts;
  std::vector<std::string> hyphenation;
};

class Builder {
 public:
  /// @param needs  null: lay out. Otherwise: collect into it, and lay out nothing.
  Builder(const LayoutInput& input, TextCache& cache, Needs* needs);

  const LayoutInput& input;
  const Article& article;
  const Strings& strings;
  const CardState& state;
  const Metrics metrics;

  /// As its speakers call it.
  std::string_view language_name(Language language) const;

  bool collecting() const { return needs_ != nullptr; }

  /// A box that holds others. Its height is set when it is closed.
  std::uint32_t open(Role role, NodeId id, Rect rect = {});
  void close(std::uint32_t box, float bottom);
  /// A box without children.
  std::uint32_t add(Role role, NodeId id, Rect rect);
  Box& box(std::uint32_t index) { return tree_.boxes[index]; }
  /// Makes the box a control.
  Control& control(std::uint32_t box, Action action);
  /// The control of a box that has been made one.
  Control& tree_control(std::uint32_t box) {
    return tree_.controls[static_cast<std::size_t>(tree_.boxes[box].control)];
  }
  void image(std::uint32_t box, const Image& image, std::string_view link);

  /// A text that has been shaped but not placed.
  struct Shaped {
    std::shared_ptr<const ShapedText> text;
    TextCache::Place kept = IdTable::none;  ///< where `text` is
    std::vector<TextMark> marks;
    TypeStyle type;
    std::string language;
    std::string plain;  ///< the text itself, also while collecting
    /// Without line breaks, CSS pixels; 0 while collecting.
    float natural_width() const;
    bool empty() const { return plain.empty(); }
  };
  /// Whose words a text is. The interface's follow the card's direction, also where they are still English, and are
  /// hyphenated only in the card's language.
  enum class Words : std::uint8_t { article, interface };
  /// The interface's words.
  Shaped shape(std::string_view text, const TypeStyle& type);
  Shaped shape(const LocalizedText& text, const TypeStyle& type);
  Shaped shape(const LocalizedString& text, const TypeStyle& type);
  Shaped shape(const RichText& text, const TypeStyle& type, std::string_view language, Words words = Words::article);
  Shaped shape_interface(const RichText& text, const TypeStyle& type) {
    return shape(text, type, strings.language, Words::interface);
  }
  /// Appends words of the article to words of the interface, marked where they are in another language.
  /// @return false when there are none
  bool append(RichText& to, const LocalizedString& words, std::string_view link = {}) const;
  /// The article's own title of a part, else the interface's.
  Shaped shape_title(const LocalizedString& authored, Message otherwise, const TypeStyle& type);

  struct Placed {
    std::uint32_t box = 0;
    float bottom = 0;
    float width = 0;  ///< of the widest line
    float first_baseline = 0;
  };
  /// Sets a shaped text into `width` with its top left corner at (x, y), as a box of its own.
  Placed place(Role role, NodeId id, const Shaped& shaped, float x, float y, float width,
               Alignment alignment = Alignment::start);
  /// The text of a closed statement: there for find in page, without lines.
  void place_collapsed(Role role, NodeId id, std::string_view text, std::string_view language);

  /// "Only in German" above a text that is missing in the reader's language; once for a row of texts in that language.
  /// @return the y below the mark, or `y`.
  template <class T>
  float mark_fallback(const Localized<T>& value, NodeId id, float x, float y, float width) {
    const auto choice = value.in(state.language);
    if (choice.value == nullptr) return y;
    const bool first = choice.fallback && row_language_ != choice.language;
    row_language_ = choice.fallback ? choice.language : no_language;
    return first ? place_fallback_mark(choice.language, id, x, y, width) : y;
  }

  /// While it lives, texts are set that stand apart from those before and after: their rows of untranslated texts are
  /// their own.
  class Apart {
   public:
    explicit Apart(Builder& builder) : builder_(builder), before_(std::exchange(builder.row_language_, no_language)) {}
    ~Apart() { builder_.row_language_ = before_; }
    Apart(const Apart&) = delete;
    Apart& operator=(const Apart&) = delete;

   private:
    Builder& builder_;
    Language before_;
  };

  /// Sets a shaped text on one line in the middle of the height of `rect`.
  Placed place_in(Role role, NodeId id, const Shaped& shaped, Rect rect, Alignment alignment = Alignment::start);

  /// The language of a node, where it differs from the card's.
  void set_language(std::uint32_t box, std::string_view tag);

  LayoutTree take(Size size);

 private:
  float place_fallback_mark(Language language, NodeId id, float x, float y, float width);

  TextCache& cache_;
  Needs* needs_;
  LayoutTree tree_;
  std::vector<std::uint32_t> open_;
  std::string_view card_language_;
  static constexpr Language no_language = 0xff;
  Language row_language_ = no_language;  ///< of the untranslated texts set last
};

}  // namespace depesche
