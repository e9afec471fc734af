#include "base/power.h"

#include <cmath>

namespace depesche {

double unit_power(double x, std::uint32_t exponent) {
  // The exponent in binary, one square root a digit.
  double result = 1;
  for (double root = x; (exponent & 0xffff) != 0; exponent <<= 1) {
    root = std::sqrt(root);
    if ((exponent & 0x8000) != 0) result *= root;
  }
  return result;
}

}  // namespace depesche
