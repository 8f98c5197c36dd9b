#!/usr/bin/env bash
# What tells others that the cluster is as it should be. tests.sh FUNCTION, from the folder above.
set -euo pipefail
# shellcheck source=/dev/null
. ./lib.sh

# Sonobuoy ends well also where tests failed: its results say which.
conformance() {
  if [ "$SONOBUOY_MODE" = off ]; then echo 'SONOBUOY_MODE=off: left out'; return 0; fi
  # What an interrupted run left.
  sonobuoy delete --kubeconfig "$WORKLOAD_KUBECONFIG" --wait
  rm -rf "$RESULTS/sonobuoy"
  mkdir -p "$RESULTS/sonobuoy"
  sonobuoy run --kubeconfig "$WORKLOAD_KUBECONFIG" --mode "$SONOBUOY_MODE" --wait="$TIMEOUT_SONOBUOY"
  sonobuoy retrieve --kubeconfig "$WORKLOAD_KUBECONFIG" -x "$RESULTS/sonobuoy"
  sonobuoy delete --kubeconfig "$WORKLOAD_KUBECONFIG" --wait
  read_verdict "$RESULTS/sonobuoy/plugins/e2e/sonobuoy_results.yaml"
}

# The whole must be “passed”, no test may be anything but passed or skipped, and one at least must have run.
# Results are a tree of items: an item without items is a test. Texts that span lines are passed over.
read_verdict() {
  if [ ! -f "$1" ]; then echo "sonobuoy brought no results: there is no $1" >&2; return 1; fi
  awk '
    function settle(at) {
      if (!(at in status)) return
      if (status[at] == "passed") passed++
      else if (status[at] != "skipped") { failed++; print status[at] ": " name[at] }
      delete status[at]
    }
    function column(text) { match(text, /^[ -]*/); return RLENGTH }
    {
      at = column($0)
      if (length($0) == at) next
      if (text >= 0 && at > text) next
      text = -1
      key = substr($0, at + 1)
      if (key ~ /: [|>][-+0-9]*$/) text = at
    }
    key ~ /^name:/ { settle(at); name[at] = substr(key, 7); named[at] = 1; next }
    key ~ /^status:/ && named[at] {
      named[at] = 0
      value = substr(key, 9)
      if (at == 0) whole = value; else status[at] = value
      next
    }
    key ~ /^items:/ { delete status[at] }
    END {
      for (at in status) settle(at)
      printf "sonobuoy: %s, %d passed, %d failed\n", (whole == "" ? "no verdict" : whole), passed, failed
      exit !(whole == "passed" && passed > 0 && failed == 0)
    }' "$1"
}

# https://github.com/SovereignCloudStack/standards: the suite runs its own sonobuoy for the heavy cases.
compliance() {
  if [ "$COMPLIANCE" = off ]; then echo 'COMPLIANCE=off: left out'; return 0; fi
  local suite=$PWD/$STATE/standards report=$PWD/$RESULTS/compliance.yaml words=()
  if [ "$COMPLIANCE" = light ]; then words=(-S light); fi
  if [ ! -f "$suite/ready" ]; then
    rm -rf "$suite"
    git clone --quiet --filter=blob:none --no-checkout "$STANDARDS_URL" "$suite"
    git -C "$suite" checkout --quiet --detach "$STANDARDS_COMMIT"
    python3 -m venv "$suite/venv"
    "$suite/venv/bin/pip" install --quiet -r "$suite/Tests/requirements.txt" -r "$suite/Tests/kaas/requirements.txt"
    touch "$suite/ready"
  fi
  cd "$suite/Tests"
  PATH="$suite/venv/bin:$PATH" "$suite/venv/bin/python" scs-compliance-check.py -v -a kubeconfig="$WORKLOAD_KUBECONFIG" -a subject_root=. \
    -s "$CLUSTER" ${words[@]+"${words[@]}"} -o "$report" scs-compatible-kaas.yaml
}

"$@"
