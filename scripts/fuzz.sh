# Sourced. The fuzzing targets of tests/fuzz under AddressSanitizer and UndefinedBehaviorSanitizer.

# The targets, with libFuzzer's options for each. -len_control=0: the generators need long inputs to get deep.
fuzz_targets="
load_article      -dict=tests/fuzz/article.dict
load_strings      -dict=tests/fuzz/strings.dict
load_hyphenation  -max_len=4096
text              -dict=tests/fuzz/text.dict -len_control=0 -max_len=512
layout            -len_control=0 -max_len=12288
paint             -len_control=0 -max_len=12288
raster            -len_control=0 -max_len=1024
arguments         -dict=tests/fuzz/arguments.dict -max_len=512
exports           -len_control=0 -max_len=2048
"

build_fuzzing() {
  setup_native
  setup_assets
  setup_sanitizers
  [ -n "$fuzzing" ] || return 0
  build_sanitized fuzz_targets
}

# ./dev fuzz [MINUTES] [TARGET…]: so many minutes in all, as many targets at a time as there are processors. Corpora
# grow in the cache; inputs that fail are kept in build/fuzz.
run_fuzz() {
  local minutes="${1:-5}" name options names=() seconds
  case "$minutes" in *[!0-9]* | "" | 0) fail "./dev fuzz takes a number of minutes and names of targets, not \"$minutes\"." ;; esac
  [ $# -eq 0 ] || shift
  while read -r name options; do
    [ -n "$name" ] || continue
    if [ $# -eq 0 ] || [[ " $* " == *" $name "* ]]; then names+=("$name"); fi
  done <<<"$fuzz_targets"
  [ ${#names[@]} -gt 0 ] || fail "there are no such targets: $*" "There are: $(awk 'NF {printf "%s ", $1}' <<<"$fuzz_targets")"
  build_fuzzing
  [ -n "$fuzzing" ] || fail "fuzzing needs clang 19 or newer with its runtime libraries." \
    "On Debian: sudo apt-get install --no-install-recommends clang-19 libclang-rt-19-dev"
  seconds=$((minutes * 60 * (jobs < ${#names[@]} ? jobs : ${#names[@]}) / ${#names[@]}))
  say "fuzzing ${#names[@]} targets, $seconds seconds each"
  fuzz_all "$cache/fuzz" "$seconds" "${names[@]}"
}

# fuzz_all CORPORA SECONDS TARGET…: prints a table; fails on findings. With fuzz_seed, the same choices each time.
fuzz_all() {
  local corpora="$1" seconds="$2" name findings=0
  shift 2
  make_seeds
  mkdir -p build/fuzz/logs
  rm -f build/fuzz/logs/*
  export -f fuzz_one fuzz_options sanitized
  export fuzz_targets fuzz_seed="${fuzz_seed:-}"
  printf '%s\n' "$@" | xargs -P "$jobs" -I{} bash -c 'fuzz_one "$@"' - {} "$corpora/{}" "$seconds" || true
  printf '%-18s %12s %9s %9s %8s %8s\n' target executions edges of corpus findings
  for name in "$@"; do
    report_target "$name" || findings=1
  done
  [ "$findings" = 0 ] || { say "inputs that failed are in build/fuzz; run one with build/asan/fuzz/fuzz_TARGET FILE"; return 1; }
}

fuzz_options() { awk -v name="$1" '$1 == name {$1 = ""; print}' <<<"$fuzz_targets"; }

fuzz_one() {
  local name="$1" corpus="$2" seconds="$3"
  mkdir -p "$corpus"
  # shellcheck disable=SC2046
  sanitized nice "build/asan/fuzz/fuzz_$name" $(fuzz_options "$name") ${fuzz_seed:+-seed="$fuzz_seed"} \
    -max_total_time="$seconds" -timeout=20 \
    -rss_limit_mb=2048 -print_final_stats=1 -artifact_prefix="build/fuzz/$name-" "$corpus" "build/fuzz/seeds/$name" \
    >"build/fuzz/logs/$name.log" 2>&1 || echo "$name" >>build/fuzz/logs/failed
}

# report_target NAME: one line from libFuzzer's last one ("#123 DONE cov: 45 ft: 67 corp: 8/90b …"), and what failed.
report_target() {
  local name="$1" log="build/fuzz/logs/$1.log" failed=0
  grep -qsx "$name" build/fuzz/logs/failed && failed=1
  awk -v name="$name" -v failed="$failed" '
    /INFO: Loaded 1 modules/ {match($0, /\([0-9]+ inline/); total = substr($0, RSTART + 1, RLENGTH - 8)}
    / cov: / {for (i = 1; i < NF; ++i) {if ($i == "cov:") cov = $(i + 1); if ($i == "corp:") corpus = $(i + 1)}}
    /stat::number_of_executed_units/ {executions = $2}
    END {sub("/.*", "", corpus); printf "%-18s %12d %9d %9d %8d %8d\n", name, executions, cov, total, corpus, failed}' "$log"
  [ "$failed" = 1 ] || return 0
  grep -E 'does not hold|ERROR|runtime error|SUMMARY|Assertion|written to' "$log" | sed 's/^/    /' >&2
  return 1
}

# Seeds: the articles and words of tests/cases and assets.
make_seeds() {
  local seeds=build/fuzz/seeds name options
  rm -rf "$seeds"
  while read -r name options; do [ -z "$name" ] || mkdir -p "$seeds/$name"; done <<<"$fuzz_targets"
  copy_seeds load_article tests/cases/loading/*.json tests/cases/layout/*.json assets/articles/*.json
  copy_seeds load_strings tests/cases/loading/strings/*.json assets/strings/*.json
  copy_seeds layout tests/cases/layout/*.json
  copy_seeds paint tests/cases/layout/every-block.json tests/cases/layout/right-to-left-*.json
  copy_seeds load_hyphenation build/assets/hyphenation/{de,en,ru}.dic
  truncate -s '<3000' "$seeds"/load_hyphenation/*
  cp -r tests/fuzz/seeds/. "$seeds" || fail "the seeds of tests/fuzz/seeds cannot be copied."
}

# copy_seeds TARGET FILE…: under their whole paths, since cases of two kinds may have the same name. Fails by itself:
# where a caller looks for findings, the shell goes on after everything else.
copy_seeds() {
  local target="$1" file
  shift
  for file in "$@"; do
    cp "$file" "$seeds/$target/${file//\//-}" || fail "$file cannot be taken for a seed of fuzzing."
  done
}
