# Sourced. What must be on the machine itself: compilers, build tools, a browser for the tests. With apt and as root it
# is installed; otherwise we say what to install.

# Packages that turned out to be missing are collected by `want` and settled together by `install_wanted WHAT_FOR`.
wanted=()
want() { wanted+=("$@"); }

may_install() { have apt-get && [ "$(id -u)" = 0 ]; }

install_wanted() {
  [ ${#wanted[@]} -gt 0 ] || return 0
  if may_install; then
    say "installing ${wanted[*]}"
    fetching "apt-get update" apt-get update
    fetching "installation of ${wanted[*]}" env DEBIAN_FRONTEND=noninteractive \
      apt-get install -y --no-install-recommends "${wanted[@]}"
    wanted=()
    return 0
  fi
  fail "this machine lacks what Debian calls: ${wanted[*]}" \
    "It is needed for $1, and only root can install it. On Debian:" \
    "    sudo apt-get install --no-install-recommends ${wanted[*]}" \
    "then run this again."
}

# install_optional WHAT_FOR WITHOUT: as install_wanted, but where that cannot be we say WITHOUT and go on.
install_optional() {
  [ ${#wanted[@]} -gt 0 ] || return 0
  (may_install && install_wanted "$1") || say "$2 (Debian: ${wanted[*]})"
  wanted=()
}

have_header() { [ -n "$(find /usr/include /usr/local/include -maxdepth 3 -path "*/$1" -print -quit 2>/dev/null)" ]; }

setup_build_tools() {
  have cmake || want cmake
  have ninja || have make || want ninja-build
  have xz || want xz-utils
  have flock || want util-linux
  install_wanted "building"
  have ninja && export CMAKE_GENERATOR="${CMAKE_GENERATOR:-Ninja}"
  setup_compiler_cache
  not_older "$(cmake --version | awk 'NR == 1 {print $3}')" 3.25 ||
    fail "CMake 3.25 or newer is needed; this is $(cmake --version | head -n 1)." "Install a newer CMake."
}

# What was compiled once is not compiled again, in whichever checkout. Nothing depends on it but time.
setup_compiler_cache() {
  [ -z "${CMAKE_CXX_COMPILER_LAUNCHER:-}" ] || return 0
  have ccache || want ccache
  install_optional "quicker builds" "going on without ccache"
  have ccache || return 0
  export CMAKE_C_COMPILER_LAUNCHER=ccache CMAKE_CXX_COMPILER_LAUNCHER=ccache
  export CCACHE_DIR="$cache/ccache" CCACHE_BASEDIR="$root" CCACHE_NOHASHDIR=1 CCACHE_MAXSIZE=2G
}

setup_native_compiler() {
  have "${CXX:-c++}" || want g++
  install_wanted "building the command line"
  once native-compiler "$("${CXX:-c++}" --version | digest)" try_native_compiler
}

try_native_compiler() {
  local try
  try="$(mktemp -d)"
  printf '#include <expected>\nstd::expected<int, int> f() { return 1; }\nint main() { return f().value_or(0) - 1; }\n' >"$try/try.cpp"
  if ! "${CXX:-c++}" -std=c++2b "$try/try.cpp" -o "$try/try" >/dev/null 2>&1 || ! "$try/try"; then
    rm -rf "$try"
    fail "the C++ compiler ${CXX:-c++} has no std::expected: $("${CXX:-c++}" --version | head -n 1)" \
      "Install g++ 12 or clang 19, or newer, and name it in the environment variable CXX."
  fi
  rm -rf "$try"
}

# What only the unit tests need. GoogleTest itself is built from source where there is no package.
# DEPESCHE_NO_ORACLE=1 goes on without the rasteriser's oracle.
setup_test_libraries() {
  [ -z "${DEPESCHE_NO_ORACLE:-}" ] || return 0
  have_header EGL/egl.h || want libegl-dev
  have_header GLES3/gl3.h || want libgles-dev
  [ -n "$(find /usr/lib -name 'libEGL_mesa.so*' -print -quit 2>/dev/null)" ] || want libegl1 libegl-mesa0
  [ -n "$(find /usr/lib -name 'swrast_dri.so' -print -quit -o -name 'libgallium*.so' -print -quit 2>/dev/null)" ] ||
    want libgl1-mesa-dri
  install_wanted "the tests of the rasteriser, which compare it with Mesa's OpenGL"
}

# Sets CHROMIUM, the browser of tests, benchmarks and the soak.
setup_browser() {
  if [ -z "${CHROMIUM:-}" ]; then
    have chromium || have chromium-browser || have google-chrome || want chromium
    have pdftotext || want poppler-utils
    install_wanted "the browser tests (./dev test --fast leaves them out)"
    CHROMIUM="$(command -v chromium || command -v chromium-browser || command -v google-chrome)"
  fi
  export CHROMIUM
}

# Sets CHROMIUM_SHELL: the same browser without windows, for the tests that need none. They take half the time with it.
setup_browser_shell() {
  if [ -z "${CHROMIUM_SHELL:-}" ] && [ "$CHROMIUM" = "$(command -v chromium || true)" ]; then
    have chromium-headless-shell || want chromium-headless-shell
    install_optional "quicker browser tests" "going on with the whole browser in all tests"
    CHROMIUM_SHELL="$(command -v chromium-headless-shell || true)"
  fi
  export CHROMIUM_SHELL="${CHROMIUM_SHELL:-}"
}

# The two other browsers of tests/browser/browsers.test.mjs. Where they cannot be installed the tests go on, and say so.
setup_other_browsers() {
  have firefox-esr || have firefox || [ -n "${FIREFOX:-}" ] || want firefox-esr
  have WebKitWebDriver || want webkit2gtk-driver
  have Xvfb || want xvfb
  install_optional "the tests in Firefox and WebKitGTK" "NOT TESTED in all browsers: going on without some"
}

setup_image_tools() {
  have rsvg-convert || want librsvg2-bin
  have cjpeg || want libjpeg-turbo-progs
  { have cwebp && have dwebp; } || want webp
  have avifenc || want libavif-bin
  install_wanted "drawing the sample's pictures"
}
