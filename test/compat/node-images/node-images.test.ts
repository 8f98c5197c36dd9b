import { describe, expect, test } from 'vitest';
import type { ImageAnswer, Rule } from '../../../src/compat/index.ts';
import { exampleClass } from '../../../src/compat/rules/cluster-class/examples.ts';
import { formatDockerTemplate, formatImageUrl, formatNodeImages } from '../../../src/compat/rules/node-images/examples.ts';
import { listImageUrls, NODE_IMAGES } from '../../../src/compat/rules/node-images/index.ts';
import { buildFacts, checkBuilt } from '../../support/check-built.ts';
import { formatConfig, type Overrides } from '../../support/stack-builder.ts';

const MACHINES = 'cluster-class/templates/machines.yaml';
const NAME = 'ubuntu-capi-image-v1.32.5';
const URL_2204 = formatImageUrl('2204', 'v1.32.5');
const FILE = 'stacks/docker/demo/node-images.yaml';

function rule(code: string): readonly Rule[] {
  return NODE_IMAGES.filter((one) => one.code === code);
}

async function brief(code: string, files: Overrides, facts: { readonly images?: readonly ImageAnswer[] } = {}): Promise<string[]> {
  return (await checkBuilt(rule(code), files, { facts })).map(({ verdict, subject }) => `${verdict} ${subject}`);
}

const docker = (image: string): Overrides => ({ [MACHINES]: formatDockerTemplate(image) });
const listed = (name: string, url: string): Overrides => ({ 'node-images.yaml': formatNodeImages(name, url) });

/** A class whose machines' image is set by patches, and the template that it names twice. */
function openStackClass(spec: { readonly image?: string; readonly variables?: string; readonly patches?: string }): Overrides {
  const { image = 'image: {filter: {name: overridden-by-patch}}', variables = '[]', patches = '[]' } = spec;
  return {
    [MACHINES]: `apiVersion: infrastructure.cluster.x-k8s.io/v1beta1
kind: OpenStackMachineTemplate
metadata: {name: machines}
spec: {template: {spec: {flavor: small, ${image}}}}
`,
    'cluster-class/templates/cluster-class.yaml': `apiVersion: cluster.x-k8s.io/v1beta1
kind: ClusterClass
metadata: {name: demo}
spec:
  controlPlane:
    machineInfrastructure: {ref: {apiVersion: infrastructure.cluster.x-k8s.io/v1beta1, kind: OpenStackMachineTemplate, name: machines}}
  variables: ${variables}
  patches: ${patches}
`,
  };
}

/** One patch of the image's field. */
function patch(path: string, value: string, enabledIf?: string): string {
  const when = enabledIf === undefined ? '' : `enabledIf: ${JSON.stringify(enabledIf)}, `;
  const selector =
    'selector: {apiVersion: infrastructure.cluster.x-k8s.io/v1beta1, kind: OpenStackMachineTemplate, matchResources: {controlPlane: true}}';
  return `[{name: image, ${when}definitions: [{${selector}, jsonPatches: [{op: add, path: ${path}, ${value}}]}]}]`;
}

const variable = (fallback: string) =>
  `[{name: imageName, required: false, schema: {openAPIV3Schema: {type: string, default: ${fallback}}}}]`;

describe('node-image-version', () => {
  test('a whole finding', async () => {
    expect(await checkBuilt(rule('node-image-version'), listed('ubuntu-capi-image-v1.32.4', URL_2204))).toEqual([
      {
        code: 'node-image-version',
        verdict: 'ok',
        subject: 'node-images.yaml',
        message: `${URL_2204} is of v1.32.5`,
        file: FILE,
        line: 3,
        column: 10,
        source: rule('node-image-version')[0]?.source,
        waived: false,
      },
      {
        code: 'node-image-version',
        verdict: 'refuse',
        subject: 'node-images.yaml',
        message:
          "ubuntu-capi-image-v1.32.4 is an image of Kubernetes v1.32.4, and the stack is of v1.32.5: the two must be equal to the patch. Name the image of v1.32.5, or set the stack's version to v1.32.4",
        file: FILE,
        line: 5,
        column: 13,
        source: rule('node-image-version')[0]?.source,
        waived: false,
      },
    ]);
  });

  test.each<[string, Overrides, string[]]>([
    ['kind, equal', docker('kindest/node:v1.32.5'), ['ok DockerMachineTemplate/machines']],
    ['kind, another patch', docker('kindest/node:v1.32.6'), ['refuse DockerMachineTemplate/machines']],
    ['kind, no version', docker('kindest/node:latest'), ['unknown DockerMachineTemplate/machines']],
    ['another name with such a tag', docker('ghcr.io/us/node:v1.31.5'), ['warn DockerMachineTemplate/machines']],
    ['an image with a version of its own', docker('ghcr.io/us/node:v2.1.0'), []],
    ['a name without a version', openStackClass({}), []],
    [
      'a string, as up to v1alpha7',
      openStackClass({ image: `image: ubuntu-capi-image-v1.31.0` }),
      ['refuse OpenStackMachineTemplate/machines'],
    ],
    ['a filter', openStackClass({ image: `image: {filter: {name: ${NAME}}}` }), ['ok OpenStackMachineTemplate/machines']],
    [
      'a reference',
      openStackClass({ image: 'image: {imageRef: {name: ubuntu-capi-image-v1.32.9}}' }),
      ['refuse OpenStackMachineTemplate/machines'],
    ],
    [
      'patched in as a value, over a stale one',
      openStackClass({
        image: 'image: {filter: {name: ubuntu-capi-image-v1.30.1}}',
        patches: patch('/spec/template/spec/image/filter/name', `value: ${NAME}`),
      }),
      ['ok OpenStackMachineTemplate/machines'],
    ],
    [
      'patched in from a variable',
      openStackClass({
        variables: variable('ubuntu-capi-image-v1.31.9'),
        patches: patch('/spec/template/spec/image/filter/name', 'valueFrom: {variable: imageName}'),
      }),
      ['refuse OpenStackMachineTemplate/machines'],
    ],
    [
      'a patch that is off by default',
      openStackClass({
        variables: variable('""'),
        patches: patch('/spec/template/spec/image', 'value: {filter: {name: ubuntu-capi-image-v1.31.9}}', '{{ ne .imageName "" }}'),
      }),
      [],
    ],
    [
      'a name that takes the version of the machines',
      openStackClass({
        variables: variable('ubuntu-capi-image'),
        patches: patch(
          '/spec/template/spec/image/filter/name',
          'valueFrom: {template: "{{ .imageName }}-{{ .builtin.controlPlane.version }}"}',
        ),
      }),
      ['ok OpenStackMachineTemplate/machines'],
    ],
    [
      'a template that nobody names',
      { ...openStackClass({}), 'cluster-class/templates/other.yaml': formatDockerTemplate('kindest/node:v1.27.3') },
      [],
    ],
  ])('%s', async (_, files, expected) => {
    expect(await brief('node-image-version', files)).toEqual(expected);
  });

  test('one template for all machines, patched for the control plane alone', async () => {
    const files = exampleClass(
      ['{type: string, default: ""}', '{type: string, default: "kindest/node:v1.31.9"}'],
      ['              machineDeploymentClass: {names: [default-worker]}\n', ''],
    );
    expect(await brief('node-image-version', files)).toEqual(['refuse DockerMachineTemplate/machine', 'ok DockerMachineTemplate/machine']);
  });

  test('of a variable that must be set no value is made up', async () => {
    const required = '[{name: imageName, required: true, schema: {openAPIV3Schema: {type: string, enum: [ubuntu-capi-image-v1.31.9]}}}]';
    const patches = patch('/spec/template/spec/image/filter/name', 'valueFrom: {variable: imageName}');
    expect(await brief('node-image-version', openStackClass({ variables: required, patches }))).toEqual([]);
  });

  test('while no file says the patch, the minor is compared', async () => {
    const brief = async (image: string) => {
      const { stack } = await buildFacts(docker(image));
      const facts = stack && { stack: { ...stack, config: { ...stack.config, isPatchKnown: false } } };
      return (await checkBuilt(rule('node-image-version'), docker(image), { ...(facts && { facts }) })).map(({ verdict }) => verdict);
    };
    expect(await brief('kindest/node:v1.32.9')).toEqual(['unknown']);
    expect(await brief('kindest/node:v1.31.9')).toEqual(['refuse']);
  });

  test('many images take no time', async () => {
    const items = Array.from({ length: 20_000 }, (_, index) => `- {createOpts: {name: kube-v1.32.${index % 2 === 0 ? 5 : 4}-${index}}}\n`);
    const files = { 'node-images.yaml': `openStackNodeImages:\n${items.join('')}` };
    const verdicts = (await brief('node-image-version', files)).map((said) => said.split(' ')[0]);
    expect([verdicts.length, new Set(verdicts)]).toEqual([20_000, new Set(['ok', 'warn'])]);
  });

  test('an old image beside the right one is harmless, half an entry is', async () => {
    const files = { [MACHINES]: formatImageObject('ubuntu-capi-image-v1.31.9', formatImageUrl('2204', 'v1.31.9')) };
    const old = 'Image/ubuntu-capi-image-v1.31.9';
    const right = ['ok node-images.yaml', 'ok node-images.yaml'];
    expect(await brief('node-image-version', files)).toEqual([`refuse ${old}`, `refuse ${old}`]);
    expect(await brief('node-image-version', { ...files, ...listed(NAME, URL_2204) })).toEqual([`warn ${old}`, `warn ${old}`, ...right]);
    const listedOld = listed('ubuntu-capi-image-v1.31.9', formatImageUrl('2204', 'v1.31.9'));
    const object = { [MACHINES]: formatImageObject(NAME, URL_2204) };
    expect(await brief('node-image-version', { ...object, ...listedOld })).toEqual([
      `ok Image/${NAME}`,
      `ok Image/${NAME}`,
      'refuse node-images.yaml',
      'refuse node-images.yaml',
    ]);
    const half = listed(NAME, formatImageUrl('2204', 'v1.32.4'));
    expect(await brief('node-image-version', { ...files, ...half })).toEqual([
      `refuse ${old}`,
      `refuse ${old}`,
      'refuse node-images.yaml',
      'ok node-images.yaml',
    ]);
  });

  test('an Image of the OpenStack Resource Controller: names and URL', async () => {
    const files = { [MACHINES]: formatImageObject(NAME, formatImageUrl('2204', 'v1.32.7')) };
    expect(await brief('node-image-version', files)).toEqual([`refuse Image/${NAME}`, `ok Image/${NAME}`]);
  });
});

function formatImageObject(name: string, url: string, ubuntu = '22.04', hash = 'a'.repeat(64)): string {
  return `apiVersion: openstack.k-orc.cloud/v1alpha1
kind: Image
metadata: {name: ${name}}
spec:
  resource:
    properties: {operatingSystem: {distro: ubuntu, version: "${ubuntu}"}}
    content: {diskFormat: qcow2, download: {url: "${url}", hash: {algorithm: sha256, value: ${hash}}}}
`;
}

test.each<[string, string[]]>([
  [`kindest/node:v1.32.5@sha256:${'0'.repeat(64)}`, ['ok DockerMachineTemplate/machines']],
  ['kindest/node:v1.32.5', ['warn DockerMachineTemplate/machines']],
  ['ghcr.io/us/node:v1.32.5', []],
])('node-image-digest: %s', async (image, expected) => {
  expect(await brief('node-image-digest', docker(image))).toEqual(expected);
});

describe('node-image-ubuntu', () => {
  test.each<[string, Overrides, string[]]>([
    ['22.04 up to 1.32', listed(NAME, URL_2204), ['ok node-images.yaml']],
    ['24.04 too early', listed(NAME, formatImageUrl('2404', 'v1.32.5')), ['warn node-images.yaml']],
    [
      '22.04 too late',
      { ...listed(NAME, formatImageUrl('2204', 'v1.33.1')), 'csctl.yaml': formatConfig({ kubernetes: 'v1.33.1' }) },
      ['warn node-images.yaml'],
    ],
    [
      '24.04 from 1.33',
      { ...listed(NAME, formatImageUrl('2404', 'v1.33.1')), 'csctl.yaml': formatConfig({ kubernetes: 'v1.33.1' }) },
      ['ok node-images.yaml'],
    ],
    ['what an object says beside its URL', { [MACHINES]: formatImageObject(NAME, URL_2204, '24.04') }, [`warn Image/${NAME}`]],
    ['nothing said', listed(NAME, 'https://images.example.com/kube-v1.32.5.qcow2'), []],
  ])('%s', async (_, files, expected) => {
    expect(await brief('node-image-ubuntu', files)).toEqual(expected);
  });
});

describe('node-image-exists', () => {
  const files = { [MACHINES]: formatImageObject(NAME, URL_2204) };

  test.each<[string, readonly ImageAnswer[] | undefined, string[]]>([
    ['nobody asked', undefined, []],
    ['there', [{ url: URL_2204, kind: 'found' }], ['ok']],
    ['there, with its hash', [{ url: URL_2204, kind: 'found', checksum: 'A'.repeat(64) }], ['ok']],
    ['there, with another hash', [{ url: URL_2204, kind: 'found', checksum: 'b'.repeat(64) }], ['refuse']],
    ['there, with a hash of another kind', [{ url: URL_2204, kind: 'found', checksum: 'b'.repeat(32) }], ['ok']],
    ['not there', [{ url: URL_2204, kind: 'missing' }], ['refuse']],
    ['no answer', [{ url: URL_2204, kind: 'unreachable', message: 'timed out' }], ['unknown']],
    ['another was asked for', [{ url: 'https://images.example.com/other.qcow2', kind: 'missing' }], []],
  ])('%s', async (_, images, expected) => {
    const verdicts = await brief('node-image-exists', files, images && { images });
    expect(verdicts).toEqual(expected.map((verdict) => `${verdict} Image/${NAME}`));
  });

  test.each([
    ['192.168.222.1', 'unknown'],
    ['10.0.0.1', 'unknown'],
    ['172.22.0.1', 'unknown'],
    ['[fd00::1]', 'unknown'],
    ['[fe80::1]', 'unknown'],
    ['172.32.0.1', 'refuse'],
    ['192.169.0.1', 'refuse'],
    ['10.images.example.com', 'refuse'],
    ['[2001:db8::1]', 'refuse'],
  ])('not there for the check, at %s', async (host, verdict) => {
    const url = `http://${host}/kube-v1.32.5.qcow2`;
    const verdicts = await brief('node-image-exists', { [MACHINES]: formatImageObject(NAME, url) }, { images: [{ url, kind: 'missing' }] });
    expect(verdicts).toEqual([`${verdict} Image/${NAME}`]);
  });

  test('listImageUrls: what a caller would ask for, once each', async () => {
    const other = 'https://images.example.com/a.qcow2';
    const facts = await buildFacts({
      ...files,
      ...listed(NAME, other),
      'cluster-class/templates/more.yaml': formatImageObject('b', URL_2204),
    });
    expect(listImageUrls(facts)).toEqual([other, URL_2204]);
    expect(listImageUrls(await buildFacts(listed(NAME, 'file:///images/a.qcow2')))).toEqual([]);
  });
});
