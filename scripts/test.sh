# Sourced by `./dev test`. Runs GoogleTest and Node's test runner and adds up their counts.

# Names of the runners that failed, for the last line.
failed_runner=""
failed() { failed_runner+="${failed_runner:+, }$1"; }

# google_test WHAT REPORT COMMAND…: the tests of a GoogleTest program in two halves at the same time, each with its report.
google_test() {
  local what="$1" report="$results/$2" half halves=() fault=""
  shift 2
  for half in 0 1; do
    GTEST_TOTAL_SHARDS=2 GTEST_SHARD_INDEX="$half" "$@" --gtest_brief=1 --gtest_output="json:$report-$half.json" &
    halves+=($!)
  done
  for half in 0 1; do
    wait "${halves[half]}" || fault="${fault:- }"
    [ -e "$report-$half.json" ] || fault=" (they ended before their report)"
  done
  [ -z "$fault" ] || failed "$what${fault% }"
}

run_tests() {
  local fast="$1" results="$root/build/test" files
  rm -rf "$results"
  mkdir -p "$results"

  setup_native
  setup_assets
  setup_test_libraries
  setup_unicode
  build_native native all -DDEPESCHE_WERROR=ON
  if [ -z "$fast" ]; then
    build_site
    setup_browser
    setup_browser_shell
    setup_other_browsers
  else
    setup_node
    say "--fast: no WASM build, no browser tests, no sanitizers"
  fi

  say "the sources, by Biome and clang-format"
  setup_lint
  lint_scripts >"$results/biome.log" 2>&1 || { cat "$results/biome.log" >&2; failed "Biome"; }
  lint_format >"$results/format.log" 2>&1 || { head -60 "$results/format.log" >&2; failed "clang-format"; }

  if [ -x build/native/unit_tests ]; then
    say "unit tests"
    google_test "unit tests" unit build/native/unit_tests
  fi

  if [ -x build/native/depesche_oracle ]; then
    say "the rasteriser against Mesa's OpenGL"
    google_test "oracle" oracle build/native/depesche_oracle
  elif [ -z "${DEPESCHE_NO_ORACLE:-}" ]; then
    echo "depesche: there is no build/native/depesche_oracle: EGL and OpenGL ES 3 are missing (Debian: libegl-dev" \
      "libgles-dev libgl1-mesa-dri). DEPESCHE_NO_ORACLE=1 goes on without." >&2
    failed "oracle (not built)"
  fi

  [ -n "$fast" ] || test_sanitized

  files="$(find tests -name '*.test.mjs' -not -path '*/node_modules/*' | sort)"
  [ -z "$fast" ] || files="$(grep -v '^tests/browser/' <<<"$files" || true)"
  if [ -n "$files" ]; then
    say "data and browser tests"
    # Two files at a time: most of a browser test is waiting; with more they would wait for each other. None of them
    # takes a quarter of an hour but one that hangs.
    # shellcheck disable=SC2086
    node --test --test-concurrency=2 --test-timeout=900000 --test-reporter=spec --test-reporter-destination=stdout \
      --test-reporter=tap --test-reporter-destination="$results/node.tap" $files || failed "node tests"
  fi

  node "$root/scripts/test-summary.mjs" "$results" "$failed_runner"
}

# The unit tests and the data cases under sanitizers, and each fuzzing target for a few seconds from its seeds.
test_sanitized() {
  setup_sanitizers
  if [ -z "$sanitizer_cxx" ]; then
    say "skipped: tests under sanitizers and fuzzing (no compiler here has them; Debian: clang-19 libclang-rt-19-dev)"
    return 0
  fi
  build_sanitized unit_tests depesche ${fuzzing:+fuzz_targets}
  say "unit tests under sanitizers"
  google_test "unit tests under sanitizers" sanitized sanitized build/asan/unit_tests
  say "data cases under sanitizers"
  DEPESCHE_CLI="$root/build/asan/depesche" sanitized node --test --test-concurrency="$jobs" --test-reporter=tap \
    --test-reporter-destination="$results/sanitized.tap" tests/cases/*.test.mjs ||
    { grep -A 24 '^not ok' "$results/sanitized.tap" >&2; failed "data cases under sanitizers"; }
  if [ -z "$fuzzing" ]; then
    say "skipped: fuzzing (it needs clang 19 or newer; Debian: clang-19 libclang-rt-19-dev)"
    return 0
  fi
  say "clang-tidy"
  lint_tidy || failed "clang-tidy"
  say "fuzzing, a few seconds each"
  . "$root/scripts/fuzz.sh"
  # shellcheck disable=SC2046
  fuzz_seed=1 fuzz_all "$results/corpora" 3 $(awk 'NF {print $1}' <<<"$fuzz_targets") || failed "fuzzing"
}
