#!/usr/bin/env bash
# Runs the end-to-end test of this folder, step by step, and cleans up at the end whatever happened.
#
#   ./run.sh             all steps, then clean-up
#   ./run.sh --keep      leaves everything where it is; the next run goes on with the first step that is not done
#   ./run.sh --cleanup   cleans up, and does nothing else
#   ./run.sh --changed   runs although files of this folder were changed by hand
#
# Exits 0 when all steps passed, 1 when one failed, 2 for wrong usage, 130 or 143 after a signal.
# results/report.json and results/junit.xml say how each step ended and how long it took.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")"
umask 077
# shellcheck source=/dev/null
. ./lib.sh

keep=no only_cleanup=no changed=no
for word in "$@"; do
  case $word in
    --keep) keep=yes ;;
    --cleanup) only_cleanup=yes ;;
    --changed) changed=yes ;;
    -h | --help) sed -n '2,/^set/{s/^# \{0,1\}//p;}' run.sh; exit 0 ;;
    *) echo "unknown option: $word; see ./run.sh --help" >&2; exit 2 ;;
  esac
done

# Whether a process is one of this folder's; only Linux tells.
is_ours() { [ "$(readlink "/proc/$1/cwd" 2>/dev/null)" = "$(pwd -P)" ]; }

run='' group=''
# What a run wrote that was killed while it wrote may be empty.
if [ -f "$STATE/running" ]; then read -r run group <"$STATE/running" || true; fi
# The lock ends with this process, and is none of its steps'. It is the folder's own, since files of it may be written
# anew meanwhile. Where there is no flock, nobody looks.
exec 9<.
if has flock && ! flock -n 9; then
  echo "another run is at work here${run:+, process $run}" >&2
  exit 2
fi
# A run that was killed may have left its step at work: two of them would be in each other's way.
if is_ours "$group"; then end_group "$group"; fi
mkdir -p "$STATE/done" "$RESULTS/logs"

# What is half done belongs to one kit: another one's clusters must go first.
kit=$(hash_file kit.sha256)
if [ -f "$STATE/made" ] && [ "$(cat "$STATE/kit")" != "$kit" ] && [ "$only_cleanup" = no ]; then
  echo "another version of this folder has been run and not cleaned up; run ./run.sh --cleanup first" >&2
  exit 2
fi
if [ "$changed" = no ] && [ "$only_cleanup" = no ] && ! check_files kit.sha256; then
  echo "these files are not as they were written: write the folder anew, or run with --changed" >&2
  exit 2
fi
# Clean-up goes by the names that were in use, also where this folder was written anew since.
if [ "$only_cleanup" = no ]; then
  echo "$kit" >"$STATE/kit"
  cp settings.env "$STATE/settings.env"
fi

echo "$$ none" >"$STATE/running"
child=
failed=no
started=$(date +%s)

# run_step NAME FILE FUNCTION [ARGUMENT…]: in a process group of its own, so that a signal ends all of it.
run_step() {
  local name=$1 file=$2 begin end code=0
  shift 2
  echo "==> $name"
  begin=$(date +%s)
  set -m
  { bash "steps/$file.sh" "$@" 2>&1 </dev/null | tee "$RESULTS/logs/$name.log"; } 9<&- &
  child=$!
  set +m
  echo "$$ $child" >"$STATE/running"
  wait "$child" || code=$?
  child=
  end=$(date +%s)
  if [ "$code" = 0 ]; then
    record_step "$name" passed $((end - begin))
    echo "    $name passed after $((end - begin)) s"
  else
    record_step "$name" failed $((end - begin))
    echo "    $name failed after $((end - begin)) s; see $RESULTS/logs/$name.log" >&2
  fi
  return "$code"
}

# Whatever ends this script ends here.
finish() {
  local code=$?
  trap - EXIT
  trap '' INT TERM
  [ -z "$child" ] || end_group "$child"
  [ "$code" = 0 ] || failed=yes
  if [ "$only_cleanup" = yes ] || { [ "$keep" = no ] && [ -f "$STATE/made" ]; }; then
    if run_step cleanup cleanup clean_up; then
      rm -rf "$STATE"
    else
      failed=yes
      [ "$code" != 0 ] || code=1
      echo "not all is gone: run ./run.sh --cleanup again" >&2
    fi
  elif [ -f "$STATE/made" ]; then
    echo "left as it is: ./run.sh goes on, ./run.sh --cleanup removes it"
  fi
  [ "$only_cleanup" = no ] || exit "$code"
  write_reports "$kit" "$failed" $(($(date +%s) - started)) || code=1
  if [ "$failed" = no ]; then echo "passed: $RESULTS/report.json"; else echo "failed: $RESULTS/report.json" >&2; fi
  exit "$code"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# One report tells of one run, and of the steps that an earlier one left done.
forget_undone_steps
[ "$only_cleanup" = no ] || exit 0

run_step preflight management preflight || exit 1
touch "$STATE/made"
while read -r name file words; do
  [ -n "$name" ] || continue
  if [ -f "$STATE/done/$name" ]; then
    echo "==> $name is done"
    continue
  fi
  # shellcheck disable=SC2086 # a function and its argument
  run_step "$name" "$file" $words || exit 1
  touch "$STATE/done/$name"
done <steps.txt
