// Powers by square roots alone: the same bits on every platform, and without the C library's pow and its table in the module
// that ships.
#pragma once

#include <cstdint>

namespace depesche {

/// x raised to `exponent` / 65536, for 0 <= x <= 1 and an exponent below 65536.
double unit_power(double x, std::uint32_t exponent);

}  // namespace depesche
