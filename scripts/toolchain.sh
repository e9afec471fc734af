# Sourced. The WebAssembly toolchain: an `emcc` on PATH if it is new enough, otherwise Emscripten and clang from Debian
# testing, which run on older Debian since they bring their own C library: each program is told (patchelf) to use the
# loader and libraries that were unpacked with it.

# Raise it when the steps below change what ends up in the cache.
toolchain_recipe=1

# True if $1 is a version not older than $2.
not_older() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }

setup_toolchain() {
  local version=""
  if have emcc && [ -z "${DEPESCHE_PRIVATE_EMSCRIPTEN:-}" ]; then
    version="$(emcc --version 2>/dev/null | sed -n '1s/.* \([0-9][0-9.]*\).*/\1/p')" || true
  fi
  if [ -n "$version" ] && not_older "$version" "$EMSCRIPTEN_VERSION"; then
    toolchain_key="emcc-$version"
    return 0
  fi
  [ -z "$version" ] || say "emcc on PATH is $version, older than $EMSCRIPTEN_VERSION: not used"

  toolchain_key="$(printf '%s\n' "$EMSCRIPTEN_VERSION" "$TOOLCHAIN_SUITE" "$TOOLCHAIN_PACKAGES" "$CLOSURE_INTEGRITY" \
    "$cache" "$toolchain_recipe" | digest)"
  toolchain="$cache/toolchain"
  once toolchain "$toolchain_key" unpack_toolchain
  export PATH="$toolchain/bin:$PATH" EM_CONFIG="$toolchain/emscripten.config" EMSDK_PYTHON="$toolchain/bin/python3"
  # The configuration names the Node of the day that it was written on, which a version manager may have removed since.
  need_node
  EM_NODE_JS="$(command -v node)"
  export EM_NODE_JS
}

unpack_toolchain() {
  local archive name found archives="$cache/apt/$TOOLCHAIN_SUITE/archives"
  need_apt "Emscripten $EMSCRIPTEN_VERSION" \
    "Install the Emscripten SDK $EMSCRIPTEN_VERSION or newer by hand (https://emscripten.org) and put its emcc on PATH."
  [ "$(uname -m)" = x86_64 ] || fail "the private Emscripten is only tried on x86-64, and this is $(uname -m)." \
    "Install the Emscripten SDK $EMSCRIPTEN_VERSION or newer by hand and put its emcc on PATH."
  need_node

  apt_suite "$TOOLCHAIN_SUITE"
  found="$(apt_in "$TOOLCHAIN_SUITE" apt-cache madison emscripten | awk '{print $3; exit}')"
  found="${found%%[+-]*}"
  not_older "$found" "$EMSCRIPTEN_VERSION" ||
    fail "Debian $TOOLCHAIN_SUITE has Emscripten ${found:-no}, and $EMSCRIPTEN_VERSION or newer is needed."
  [ "$found" = "$EMSCRIPTEN_VERSION" ] || say "note: Debian $TOOLCHAIN_SUITE has moved on to Emscripten $found; taking that"
  say "downloading Emscripten and clang (about 150 MB)"
  rm -f "$archives"/*.deb
  fetching "download of Emscripten" apt_in "$TOOLCHAIN_SUITE" apt-get install -y --download-only --no-install-recommends \
    $TOOLCHAIN_PACKAGES

  say "unpacking Emscripten and clang"
  # There is one for all checkouts: one with other pins unpacks its own again.
  rm -rf "$cache"/stamps/toolchain-* "$toolchain"
  mkdir -p "$toolchain/bin"
  for archive in "$archives"/*.deb; do
    name="${archive##*/}"
    case "$name" in
      # Native compilers' libraries and sanitizers, which a WASM build never reads.
      gcc-*-base* | libgcc-*-dev* | libstdc++-*-dev* | libobjc* | lib*san[0-9]*_* | libitm* | libgprofng* | binutils* | \
        linux-libc-dev* | libc6-dev* | tzdata* | debconf*) ;;
      *) dpkg-deb -x "$archive" "$toolchain" ;;
    esac
  done
  use_own_loader
  unpack_closure
  write_emscripten_wrappers
  # The nodejs package, which is not unpacked, would bring this link; Emscripten's scripts find acorn through it.
  [ -e "$toolchain/usr/share/node_modules" ] || ln -s nodejs "$toolchain/usr/share/node_modules"
  build_system_libraries
  rm -f "$archives"/*.deb
}

use_own_loader() {
  local libraries="$toolchain/usr/lib/x86_64-linux-gnu" llvm loader file
  llvm="$(echo "$toolchain"/usr/lib/llvm-*)"
  loader="$libraries/ld-linux-x86-64.so.2"
  patch_elf() { "$loader" --library-path "$libraries" "$toolchain/usr/bin/patchelf" --force-rpath --set-rpath "$libraries:$llvm/lib" "$@"; }

  for file in clang lld llvm-ar llvm-nm llvm-objcopy llvm-objdump llvm-dwarfdump llvm-size llvm-symbolizer llvm-cxxfilt; do
    patch_elf --set-interpreter "$loader" "$(readlink -f "$llvm/bin/$file")"
  done
  for file in "$toolchain"/usr/bin/wasm-*; do
    [ -L "$file" ] || patch_elf --set-interpreter "$loader" "$file"
  done
  for file in "$libraries"/libLLVM.so.* "$libraries"/libclang-cpp.so.*; do
    [ -L "$file" ] || patch_elf "$file"
  done
  # A patched Python crashes; started through the loader it runs, and --argv0 lets it find its library and itself.
  mkdir -p "$toolchain/usr/bin"
  cat >"$toolchain/usr/bin/python3-private" <<EOF
#!/bin/sh
exec "$loader" --argv0 "$toolchain/usr/bin/python3-private" --library-path "$libraries" "$(readlink -f "$toolchain/usr/bin/python3")" "\$@"
EOF
  chmod +x "$toolchain/usr/bin/python3-private"
  ln -sf ../usr/bin/python3-private "$toolchain/bin/python3"
  "$toolchain/bin/python3" -c 'import sys' || fail "the unpacked Python does not run on this machine."
  "$llvm/bin/clang" --version >/dev/null || fail "the unpacked clang does not run on this machine."
}

unpack_closure() {
  npm_unpack "google-closure-compiler-linux@$CLOSURE_VERSION" "$CLOSURE_INTEGRITY" "$toolchain/closure" package/compiler
}

write_emscripten_wrappers() {
  local tool emscripten="$toolchain/usr/share/emscripten"
  cat >"$toolchain/emscripten.config" <<EOF
LLVM_ROOT = '$(echo "$toolchain"/usr/lib/llvm-*)/bin'
BINARYEN_ROOT = '$toolchain/usr'
NODE_JS = '$(command -v node)'
CLOSURE_COMPILER = '$toolchain/closure/package/compiler'
CACHE = '$toolchain/cache'
EOF
  for tool in emcc em++ emar emranlib emnm emcmake emsize emstrip em-config; do
    [ -e "$emscripten/$tool" ] || continue
    cat >"$toolchain/bin/$tool" <<EOF
#!/bin/sh
EM_CONFIG="$toolchain/emscripten.config" EMSDK_PYTHON="$toolchain/bin/python3" exec "$emscripten/$tool" "\$@"
EOF
    chmod +x "$toolchain/bin/$tool"
  done
}

# Links a small program with the options that ship and one with the debug build's, runs both, and thereby builds
# Emscripten's system libraries into its cache.
build_system_libraries() {
  local try="$toolchain/try" answer
  say "building Emscripten's system libraries, about a minute"
  mkdir -p "$try"
  cat >"$try/try.cpp" <<'EOF'
#include <emscripten/emscripten.h>
#include <wasm_simd128.h>

#include <cstdio>
#include <expected>
#include <string>
#include <vector>

static std::expected<int, std::string> half(int value) {
  if (value % 2 != 0) return std::unexpected("odd");
  return value / 2;
}

extern "C" EMSCRIPTEN_KEEPALIVE int answer(int value) {
  std::vector<v128_t> lanes(4, wasm_i32x4_splat(value));
  char text[16];
  std::snprintf(text, sizeof text, "%d", wasm_i32x4_extract_lane(lanes[2], 1));
  return half(2 * std::stoi(text)).value_or(-1);
}
EOF
  local common=(-std=c++23 -fno-exceptions -fno-rtti -msimd128 --no-entry -sMODULARIZE -sEXPORT_ES6
    -sENVIRONMENT=web,worker,node -sALLOW_MEMORY_GROWTH -sFILESYSTEM=0 -sDYNAMIC_EXECUTION=0 -sMALLOC=emmalloc)
  quietly "a first Emscripten build" "$toolchain/bin/em++" "$try/try.cpp" -o "$try/release.mjs" -Oz -flto --closure 1 "${common[@]}"
  quietly "a first Emscripten debug build" "$toolchain/bin/em++" "$try/try.cpp" -o "$try/debug.mjs" -O1 -g -sASSERTIONS=1 \
    -sSTACK_OVERFLOW_CHECK=1 "${common[@]}"
  for answer in release debug; do
    [ "$(node --input-type=module -e "
      import create from '$try/$answer.mjs';
      console.log((await create())._answer(42));")" = 42 ] || fail "Emscripten's $answer build gives a wrong answer in Node."
  done
  rm -rf "$try"
}
