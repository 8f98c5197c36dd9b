import { expect, test } from 'vitest';
import type { EffectOptions, Side } from '../../src/effects/index.ts';
import expected from './support/cluster-effects.json' with { type: 'json' };
import { controlPlaneClass } from './support/control-plane-class.ts';
import { classEffects } from './support/sides.ts';
import { tellEffect } from './support/tell-effect.ts';

type Data = Readonly<Record<string, unknown>>;

const variable = (name: string, openAPIV3Schema: Data, required = false) => ({ name, required, schema: { openAPIV3Schema } });

/** Writes a variable's value into the machines of the workers where it is set. */
const patch = (name: string, prefix = '') => ({
  name,
  enabledIf: `{{ ne .${name} "" }}`,
  definitions: [
    {
      selector: {
        apiVersion: 'infrastructure.cluster.x-k8s.io/v1beta1',
        kind: 'DockerMachineTemplate',
        matchResources: { machineDeploymentClass: { names: ['default-worker'] } },
      },
      jsonPatches: [{ op: 'add', path: '/spec/template/spec/customImage', valueFrom: { template: `${prefix}{{ .${name} }}` } }],
    },
  ],
});

function declare(variables: readonly unknown[], patches: readonly unknown[] = []) {
  return { classSpec: { variables, patches } };
}

/** Writes a value where nothing has to be set, or where something is so. */
const always = (value: string) => ({
  ...patch('image'),
  enabledIf: undefined,
  definitions: [
    { ...patch('image').definitions[0], jsonPatches: [{ op: 'add', path: '/spec/template/spec/customImage', value: `node:${value}` }] },
  ],
});
const when = (enabledIf: string, value: string) => ({ ...always(value), enabledIf });

const onDelete = { workerClass: { strategy: { type: 'OnDelete' } } };

/** Writes all of a variable. */
const whole = {
  ...patch('image'),
  enabledIf: undefined,
  definitions: [
    {
      ...patch('image').definitions[0],
      jsonPatches: [{ op: 'add', path: '/spec/template/spec/extra', valueFrom: { variable: 'image' } }],
    },
  ],
};

/** Writes a variable beside what only a cluster that runs could tell. */
const unjudged = {
  ...always(''),
  definitions: [
    {
      ...patch('image').definitions[0],
      jsonPatches: [
        { op: 'add', path: '/spec/template/spec/extra', valueFrom: { template: '{{ .builtin.cluster.uid }}-{{ toJson .image }}' } },
      ],
    },
  ],
};

/** Writes what a template makes. */
const written = (template: string) => ({
  ...always(''),
  definitions: [
    { ...patch('image').definitions[0], jsonPatches: [{ op: 'add', path: '/spec/template/spec/extra', valueFrom: { template } }] },
  ],
});

/** Removes what is not there. */
const failing = {
  ...always(''),
  definitions: [{ ...patch('image').definitions[0], jsonPatches: [{ op: 'remove', path: '/spec/template/spec/absent' }] }],
};

const worker = (group: string, kind: string) => ({
  ref: { apiVersion: `${group}.cluster.x-k8s.io/v1beta1`, kind, name: 'NAME-worker' },
});
/** Workers whose machines' template comes with no release. */
const elsewhere = {
  workerClass: {
    template: {
      bootstrap: worker('bootstrap', 'KubeadmConfigTemplate'),
      infrastructure: { ref: { ...worker('infrastructure', 'DockerMachineTemplate').ref, name: 'elsewhere' } },
    },
  },
};
const pools = {
  classSpec: {
    workers: {
      machinePools: [
        {
          class: 'pool',
          template: {
            bootstrap: worker('bootstrap', 'KubeadmConfigTemplate'),
            infrastructure: worker('infrastructure', 'DockerMachineTemplate'),
          },
        },
      ],
    },
  },
};

function cluster(
  variables: Data,
  workers: readonly Data[] = [{ class: 'default-worker', name: 'md-0' }],
  more: Data = {},
  spec: Data = {},
): EffectOptions {
  const list = Object.entries(variables).map(([name, value]) => ({ name, value }));
  const topology = { class: 'docker-demo-1-32-v1', version: 'v1.32.5', variables: list, workers: { machineDeployments: workers }, ...more };
  return { cluster: { apiVersion: 'cluster.x-k8s.io/v1beta1', kind: 'Cluster', spec: { ...spec, topology } } };
}

const kubernetes = (minor: number, patch: number): Partial<Side> => ({ kubernetes: { major: 1, minor, patch } });
const text = { type: 'string', default: '' };
const mtu = { type: 'integer', default: 1500 };

type Change = ReturnType<typeof declare> | Parameters<typeof controlPlaneClass>[1];

/** A switch that is on by default, and overwrites what the template has. */
const hardened = declare(
  [variable('hardened', { type: 'object', default: {}, properties: { enabled: { type: 'boolean', default: true } } })],
  [{ ...patch('hardened', 'x'), enabledIf: '{{ .hardened.enabled }}' }],
);

const CHANGES: Readonly<Record<string, readonly [before: Change, after: Change, options?: EffectOptions, more?: Partial<Side>]>> = {
  'a variable with a default is gone': [declare([variable('mtu', mtu)]), declare([])],
  'an optional variable is gone': [declare([variable('mtu', { type: 'integer' })]), declare([])],
  'it is gone, and the cluster sets it not': [declare([variable('mtu', { type: 'integer' })]), declare([]), cluster({})],
  'it is gone, and the cluster sets it': [declare([variable('mtu', { type: 'integer' })]), declare([]), cluster({ mtu: 1400 })],
  'a required one without a default': [declare([]), declare([variable('mtu', { type: 'integer' }, true)])],
  'a required one that the cluster sets': [declare([]), declare([variable('mtu', { type: 'integer' }, true)]), cluster({ mtu: 1400 })],
  'a new one with a default': [declare([]), declare([variable('mtu', mtu)])],
  'a new one without': [declare([]), declare([variable('mtu', { type: 'integer' })])],
  'required now': [declare([variable('mtu', { type: 'integer' })]), declare([variable('mtu', { type: 'integer' }, true)])],
  'required now, and the cluster has none': [
    declare([variable('mtu', { type: 'integer' })]),
    declare([variable('mtu', { type: 'integer' }, true)]),
    cluster({}),
  ],
  'another default': [declare([variable('mtu', mtu)]), declare([variable('mtu', { ...mtu, default: 1400 })])],
  'other defaults inside, and one more key': [
    declare([variable('log', { type: 'object', default: {}, properties: { level: { type: 'string', default: 'low' } } })]),
    declare([
      variable('log', {
        type: 'object',
        default: {},
        properties: { level: { type: 'string', default: 'high' }, days: { type: 'integer', default: 7 } },
      }),
    ]),
  ],
  'a template under a patch that is on by default': [
    { ...hardened, workerMachines: { customImage: 'a' } },
    { ...hardened, workerMachines: { customImage: 'b' } },
  ],
  'a default now': [declare([variable('mtu', { type: 'integer' })]), declare([variable('mtu', mtu)])],
  'another type': [declare([variable('mtu', mtu)]), declare([variable('mtu', { type: 'string', default: '' })])],
  'fewer values, the default not among them': [
    declare([variable('cri', { type: 'string', enum: ['a', 'b'], default: 'a' })]),
    declare([variable('cri', { type: 'string', enum: ['b'], default: 'b' })]),
  ],
  'fewer values': [declare([variable('mtu', mtu)]), declare([variable('mtu', { ...mtu, maximum: 9000 })])],
  'fewer values, and the cluster’s is one': [
    declare([variable('mtu', mtu)]),
    declare([variable('mtu', { ...mtu, maximum: 9000 })]),
    cluster({ mtu: 1400 }),
  ],
  'fewer values, and the cluster’s is none': [
    declare([variable('mtu', mtu)]),
    declare([variable('mtu', { ...mtu, maximum: 9000 })]),
    cluster({ mtu: 9001 }),
  ],
  'a patch that only a value brings in': [
    declare([variable('image', text)], [patch('image', 'a:')]),
    declare([variable('image', text)], [patch('image', 'b:')]),
  ],
  'and a cluster that has it': [
    declare([variable('image', text)], [patch('image', 'a:')]),
    declare([variable('image', text)], [patch('image', 'b:')]),
    cluster({ image: 'x' }),
  ],
  'and a cluster that has it not': [
    declare([variable('image', text)], [patch('image', 'a:')]),
    declare([variable('image', text)], [patch('image', 'b:')]),
    cluster({}),
  ],
  'and one of whose workers some have it': [
    declare([variable('image', text)], [patch('image', 'a:')]),
    declare([variable('image', text)], [patch('image', 'b:')]),
    cluster({}, [
      { class: 'default-worker', name: 'md-0' },
      { class: 'default-worker', name: 'md-1', variables: { overrides: [{ name: 'image', value: 'x' }] } },
    ]),
  ],
  'a default that a patch writes reaches no cluster': [
    declare([variable('image', { ...text, default: 'a' })], [patch('image')]),
    declare([variable('image', { ...text, default: 'b' })], [patch('image')]),
  ],
  'a patch that cannot be applied': [
    declare([]),
    declare(
      [],
      [
        {
          ...patch('image'),
          enabledIf: undefined,
          definitions: [{ ...patch('image').definitions[0], jsonPatches: [{ op: 'replace', path: '/spec/none/at', value: 1 }] }],
        },
      ],
    ),
  ],
  'a patch of an extension': [declare([]), declare([], [{ name: 'far', external: { generateExtension: 'x' } }])],
  'workers that the cluster does not have': [{}, { workerMachines: { customImage: 'other' } }, cluster({}, [])],
  'a patch of Kubernetes': [{}, {}, {}, kubernetes(32, 6)],
  'with templates, one rollout': [{}, { workerMachines: { customImage: 'other' } }, {}, kubernetes(32, 6)],
  'Kubernetes down': [{}, {}, {}, kubernetes(32, 4)],
  'a minor up': [{}, {}, {}, kubernetes(33, 0)],
  'two minors up': [{}, {}, {}, kubernetes(34, 0)],
  'a default inside is gone': [
    declare([variable('log', { type: 'object', default: {}, properties: { level: { type: 'string', default: 'low' } } })]),
    declare([variable('log', { type: 'object', default: {}, properties: { level: { type: 'string' } } })]),
  ],
  'a key inside is gone, and its default': [
    declare([variable('log', { type: 'object', default: {}, properties: { level: { type: 'string', default: 'low' } } })]),
    declare([variable('log', { type: 'object', default: {}, properties: {} })]),
  ],
  'a default of every value of a map': [
    declare([variable('pools', { type: 'object', additionalProperties: { type: 'object', properties: { size: mtu } } })]),
    declare([
      variable('pools', { type: 'object', additionalProperties: { type: 'object', properties: { size: { ...mtu, default: 9 } } } }),
    ]),
  ],
  'keys that nobody names are no longer taken': [
    declare([variable('more', { type: 'object', 'x-kubernetes-preserve-unknown-fields': true })]),
    declare([variable('more', { type: 'object', properties: { a: { type: 'string' } } })]),
  ],
  'another message of a rule alone': [
    declare([variable('mtu', { ...mtu, 'x-kubernetes-validations': [{ rule: 'self > 1', message: 'a' }] })]),
    declare([variable('mtu', { ...mtu, 'x-kubernetes-validations': [{ rule: 'self > 1', message: 'b' }] })]),
  ],
  'fewer keys of a map': [
    declare([variable('pools', { type: 'object', additionalProperties: mtu })]),
    declare([variable('pools', { type: 'object', maxProperties: 2, additionalProperties: mtu })]),
  ],
  'a patch that is gone': [declare([], [always('a')]), declare([])],
  'a cluster’s own failure domain': [
    { workerClass: { failureDomain: 'a' } },
    { workerClass: { failureDomain: 'b' } },
    cluster({}, [{ class: 'default-worker', name: 'md-0', failureDomain: 'z' }]),
  ],
  'and one of whose workers some have it themselves': [
    { workerClass: { failureDomain: 'a' } },
    { workerClass: { failureDomain: 'b' } },
    cluster({}, [
      { class: 'default-worker', name: 'md-0', failureDomain: 'z' },
      { class: 'default-worker', name: 'md-1' },
    ]),
  ],
  'a cluster whose workers wait for deletion': [
    {},
    { workerMachines: { customImage: 'other' } },
    cluster({}, [{ class: 'default-worker', name: 'md-0', strategy: { type: 'OnDelete' } }]),
  ],
  'and one of whose workers some wait': [
    {},
    { workerMachines: { customImage: 'other' } },
    cluster({}, [
      { class: 'default-worker', name: 'md-0', rollout: { strategy: { type: 'OnDelete' } } },
      { class: 'default-worker', name: 'md-1' },
    ]),
  ],
  'pools, and a minor up': [pools, pools, {}, kubernetes(33, 0)],
  'a patch for one name of workers': [
    declare([], [when('{{ eq .builtin.machineDeployment.topologyName "gpu" }}', 'a')]),
    declare([], [when('{{ eq .builtin.machineDeployment.topologyName "gpu" }}', 'b')]),
    cluster({}, [
      { class: 'default-worker', name: 'gpu' },
      { class: 'default-worker', name: 'md-0' },
    ]),
  ],
  'a patch for dual stack, in a cluster that is': [
    declare([], [when('{{ eq .builtin.cluster.network.ipFamily "DualStack" }}', 'a')]),
    declare([], [when('{{ eq .builtin.cluster.network.ipFamily "DualStack" }}', 'b')]),
    cluster({}, undefined, {}, { clusterNetwork: { pods: { cidrBlocks: ['10.0.0.0/16', 'fd00::/64'] } } }),
  ],
  'and in one that is not': [
    declare([], [when('{{ eq .builtin.cluster.network.ipFamily "DualStack" }}', 'a')]),
    declare([], [when('{{ eq .builtin.cluster.network.ipFamily "DualStack" }}', 'b')]),
    cluster({}, undefined, {}, { clusterNetwork: { pods: { cidrBlocks: ['10.0.0.0/16'] } } }),
  ],
  'and in one that does not tell': [
    declare([], [when('{{ eq .builtin.cluster.network.ipFamily "DualStack" }}', 'a')]),
    declare([], [when('{{ eq .builtin.cluster.network.ipFamily "DualStack" }}', 'b')]),
    cluster({}),
  ],
  'a patch for one machine, and no cluster': [
    declare([], [when('{{ eq .builtin.machineDeployment.replicas 1 }}', 'a')]),
    declare([], [when('{{ eq .builtin.machineDeployment.replicas 1 }}', 'b')]),
  ],
  'a cluster whose workers have a strategy that does not wait': [
    onDelete,
    { ...onDelete, workerMachines: { customImage: 'other' } },
    cluster({}, [{ class: 'default-worker', name: 'md-0', strategy: { rollingUpdate: { maxSurge: 1 } } }]),
  ],
  'and one whose workers wait as the class has it': [onDelete, { ...onDelete, workerMachines: { customImage: 'other' } }, cluster({})],
  'workers wait no longer': [onDelete, {}, cluster({})],
  'workers wait no longer, and the cluster’s never did': [
    onDelete,
    { workerClass: { strategy: { type: 'RollingUpdate' } } },
    cluster({}, [{ class: 'default-worker', name: 'md-0', rollout: { strategy: { type: 'RollingUpdate' } } }]),
  ],
  'a patch for one name of workers, which it asks for by an index': [
    declare([], [when('{{ eq (index .builtin "machineDeployment" "topologyName") "gpu" }}', 'a')]),
    declare([], [when('{{ eq (index .builtin "machineDeployment" "topologyName") "gpu" }}', 'b')]),
    cluster({}, [
      { class: 'default-worker', name: 'gpu' },
      { class: 'default-worker', name: 'md-0' },
    ]),
  ],
  'and within what it asks for': [
    declare([], [when('{{ with .builtin.machineDeployment }}{{ eq .topologyName "gpu" }}{{ end }}', 'a')]),
    declare([], [when('{{ with .builtin.machineDeployment }}{{ eq .topologyName "gpu" }}{{ end }}', 'b')]),
    cluster({}, [
      { class: 'default-worker', name: 'md-0' },
      { class: 'default-worker', name: 'gpu' },
    ]),
  ],
  'another patch of a template that is elsewhere': [
    { ...elsewhere, ...declare([], [always('a')]) },
    { ...elsewhere, ...declare([], [always('b')]) },
    cluster({}),
  ],
  'the same patch of a template that is elsewhere': [
    { ...elsewhere, ...declare([variable('image', text)], [patch('image')]) },
    { ...elsewhere, ...declare([variable('image', text)], [patch('image')]) },
    cluster({ image: 'x' }),
  ],
  'a patch of a template that is elsewhere, with another value': [
    { ...elsewhere, ...declare([variable('image', { type: 'object', default: {}, properties: {} })], [whole]) },
    {
      ...elsewhere,
      ...declare([variable('image', { type: 'object', default: {}, properties: { tag: { type: 'string', default: 'a' } } })], [whole]),
    },
    cluster({ image: {} }),
  ],
  'a patch that nobody can judge, with another value': [
    declare([variable('image', { type: 'object', default: {}, properties: {} })], [unjudged]),
    declare([variable('image', { type: 'object', default: {}, properties: { tag: { type: 'string', default: 'a' } } })], [unjudged]),
    cluster({ image: {} }),
  ],
  'a patch that nobody can judge, with the same value': [
    declare([variable('image', { type: 'object', default: {}, properties: {} })], [unjudged]),
    declare([variable('image', { type: 'object', default: {}, properties: {} }), variable('mtu', mtu)], [unjudged]),
    cluster({ image: {} }),
  ],
  'a patch of all that Cluster API tells, the class’s name among it': [
    declare([], [written('{{ toJson .builtin }}')]),
    declare([], [written('{{ toJson .builtin }}')]),
    cluster({}),
  ],
  'a patch of the class’s name beside what nobody can judge': [
    declare([], [written('{{ .builtin.cluster.uid }}-{{ .builtin.cluster.topology.class }}')]),
    declare([], [written('{{ .builtin.cluster.uid }}-{{ .builtin.cluster.topology.class }}')]),
    cluster({}),
  ],
  'a patch that nobody can judge, of what stays': [
    declare([], [written('{{ .builtin.cluster.uid }}-{{ .builtin.cluster.topology.version }}')]),
    declare([], [written('{{ .builtin.cluster.uid }}-{{ .builtin.cluster.topology.version }}')]),
    cluster({}),
  ],
  'a patch for classes of one namespace, in which the cluster’s is': [
    declare([], [when('{{ eq .builtin.cluster.topology.classNamespace "shared" }}', 'a')]),
    declare([], [when('{{ eq .builtin.cluster.topology.classNamespace "shared" }}', 'b')]),
    cluster({}, undefined, { classNamespace: 'shared' }),
  ],
  'and in which it is not': [
    declare([], [when('{{ eq .builtin.cluster.topology.classRef.namespace "shared" }}', 'a')]),
    declare([], [when('{{ eq .builtin.cluster.topology.classRef.namespace "shared" }}', 'b')]),
    cluster({}, undefined, { classRef: { name: 'docker-demo-1-32-v1', namespace: 'other' } }),
  ],
  'and a cluster that does not tell': [
    declare([], [when('{{ eq .builtin.cluster.topology.classNamespace "shared" }}', 'a')]),
    declare([], [when('{{ eq .builtin.cluster.topology.classNamespace "shared" }}', 'b')]),
    cluster({}),
  ],
  'a patch that fails in both classes, for a cluster': [declare([], [failing]), declare([], [failing]), cluster({})],
  'a patch that fails in both classes, and no cluster': [declare([], [failing]), declare([], [failing])],
  'a cluster that lags behind': [{}, {}, cluster({}, [], { version: 'v1.32.4' })],
};

test.each(Object.entries(CHANGES))('%s', async (name, [before, after, options = {}, more = {}]) => {
  const effects = await classEffects(controlPlaneClass('v1beta1', before), controlPlaneClass('v1beta1', after), options, more);
  expect(effects.map(tellEffect)).toEqual((expected as Readonly<Record<string, readonly string[]>>)[name]);
});

test('nothing more is expected', () => {
  expect(Object.keys(expected)).toEqual(Object.keys(CHANGES));
});
