import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { RULES } from '../../src/compat/index.ts';
import { checkBuilt } from '../support/check-built.ts';
import { CLASS, type Replacement, replaceAll } from '../support/cluster-class.ts';
import { createTestFolder } from './support/folders.ts';
import { describeWith } from './support/needs.ts';
import { tryRun } from './support/run.ts';

/** What clusterctl looks at, too; it knows neither the fields of providers' kinds nor CSO. */
const CODES = [
  'class-structure',
  'class-ref',
  'class-variable',
  'class-variable-schema',
  'class-patch-form',
  'class-selector',
  'class-patch',
];

interface Case {
  readonly name: string;
  readonly change: readonly Replacement[];
  readonly broken: boolean;
  /** A variable that the Cluster sets, and that our finding must name. */
  readonly set?: { readonly name: string; readonly value: unknown };
}

const PATCH = 'path: /spec/template/spec/customImage, valueFrom: {variable: image}';
const VALUE = 'valueFrom: {variable: image}';
const SCHEMA = '{type: string, default: "", example: "kindest/node:v1.32.5"}';
const ENABLED = `enabledIf: '{{ ne .image "" }}'`;
const ALWAYS = [ENABLED, 'description: always'] as const;
const SET = { name: 'image', value: 'kindest/node:v1.32.5' };

const whole = (name: string, ...change: readonly Replacement[]): Case => ({ name, change, broken: false });
const broken = (name: string, ...change: readonly Replacement[]): Case => ({ name, change, broken: true });
const schema = (name: string, text: string, isBroken = true): Case => ({
  name: `schema: ${name}`,
  change: [[SCHEMA, text], NO_PATCHES],
  broken: isBroken,
});
/** Without patches: what they make of the value is another matter. */
const NO_PATCHES = [CLASS.slice(CLASS.indexOf('  patches:\n'), CLASS.indexOf('---')), ''] as const;

const always = (name: string, patch: string, isBroken: boolean): Case => ({
  name: `patch: ${name}`,
  change: [ALWAYS, [PATCH, patch]],
  broken: isBroken,
});
const set = (name: string, isBroken: boolean, ...change: readonly Replacement[]): Case => ({
  name: `set: ${name}`,
  change,
  broken: isBroken,
  set: SET,
});

const CASES: readonly Case[] = [
  whole('the class as it is'),
  broken('a ref without a template', ['name: control-plane}\n    machineInfrastructure', 'name: other}\n    machineInfrastructure']),
  broken('a ref to no template', ['kind: DockerClusterTemplate, name: cluster', 'kind: DockerCluster, name: cluster']),
  broken('two worker classes of one name', [
    '    machineDeployments:\n',
    '    machineDeployments:\n      - {class: default-worker, template: {bootstrap: {ref: {apiVersion: bootstrap.cluster.x-k8s.io/v1beta1, kind: KubeadmConfigTemplate, name: worker}}, infrastructure: {ref: {apiVersion: infrastructure.cluster.x-k8s.io/v1beta1, kind: DockerMachineTemplate, name: machine}}}}\n',
  ]),
  broken('parts: a name template with an unknown variable', [
    '  controlPlane:\n',
    "  controlPlane:\n    namingStrategy: {template: '{{ .cluster.nme }}'}\n",
  ]),
  broken('parts: a name template with a function of sprig', [
    '  controlPlane:\n',
    "  controlPlane:\n    namingStrategy: {template: '{{ .cluster.name | upper }}'}\n",
  ]),
  broken('parts: a name template that gives no name', [
    '  controlPlane:\n',
    "  controlPlane:\n    namingStrategy: {template: '{{ .cluster.name }}_a'}\n",
  ]),
  whole('parts: a name template', [
    '  controlPlane:\n',
    "  controlPlane:\n    namingStrategy: {template: '{{ .cluster.name }}-{{ .random }}'}\n",
  ]),
  broken('parts: a malformed label', ['  controlPlane:\n', '  controlPlane:\n    metadata: {labels: {a: "b c"}}\n']),
  broken('parts: a share that is not a percentage', [
    '      - class: default-worker\n',
    '      - class: default-worker\n        machineHealthCheck: {maxUnhealthy: "40"}\n',
  ]),
  broken('parts: a timeout that is too short', [
    '      - class: default-worker\n',
    '      - class: default-worker\n        machineHealthCheck: {nodeStartupTimeout: 10s}\n',
  ]),
  broken('parts: a duration that Go cannot read', [
    '      - class: default-worker\n',
    '      - class: default-worker\n        machineHealthCheck: {nodeStartupTimeout: 10min}\n',
  ]),
  broken('parts: a drain timeout that Go cannot read', ['  controlPlane:\n', '  controlPlane:\n    nodeDrainTimeout: 5 minutes\n']),

  broken('an undeclared variable', ['- name: image\n      required', '- name: other\n      required']),
  broken('a variable twice', [
    '  variables:\n',
    '  variables:\n    - {name: image, required: false, schema: {openAPIV3Schema: {type: string}}}\n',
  ]),
  broken('a variable with a dot', [
    '  variables:\n',
    '  variables:\n    - {name: a.b, required: false, schema: {openAPIV3Schema: {type: string}}}\n',
  ]),
  broken('a variable named builtin', [
    '  variables:\n',
    '  variables:\n    - {name: builtin, required: false, schema: {openAPIV3Schema: {type: string}}}\n',
  ]),

  schema('no type', '{default: ""}'),
  schema('an unknown type', '{type: text, default: ""}'),
  schema('a default of another type', '{type: integer, default: ""}'),
  schema('an example of another type', '{type: string, default: "", example: 5}'),
  schema('a default that is in no enum', '{type: string, default: "c", enum: [a, b]}'),
  schema('a default of the enum', '{type: string, default: "a", enum: [a, b]}', false),
  schema('a default below the minimum', '{type: integer, default: 1, minimum: 2}'),
  schema('a default that does not match', '{type: string, default: "B", pattern: "^[a-z]$"}'),
  schema('a pattern that does not end', '{type: string, default: "", pattern: "(a"}'),
  schema('a look-ahead', '{type: string, default: "", pattern: "^(?!a)"}'),
  schema('flags of Go', '{type: string, default: "", pattern: "(?i)^a*$"}', false),
  schema('an array without items', '{type: array, default: []}'),
  schema('properties and others', '{type: object, properties: {a: {type: string}}, additionalProperties: {type: string}}'),
  schema('an unknown key in a default', '{type: object, default: {b: c}, properties: {a: {type: string}}}'),
  schema('a nested default', '{type: object, default: {}, properties: {a: {type: string, default: b}}}', false),
  schema('a nested default of another type', '{type: object, default: {}, properties: {a: {type: string, default: 1}}}'),
  schema('a required key that a default lacks', '{type: object, default: {}, required: [a], properties: {a: {type: string, default: b}}}'),
  schema('a nested key without a type', '{type: object, properties: {a: {description: b}}}'),
  schema('a required that is not a list', '{type: object, properties: {a: {type: string, required: true}}}'),
  schema('additional properties that are no schema', '{type: object, properties: {a: {type: object, additionalProperties: false}}}'),
  schema('a type inside anyOf', '{type: string, default: "", anyOf: [{type: string}]}'),
  schema('anyOf of values', '{type: string, default: "", anyOf: [{maxLength: 3}, {pattern: a}]}', false),
  schema('integer or string', '{x-kubernetes-int-or-string: true, default: 5}', false),
  schema('an example that is not a uuid', '{type: string, default: "", example: a, format: uuid4}'),

  broken('a path outside the spec', [PATCH, 'path: /metadata/name, valueFrom: {variable: image}']),
  broken('an unknown op', ['op: add', 'op: move']),
  broken('no value', [VALUE, 'description: nothing']),
  broken('value and valueFrom', [VALUE, `value: a, ${VALUE}`]),
  broken('valueFrom without a source', [VALUE, 'valueFrom: {}']),
  broken('an index in a list', [PATCH, `path: /spec/template/spec/preLoadImages/1, ${VALUE}`]),
  broken('a template that does not end', [VALUE, "valueFrom: {template: '{{ .image '}"]),
  broken('a function of Helm', [VALUE, "valueFrom: {template: '{{ .image | toYaml }}'}"]),
  broken('an enabledIf that does not end', [ENABLED, "enabledIf: '{{ if .image }}true'"]),
  broken('an enabledIf that fails', [ENABLED, "enabledIf: '{{ eq .image 1 }}'"]),
  broken('no definitions', ['      definitions:', '      external2:']),
  broken('two patches of one name', ['  patches:\n', '  patches:\n    - name: image\n      definitions: []\n']),
  broken('an unknown builtin', [VALUE, 'valueFrom: {variable: builtin.cluster.nmae}']),
  whole('a builtin', [VALUE, 'valueFrom: {variable: builtin.cluster.name}']),

  broken('a selector of another version', [
    'infrastructure.cluster.x-k8s.io/v1beta1\n            kind: DockerMachineTemplate',
    'infrastructure.cluster.x-k8s.io/v1beta2\n            kind: DockerMachineTemplate',
  ]),
  broken('a selector of an unknown worker class', ['names: [default-worker]', 'names: [worker]']),
  broken('a selector of nothing', [
    'controlPlane: true\n              machineDeploymentClass: {names: [default-worker]}',
    'controlPlane: false',
  ]),
  broken('a selector of the wrong place', ['controlPlane: true', 'infrastructureCluster: true']),
  whole('a selector with a star', ['names: [default-worker]', 'names: [default-*]']),
  broken('a star in the middle', ['names: [default-worker]', 'names: [def*worker]']),

  always('add', `path: /spec/template/spec/customImage, ${VALUE}`, false),
  always('add below what is not there', `path: /spec/template/spec/bootstrap/image, ${VALUE}`, true),
  always('append to a list that is not there', `path: /spec/template/spec/preLoadImages/-, ${VALUE}`, true),
  always(
    'a template',
    "path: /spec/template/spec/preLoadImages, valueFrom: {template: '[ {{ range list .image }}{{ . | quote }},{{ end }} ]'}",
    false,
  ),
  always('a template that writes no YAML', "path: /spec/template/spec/preLoadImages, valueFrom: {template: '[ {{ .image }}'}", true),
  always(
    'a template that compares a text with a number',
    "path: /spec/template/spec/customImage, valueFrom: {template: '{{ if lt .image 5 }}a{{ end }}'}",
    true,
  ),
  always('a part of a text', 'path: /spec/template/spec/customImage, valueFrom: {variable: image.name}', true),
  always(
    'a builtin of machine deployments on the control plane',
    'path: /spec/template/spec/customImage, valueFrom: {variable: builtin.machineDeployment.name}',
    true,
  ),
  { name: 'patch: replace', change: [ALWAYS, ['op: add', 'op: replace']], broken: false },
  {
    name: 'patch: replace what is not there',
    change: [ALWAYS, ['op: add', 'op: replace'], ['spec/customImage', 'spec/preLoadImages']],
    broken: true,
  },
  {
    name: 'patch: remove what is not there',
    change: [ALWAYS, [`{op: add, ${PATCH}}`, '{op: remove, path: /spec/template/spec/preLoadImages}']],
    broken: true,
  },
  {
    name: 'patch: an earlier operation makes the parent',
    change: [
      ALWAYS,
      [
        `- {op: add, ${PATCH}}`,
        '- {op: add, path: /spec/template/spec/preLoadImages, value: []}\n            - {op: add, path: /spec/template/spec/preLoadImages/-, value: a}',
      ],
    ],
    broken: false,
  },
  {
    name: 'patch: a later operation makes the parent',
    change: [
      ALWAYS,
      [
        `- {op: add, ${PATCH}}`,
        '- {op: add, path: /spec/template/spec/preLoadImages/-, value: a}\n            - {op: add, path: /spec/template/spec/preLoadImages, value: []}',
      ],
    ],
    broken: true,
  },

  set('a patch that applies', false),
  set('a patch that replaces what is not there', true, ['op: add', 'op: replace'], ['spec/customImage', 'spec/preLoadImages']),
  set('a patch below what is not there', true, ['spec/customImage', 'spec/bootstrap/image']),
  set('an enabledIf that fails for a value', true, [ENABLED, `enabledIf: '{{ if .image }}{{ lt .image 5 }}{{ end }}'`]),
];

describeWith(['clusterctl'], 'clusterctl and the rules agree', () => {
  test.each(CASES)('$name', async ({ change, broken: expected, set: variable }) => {
    const text = replaceAll(CLASS, change);
    const findings = await checkBuilt(RULES, { 'cluster-class/templates/cluster-class.yaml': text });
    const ours = findings.filter(({ code, verdict, message }) =>
      variable === undefined
        ? CODES.includes(code) && verdict === 'refuse'
        : code === 'class-patch' && verdict === 'warn' && message.includes(`variable ${variable.name} is set`),
    );
    expect({ ours: ours.length > 0, clusterctl: await failsInClusterctl(text, variable) }, JSON.stringify(ours)).toEqual({
      ours: expected,
      clusterctl: expected,
    });
  });
});

async function failsInClusterctl(text: string, variable: Case['set']): Promise<boolean> {
  const folder = await createTestFolder();
  const output = join(folder, 'plan');
  await mkdir(output);
  await writeFile(join(folder, 'class.yaml'), text.replace('{{ .Release.Name }}-{{ .Chart.Version }}', 'docker-demo-1-32-v1'));
  const cluster = {
    apiVersion: 'cluster.x-k8s.io/v1beta1',
    kind: 'Cluster',
    metadata: { name: 'demo' },
    spec: {
      clusterNetwork: {
        pods: { cidrBlocks: ['192.168.0.0/16'] },
        services: { cidrBlocks: ['10.96.0.0/12'] },
        serviceDomain: 'cluster.local',
      },
      topology: {
        class: 'docker-demo-1-32-v1',
        version: 'v1.32.5',
        controlPlane: { replicas: 3 },
        workers: { machineDeployments: [{ class: 'default-worker', name: 'md-0', replicas: 1 }] },
        ...(variable && { variables: [variable] }),
      },
    },
  };
  await writeFile(join(folder, 'cluster.yaml'), stringify(cluster));
  const files = ['class.yaml', 'cluster.yaml'].flatMap((file) => ['-f', join(folder, file)]);
  const env = { HOME: folder, XDG_CONFIG_HOME: folder, CLUSTERCTL_DISABLE_VERSIONCHECK: 'true' };
  const { exitCode } = await tryRun('clusterctl', ['alpha', 'topology', 'plan', ...files, '-o', output], { env });
  return exitCode !== 0;
}
