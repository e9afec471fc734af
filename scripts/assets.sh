# Sourced. What the card loads beside its article: font subsets (assets/fonts.json) and hyphenation patterns, made once
# in the cache and copied to build/assets, with the licences of all that ships.

# Raise it when the steps below change what they make.
assets_recipe=2

setup_assets() {
  setup_made_assets
  # The interface's words are sources: the newest always lie beside the rest.
  mkdir -p "$root/build/assets/strings"
  cp -u "$root"/assets/strings/*.json "$root/build/assets/strings/"
}

setup_made_assets() {
  assets_key="$({ cat "$root/assets/fonts.json" "$root/scripts/subset-fonts.py"
    printf '%s\n' "$assets_recipe" "$FONTTOOLS" "$HYPHENATION" "$SOURCES"; } | digest)"
  assets_made="$cache/assets/$assets_key"
  [ "$(cat "$root/build/assets/.made" 2>/dev/null)" = "$assets_key" ] && return 0
  once assets "$assets_key" make_assets
  with_lock assets copy_assets
}

copy_assets() {
  rm -rf "$root/build/assets" "$root/build/assets.new"
  cp -r "$assets_made" "$root/build/assets.new"
  printf '%s' "$assets_key" >"$root/build/assets.new/.made"
  mv "$root/build/assets.new" "$root/build/assets"
}

make_assets() {
  rm -rf "$assets_made"
  mkdir -p "$assets_made/licenses" "$assets_made/hyphenation"
  make_fonts
  make_hyphenation
  collect_licences
}

# package_files SUITE PACKAGE VERSION: sets package_folder to the unpacked files of a Debian package. Without apt, a
# folder put there by hand does as well.
package_files() {
  package_folder="$cache/packages/$2-${3//:/_}"
  [ -e "$package_folder" ] && return 0
  need_apt "the Debian package $2" "Unpack it by hand (it is an ar archive with a data.tar inside) into the folder" \
    "    $package_folder"
  say "downloading $2"
  rm -rf "$package_folder.part"
  apt_unpack "$1" "$2" "$3" "$package_folder.part"
  mv "$package_folder.part" "$package_folder"
}

make_fonts() {
  local sources="$cache/packages/fonts" package kind name version rest python
  mkdir -p "$sources"
  while IFS=$'\t' read -r package kind name version rest; do
    if [ "$kind" = npm ]; then
      # shellcheck disable=SC2046
      npm_unpack "$name@$version" "$rest" "$sources/$package-$version" $(font_files "$package")
    else
      package_files "$rest" "$name" "$version"
      ln -sfn "$package_folder" "$sources/$package-$version"
    fi
    ln -sfn "$package-$version" "$sources/$package"
    cp "$sources/$package/$(fonts_json "packages['$package'].licence")" "$assets_made/licenses/font-$package.txt"
  done < <(node -e "
    const { packages } = JSON.parse(require('fs').readFileSync('$root/assets/fonts.json'));
    for (const [key, p] of Object.entries(packages))
      console.log([key, p.npm ? 'npm' : 'deb', p.npm ?? p.debian, p.version, p.integrity ?? p.suite].join('\t'));")

  have python3 || setup_toolchain
  read -r name version rest <<<"$FONTTOOLS"
  package_files "$rest" "$name" "$version"
  say "making the font subsets"
  PYTHONPATH="$package_folder/usr/lib/python3/dist-packages" quietly "making the font subsets" \
    python3 "$root/scripts/subset-fonts.py" "$root/assets/fonts.json" "$sources" "$assets_made/fonts"
}

fonts_json() { node -p "const { packages, faces } = JSON.parse(require('fs').readFileSync('$root/assets/fonts.json')); $1"; }

# The files of a package that the faces are made of, and its licence.
font_files() {
  fonts_json "[packages['$1'].licence, ...faces.flatMap(face => face.sources.filter(s => s.package === '$1')
    .flatMap(s => [s.file, s.cubic]))].join(' ')"
}

# libhyphen's dictionaries as UTF-8 without their comments. The German one has two levels: 69,000 compound words, and the
# patterns of TeX. The first is a megabyte, for a card too much; we take the second.
make_hyphenation() {
  local language package version suite file charset
  while read -r language package version suite file; do
    [ -n "$language" ] || continue
    package_files "$suite" "$package" "$version"
    file="$package_folder/$file"
    charset="$(head -n 1 "$file" | tr -d '\r')"
    {
      printf 'UTF-8\n'
      tail -n +2 "$file" | iconv -f "$charset" -t UTF-8 | tr -d '\r' |
        awk '/^NEXTLEVEL/ {kept = ""; next} /^[%#]/ || /^COMPOUND/ || /^$/ {next} {kept = kept $0 "\n"} END {printf "%s", kept}'
    } >"$assets_made/hyphenation/$language.dic"
    cp "$package_folder/usr/share/doc/$package/copyright" "$assets_made/licenses/hyphenation-$language.txt"
  done <<<"$HYPHENATION"
}

# The licences of the code that is compiled into the module.
collect_licences() {
  setup_sources
  local argument name folder file
  for argument in "${source_arguments[@]}"; do
    folder="${argument#*=}"
    name="${argument%%=*}"
    name="${name#-DFETCHCONTENT_SOURCE_DIR_}"
    [ "$name" != GOOGLETEST ] || continue
    # Its Readme holds the licence.
    [ "$name" != QRCODEGEN ] || cp "$folder"/Readme.markdown "$assets_made/licenses/code-qrcodegen.txt"
    for file in "$folder"/LICENSE* "$folder"/LICENCE* "$folder"/COPYING "$folder"/COPYING.MPL; do
      [ -f "$file" ] && cp "$file" "$assets_made/licenses/code-${name,,}.txt"
    done
  done
}

# Unicode's conformance tests, for the unit tests: build/unicode/<version>. Without them, those tests are skipped.
setup_unicode() {
  local version package package_version suite
  if ! have_apt; then
    say "no Debian packages on this machine: Unicode's conformance tests are skipped"
    return 0
  fi
  once unicode "$(printf '%s' "$UNICODE_TESTS" | digest)" unpack_unicode
  mkdir -p "$root/build/unicode"
  while read -r version package package_version suite; do
    [ -n "$version" ] || continue
    ln -sfn "$cache/packages/$package-$package_version/usr/share/unicode" "$root/build/unicode/$version"
  done <<<"$UNICODE_TESTS"
}

unpack_unicode() {
  local version package package_version suite
  while read -r version package package_version suite; do
    [ -z "$version" ] || package_files "$suite" "$package" "$package_version"
  done <<<"$UNICODE_TESTS"
}
