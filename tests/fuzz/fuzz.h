// What every fuzzing target is made of: choices read from libFuzzer's bytes, and conditions that must hold. An input
// that has run out gives zeros, so that every generator ends; a condition that does not hold ends the process, and
// libFuzzer keeps the input.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <string>
#include <string_view>

namespace depesche::fuzz {

/// The target: each file in targets/ defines it.
void run(std::string_view bytes);

inline void require(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

class Input {
 public:
  explicit Input(std::string_view bytes) : bytes_(bytes) {}

  bool empty() const { return bytes_.empty(); }
  std::string_view rest() const { return bytes_; }

  std::uint8_t byte() {
    if (bytes_.empty()) return 0;
    const auto first = static_cast<std::uint8_t>(bytes_.front());
    bytes_.remove_prefix(1);
    return first;
  }
  std::uint32_t word() { return byte() | static_cast<std::uint32_t>(byte()) << 8; }
  std::uint32_t number() { return word() | word() << 16; }

  /// 0 … limit - 1; 0 when the input has run out.
  std::uint32_t below(std::uint32_t limit) {
    if (limit <= 1) return 0;
    return (limit <= 256 ? byte() : limit <= 65536 ? word() : number()) % limit;
  }
  /// False when the input has run out.
  bool chance(std::uint32_t one_in) { return below(one_in) == one_in - 1; }
  bool flag() { return (byte() & 1) != 0; }
  int between(int least, int most) {
    return least + static_cast<int>(below(static_cast<std::uint32_t>(most - least + 1)));
  }
  float real(float least, float most) { return least + (most - least) * static_cast<float>(word()) / 65535.0f; }

  /// Any number: mostly of a sensible size, at times huge, tiny, infinite or not a number.
  float any_real() {
    switch (below(16)) {
      case 0: return 0;
      case 1: return std::numeric_limits<float>::quiet_NaN();
      case 2: return std::numeric_limits<float>::infinity();
      case 3: return -std::numeric_limits<float>::infinity();
      case 4: return std::numeric_limits<float>::max();
      case 5: return std::numeric_limits<float>::denorm_min();
      case 6: return real(-4.2e6f, 4.2e6f);
      case 7: return -real(2.1e9f, 2.2e9f);
      case 8: return real(1.6e7f, 1.7e7f);
      case 9: return real(-1, 1);
      case 10: return static_cast<float>(between(-40, 300));
      default: return real(-100, 400);
    }
  }
  int any_integer() {
    switch (below(8)) {
      case 0: return std::numeric_limits<int>::min();
      case 1: return std::numeric_limits<int>::max();
      case 2: return static_cast<int>(number());
      case 3: return 0;
      default: return between(-64, 600);
    }
  }

  std::string_view take(std::size_t count) {
    const std::string_view taken = bytes_.substr(0, count);
    bytes_.remove_prefix(taken.size());
    return taken;
  }
  /// Up to and without the next `end`.
  std::string_view take_text(char end = '\0') {
    const std::string_view taken = bytes_.substr(0, bytes_.find(end));
    bytes_.remove_prefix(taken.size() < bytes_.size() ? taken.size() + 1 : taken.size());
    return taken;
  }

  template <class T, std::size_t count>
  const T& pick(const T (&choices)[count]) {
    return choices[below(count)];
  }

 private:
  std::string_view bytes_;
};

}  // namespace depesche::fuzz
