// Two functions of the C library that only nlohmann's lexer calls, for results that nobody looks at. The library's own
// take 8 KB of the module, compressed.
#include <cstdio>
#include <cstdlib>
#include <cstring>

extern "C" {

/// content/json_tree.cpp reads the digits of a number itself.
double strtod(const char* digits, char** end) {
  *end = const_cast<char*>(digits) + std::strlen(digits);
  return 0;
}

// The C library has these three in one object; nothing calls the other two.
float strtof(const char*, char**) { __builtin_trap(); }
long double strtold(const char*, char**) { __builtin_trap(); }

/// Only for "<U+%.4X>", a part of a message that content/json_tree.cpp leaves out. Anything else stops the engine.
int snprintf(char* text, std::size_t size, const char* format, ...) {
  if (std::strcmp(format, "<U+%.4X>") != 0) __builtin_trap();
  if (size > 0) text[0] = '\0';
  return 0;
}

}  // extern "C"
