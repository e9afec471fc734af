# Sourced. Third-party sources from Debian's source packages, unpacked in the cache, as arguments for CMake; and their
# static libraries, built once for each compiler and set of options.

setup_sources() {
  if ! have_apt; then
    say "no Debian packages on this machine: CMake fetches third-party sources from their own repositories"
    source_arguments=()
    return 0
  fi
  once sources "$(printf '%s' "$SOURCES" | digest)" unpack_sources
  source_arguments=()
  local name package version suite
  while read -r name package version suite; do
    [ -n "$name" ] || continue
    source_arguments+=("-DFETCHCONTENT_SOURCE_DIR_${name^^}=$cache/sources/$name-$version")
  done <<<"$SOURCES"
}

unpack_sources() {
  local name package version suite folder found temporary
  while read -r name package version suite; do
    [ -n "$name" ] || continue
    folder="$cache/sources/$name-$version"
    [ -e "$folder" ] && continue
    apt_suite "$suite"
    found="$(apt_version "$suite" "$package" "$version" source)"
    say "downloading the source of $package $found"
    temporary="$(mktemp -d "$cache/sources.XXXXXX")"
    # --tar-only: without it some packages fail for want of a signing key.
    (cd "$temporary" && fetching "download of the source of $package" \
      apt_in "$suite" apt-get source --download-only --tar-only --only-source "$package=$found")
    mkdir "$temporary/unpacked"
    tar -xf "$temporary"/*.orig.tar.* -C "$temporary/unpacked" --strip-components=1 --no-same-owner
    mkdir -p "$cache/sources"
    mv "$temporary/unpacked" "$folder"
    rm -rf "$temporary"
  done <<<"$SOURCES"
}

# setup_prebuilt PRESET COMPILER [WRAPPER]: sets prebuilt_dir to the third-party libraries built for that preset.
setup_prebuilt() {
  prebuilt_preset="$1"
  prebuilt_wrapper="${3:-}"
  local key
  key="$({ "$2" --version | head -n 1; printf '%s\n' "$prebuilt_preset" "${CXX:-}" "${CXXFLAGS:-}" "$SOURCES" "$toolchain_key"
    cat "$root/cmake/dependencies.cmake" "$root/cmake/flags.cmake" "$root/CMakePresets.json" "$root/widget/draw/imconfig.h" "$root/scripts/unicode-tables.mjs"
  } | digest)"
  prebuilt_dir="$cache/third-party/$prebuilt_preset-$key"
  once "third-party-$prebuilt_preset" "$key" build_third_party
}

build_third_party() {
  say "compiling third-party code ($prebuilt_preset), half a minute"
  rm -rf "$prebuilt_dir"
  quietly "configuring third-party code ($prebuilt_preset)" $prebuilt_wrapper cmake -S "$root" --preset "$prebuilt_preset" \
    -B "$prebuilt_dir" -DDEPESCHE_ONLY_DEPENDENCIES=ON "${source_arguments[@]}"
  quietly "compiling third-party code ($prebuilt_preset)" cmake --build "$prebuilt_dir" --parallel "$jobs"
  rm -rf "$prebuilt_dir/CMakeFiles"
}
