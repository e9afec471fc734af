// "Did you mean …?": the nearest of some names to one that is unknown.
#pragma once

#include <span>
#include <string_view>

namespace depesche {

/// The candidate that `name` is probably a slip of: few letters wrong, left out, added or exchanged; case, hyphens
/// and underscores do not count. ASCII. Empty when none is near.
std::string_view closest(std::string_view name, std::span<const std::string_view> candidates);

}  // namespace depesche
