import { describe, expect, test } from 'vitest';
import { findImageWords, isImageName, type Likelihood } from '../../../src/lifecycle/images/image-words.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;

test.each<[text: string, certain: boolean, named: boolean, any: boolean]>([
  ['quay.io/cilium/cilium:v1.17.4', true, true, true],
  [`quay.io/cilium/cilium:v1.17.4@${DIGEST}`, true, true, true],
  [`quay.io/cilium/cilium@${DIGEST}`, true, true, true],
  ['registry.example.com:5000/a/b:v1', true, true, true],
  ['localhost:5000/a:v1', true, true, true],
  ['10.0.0.1:5000/a:v1', true, true, true],
  ['registry.k8s.io/pause:3.10', true, true, true],
  ['us-docker.pkg.dev/p/r/i:latest', true, true, true],
  ['registry.k8s.io/pause:3', true, true, true],
  ['registry.access.example.com/ubi9', true, true, false],
  ['kindest/node:v1.32.5', true, true, false],
  ['nginx:1.27', true, true, false],
  ['nginx:latest', true, true, false],
  [`nginx@${DIGEST}`, true, true, false],
  ['nginx', true, false, false],
  ['foo:bar', true, false, false],
  ['kube-system/metrics', true, false, false],
  ['ubuntu-22.04', true, false, false],
  // Labels, taints and annotations.
  ['node.cilium.io/agent-not-ready:NoSchedule', true, false, false],
  ['topology.kubernetes.io/zone:eu-1', true, true, false],
  ['cluster.x-k8s.io/cluster-name:a1', true, true, false],
  // Addresses and files.
  ['metrics.monitoring.svc/path:8080', true, true, false],
  ['images.example.com/ubuntu-22.04.qcow2', true, false, false],
  ['auto', false, false, false],
  ['https://quay.io/a/b:v1', false, false, false],
  ['oci://quay.io/a/b:v1', false, false, false],
  ['/usr/local/bin:v1', false, false, false],
  ['system:serviceaccount:kube-system:x', false, false, false],
  ['127.0.0.1:9090', true, false, false],
  ['ghcr.io/a/b:{{ .version }}', false, false, false],
  ['ghcr.io/a/b:v$VERSION', false, false, false],
  ['ghcr.io/A/b:v1', false, false, false],
  ['ghcr.io/a/b:v1@sha256:aa', false, false, false],
  ['user@example.com', false, false, false],
  ['', false, false, false],
])('%s', (text, certain, named, any) => {
  const likelihoods: readonly Likelihood[] = ['certain', 'named', 'any'];
  expect(likelihoods.map((likelihood) => isImageName(text, likelihood))).toEqual([certain, named, any]);
});

describe('words of a text', () => {
  test.each<[text: string, key: string, images: readonly string[]]>([
    ['--prometheus-config-reloader=quay.io/p/reloader:v0.75.0', '', ['quay.io/p/reloader:v0.75.0']],
    ['--helper-image=busybox:1.37', 'args', ['busybox:1.37']],
    ['--helper-image busybox:1.37 --other foo:v1', 'args', ['busybox:1.37']],
    ['--images=a/b:v1,c/d:v2', 'args', ['a/b:v1', 'c/d:v2']],
    ['busybox:1.37', 'HELPER_IMAGE', ['busybox:1.37']],
    ['busybox:1.37', 'HELPER', []],
    ['quay.io/a/b:v1', 'RELATED_IMAGE_CSI', ['quay.io/a/b:v1']],
    ['--node-taints=node.cilium.io/agent-not-ready:NoSchedule', 'args', []],
    ['{"image":"a/b:v1"}', '', ['a/b:v1']],
    ['image: a/b:v1\nname: c/d:v1', '', ['a/b:v1']],
    ['#!/bin/sh\n# like quay.io/old/image:v0\nctr images pull ghcr.io/kube-vip/kube-vip:v0.9.2', '', ['ghcr.io/kube-vip/kube-vip:v0.9.2']],
    ['ctr run \'docker.io/a/b:v1\' "docker.io/c/d:v2"; true', 'command', ['docker.io/a/b:v1', 'docker.io/c/d:v2']],
    ['--secure-port=10250', 'args', []],
    ['--requestheader-allowed=system:masters', 'args', []],
    ['tcp://10.0.0.1:80/path:v1', '', []],
  ])('%s (%s)', (text, key, images) => {
    expect(findImageWords(text, key)).toEqual(images);
  });
});
