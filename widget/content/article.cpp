#include "content/article.h"

#include "base/ascii.h"

namespace depesche {

Language Article::find_language(std::string_view tag) const {
  for (std::size_t i = 0; i < languages.size(); ++i)
    if (equal_ignoring_case(languages[i], tag)) return static_cast<Language>(i);
  const auto primary = [](std::string_view whole) { return whole.substr(0, whole.find('-')); };
  for (std::size_t i = 0; i < languages.size(); ++i)
    if (equal_ignoring_case(primary(languages[i]), primary(tag))) return static_cast<Language>(i);
  return 0;
}

}  // namespace depesche
