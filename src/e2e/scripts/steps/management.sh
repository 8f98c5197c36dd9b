#!/usr/bin/env bash
# The management cluster: kind, Cluster API and its providers, the Cluster Stack Operator.
# management.sh FUNCTION, from the folder above.
set -euo pipefail
# shellcheck source=/dev/null
. ./lib.sh

# All that is missing, at once, before anything is made.
preflight() {
  local missing=0
  need() {
    has "$1" && return 0
    printf '%s is missing; it is needed %s. Get it: %s\n' "$1" "$2" "$3" >&2
    missing=1
  }
  need docker 'to run the management cluster' 'https://docs.docker.com/engine/install/'
  need kind 'for the management cluster' "./tools.sh, or $KIND_URL"
  need kubectl 'to talk to both clusters' "./tools.sh, or $KUBECTL_URL"
  need clusterctl 'to install Cluster API' "./tools.sh, or $CLUSTERCTL_URL"
  need helm 'to install the Cluster Stack Operator' "./tools.sh, or $HELM_URL"
  if [ "$SONOBUOY_MODE" != off ]; then
    need sonobuoy "for the conformance tests; SONOBUOY_MODE=off leaves them out" "./tools.sh, or $SONOBUOY_URL"
  fi
  if [ "$COMPLIANCE" != off ]; then
    need git 'to fetch the SCS compliance suite; COMPLIANCE=off leaves it out' 'the packages of your system'
    need python3 'for the SCS compliance suite; COMPLIANCE=off leaves it out' 'the packages of your system (with its module venv)'
  fi
  case $PROVIDER in
    openstack) readable CLOUDS_YAML "${CLOUDS_YAML:-}" 'a clouds.yaml for the project that the machines will live in' || missing=1 ;;
    metal3)
      readable HOSTS_FILE "${HOSTS_FILE:-}" 'the BareMetalHosts of six servers, and their Secrets' || missing=1
      if [ -z "${BAREMETAL_KUSTOMIZATION:-}" ]; then
        echo 'BAREMETAL_KUSTOMIZATION is not set: a kustomization that installs the baremetal-operator and Ironic for your servers' >&2
        missing=1
      fi
      ;;
  esac
  [ "$missing" = 0 ] || return 1
  docker info >/dev/null || { echo 'docker does not answer: is it running, and may you use it?' >&2; return 1; }
  warn_of_version clusterctl "$CLUSTERCTL_VERSION" "$(clusterctl version -o short 2>/dev/null || true)"
  warn_of_version kind "$KIND_VERSION" "$(kind version 2>/dev/null || true)"
  # A node is a container that watches many files.
  if [ -r /proc/sys/fs/inotify/max_user_instances ] && [ "$(cat /proc/sys/fs/inotify/max_user_instances)" -lt 512 ]; then
    echo 'warning: nodes may stop with "too many open files"; run: sudo sysctl fs.inotify.max_user_instances=8192 fs.inotify.max_user_watches=1048576'
  fi
}

readable() {
  [ -n "$2" ] && [ -r "$2" ] && return 0
  printf '%s must name a file that can be read: %s\n' "$1" "$3" >&2
  return 1
}

warn_of_version() {
  case $3 in
    '' | *"$2"*) ;;
    *) echo "warning: $1 is $3; this folder was written for $2" ;;
  esac
}

# A cluster that an interrupted run left half made is made anew.
kind_cluster() {
  local clusters
  clusters=$(kind get clusters)
  if grep -qxF "$MANAGEMENT" <<<"$clusters"; then
    if [ ! -f "$STATE/kind" ]; then
      echo "there is a kind cluster $MANAGEMENT that this folder has not made: kind delete cluster --name $MANAGEMENT removes it" >&2
      return 1
    fi
    kind export kubeconfig --name "$MANAGEMENT" --kubeconfig "$MANAGEMENT_KUBECONFIG" || true
    if management get --raw /readyz >/dev/null 2>&1; then return 0; fi
    kind delete cluster --name "$MANAGEMENT"
  fi
  touch "$STATE/kind"
  kind create cluster --name "$MANAGEMENT" --config kind.yaml --kubeconfig "$MANAGEMENT_KUBECONFIG" --wait 300s
  management wait --for=condition=Ready nodes --all --timeout=300s
}

# Cluster API first: it brings cert-manager along, which what a provider needs may need itself.
providers() {
  install cluster-api --core "cluster-api:$CORE_VERSION" bootstrap-kubeadm --bootstrap "kubeadm:$CORE_VERSION" \
    control-plane-kubeadm --control-plane "kubeadm:$CORE_VERSION"
  case $PROVIDER in
    openstack)
      management apply --server-side -f "$ORC_URL"
      management -n orc-system wait --for=condition=Available deployments --all --timeout=300s
      ;;
    metal3)
      management apply --server-side -k "$BAREMETAL_KUSTOMIZATION"
      install ipam-metal3 --ipam "metal3:$IPAM_VERSION"
      ;;
  esac
  install "infrastructure-$PROVIDER" --infrastructure "$PROVIDER:$INFRASTRUCTURE_VERSION"
}

# install NAME FLAG VERSION …: clusterctl refuses a provider that is installed already, so it is asked for those that are not.
# With ClusterClasses, and the hooks by which the Cluster Stack Operator hears of new and of upgraded clusters.
install() {
  local installed words=()
  installed=$(management get providers.clusterctl.cluster.x-k8s.io -A -o 'jsonpath={range .items[*]}{.metadata.name}{"\n"}{end}' 2>/dev/null || true)
  while [ "$#" -gt 0 ]; do
    if ! grep -qxF "$1" <<<"$installed"; then words+=("$2" "$3"); fi
    shift 3
  done
  [ "${#words[@]}" -gt 0 ] || return 0
  CLUSTER_TOPOLOGY=true EXP_RUNTIME_SDK=true \
    clusterctl init --kubeconfig "$MANAGEMENT_KUBECONFIG" --wait-providers --wait-provider-timeout 600 "${words[@]}"
}

# The chart has no value for a volume, and the operator unpacks addons beside their archives, so that of its
# releases must be writable: a copy in the node's own file system, which everybody may write to.
operator() {
  docker exec "$MANAGEMENT-control-plane" sh -c \
    'mkdir -p /var/lib/cluster-stacks && cp -R /releases/. /var/lib/cluster-stacks/ && chmod -R a+rwX /var/lib/cluster-stacks'
  # Release and namespace are written into the chart: no other names work.
  helm upgrade --install cso "$CSO_CHART" --version "$CSO_CHART_VERSION" --namespace cso-system --create-namespace \
    --values cso-values.yaml --kubeconfig "$MANAGEMENT_KUBECONFIG"
  management -n cso-system patch deployment cso-controller-manager --patch-file cso-volume.yaml
  management -n cso-system rollout status deployment/cso-controller-manager --timeout=300s
}

"$@"
