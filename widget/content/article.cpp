#include "content/article.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"

namespace depesche {

RichText linked(RichText text, std::string_view url) {
  if (url.empty() || std::ranges::any_of(text.spans, [](const Span& span) { return !span.link.empty(); })) return text;
  std::vector<Span> spans;
  std::uint32_t at = 0;
  const auto append = [&](Span span) {
    if (span.begin == span.end) return;
    at = span.end;
    span.link = url;
    spans.push_back(std::move(span));
  };
  for (Span& span : text.spans) {
    append({at, span.begin, false, false, {}, {}});
    append(std::move(span));
  }
  append({at, static_cast<std::uint32_t>(text.text.size()), false, false, {}, {}});
  text.spans = std::move(spans);
  return text;
}

Language Article::find_language(std::string_view tag) const {
  for (std::size_t i = 0; i < languages.size(); ++i)
    if (equal_ignoring_case(languages[i], tag)) return static_cast<Language>(i);
  const auto primary = [](std::string_view whole) { return whole.substr(0, whole.find('-')); };
  for (std::size_t i = 0; i < languages.size(); ++i)
    if (equal_ignoring_case(primary(languages[i]), primary(tag))) return static_cast<Language>(i);
  return 0;
}

}  // namespace depesche
