# Sourced. Debian's packages without root: a private apt state (own lists, own archives, an empty status) for one suite
# in the cache, beside and unmixed with the machine's. Packages are only downloaded and unpacked, never installed.

have_apt() { have apt-get && have dpkg-deb && [ -n "$(debian_mirror)" ]; }

# The address of the Debian mirror that this machine is configured with, even if it has never read its lists.
debian_mirror() {
  local codename
  codename="$(. /etc/os-release 2>/dev/null && [ "${ID:-}" = debian ] && printf '%s' "${VERSION_CODENAME:-}")" || true
  apt-get update --print-uris 2>/dev/null |
    sed -nE "s#^'([^']*)/dists/(${codename:-stable}|stable|testing|sid)/main/binary-.*#\\1#p" | head -n 1
}

need_apt() {
  have_apt && return 0
  fail "cannot get $1: this machine has no apt-get configured with a Debian mirror." "${@:2}"
}

# apt_in SUITE COMMAND…: an apt command in the private state of a suite.
apt_in() {
  local suite="$1"
  shift
  APT_CONFIG="$cache/apt/$suite/apt.conf" "$@"
}

# Makes the private state of a suite and brings its lists up to date, unless somebody has within the hour. Another checkout
# may want the same at the same time, and apt does not wait for its own lock.
apt_suite() {
  local suite="$1" dir="$cache/apt/$1"
  mkdir -p "$dir"
  (
    flock 7
    [ -n "$(find "$dir/fresh" -mmin -60 2>/dev/null)" ] || read_apt_lists
  ) 7>"$dir/fresh.lock"
}

read_apt_lists() {
  local keyring="" file
  for file in /usr/share/keyrings/debian-archive-keyring.pgp /usr/share/keyrings/debian-archive-keyring.gpg; do
    [ -e "$file" ] && keyring="Signed-By: $file"
  done
  mkdir -p "$dir/lists/partial" "$dir/archives/partial" "$dir/sources"
  write_apt_status >"$dir/status"
  printf '%s\n' "Types: deb deb-src" "URIs: $(debian_mirror)" "Suites: $suite" "Components: main" "$keyring" \
    >"$dir/sources/suite.sources"
  cat >"$dir/apt.conf" <<EOF
Dir::State "$dir";
Dir::State::status "$dir/status";
Dir::State::lists "$dir/lists";
Dir::Cache "$dir";
Dir::Cache::archives "$dir/archives";
Dir::Cache::pkgcache "";
Dir::Cache::srcpkgcache "";
Dir::Etc::sourcelist "/dev/null";
Dir::Etc::sourceparts "$dir/sources";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
Acquire::Languages "none";
Acquire::Check-Valid-Until "false";
APT::Sandbox::User "root";
APT::Update::Post-Invoke-Success "";
EOF
  say "reading the package lists of Debian $suite"
  fetching "apt-get update ($suite)" apt_in "$suite" apt-get update -o APT::Update::Error-Mode=any
  : >"$dir/fresh"
}

# Packages that count as there already: the machine's own Node runs Emscripten's scripts.
write_apt_status() {
  printf 'Package: nodejs\nStatus: install ok installed\nArchitecture: %s\nMulti-Arch: allowed\nVersion: 99\nMaintainer: none\nDescription: none\n' \
    "$(dpkg --print-architecture)"
}

# apt_version SUITE PACKAGE VERSION KIND: VERSION if the suite has it, otherwise the suite's newest, with a word about it.
# KIND is `deb`, or `source`, whose VERSION is the upstream part.
apt_version() {
  local suite="$1" package="$2" pinned="$3" kind="$4" all found
  if [ "$kind" = source ]; then
    all="$(apt_in "$suite" apt-cache showsrc --only-source "$package" 2>/dev/null | sed -n 's/^Version: //p' | sort -V)"
    found="$(awk -v pinned="$pinned" '{v = $0; sub(/-[^-]*$/, "", v); if (v == pinned) print}' <<<"$all" | tail -n 1)"
  else
    all="$(apt_in "$suite" apt-cache madison "$package" 2>/dev/null | awk -F' *[|] *' '$3 !~ /Sources/ {print $2}' | sort -V)"
    found="$(grep -Fx "$pinned" <<<"$all" | tail -n 1)" || true
  fi
  if [ -z "$found" ]; then
    found="$(tail -n 1 <<<"$all")"
    [ -n "$found" ] || fail "Debian $suite has no package $package, which emsdk.env asks for."
    say "note: $package $pinned is no longer in Debian $suite; taking $found"
  fi
  printf '%s' "$found"
}

# apt_unpack SUITE PACKAGE VERSION FOLDER: one package's files into FOLDER. Downloaded to a place of its own: the suite's
# archives are emptied by whoever unpacks the toolchain.
apt_unpack() {
  local suite="$1" package="$2" pinned="$3" folder="$4" version down
  apt_suite "$suite"
  version="$(apt_version "$suite" "$package" "$pinned" deb)"
  down="$(mktemp -d "$cache/apt/$package.XXXXXX")"
  (cd "$down" && fetching "apt-get download $package" apt_in "$suite" apt-get download "$package=$version")
  mkdir -p "$folder"
  dpkg-deb -x "$down/${package}_"*.deb "$folder"
  rm -rf "$down"
}
