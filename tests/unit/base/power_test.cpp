#include "base/power.h"

#include <gtest/gtest.h>

#include <cmath>

namespace depesche {
namespace {

TEST(UnitPower, IsThatOfTheLibrary) {
  for (int i = 0; i <= 64; ++i) {
    const double x = i / 64.0;
    for (std::uint32_t exponent = 1; exponent < 65536; exponent += 997)
      EXPECT_NEAR(unit_power(x, exponent), std::pow(x, exponent / 65536.0), 1e-12) << x << " " << exponent;
  }
  EXPECT_EQ(unit_power(0.3, 0), 1);
  EXPECT_EQ(unit_power(0.25, 32768), 0.5);
}

}  // namespace
}  // namespace depesche
