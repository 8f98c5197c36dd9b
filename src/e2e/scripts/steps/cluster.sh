#!/usr/bin/env bash
# The cluster under test, and that it is what the release promises.
# cluster.sh FUNCTION [before|after], from the folder above: before or after the upgrade, where there is one.
set -euo pipefail
# shellcheck source=/dev/null
. ./lib.sh

# The release that the cluster is of at this time.
case ${2:-after} in
  before) wanted_class=$FROM_CLASS wanted_version=$FROM_KUBERNETES list=workloads-from.tsv manifest=cluster-from.yaml ;;
  *) wanted_class=$CLASS wanted_version=$KUBERNETES list=workloads.tsv manifest=cluster.yaml ;;
esac

SELECTOR=cluster.x-k8s.io/cluster-name=$CLUSTER

namespace() {
  management apply --server-side -f namespace.yaml
}

# Files go from where they are into the management cluster, and nowhere else.
credentials() {
  case $PROVIDER in
    openstack)
      local words=(--from-file=clouds.yaml="$CLOUDS_YAML")
      if [ -n "${CACERT:-}" ]; then words+=(--from-file=cacert="$CACERT"); fi
      management -n "$NAMESPACE" create secret generic "$CLOUD_SECRET" "${words[@]}" --dry-run=client -o yaml |
        management apply --server-side -f -
      ;;
    metal3) management -n "$NAMESPACE" apply --server-side -f "$HOSTS_FILE" ;;
  esac
}

cluster_stack() {
  management apply --server-side -f clusterstack.yaml
  local release
  for release in $RELEASES; do
    await "$TIMEOUT_RELEASE" "ClusterStackRelease $release" \
      management -n "$NAMESPACE" wait --for=condition=Ready "clusterstackrelease/$release" --timeout=1s
  done
}

cluster() {
  touch "$STATE/cluster"
  management apply --server-side --force-conflicts -f "$manifest"
}

topology_settled() {
  local found generation status observed
  found=$(management -n "$NAMESPACE" get clusters.cluster.x-k8s.io "$CLUSTER" -o \
    'jsonpath={.metadata.generation}{"\t"}{.status.conditions[?(@.type=="TopologyReconciled")].status}{"\t"}{.status.conditions[?(@.type=="TopologyReconciled")].observedGeneration}') || return 1
  IFS='	' read -r generation status observed <<<"$found"
  echo "generation $generation, TopologyReconciled $status at generation ${observed:-unknown}"
  [ "$status" = True ] && [ "${observed:-$generation}" = "$generation" ]
}

control_plane_available() {
  local found
  found=$(management -n "$NAMESPACE" get kubeadmcontrolplanes.controlplane.cluster.x-k8s.io -l "$SELECTOR" -o \
    'jsonpath={range .items[*]}{.metadata.name}{"\t"}{.spec.version}{"\t"}{.status.conditions[?(@.type=="Available")].status}{"\n"}{end}') || return 1
  echo "control plane: ${found:-none}"
  awk -F '\t' -v version="$wanted_version" '$2 == version && $3 == "True" { good++ } END { exit !(NR == 1 && good == 1) }' <<<"$found"
}

control_plane() {
  HOLD=3 await "$TIMEOUT_CONTROL_PLANE" 'the topology' topology_settled
  await "$TIMEOUT_CONTROL_PLANE" 'the control plane' control_plane_available
}

# machines_ready SELECTOR COUNT: as many as there must be, no more, of this Kubernetes version, and none to be replaced.
machines_ready() {
  local found
  found=$(management -n "$NAMESPACE" get machines.cluster.x-k8s.io -l "$SELECTOR,$1" -o \
    'jsonpath={range .items[*]}{.metadata.name}{"\t"}{.status.phase}{"\t"}{.spec.version}{"\t"}{.status.conditions[?(@.type=="Ready")].status}{"\t"}{.status.conditions[?(@.type=="UpToDate")].status}{"\n"}{end}') || return 1
  printf '%s\n' "${found:-no machines}"
  awk -F '\t' -v version="$wanted_version" -v count="$2" '
    NF > 1 { all++ }
    $2 == "Running" && $3 == version && $4 == "True" && $5 != "False" { good++ }
    END { exit !(all == count && good == count) }' <<<"$found"
}

machines() {
  HOLD=3 await "$TIMEOUT_MACHINES" "$CONTROL_PLANE_REPLICAS control plane machines" machines_ready cluster.x-k8s.io/control-plane "$CONTROL_PLANE_REPLICAS"
  HOLD=3 await "$TIMEOUT_MACHINES" "$WORKER_REPLICAS worker machines" machines_ready '!cluster.x-k8s.io/control-plane' "$WORKER_REPLICAS"
}

kubeconfig() {
  clusterctl get kubeconfig "$CLUSTER" --namespace "$NAMESPACE" --kubeconfig "$MANAGEMENT_KUBECONFIG" >"$WORKLOAD_KUBECONFIG.tmp" || return 1
  # Where Docker runs in a virtual machine, only the load balancer's published port is reached from outside.
  if [ "$PROVIDER" = docker ] && [ "$(uname)" != Linux ]; then
    local port
    port=$(docker port "$CLUSTER-lb" 6443/tcp | head -n 1 | sed 's/.*://')
    kubectl --kubeconfig "$WORKLOAD_KUBECONFIG.tmp" config set-cluster "$CLUSTER" --server "https://127.0.0.1:$port" >/dev/null
  fi
  mv "$WORKLOAD_KUBECONFIG.tmp" "$WORKLOAD_KUBECONFIG"
  workload get --raw /readyz
}

# The new cluster's API server, and the credentials that addons for a cloud wait for.
api_server() {
  await "$TIMEOUT_CONTROL_PLANE" 'the API server' kubeconfig
  if [ "$PROVIDER" != openstack ]; then return 0; fi
  local words=(--from-file=clouds.yaml="$CLOUDS_YAML")
  if [ -n "${CLOUD_CONF:-}" ]; then
    words+=(--from-file=cloud.conf="$CLOUD_CONF")
  else
    words+=(--from-literal=cloud.conf="[Global]
use-clouds = true
clouds-file = /etc/config/clouds.yaml
cloud = $CLOUD
")
  fi
  workload -n kube-system create secret generic cloud-config "${words[@]}" --dry-run=client -o yaml | workload apply --server-side -f -
}

# Ready alone may still be about the release of before.
addon_ready() {
  local found
  found=$(management -n "$NAMESPACE" get clusteraddons.clusterstack.x-k8s.io "cluster-addon-$CLUSTER" -o \
    'jsonpath={.spec.clusterStack}{"\t"}{.status.conditions[?(@.type=="Ready")].status}') || return 1
  echo "ClusterAddon: $found"
  [ "$found" = "$wanted_class	True" ]
}

addons() {
  await "$TIMEOUT_ADDONS" "the addons of $wanted_class" addon_ready
}

nodes_ready() {
  local found
  found=$(workload get nodes -o \
    'jsonpath={range .items[*]}{.metadata.name}{"\t"}{.status.conditions[?(@.type=="Ready")].status}{"\t"}{.status.nodeInfo.kubeletVersion}{"\n"}{end}') || return 1
  printf '%s\n' "${found:-no nodes}"
  awk -F '\t' -v version="$wanted_version" -v count="$((CONTROL_PLANE_REPLICAS + WORKER_REPLICAS))" '
    NF > 1 { all++ }
    $2 == "True" && $3 == version { good++ }
    END { exit !(all == count && good == count) }' <<<"$found"
}

nodes() {
  await "$TIMEOUT_MACHINES" 'the nodes' nodes_ready
}

# A ClusterAddon can be ready with an addon missing, so the objects themselves are asked for.
workload_ready() {
  case $1 in
    rollout) workload -n "$3" rollout status "$2/$4" --timeout=10s ;;
    # Pods that are replaced only when somebody deletes them have no rollout to follow.
    daemons) workload -n "$3" get "$2/$4" -o 'jsonpath={.status.desiredNumberScheduled} {.status.numberReady}' | awk '{ print; good = NF == 2 && $1 == $2 } END { exit !good }' ;;
    replicas) workload -n "$3" get "$2/$4" -o 'jsonpath={.spec.replicas} {.status.readyReplicas}' | awk '{ print; good = $1 + 0 == $2 + 0 } END { exit !good }' ;;
    ready) workload -n "$3" wait --for=condition=Ready "$2/$4" --timeout=1s ;;
    complete) workload -n "$3" wait --for=condition=Complete "$2/$4" --timeout=1s ;;
    exists) workload -n "$3" get "$2/$4" -o name ;;
    *) echo "$list asks for $1, which nobody knows" >&2; return 1 ;;
  esac
}

workloads() {
  local check kind where name
  while IFS='	' read -r check kind where name; do
    case $check in
      '' | \#*) ;;
      *) await "$TIMEOUT_ADDONS" "$kind $where/$name" workload_ready "$check" "$kind" "$where" "$name" </dev/null ;;
    esac
  done <"$list"
  await "$TIMEOUT_ADDONS" 'all pods' pods_ready
}

# Completed pods are left out, and those of Jobs, which may have failed before they succeeded.
pods_ready() {
  local found
  found=$(workload get pods -A --field-selector=status.phase!=Succeeded -o \
    'jsonpath={range .items[*]}{.metadata.namespace}{"/"}{.metadata.name}{"\t"}{.metadata.ownerReferences[0].kind}{"\t"}{.status.conditions[?(@.type=="Ready")].status}{"\n"}{end}') || return 1
  awk -F '\t' '
    NF > 1 && $2 != "Job" { all++; if ($3 == "True") good++; else print $1 " is not ready" }
    END { if (!all) print "no pods"; exit !(all && all == good) }' <<<"$found"
}

"$@"
