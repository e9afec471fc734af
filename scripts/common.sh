# Sourced by `dev` and the other scripts: where things are, how progress and faults are said, and how a set-up step is
# done once. Expects $root (the checkout) and $caller_directory.

cache="${DEPESCHE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/depesche}"
case "$cache" in /*) ;; *) cache="$caller_directory/$cache" ;; esac
jobs="$(nproc 2>/dev/null || echo 2)"

say() { printf '%s\n' "depesche: $*" >&2; }

fail() {
  printf '%s\n' "depesche: $1" >&2
  shift
  local line
  for line in "$@"; do printf '%s\n' "          $line" >&2; done
  exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

# A short key of what is given on standard input.
digest() { sha256sum | cut -c1-16; }

# once NAME KEY FUNCTION: runs FUNCTION unless it has succeeded before with the same KEY. Several checkouts may share
# the cache at the same time, so the step runs under a lock and looks again once it has it.
once() {
  local name="$1" key="$2" step="$3"
  local stamp="$cache/stamps/$name-$key"
  [ -e "$stamp" ] && return 0
  mkdir -p "$cache/stamps"
  # No `||` after the subshell: it would switch off `set -e` inside.
  (
    flock 9
    if [ ! -e "$stamp" ]; then
      "$step"
      : >"$stamp"
    fi
  ) 9>"$cache/stamps/$name.lock"
}

# fetching WHAT COMMAND…: as `quietly`, for what needs the network.
fetching() {
  local failure_hint="It needs the network. Without one, copy $cache to the same path from a machine where ./dev setup has run with it (DEPESCHE_CACHE sets the path)."
  quietly "$@"
}

# quietly WHAT COMMAND…: keeps the output in a log and shows its end only when the command fails.
quietly() {
  local what="$1" log
  shift
  mkdir -p "$cache/logs"
  log="$cache/logs/$(printf '%s' "$what" | tr -c 'A-Za-z0-9' '-').log"
  if ! "$@" >"$log" 2>&1 </dev/null; then
    tail -n 40 "$log" >&2
    fail "$what failed; the whole output is in $log" ${failure_hint:+"$failure_hint"}
  fi
}
