# Sourced. Checks of the sources as text: the format of C++, clang-tidy, Biome. What the machine has not is said and left
# out. TypeScript's own checks are part of the build (scripts/build-web.mjs).

cpp_files() { git ls-files -- 'widget/*.cpp' 'widget/*.h' 'tests/*.cpp' 'tests/*.h'; }

# newest_clang TOOL VERSION: the name of the newest such tool that is not older.
newest_clang() {
  local version
  for version in 22 21 20 19; do
    [ "$version" -lt "$2" ] || ! have "$1-$version" || { echo "$1-$version"; return 0; }
  done
  have "$1" && version="$("$1" --version | sed -n 's/.*version \([0-9]*\).*/\1/p' | head -n 1)" && [ "${version:-0}" -ge "$2" ] &&
    echo "$1"
}

# Where the tools cannot be installed, the checks that need them are left out, and say so.
setup_lint() {
  have clang-format-19 || want clang-format-19
  newest_clang clang-tidy 19 >/dev/null || want clang-tidy-19
  install_optional "the checks of C++" "going on without some checks"
}

# Versions format differently, so that it is one alone.
lint_format() {
  have clang-format-19 || { say "skipped: the format of C++ (Debian: clang-format-19)"; return 0; }
  cpp_files | xargs clang-format-19 --dry-run --Werror || { say "./dev format puts that right"; return 1; }
}

lint_scripts() {
  local biome
  biome="$(find node_modules/@biomejs -maxdepth 2 -name biome -type f 2>/dev/null | head -n 1)"
  [ -n "$biome" ] || { say "skipped: Biome (it is installed on Linux only)"; return 0; }
  "$biome" lint --error-on-warnings
}

# lint_tidy [FILE…]: as the build with sanitizers compiles them, since clang-tidy reads clang's commands.
lint_tidy() {
  local tidy
  tidy="$(newest_clang clang-tidy 19)" || { say "skipped: clang-tidy (Debian: clang-tidy-19)"; return 0; }
  [ -n "$fuzzing" ] || { say "skipped: clang-tidy (it needs clang 19 or newer beside it)"; return 0; }
  build_sanitized depesche_font_catalogue
  # shellcheck disable=SC2046
  [ $# -gt 0 ] || set -- $(git ls-files 'widget/*.cpp' ':!widget/platform/web' ':!widget/platform/kiosk')
  node scripts/tidy.mjs "$tidy" build/asan "$cache/tidy" "$jobs" "$@"
}
