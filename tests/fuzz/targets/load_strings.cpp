// JSON bytes -> the interface's words, and dates written with their patterns.
#include "../fuzz.h"
#include "base/utf8.h"
#include "content/strings.h"

namespace depesche::fuzz {

void run(std::string_view bytes) {
  const Result<Strings> loaded = load_strings(bytes, "fuzz.json");
  if (!loaded) {
    require(has_errors(loaded.error()), "what cannot be used has an error");
    for (const Diagnostic& diagnostic : loaded.error()) require(!format(diagnostic).empty(), "it can be printed");
    return;
  }
  for (const DateStyle style : {DateStyle::full, DateStyle::long_, DateStyle::time}) {
    for (const std::uint8_t hour : {std::uint8_t{0}, std::uint8_t{12}, std::uint8_t{23}}) {
      const Moment moment{2024, 2, 29, true, hour, 5, "+02:00"};
      const std::string date = format_date(moment, style, *loaded);
      require(find_invalid_utf8(date) == date.npos, "a date is well-formed");
    }
  }
  const std::string filled = fill((*loaded)[Message::search_count], "current", "{total}", "total", "2");
  require(find_invalid_utf8(filled) == filled.npos, "a filled message is well-formed");
}

}  // namespace depesche::fuzz
