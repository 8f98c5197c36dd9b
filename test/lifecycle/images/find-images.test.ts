import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { findImages } from '../../../src/lifecycle/images/find-images.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;

const find = (text: string) => {
  const data = parse(text) as { kind: string; metadata?: { name: string } };
  const prefix = `${data.kind}/${data.metadata?.name ?? ''} `;
  return findImages({ kind: data.kind, name: data.metadata?.name ?? '', data: { ...data } }).map(({ name, place }) => [
    name,
    place.startsWith(prefix) ? place.slice(prefix.length) : place,
  ]);
};

test('all containers of pods, in whatever holds them', () => {
  const pod = `
    initContainers: [{name: init, image: busybox}]
    containers: [{name: main, image: quay.io/a/main:v1}, {name: proxy, image: auto}, {image: c}]
    ephemeralContainers: [{name: debug, image: d:1}]
    volumes: [{name: models, image: {reference: quay.io/a/models:v2, pullPolicy: Always}}]`;
  expect(find(`kind: Prometheus\nmetadata: {name: p}\nspec:\n  podTemplate: {spec: {${pod.trim().replaceAll('\n', ',')}}}`)).toEqual([
    ['busybox', 'spec.podTemplate.spec.initContainers[init].image'],
    ['quay.io/a/main:v1', 'spec.podTemplate.spec.containers[main].image'],
    ['c', 'spec.podTemplate.spec.containers[2].image'],
    ['d:1', 'spec.podTemplate.spec.ephemeralContainers[debug].image'],
    ['quay.io/a/models:v2', 'spec.podTemplate.spec.volumes[models].image.reference'],
  ]);
});

test('arguments, commands and variables', () => {
  const text = `
kind: Deployment
metadata: {name: d}
spec:
  template:
    spec:
      containers:
        - name: main
          image: quay.io/a/main:v1
          command: [sh, -c, "exec run --sidecar quay.io/a/sidecar:v2"]
          args: [--reloader=quay.io/a/reloader:v3, --taint=node.cilium.io/agent-not-ready:NoSchedule]
          env:
            - {name: HELPER_IMAGE, value: "busybox:1.37"}
            - {name: ADDRESS, value: "example.com/path:8080"}
            - {name: WORD, value: "foo:bar"}
`;
  const at = 'spec.template.spec.containers[main]';
  expect(find(text)).toEqual([
    ['quay.io/a/main:v1', `${at}.image`],
    ['quay.io/a/sidecar:v2', `${at}.command[2]`],
    ['quay.io/a/reloader:v3', `${at}.args[0]`],
    ['busybox:1.37', `${at}.env[HELPER_IMAGE].value`],
  ]);
});

test('files of a ConfigMap: data by its keys, anything else by its words', () => {
  const text = `
kind: ConfigMap
metadata: {name: c}
data:
  helperPod.yaml: |
    kind: Pod
    spec: {containers: [{name: helper, image: busybox}]}
  values.json: |
    {"proxy": {"image": {"repository": "quay.io/a/proxy", "tag": "v1"}},
     "hub": "quay.io/a"}
  template: |
    {{ if .x }}
    image: a/templated:v1
    name: a/other:v1
    {{ end }}
  script.sh: |
    #!/bin/sh
    # docker.io/a/comment:v1
    crictl pull docker.io/a/pulled:v1
  helper-image: a/b:v1
  word: foo:bar
`;
  expect(find(text)).toEqual([
    ['busybox', 'data.helperPod.yaml.spec.containers[helper].image'],
    ['quay.io/a/proxy:v1', 'data.values.json.proxy.image'],
    ['a/templated:v1', 'data.template'],
    ['docker.io/a/pulled:v1', 'data.script.sh'],
    ['a/b:v1', 'data.helper-image'],
  ]);
});

test('custom resources: whole names and those in parts, and no texts for people', () => {
  const text = `
kind: Thing
metadata:
  name: t
  labels: {x: quay.io/a/label:v1}
  annotations: {note: quay.io/a/note:v1, sidecar.example.com/proxyImage: quay.io/a/proxy:v1}
spec:
  image: {registry: quay.io, repository: a/parts, tag: v1, digest: ${'a'.repeat(64)}}
  baseImage: a/base:v1
  otherImage: {repository: a/untagged}
  source: {repository: org/chart, tag: v1}
  description: see quay.io/a/described:v1
  version: quay.io/a/strict:v1
  imageName: ubuntu-22.04
  images: [a/one:v1, {name: a/two, tag: v2}]
`;
  expect(find(text)).toEqual([
    ['quay.io/a/proxy:v1', 'metadata.annotations.sidecar.example.com/proxyImage'],
    [`quay.io/a/parts:v1@${DIGEST}`, 'spec.image'],
    ['a/base:v1', 'spec.baseImage'],
    ['quay.io/a/strict:v1', 'spec.version'],
    ['a/one:v1', 'spec.images[0]'],
    ['a/two:v2', 'spec.images[1]'],
  ]);
});

test('a schema: what is filled in, no examples', () => {
  const text = `
kind: CustomResourceDefinition
metadata: {name: x}
spec:
  versions:
    - name: v1
      schema:
        openAPIV3Schema:
          properties:
            image: {type: string, default: "a/filled:v1", example: "quay.io/a/example:v1", enum: ["quay.io/a/allowed:v1"]}
            default: {type: string, description: "quay.io/a/described:v1", default: "quay.io/a/default:v1"}
            spec: {default: {containers: [{name: c, image: nginx}]}}
`;
  const at = 'spec.versions[v1].schema.openAPIV3Schema.properties';
  expect(find(text)).toEqual([
    ['a/filled:v1', `${at}.image.default`],
    ['quay.io/a/default:v1', `${at}.default.default`],
    ['nginx', `${at}.spec.default.containers[c].image`],
  ]);
});

test('what is built to be costly ends', () => {
  let deep: unknown = 'quay.io/a/b:v1';
  for (let depth = 0; depth < 10_000; depth++) deep = [deep];
  const bomb = `a: &a [x,x]\n${[...Array(30).keys()].map((n) => `b${n}: &b${n} [*${n === 0 ? 'a' : `b${n - 1}`},*${n === 0 ? 'a' : `b${n - 1}`}]`).join('\n')}\n`;
  const long = `${'quay.io/a/b:v1 '.repeat(200_000)}\n`;
  expect(findImages({ kind: 'ConfigMap', name: 'c', data: { deep, bomb, long } })).toEqual([]);
});
