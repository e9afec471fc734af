# Sourced. Node and npm: the machine's own, with npm's downloads kept in our cache.

need_node() {
  have node && have npm || fail "Node.js and npm are needed, and not both are on PATH." "Install Node.js 20.19 or newer."
  # Vite, with which the tests bundle the package, takes no older one.
  [ "$(node -p 'const [major, minor] = process.versions.node.split(".").map(Number); major * 100 + minor')" -ge 2019 ] ||
    fail "Node.js 20.19 or newer is needed; $(command -v node) is $(node --version)." "Install Node.js 20.19 or newer."
}

# npm_unpack PACKAGE@VERSION INTEGRITY FOLDER PATH…: the given files of an npm package into FOLDER, checked.
npm_unpack() {
  local package="$1" integrity="$2" folder="$3" archive
  shift 3
  need_node
  mkdir -p "$cache/downloads/npm" "$folder"
  archive="$cache/downloads/npm/$(printf '%s' "$package" | tr '/@' '__').tgz"
  if ! npm_matches "$archive" "$integrity"; then
    local temporary
    say "downloading ${package%@*}"
    temporary="$(mktemp -d "$cache/downloads/npm/XXXXXX")"
    fetching "download of $package" npm pack --ignore-scripts --cache "$cache/npm" --pack-destination "$temporary" "$package"
    mv "$temporary"/*.tgz "$archive"
    rmdir "$temporary"
    npm_matches "$archive" "$integrity" || fail "$package is not what its pin says: its checksum differs." \
      "Remove $archive and try again; if it stays so, the pin or the download is wrong."
  fi
  tar -xzf "$archive" -C "$folder" --no-same-owner "$@"
}

npm_matches() {
  [ -e "$1" ] && [ "sha512-$(node -e "process.stdout.write(require('crypto').createHash('sha512').update(require('fs').readFileSync(process.argv[1])).digest('base64'))" "$1")" = "$2" ]
}

# The packages of package-lock.json, into node_modules of the checkout.
setup_node() {
  need_node
  with_lock node install_packages
}

install_packages() {
  local key
  key="$(cat "$root/package.json" "$root/package-lock.json" "$root/.npmrc" | digest)"
  [ "$(cat "$root/node_modules/.depesche" 2>/dev/null)" = "$key" ] && return 0
  say "installing the npm packages of package-lock.json"
  (cd "$root" && fetching "npm ci" npm ci --prefer-offline --cache "$cache/npm")
  printf '%s' "$key" >"$root/node_modules/.depesche"
}
