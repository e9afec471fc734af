# Sourced. The commands of `dev`.

command_help() {
  cat <<'EOF'
usage: ./dev COMMAND

  demo           build everything, serve the demo on this machine and say where
  test           build everything and run every test; --fast leaves out browser tests and sanitizers
  build          build dist/: the npm package, ready to publish
  bench          the benchmark, as a table; --peers: beside React, pdf.js and others (a quarter of an hour)
  cli ARGS…      the native command line: check, dump, render, html, oembed, bench
  accept [CASE]  take the present dumps of the data cases as the expected ones
  fuzz [N]       fuzz for N minutes in all (5); names of targets may follow
  soak [DAYS]    run a kiosk for so many simulated days (3) and watch its memory
  images         draw the sample's pictures again from their SVG
  format         format C++ with clang-format
  lint [FILE…]   Biome, clang-format and clang-tidy over the sources
  setup          only set up, do nothing else
  help           this

Set-up comes by itself with each command. Downloads and built third-party code are kept in
${DEPESCHE_CACHE:-~/.cache/depesche}; nothing there is needed but to save time.
EOF
}

command_setup() {
  setup_native
  setup_wasm
  setup_node
  setup_assets
  setup_test_libraries
  setup_browser
  setup_browser_shell
  setup_other_browsers
  setup_prebuilt native "${CXX:-c++}"
  setup_prebuilt wasm emcc emcmake
  say "everything is set up in $cache"
}

build_site() {
  setup_wasm
  setup_node
  setup_assets
  build_wasm wasm all
  with_lock wasm node scripts/split-wasm.mjs "$(em-config BINARYEN_ROOT)/bin/wasm-split" build/wasm
  # Of the C library that is linked into the module.
  cp "$(em-config EMSCRIPTEN_ROOT)/system/lib/libc/musl/COPYRIGHT" "$root/build/assets/licenses/code-musl.txt"
  if [ -e scripts/build-web.mjs ]; then
    with_lock web node scripts/build-web.mjs
  else
    say "there is no scripts/build-web.mjs: dist/ is not made"
  fi
}

build_cli() {
  setup_native
  setup_assets
  build_native native depesche
}

command_build() {
  build_site
}

command_demo() {
  build_site
  exec node scripts/serve.mjs "$@"
}

command_cli() {
  quiet=1 build_cli >&2
  cd "$caller_directory"
  exec "$root/build/native/depesche" "$@"
}

command_bench() {
  build_site
  build_cli
  setup_browser
  case " $* " in *" --peers "*) setup_peers ;; esac
  exec node tests/bench/bench.mjs "$@"
}

# What the card is compared with. Without optional packages: they are for Node.
setup_peers() {
  local key peers="$root/tests/bench/peers"
  key="$(cat "$peers/package.json" "$peers/package-lock.json" | digest)"
  [ "$(cat "$peers/node_modules/.depesche" 2>/dev/null)" = "$key" ] && return 0
  say "installing the packages of tests/bench/peers"
  (cd "$peers" && fetching "npm install" npm install --no-save --omit=optional --prefer-offline --cache "$cache/npm")
  printf '%s' "$key" >"$peers/node_modules/.depesche"
}

command_accept() {
  build_cli
  setup_node
  DEPESCHE_ACCEPT="${1:-all}" exec node --test tests/cases/*.test.mjs
}

command_format() {
  have clang-format-19 || fail "clang-format 19 is needed and not installed (Debian: clang-format-19)."
  cpp_files | xargs clang-format-19 -i
}

# Everything that ./dev test checks without running it.
command_lint() {
  setup_native
  setup_node
  setup_sanitizers
  setup_lint
  local failed=""
  lint_scripts || failed=1
  lint_format || failed=1
  lint_tidy "$@" || failed=1
  [ -z "$failed" ] || fail "the sources have faults, named above."
}

command_images() {
  setup_image_tools
  exec bash scripts/images.sh "$@"
}

command_fuzz() {
  . "$root/scripts/fuzz.sh"
  run_fuzz "$@"
}

command_soak() {
  [ -e tests/soak/soak.mjs ] || fail "there is no soak test yet (no tests/soak/soak.mjs)."
  build_site
  setup_browser
  exec node tests/soak/soak.mjs "$@"
}

command_test() {
  local fast=""
  case "${1:-}" in
    --fast) fast=1 ;;
    "") ;;
    *) fail "./dev test takes --fast or nothing, not \"$1\"." ;;
  esac
  . "$root/scripts/test.sh"
  run_tests "$fast"
}
