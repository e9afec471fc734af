#include "base/sort.h"

namespace depesche {

void sort_unique(std::vector<char32_t>& code_points) {
  heap_sort(code_points);
  const auto repeated = std::ranges::unique(code_points);
  code_points.erase(repeated.begin(), repeated.end());
}

}  // namespace depesche
