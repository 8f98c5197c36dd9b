#!/usr/bin/env bash
# Downloads the tools that are missing into bin/, in the versions that this folder was written for.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")"
# shellcheck source=/dev/null
. ./lib.sh
mkdir -p bin

fetch() {
  curl --fail --silent --show-error --location --proto '=https' --tlsv1.2 --retry 3 --output "$2" "$1"
}

# place NAME URL [FILE IN ARCHIVE]
place() {
  if has "$1"; then echo "$1 is there: $(command -v "$1")"; return 0; fi
  local draft
  draft=$(mktemp -d)
  if [ -z "${3:-}" ]; then
    fetch "$2" "$draft/$1"
  else
    fetch "$2" "$draft/archive.tar.gz"
    tar -xzf "$draft/archive.tar.gz" -C "$draft" "$3"
    [ "$3" = "$1" ] || mv "$draft/$3" "$draft/$1"
  fi
  chmod 755 "$draft/$1"
  mv "$draft/$1" "bin/$1"
  rm -rf "$draft"
  echo "$1 is in bin/: $2"
}

place kind "$KIND_URL"
place kubectl "$KUBECTL_URL"
place clusterctl "$CLUSTERCTL_URL"
place helm "$HELM_URL" "$PLATFORM/helm"
place sonobuoy "$SONOBUOY_URL" sonobuoy
