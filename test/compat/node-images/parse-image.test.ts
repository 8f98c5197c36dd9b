import { expect, test } from 'vitest';
import {
  isKindNode,
  parseContainerImage,
  parseContainerVersion,
  parseImageName,
  parseImageUrl,
  parseUbuntuRelease,
} from '../../../src/compat/rules/node-images/parse-image.ts';

test.each([
  ['ubuntu-capi-image-v1.32.5', '1.32.5 certain'],
  ['ubuntu-2204-kube-v1.28.6', '1.28.6 certain'],
  ['ubuntu-2404-kube-v1.33.1-rev2', '1.33.1 certain'],
  ['flatcar-stable-3510.2.0-kube-v1.28.5', '1.28.5 certain'],
  ['UBUNTU_22.04_NODE_IMAGE_K8S_v1.30.0-raw', '1.30.0 certain'],
  ['capi-v1.8.0-kube-v1.32.5', '1.32.5 certain'],
  ['rocky-9-k8s-1.31.4', '1.31.4 certain'],
  ['node-v1.32.5', '1.32.5 likely'],
  ['node-v1.4.0', undefined],
  ['node-v2.30.1', undefined],
  ['one-v1.31.0-two-v1.32.0', undefined],
  ['ubuntu-capi-image', undefined],
  ['overridden-by-patch', undefined],
  ['ubuntu-capi-image-v1.32', undefined],
  ['ubuntu-capi-image-v1.32.5.1', undefined],
])('the name %s: %s', (name, expected) => {
  const found = parseImageName(name);
  expect(found && `${found.version} ${found.isCertain ? 'certain' : 'likely'}`).toBe(expected);
});

test.each([
  ['https://images.example.com/ubuntu-2204-kube-v1.32/ubuntu-2204-kube-v1.32.7.qcow2', '1.32.7'],
  ['https://images.example.com/UBUNTU_22.04_NODE_IMAGE_K8S_v1.30.0-raw.img?x=v1.1.1', '1.30.0'],
  ['https://images.example.com/kube-v1.31.0/latest.qcow2', undefined],
  ['https://images.example.com/%zz', undefined],
  ['no url', undefined],
])('the URL %s: %s', (url, version) => {
  expect(parseImageUrl(url)?.version).toBe(version);
});

test('endings of a URL take no time, however many there are', () => {
  expect(parseImageUrl(`https://images.example.com/kube-v1.31.0-${'.gz'.repeat(400_000)}x`)?.version).toBe('1.31.0');
});

test.each([
  ['kindest/node:v1.32.5', true, '1.32.5', undefined],
  ['kindest/node:v1.32.5@sha256:abc', true, '1.32.5', 'sha256:abc'],
  ['registry.example:5000/docker.io/kindest/node:v1.35.1', true, '1.35.1', undefined],
  ['registry.example:5000/kindest/node', true, undefined, undefined],
  ['kindest/node:latest', true, undefined, undefined],
  ['kindest/node@sha256:abc', true, undefined, 'sha256:abc'],
  ['ghcr.io/us/notkindest/node:v1.32.5', false, '1.32.5', undefined],
  ['ghcr.io/us/kind-node:v1.32.5', false, '1.32.5', undefined],
  ['ghcr.io/us/node:v2.0.1', false, undefined, undefined],
])('the container image %s', (text, isKind, version, digest) => {
  const image = parseContainerImage(text);
  expect([isKindNode(image), parseContainerVersion(image)?.version, image.digest]).toEqual([isKind, version, digest]);
});

test.each([
  ['https://images.example.com/ubuntu-2204-kube-v1.32/ubuntu-2204-kube-v1.32.7.qcow2', '22.04'],
  ['ubuntu-24.04-kube-v1.33.1', '24.04'],
  ['ubuntu-2204-ubuntu-2404', undefined],
  ['ubuntu-capi-image-v1.32.5', undefined],
  ['ubuntu-22041', undefined],
  ['https://images.example.com/ubuntu-2204-kube-v1.32/ubuntu-2404-kube-v1.32.5.qcow2', '24.04'],
])('the Ubuntu of %s: %s', (text, release) => {
  expect(parseUbuntuRelease(text)).toBe(release);
});
