// FNV-1a, the one hash of the project: node ids, cache keys, what the page layer was told. Not for security.
#pragma once

#include <cstdint>
#include <string_view>

namespace depesche {

inline constexpr std::uint64_t fnv_offset = 0xcbf29ce484222325ull;

constexpr std::uint64_t hash_bytes(std::string_view bytes, std::uint64_t seed = fnv_offset) {
  for (const char c : bytes) seed = (seed ^ static_cast<unsigned char>(c)) * 0x100000001b3ull;
  return seed;
}

constexpr std::uint64_t hash_number(std::uint64_t number, std::uint64_t seed) {
  for (int i = 0; i < 8; ++i) seed = (seed ^ ((number >> (8 * i)) & 0xff)) * 0x100000001b3ull;
  return seed;
}

}  // namespace depesche
