#include "base/closest.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"

namespace depesche {

namespace {

constexpr std::size_t max_letters = 32;

struct Letters {
  std::array<char, max_letters> letters{};
  std::size_t size = 0;
};

/// False when the name is too long to be a slip of one of ours.
bool fold(std::string_view name, Letters& out) {
  for (const char c : name) {
    if (c == '-' || c == '_') continue;
    if (out.size == max_letters) return false;
    out.letters[out.size++] = ascii_lower(c);
  }
  return true;
}

/// Optimal string alignment: insertions, deletions, substitutions, and exchanges of neighbours.
std::size_t distance(const Letters& a, const Letters& b) {
  std::array<std::array<std::size_t, max_letters + 1>, 3> rows{};
  for (std::size_t j = 0; j <= b.size; ++j) rows[0][j] = j;
  for (std::size_t i = 1; i <= a.size; ++i) {
    auto& row = rows[i % 3];
    const auto& above = rows[(i - 1) % 3];
    const auto& two_above = rows[(i + 1) % 3];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size; ++j) {
      const std::size_t substitution = above[j - 1] + (a.letters[i - 1] == b.letters[j - 1] ? 0 : 1);
      row[j] = std::min({substitution, above[j] + 1, row[j - 1] + 1});
      if (i > 1 && j > 1 && a.letters[i - 1] == b.letters[j - 2] && a.letters[i - 2] == b.letters[j - 1])
        row[j] = std::min(row[j], two_above[j - 2] + 1);
    }
  }
  return rows[a.size % 3][b.size];
}

}  // namespace

std::string_view closest(std::string_view name, std::span<const std::string_view> candidates) {
  std::string_view best;
  std::size_t best_distance = max_letters;
  Letters wanted;
  if (!fold(name, wanted)) return best;
  for (const std::string_view candidate : candidates) {
    Letters letters;
    if (!fold(candidate, letters)) continue;
    const std::size_t allowed = std::min<std::size_t>(3, std::max(wanted.size, letters.size) / 3);
    const std::size_t slips = distance(wanted, letters);
    if (slips > allowed || slips >= best_distance) continue;
    best = candidate;
    best_distance = slips;
  }
  return best;
}

}  // namespace depesche
