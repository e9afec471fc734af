// Dates as an article writes them -> Moment. How a reader sees them is in strings.h.
#pragma once

#include <expected>
#include <string_view>

#include "content/article.h"

namespace depesche {

enum class MomentFault : std::uint8_t {
  form,      ///< neither a date nor a date and time
  seconds,   ///< has seconds, which are not written
  calendar,  ///< no such day
};

/// "YYYY-MM-DD" or "YYYY-MM-DDTHH:MM", the latter with nothing, "Z" or "±HH:MM" behind it. Years 0001 to 9999.
std::expected<Moment, MomentFault> parse_moment(std::string_view text);

}  // namespace depesche
