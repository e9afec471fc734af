# Sourced. The build with sanitizers (build/asan): the unit tests under AddressSanitizer and UndefinedBehaviorSanitizer,
# and, where the compiler is clang, the fuzzing targets (scripts/fuzz.sh).

# Sets sanitizer_cc and sanitizer_cxx, and fuzzing to yes or empty. Clang 19 or newer with its runtime libraries;
# otherwise g++. Both empty where neither can sanitize.
setup_sanitizers() {
  local packages=(clang-19 libclang-rt-19-dev)
  sanitizer_cc="" sanitizer_cxx="" fuzzing=""
  if ! find_clang && have apt-get && [ "$(id -u)" = 0 ] && apt-cache show "${packages[@]}" >/dev/null 2>&1; then
    want "${packages[@]}"
    install_wanted "the build with sanitizers"
    find_clang || true
  fi
  if [ -n "$sanitizer_cxx" ]; then
    fuzzing=yes
  elif can_sanitize gcc g++ address,undefined; then
    sanitizer_cc=gcc sanitizer_cxx=g++
  fi
}

find_clang() {
  local version
  for version in 22 21 20 19; do
    can_sanitize "clang-$version" "clang++-$version" fuzzer,address,undefined || continue
    sanitizer_cc="clang-$version" sanitizer_cxx="clang++-$version"
    return 0
  done
  return 1
}

# Whether the compiler is there, has std::expected and links a program with these sanitizers. Not through `once`, whose
# step must not be part of a condition.
can_sanitize() {
  local cc="$1" cxx="$2" sanitizers="$3" stamp try
  have "$cc" && have "$cxx" || return 1
  stamp="$cache/stamps/sanitizers-$({ "$cxx" --version; printf '%s' "$sanitizers"; } | digest)"
  [ ! -e "$stamp" ] || return 0
  try="$(mktemp -d)"
  printf '%s\n' '#include <expected>' 'extern "C" int LLVMFuzzerTestOneInput(const unsigned char*, unsigned long) {' \
    '  return std::expected<int, int>(0).value();' '}' >"$try/try.cpp"
  case "$sanitizers" in
    fuzzer*) ;;
    *) printf 'int main() { return LLVMFuzzerTestOneInput(nullptr, 0); }\n' >>"$try/try.cpp" ;;
  esac
  if "$cxx" -std=c++2b -fsanitize="$sanitizers" "$try/try.cpp" -o "$try/try" >/dev/null 2>&1; then
    mkdir -p "$cache/stamps"
    : >"$stamp"
  fi
  rm -rf "$try"
  [ -e "$stamp" ]
}

# build_sanitized TARGET…
build_sanitized() {
  local target
  for target in "$@"; do CC="$sanitizer_cc" CXX="$sanitizer_cxx" build_native asan "$target"; done
}

# Stops at the first finding. Mesa is not ours, and the unit tests no longer load it.
sanitized() {
  ASAN_OPTIONS="abort_on_error=0:detect_stack_use_after_return=1:strict_string_checks=1:check_initialization_order=1" \
    UBSAN_OPTIONS="print_stacktrace=1" "$@"
}
