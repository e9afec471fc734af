# Sourced. The two builds and the site, each under a lock, since two commands may run in one checkout.

# with_lock NAME COMMAND…
with_lock() {
  local name="$1"
  shift
  mkdir -p "$root/build"
  (
    flock 8
    "$@"
  ) 8>"$root/build/$name.lock"
}

setup_native() {
  setup_build_tools
  need_node
  setup_native_compiler
  toolchain_key=native
  setup_sources
}

setup_wasm() {
  setup_build_tools
  need_node
  setup_toolchain
  setup_sources
}

# build_native PRESET TARGET [CMake argument…]
build_native() {
  setup_prebuilt "$1" "${CXX:-c++}"
  with_lock "$1" cmake_build "" "$@"
}

# build_wasm PRESET TARGET [CMake argument…]
build_wasm() {
  setup_prebuilt "$1" emcc emcmake
  with_lock "$1" cmake_build emcmake "$@"
}

# Output only when something is to be said: a warning, an error, a slow step.
cmake_build() {
  local wrapper="$1" preset="$2" target="$3" log="$root/build/$2.log" settings
  shift 3
  # In a copy of a checkout CMake's files still name the sources of the first one, and would build those.
  [ "$(sed -n 's/^CMAKE_HOME_DIRECTORY:INTERNAL=//p' "$root/build/$preset/CMakeCache.txt" 2>/dev/null)" -ef "$root" ] ||
    rm -rf "$root/build/$preset"/{.settings,CMakeCache.txt,CMakeFiles}
  settings="$(printf '%s\n' "$toolchain_key" "$prebuilt_dir" "${source_arguments[@]}" "${CXX:-}" | digest) $*"
  # Without arguments, those of the last time stay.
  if ! grep -qsF -- "$settings" "$root/build/$preset/.settings" || [ ! -e "$root/build/$preset/CMakeCache.txt" ]; then
    say "configuring build/$preset"
    $wrapper cmake --preset "$preset" "${source_arguments[@]}" -DDEPESCHE_PREBUILT_DIR="$prebuilt_dir" "$@" \
      >"$log" 2>&1 || { cat "$log" >&2; fail "CMake cannot configure build/$preset."; }
    printf '%s' "$settings" >"$root/build/$preset/.settings"
  fi
  [ -n "${quiet:-}" ] || say "building build/$preset"
  # The compiler's messages, without the lines that only name what is compiled.
  if cmake --build "$root/build/$preset" --target "$target" --parallel "$jobs" >"$log" 2>&1; then
    grep -vE '^\[[0-9]+/[0-9]+\] ' "$log" | grep -E -A 12 '(warning|note):' >&2 || true
  else
    grep -vE '^\[[0-9]+/[0-9]+\] (Building|Linking|Generating|Re-checking)' "$log" >&2 || true
    fail "the build of build/$preset failed."
  fi
}
