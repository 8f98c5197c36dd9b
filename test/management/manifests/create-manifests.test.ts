import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { createRoleRule, type Right, type RoleRule } from '../../../src/compat/index.ts';
import { readPrevious } from '../../../src/management/folder/read-previous.ts';
import { createManifests, type Manifests } from '../../../src/management/manifests/create-manifests.ts';
import { DEFAULT_RULE, readRules } from '../../../src/management/objects/cso-rights.ts';
import { checkObject } from '../support/crd-schemas.ts';
import { readObjects, sampleManifests } from '../support/sample-manifests.ts';

const LABEL = { namespaces: [], label: { key: 'clusterstacks.example.org/scs', value: 'enabled' } } as const;

const VARIANTS: Readonly<Record<string, Partial<Manifests>>> = {
  'for namespaces': {},
  'by Kyverno': { distribution: LABEL, policy: 'kyverno', images: [] },
  'from GitHub': { cso: { kind: 'github', owner: 'my-org', repository: 'cluster-stacks' }, policy: 'none', tenantRole: false },
  'from a registry with a token': { cso: { kind: 'oci', registry: 'ghcr.io', repository: 'ghcr.io/my-org/cs', login: 'token' } },
  'from a public registry': { cso: { kind: 'oci', registry: 'ghcr.io', repository: 'ghcr.io/my-org/cs', login: 'none' } },
  'from a folder': { cso: { kind: 'unknown', url: 'oci-layout:.release/oci' } },
};

describe.each(Object.entries(VARIANTS))('what is written %s', (_, more) => {
  const manifests = sampleManifests(more);
  const objects = readObjects(manifests).filter(([, object]) => object['kind'] !== undefined);

  test('is valid by the CRDs', () => {
    const problems = objects.flatMap(([path, object]) =>
      (checkObject(object) ?? []).map((problem) => `${path} ${object['kind']}${problem}`),
    );
    expect(problems).toEqual([]);
    const checked = new Set(objects.flatMap(([, object]) => (checkObject(object) === undefined ? [] : [object['kind']])));
    expect([...checked]).toContain('CoreProvider');
  });

  test('has each object once', () => {
    const names = objects.map(([, object]) => {
      const { name, namespace } = object['metadata'] as { readonly name: string; readonly namespace?: string };
      return `${object['kind']} ${namespace} ${name}`;
    });
    expect(new Set(names).size).toBe(names.length);
  });

  test('is the same again, and reads back as what was listed', () => {
    const { files } = createManifests(manifests);
    expect(createManifests(sampleManifests(more)).files).toEqual(files);
    const previous = readPrevious(files);
    expect([...previous.versions]).toEqual(
      manifests.list.stacks.map(({ name, versions }) => [name, versions.map(({ version }) => version)]),
    );
    if (manifests.policy !== 'none') expect(previous.allowed).toEqual(manifests.list.allowed);
    expect(previous.label).toEqual(manifests.distribution.label);
    expect(previous.cso).toEqual(manifests.cso.kind === 'unknown' ? undefined : manifests.cso);
    expect(Object.fromEntries(previous.providers)).toEqual({
      'cluster-api': 'v1.12.11',
      kubeadm: 'v1.12.11',
      docker: 'v1.12.11',
      openstack: 'v0.14.7',
      metal3: 'v1.12.7',
    });
  });

  test('holds no secret and is named by its kustomization, but for what others take', () => {
    const { files, kustomizations } = createManifests(manifests);
    const named = kustomizations.flatMap(({ path, resources }) => resources.map((name) => path.replace('kustomization.yaml', name)));
    const apart = files.filter(({ path }) => !named.includes(path)).map(({ path }) => path);
    expect(apart).toEqual(expect.arrayContaining(['1-operators/prerequisites.yaml', '1-operators/cso-values.yaml']));
    expect(apart.filter((path) => !/prerequisites|cso-/.test(path))).toEqual([]);
  });
});

test('values and Secret of CSO say where releases are, and have keys alone for the log-in', () => {
  const read = (more: Partial<Manifests>) =>
    Object.fromEntries(
      readObjects(sampleManifests(more))
        .filter(([path]) => path.includes('/cso-'))
        .map(([path, object]) => [path.slice('1-operators/'.length), object['stringData'] ?? object]),
    );
  expect(read({ cso: { kind: 'oci', registry: 'ghcr.io', repository: 'ghcr.io/my-org/cs', login: 'none' } })).toEqual({
    'cso-values.yaml': {
      controllerManager: { manager: { source: 'oci' } },
      clusterStackVariables: { ociRegistry: 'ghcr.io', ociRepository: 'ghcr.io/my-org/cs' },
    },
  });
  expect(read({ cso: { kind: 'oci', registry: 'ghcr.io', repository: 'ghcr.io/my-org/cs', login: 'token' } })).toMatchObject({
    'cso-secret.yaml': { 'oci-access-token': '' },
  });
  expect(read({ cso: { kind: 'github', owner: 'my-org', repository: 'cs' } })).toEqual({
    'cso-values.yaml': {
      controllerManager: { manager: { source: 'github' } },
      clusterStackVariables: { gitProvider: 'github', gitOrgName: 'my-org', gitRepoName: 'cs' },
    },
    'cso-secret.yaml': { 'git-access-token': '' },
  });
});

test('values of CSO have the rights that cluster classes need, beside the one of the chart', () => {
  const rule = (group: string, resource: string): RoleRule => ({
    apiGroups: [group],
    resources: [resource],
    verbs: ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'],
  });
  const lacks = (apiVersion: string, kind: string, lacking: RoleRule): Right => ({
    object: { apiVersion, kind, name: 'extra', namespace: undefined, template: '', place: { file: 'a.yaml' }, data: {} },
    isGiven: false,
    rule: lacking,
  });
  const secret = lacks('v1', 'Secret', rule('', 'secrets'));
  const network = lacks('openstack.k-orc.cloud/v1alpha1', 'Network', rule('openstack.k-orc.cloud', 'networks'));
  const { files } = createManifests(
    sampleManifests({
      classes: [
        { release: 'openstack-scs-1-31-v1', lacking: [network, secret] },
        { release: 'openstack-scs-1-31-v2', lacking: [lacks('*/v1', 'Secret', rule('*', 'secrets')), lacks('v1', '*', rule('', '*s'))] },
        { release: 'openstack-scs-1-32-v1', lacking: [secret] },
        { release: 'docker-scs-1-32-v1', lacking: undefined },
      ],
    }),
  );
  const text = files.find(({ path }) => path.endsWith('cso-values.yaml'))?.text ?? '';
  expect(parse(text)).toMatchObject({
    controllerManager: {
      rbac: {
        additionalRules: [rule('openstack.k-orc.cloud', 'images'), rule('', 'secrets'), rule('openstack.k-orc.cloud', 'networks')],
      },
    },
  });
  const comments = text.replaceAll(/\n# */g, ' ');
  expect(comments).toContain('Has rights on Secret of v1, which cluster classes contain.');
  expect(comments).toContain('Not all cluster classes were rendered');
});

test('rules of before stay while a listed class is not rendered, which may need them', () => {
  const secrets = createRoleRule('', 'secrets');
  const write = (classes: Manifests['classes']) => {
    const text = createManifests(sampleManifests({ classes, rules: [DEFAULT_RULE, secrets] })).files.find(({ path }) =>
      path.endsWith('cso-values.yaml'),
    );
    return parse(text?.text ?? '').controllerManager.rbac?.additionalRules;
  };
  expect(write([{ release: 'docker-scs-1-32-v1', lacking: [] }])).toBeUndefined();
  expect(write([{ release: 'docker-scs-1-32-v1', lacking: undefined }])).toEqual([DEFAULT_RULE, secrets]);
});

test('only rules of ours are read back', () => {
  const [rule, star] = [createRoleRule('', 'secrets'), { apiGroups: ['*'], resources: ['*'], verbs: ['*'] }];
  expect(readRules([rule, star, { ...rule, verbs: ['get'] }, 'x'])).toEqual([rule]);
});

test('one release more, or one withdrawn, changes its own lines alone', () => {
  const before = createManifests(sampleManifests());
  const manifests = sampleManifests();
  const [first, ...others] = manifests.list.stacks;
  if (first === undefined) throw new Error('no stack');
  const added = { ...first, versions: [...first.versions, { version: 'v2', release: `${first.name}-v2`, note: undefined }] };
  const after = createManifests({
    ...manifests,
    list: {
      ...manifests.list,
      stacks: [added, ...others],
      allowed: new Map([...manifests.list.allowed, ['docker-scs-1-32-v2', 'v1.32.12']]),
    },
  });
  const lines = (files: typeof before.files) => files.flatMap(({ path, text }) => text.split('\n').map((line) => `${path}: ${line}`));
  const left = lines(before.files);
  const right = lines(after.files);
  expect(right.length - left.length).toBe(3);
  expect(right.filter((line) => !left.includes(line))).toEqual([
    '3-cluster-stacks/docker-scs-1-32.yaml:     - v2',
    '3-cluster-stacks/docker-scs-1-32.yaml:     - v2',
    '4-policies/cluster-releases.yaml:   docker-scs-1-32-v2: v1.32.12',
  ]);
});
