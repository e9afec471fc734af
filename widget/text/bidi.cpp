#include "text/bidi.h"

#include <SheenBidi/SheenBidi.h>

#include <algorithm>
#include <optional>
#include <string>

#include "base/utf8.h"
#include "text/characters.h"
#include "text/language_direction.h"

namespace depesche {
namespace {

bool needs_bidi(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    // Below U+0590 nothing has a direction but left to right; most texts are decided by their lead bytes alone.
    if (static_cast<unsigned char>(text[i]) < 0xd6) {
      ++i;
    } else if (affects_direction(next_code_point(text, i))) {
      return true;
    }
  }
  return false;
}

/// UAX #9, P2 and P3, over the whole text but for those of `spans` whose language runs from right to left.
std::optional<std::uint8_t> first_strong_level(std::span<const SBBidiType> types, std::span<const FaceSpan> spans) {
  std::size_t isolates = 0;
  std::size_t span = 0;
  for (std::size_t i = 0; i < types.size(); ++i) {
    for (; span < spans.size() && spans[span].begin <= i; ++span)
      if (is_right_to_left(spans[span].language)) i = spans[span].end;
    if (i >= types.size()) break;
    switch (types[i]) {
      case SBBidiTypeLRI:
      case SBBidiTypeRLI:
      case SBBidiTypeFSI: ++isolates; break;
      case SBBidiTypePDI:
        if (isolates > 0) --isolates;
        break;
      case SBBidiTypeB: isolates = 0; break;
      case SBBidiTypeL:
        if (isolates == 0) return 0;
        break;
      case SBBidiTypeR:
      case SBBidiTypeAL:
        if (isolates == 0) return 1;
        break;
      default: break;
    }
  }
  return std::nullopt;
}

/// Phrases of the other direction each in an isolate of its own, so that their punctuation goes with them.
class Isolated {
 public:
  Isolated(std::string_view text, std::span<const FaceSpan> spans, std::uint8_t base) {
    std::size_t at = 0;
    for (const FaceSpan& span : spans) {
      const bool right_to_left = is_right_to_left(span.language);
      if (right_to_left == (base == 1) || span.end > text.size() || span.begin < at) continue;
      take(text, at, span.begin);
      append_utf8(text_, right_to_left ? 0x2067 : 0x2066);  // RLI, LRI
      take(text, span.begin, span.end);
      append_utf8(text_, 0x2069);  // PDI
      at = span.end;
    }
    take(text, at, text.size());
  }

  const std::string& text() const { return text_; }
  /// Where each byte of the text stands in `text()`.
  const std::vector<std::size_t>& places() const { return places_; }

 private:
  void take(std::string_view text, std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      places_.push_back(text_.size());
      text_ += text[i];
    }
  }

  std::string text_;
  std::vector<std::size_t> places_;
};

SBAlgorithmRef start(std::string_view text) {
  const SBCodepointSequence sequence{SBStringEncodingUTF8, const_cast<char*>(text.data()), text.size()};
  return SBAlgorithmCreate(&sequence);
}

}  // namespace

BidiLevels resolve_levels(std::string_view text, Direction direction, std::span<const FaceSpan> spans) {
  BidiLevels result;
  if (direction == Direction::right_to_left) result.base = 1;
  if (text.empty() || (result.base == 0 && !needs_bidi(text))) return result;

  if (direction == Direction::automatic) {
    const SBAlgorithmRef algorithm = start(text);
    if (algorithm == nullptr) return result;
    // The bytes that continue a character have type BN.
    const std::span<const SBBidiType> types(SBAlgorithmGetBidiTypesPtr(algorithm), text.size());
    std::optional<std::uint8_t> level = first_strong_level(types, spans);
    if (!level) level = first_strong_level(types, {});
    result.base = level.value_or(0);
    SBAlgorithmRelease(algorithm);
  }
  // An Arabic paragraph of a German article need not say what it is: then no language tells of phrases in it.
  const bool declared = direction == Direction::right_to_left || std::ranges::any_of(spans, [&](const FaceSpan& span) {
                          return is_right_to_left(span.language) == (result.base == 1);
                        });
  const Isolated isolated(text, declared ? spans : std::span<const FaceSpan>(), result.base);
  const std::size_t size = isolated.text().size();
  const SBAlgorithmRef algorithm = start(isolated.text());
  if (algorithm == nullptr) return result;
  std::vector<std::uint8_t> levels(size, result.base);
  for (std::size_t offset = 0; offset < size;) {
    const SBParagraphRef paragraph = SBAlgorithmCreateParagraph(algorithm, offset, size - offset, result.base);
    if (paragraph == nullptr) break;
    const std::size_t length = SBParagraphGetLength(paragraph);
    std::copy_n(SBParagraphGetLevelsPtr(paragraph), length, levels.begin() + static_cast<std::ptrdiff_t>(offset));
    SBParagraphRelease(paragraph);
    if (length == 0) break;
    offset += length;
  }
  SBAlgorithmRelease(algorithm);
  result.levels.reserve(text.size());
  for (const std::size_t place : isolated.places()) result.levels.push_back(levels[place]);
  // A level for the bytes inside of a character is that of its first byte.
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (!starts_code_point(text[i])) result.levels[i] = result.levels[i - 1];
  }
  return result;
}

void visual_order(std::span<const std::uint8_t> levels, std::vector<std::uint32_t>& order) {
  order.resize(levels.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  if (levels.empty()) return;
  std::uint8_t highest = 0;
  std::uint8_t lowest_odd = 255;
  for (const std::uint8_t level : levels) {
    highest = std::max(highest, level);
    if ((level & 1) != 0) lowest_odd = std::min(lowest_odd, level);
  }
  for (std::uint8_t level = highest; level >= lowest_odd; --level) {
    for (std::size_t begin = 0; begin < levels.size();) {
      std::size_t end = begin;
      while (end < levels.size() && levels[order[end]] >= level) ++end;
      std::reverse(order.begin() + static_cast<std::ptrdiff_t>(begin),
                   order.begin() + static_cast<std::ptrdiff_t>(end));
      begin = end + 1;
    }
  }
}

}  // namespace depesche
