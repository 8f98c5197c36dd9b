#!/usr/bin/env bash
# Stands in for the tools of an end-to-end kit, by the name that it is started under. WORLD is a folder with what they have made,
# and with the calls; FAIL a pattern of calls that fail, FAIL_ONCE one of a call that fails once, HANG one of a call that takes
# forever, or HANG_FOR seconds, and is STUBBORN then.
set -euo pipefail
call="$(basename "$0") $*"
echo "$call" >>"$WORLD/calls"
if [ -n "${FAIL:-}" ] && [[ $call =~ $FAIL ]]; then echo "the stub fails: $call" >&2; exit 1; fi
if [ -n "${FAIL_ONCE:-}" ] && [[ $call =~ $FAIL_ONCE ]] && [ ! -e "$WORLD/failed" ]; then touch "$WORLD/failed"; exit 1; fi
[ -z "${STUBBORN:-}" ] || trap '' TERM
if [ -n "${HANG:-}" ] && [[ $call =~ $HANG ]]; then touch "$WORLD/hangs"; sleep "${HANG_FOR:-10}"; fi

field() { sed -n "s/^ *$1: //p" "$WORLD/cluster.yaml" | tr -d '"' | head -n 1; }
# As many lines as machines, of the version that the Cluster has.
lines() { for ((i = 0; i < $1; i++)); do printf "$2\n" "$i" "$(field version)"; done; }

case $call in
  'kind get clusters') cat "$WORLD/clusters" 2>/dev/null || true ;;
  'kind create cluster --name '*) echo "$4" >>"$WORLD/clusters" ;;
  'kind delete cluster --name '*)
    grep -vxF "$4" "$WORLD/clusters" >"$WORLD/left" || true
    mv "$WORLD/left" "$WORLD/clusters" ;;
  'kubectl '*' delete clusters.'*) rm -f "$WORLD/cluster.yaml" ;;
  'kubectl '*' get crd '*) [ ! -f "$WORLD/providers" ] || echo crd/clusters.cluster.x-k8s.io ;;
  'kubectl '*' get providers.'*) cat "$WORLD/providers" 2>/dev/null ;;
  'clusterctl init '*--core*) printf '%s\n' cluster-api bootstrap-kubeadm control-plane-kubeadm >"$WORLD/providers" ;;
  'clusterctl init '*--infrastructure*) echo infrastructure-"$PROVIDER_UNDER_TEST" >>"$WORLD/providers" ;;
  'clusterctl get kubeconfig '*) echo 'apiVersion: v1' ;;
  'kubectl '*' apply '*' -f cluster'*) [[ $call == *clusterstack.yaml ]] || cp "${*: -1}" "$WORLD/cluster.yaml" ;;
  'kubectl '*' create secret '*) echo 'kind: Secret' ;;
  'kubectl '*' apply '*' -f -') cat >/dev/null ;;
  'kubectl '*' get clusters.'*) printf '2\tTrue\t2' ;;
  'kubectl '*' get kubeadmcontrolplanes.'*) printf 'cp\t%s\tTrue\n' "$(field version)" ;;
  'kubectl '*' get machines.'*) lines "${MACHINES:-3}" 'm-%s\tRunning\t%s\tTrue\tTrue' ;;
  'kubectl '*' get clusteraddons.'*) printf '%s\tTrue' "$(field class)" ;;
  'kubectl '*' get nodes '*) lines 6 'n-%s\tTrue\t%s' ;;
  'kubectl '*' get pods '*) printf 'kube-system/a\tDaemonSet\tTrue\nkube-system/b\tJob\t\n%s' "${PODS:-}" ;;
  'sonobuoy retrieve '*)
    mkdir -p "${*: -1}/plugins/e2e"
    cp "$SONOBUOY_RESULTS" "${*: -1}/plugins/e2e/sonobuoy_results.yaml" ;;
  'git clone '*) mkdir -p "${*: -1}/Tests" ;;
  'python3 -m venv '*)
    mkdir -p "$3/bin"
    ln -s "$0" "$3/bin/pip"
    ln -s "$0" "$3/bin/python" ;;
esac
