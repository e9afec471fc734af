#include "base/concat.h"

namespace depesche {

std::string concat(std::initializer_list<std::string_view> pieces) {
  std::size_t size = 0;
  for (const std::string_view piece : pieces) size += piece.size();
  std::string joined;
  joined.reserve(size);
  for (const std::string_view piece : pieces) joined += piece;
  return joined;
}

std::string decimal(std::uint64_t number, int width) {
  char digits[20];
  int first = 20;
  do {
    digits[--first] = static_cast<char>('0' + number % 10);
    number /= 10;
  } while (number != 0);
  std::string text;
  for (int length = 20 - first; length < width; ++length) text += '0';
  return text.append(digits + first, static_cast<std::size_t>(20 - first));
}

}  // namespace depesche
