#include "layout/text_cache.h"

#include <utility>

namespace depesche {

TextCache::Place TextCache::find(std::uint64_t key) {
  const Place place = keys_.find(key);
  if (place != IdTable::none) entries_[place].used = generation_;
  return place;
}

TextCache::Place TextCache::insert(std::uint64_t key, std::shared_ptr<const ShapedText> shaped) {
  const Place place = keys_.add(key);
  if (place == entries_.size()) entries_.emplace_back();
  entries_[place] = {std::move(shaped), {}, generation_};
  return place;
}

std::shared_ptr<const Paragraph> TextCache::set(Place place, const ParagraphStyle& style, const FontLibrary& fonts) {
  auto& [last, other] = entries_[place].sets;
  if (!last.is(style)) std::swap(last, other);
  if (!last.is(style))
    last = {style, std::make_shared<const Paragraph>(break_lines(*entries_[place].shaped, style, fonts))};
  return last.paragraph;
}

void TextCache::sweep() {
  for (Place place = 0; place < entries_.size();) {
    if (entries_[place].used + 1 >= generation_) {
      ++place;
      continue;
    }
    keys_.remove(place);
    entries_[place] = std::move(entries_.back());
    entries_.pop_back();
  }
  ++generation_;
}

}  // namespace depesche
