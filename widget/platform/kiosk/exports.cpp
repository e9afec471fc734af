// Every function that the kiosk's WASM module exports. Texts are UTF-8 in memory from `depesche_alloc`, given as pointer
// and length; an answer is JSON, valid until the next call, with the length `depesche_result_length()`.
#include <cstddef>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

#include "platform/kiosk/answers.h"

namespace {

std::string& result() {
  static auto* const instance = new std::string;
  return *instance;
}

const char* answer(std::string&& text) {
  result() = std::move(text);
  return result().c_str();
}

}  // namespace

extern "C" {

void* depesche_alloc(std::size_t bytes) { return std::malloc(bytes); }
void depesche_free(void* pointer) { std::free(pointer); }
std::size_t depesche_result_length(void) { return result().size(); }

const char* depesche_check_settings(const char* json, std::size_t length, const char* file, std::size_t file_length) {
  return answer(depesche::kiosk::check_settings({json, length}, {file, file_length}));
}

const char* depesche_check_article(const char* json, std::size_t length, const char* file, std::size_t file_length) {
  return answer(depesche::kiosk::check_article({json, length}, {file, file_length}));
}

const char* depesche_qr_code(const char* text, std::size_t length) {
  return answer(depesche::kiosk::qr_code({text, length}));
}

const char* depesche_colours(const char* theme, std::size_t length) {
  return answer(depesche::kiosk::colours({theme, length}));
}

}  // extern "C"
