#!/usr/bin/env bash
# Removes what the other steps made. cleanup.sh clean_up, from the folder above; may run any number of times.
set -euo pipefail
# shellcheck source=/dev/null
. ./lib.sh

# The names that were in use when all was made.
# shellcheck source=/dev/null
if [ -f "$STATE/settings.env" ]; then . "$STATE/settings.env"; fi

clean_up() {
  if [ ! -f "$STATE/kind" ]; then echo 'nothing was made'; return 0; fi
  local clusters
  clusters=$(kind get clusters)
  if grep -qxF "$MANAGEMENT" <<<"$clusters"; then
    kind export kubeconfig --name "$MANAGEMENT" --kubeconfig "$MANAGEMENT_KUBECONFIG" || true
    # Only Cluster API knows the machines of a cloud: while there are some, it stays.
    if ! delete_cluster; then
      if [ "$PROVIDER" != docker ]; then
        echo "the Cluster $NAMESPACE/$CLUSTER is not gone; the management cluster stays, since only it can remove the machines" >&2
        return 1
      fi
      echo 'the Cluster is not gone; its containers are removed by themselves'
    fi
    kind delete cluster --name "$MANAGEMENT"
  elif [ "$PROVIDER" != docker ] && [ -f "$STATE/cluster" ]; then
    echo "the management cluster is gone, but not by this script: look for machines, load balancers and volumes of $CLUSTER yourself" >&2
    rm -f "$STATE/cluster"
    return 1
  fi
  # Containers that CAPD made have the labels of kind’s own.
  if [ "$PROVIDER" = docker ] && [ -f "$STATE/cluster" ]; then kind delete cluster --name "$CLUSTER"; fi
  rm -f "$MANAGEMENT_KUBECONFIG" "$WORKLOAD_KUBECONFIG" "$WORKLOAD_KUBECONFIG.tmp"
}

# A management cluster in which Cluster API never was has no Cluster to delete.
delete_cluster() {
  local kinds
  kinds=$(management get crd clusters.cluster.x-k8s.io --ignore-not-found -o name) || return 1
  [ -n "$kinds" ] || return 0
  management -n "$NAMESPACE" delete clusters.cluster.x-k8s.io "$CLUSTER" --ignore-not-found --wait --timeout="${TIMEOUT_DELETE}s"
}

"$@"
