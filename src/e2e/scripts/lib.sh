# shellcheck shell=bash
# What the scripts of this folder share. Sourced, with this folder as the working directory.

OS=$(uname | tr '[:upper:]' '[:lower:]')
ARCH=$(uname -m)
case $ARCH in x86_64) ARCH=amd64 ;; aarch64) ARCH=arm64 ;; esac
export PLATFORM=$OS-$ARCH
# shellcheck source=/dev/null
. ./versions.env
# shellcheck source=/dev/null
. ./settings.env

STATE=.state
RESULTS=results
MANAGEMENT_KUBECONFIG=$PWD/$STATE/management.kubeconfig
WORKLOAD_KUBECONFIG=$PWD/$STATE/workload.kubeconfig
# Seconds between two looks.
POLL=${POLL:-5}
export PATH="$PWD/bin:$PATH"

# A look at a server that does not answer must end; LOOK is set while there is one.
management() { kubectl --kubeconfig "$MANAGEMENT_KUBECONFIG" ${LOOK:+--request-timeout=60s} "$@"; }
workload() { kubectl --kubeconfig "$WORKLOAD_KUBECONFIG" ${LOOK:+--request-timeout=60s} "$@"; }
has() { command -v "$1" >/dev/null 2>&1; }

hash_file() {
  if has sha256sum; then sha256sum <"$1" | cut -d' ' -f1; else shasum -a 256 <"$1" | cut -d' ' -f1; fi
}

# Names the files that differ from a list of checksums.
check_files() {
  if has sha256sum; then sha256sum --quiet -c "$1"; else shasum -a 256 -s -c "$1"; fi
}

# end_group GROUP: a step and all that it has started, by force where it does not end within GRACE seconds.
end_group() {
  local looks=$((${GRACE:-15} * 5))
  kill -TERM -- "-$1" 2>/dev/null || return 0
  while kill -0 -- "-$1" 2>/dev/null; do
    if [ "$looks" -le 0 ]; then
      kill -KILL -- "-$1" 2>/dev/null || true
      return 0
    fi
    looks=$((looks - 1))
    sleep 0.2 9<&-
  done
}

# await SECONDS WHAT COMMAND…: until the command succeeds, HOLD times in a row where what is right for a moment may
# be the state of before. What it printed last says why it did not.
await() {
  local seconds=$1 what=$2 good=0 last='' end
  shift 2
  end=$(($(date +%s) + seconds))
  echo "waiting for $what, up to $seconds s"
  while :; do
    if last=$(LOOK=yes "$@" 2>&1); then good=$((good + 1)); else good=0; fi
    [ "$good" -lt "${HOLD:-1}" ] || return 0
    # What is right by now gets the looks that it still needs.
    if [ "$good" = 0 ] && [ "$(date +%s)" -ge "$end" ]; then
      printf '%s: not within %s s\n%s\n' "$what" "$seconds" "$last" >&2
      return 1
    fi
    sleep "$POLL"
  done
}

# record_step NAME passed|failed SECONDS: a line for each step, the last word on it counts.
record_step() {
  mkdir -p "$RESULTS"
  { grep -v "^$1	" "$RESULTS/steps.tsv" 2>/dev/null || true; printf '%s\t%s\t%s\n' "$1" "$2" "$3"; } >"$RESULTS/steps.tmp"
  mv "$RESULTS/steps.tmp" "$RESULTS/steps.tsv"
}

forget_undone_steps() {
  [ -f "$RESULTS/steps.tsv" ] || return 0
  while IFS='	' read -r name result seconds; do
    [ ! -f "$STATE/done/$name" ] || printf '%s\t%s\t%s\n' "$name" "$result" "$seconds"
  done <"$RESULTS/steps.tsv" >"$RESULTS/steps.tmp"
  mv "$RESULTS/steps.tmp" "$RESULTS/steps.tsv"
}

# The end of a step's log as XML text: printable ASCII, since logs hold anything.
log_as_xml() {
  tail -n 40 "$1" 2>/dev/null | LC_ALL=C tr -cd '\11\12\40-\176' | sed -e 's/&/\&amp;/g' -e 's/</\&lt;/g' -e 's/>/\&gt;/g'
}

# write_reports KIT FAILED SECONDS: results/report.json and results/junit.xml. Steps that were not reached are skipped.
write_reports() {
  local kit=$1 verdict=passed seconds=$3 name result took separator='' tests=0 failures=0 skipped=0 from=null
  [ "$2" = no ] || verdict=failed
  [ -z "$FROM_RELEASE" ] || from="\"$FROM_RELEASE\""
  touch "$RESULTS/steps.tsv"
  all_steps | while read -r name; do
    grep "^$name	" "$RESULTS/steps.tsv" || printf '%s\tskipped\t0\n' "$name"
  done >"$RESULTS/all.tmp"
  {
    printf '{\n  "schemaVersion": 1,\n  "kit": "%s",\n  "release": "%s",\n  "from": %s,\n' "$kit" "$RELEASE" "$from"
    printf '  "provider": "%s",\n  "kubernetes": "%s",\n  "verdict": "%s",\n  "seconds": %s,\n  "steps": [' \
      "$PROVIDER" "$KUBERNETES" "$verdict" "$seconds"
    while IFS='	' read -r name result took; do
      printf '%s\n    {"name": "%s", "result": "%s", "seconds": %s}' "$separator" "$name" "$result" "$took"
      separator=,
    done <"$RESULTS/all.tmp"
    printf '\n  ]\n}\n'
  } >"$RESULTS/report.tmp" || return 1
  mv "$RESULTS/report.tmp" "$RESULTS/report.json"
  tests=$(wc -l <"$RESULTS/all.tmp")
  failures=$(grep -c '	failed	' "$RESULTS/all.tmp" || true)
  skipped=$(grep -c '	skipped	' "$RESULTS/all.tmp" || true)
  {
    printf '<?xml version="1.0" encoding="UTF-8"?>\n'
    printf '<testsuites>\n  <testsuite name="%s" tests="%d" failures="%d" skipped="%d" time="%d">\n' \
      "$RELEASE" "$tests" "$failures" "$skipped" "$seconds"
    while IFS='	' read -r name result took; do
      printf '    <testcase classname="%s" name="%s" time="%s">' "$RELEASE" "$name" "$took"
      case $result in
        failed) printf '<failure message="%s failed">' "$name"; log_as_xml "$RESULTS/logs/$name.log"; printf '</failure>' ;;
        skipped) printf '<skipped/>' ;;
      esac
      printf '</testcase>\n'
    done <"$RESULTS/all.tmp"
    printf '  </testsuite>\n</testsuites>\n'
  } >"$RESULTS/junit.tmp" || return 1
  mv "$RESULTS/junit.tmp" "$RESULTS/junit.xml"
  rm -f "$RESULTS/all.tmp"
}

all_steps() {
  echo preflight
  cut -d' ' -f1 steps.txt
  echo cleanup
}
