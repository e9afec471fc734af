// Sorting in few bytes: every use of `std::sort` takes 2.5 KB of the module, a heap sort a tenth of it.
#pragma once

#include <algorithm>
#include <functional>
#include <vector>

namespace depesche {

/// Ascending by `projection`; equal elements in any order.
template <class Element, class Projection = std::identity>
void heap_sort(std::vector<Element>& elements, Projection projection = {}) {
  std::ranges::make_heap(elements, {}, projection);
  std::ranges::sort_heap(elements, {}, projection);
}

/// Ascending, each once.
void sort_unique(std::vector<char32_t>& code_points);

}  // namespace depesche
