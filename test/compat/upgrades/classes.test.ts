import { describe, expect, test } from 'vitest';
import type { Rendering } from '../../../src/chart/index.ts';
import { UPGRADES } from '../../../src/compat/rules/upgrades/index.ts';
import { buildFacts, type CheckOptions, checkBuilt } from '../../support/check-built.ts';
import type { Overrides } from '../../support/stack-builder.ts';

const WEBHOOK = 'Cluster API’s webhook for Clusters, which runs when a cluster moves to another class';
const FILE = 'stacks/docker/demo/cluster-class/templates/cluster-class.yaml';
const EARLIER = 'docker-demo-1-32-v1';

async function check(code: string, files: Overrides, earlier: Overrides, options: CheckOptions = {}) {
  return checkBuilt(
    UPGRADES.filter((rule) => rule.code === code),
    files,
    { earlier, ...options },
  );
}

function clusterClass(spec: string): Overrides {
  return {
    'cluster-class/templates/cluster-class.yaml': `apiVersion: cluster.x-k8s.io/v1beta1\nkind: ClusterClass\nmetadata: {name: demo}\nspec: ${spec}\n`,
  };
}

/** By `name: schema`; with `!` required. */
function variables(...texts: readonly string[]): Overrides {
  const list = texts.map((text) => {
    const [, name, required, schema] = /^(\w+)(!?): (.*)$/.exec(text) ?? [];
    return `{name: ${name}, required: ${required === '!'}, schema: {openAPIV3Schema: ${schema}}}`;
  });
  return clusterClass(`{variables: [${list.join(', ')}]}`);
}

const rejected = (edit: string, which = `every cluster of ${EARLIER}`) =>
  `Cluster API rejects the class for ${which}, unless the edit that names it also ${edit}`;

describe('variable-removed', () => {
  test('with a default, which every cluster has: refuse', async () => {
    expect(await check('variable-removed', variables('a: {type: string}'), variables('mtu: {type: integer, default: 1500}'))).toEqual([
      {
        code: 'variable-removed',
        verdict: 'refuse',
        subject: 'mtu',
        message: `is gone, and its default stands in every cluster; ${rejected('deletes the value')}; keep the variable, unused if need be`,
        file: FILE,
        source: WEBHOOK,
        waived: false,
      },
    ]);
  });

  test('without a default and not required: warn', async () => {
    const findings = await check('variable-removed', variables('a: {type: string}'), variables('mtu: {type: integer}'));
    expect(findings.map(({ verdict, message }) => [verdict, message])).toEqual([
      ['warn', `is gone; ${rejected('deletes the value', `clusters of ${EARLIER} that set it`)}; keep the variable, unused if need be`],
    ]);
  });

  test('renamed: the new name is told', async () => {
    const schema = '{type: integer, default: 1500}';
    const findings = await check('variable-removed', variables(`networkMtu: ${schema}`), variables(`network_mtu: ${schema}`));
    expect(findings.map(({ verdict, message }) => [verdict, message])).toEqual([
      [
        'refuse',
        `is gone, and networkMtu with the same schema is new, and its default stands in every cluster; ${rejected('deletes the value')}; keep the variable, unused if need be`,
      ],
    ]);
  });

  test('a new Kubernetes minor: warn', async () => {
    const findings = await check('variable-removed', variables(), variables('a!: {type: string}'), { relation: 'previous-minor' });
    expect(findings.map(({ verdict }) => verdict)).toEqual(['warn']);
  });

  test('where a runtime extension may define it: unknown', async () => {
    const external = clusterClass('{patches: [{name: x, external: {discoverVariablesExtension: x.y}}]}');
    expect((await check('variable-removed', external, variables('a: {type: string}'))).map(({ verdict }) => verdict)).toEqual(['unknown']);
  });

  test('nothing removed: ok', async () => {
    expect(await check('variable-removed', variables('a: {type: string}', 'b: {type: string}'), variables('a: {type: string}'))).toEqual([
      {
        code: 'variable-removed',
        verdict: 'ok',
        subject: EARLIER,
        message: 'all variables that its clusters may have set are still there',
        file: FILE,
        source: WEBHOOK,
        waived: false,
      },
    ]);
  });

  test.each([
    ['of the default', '{type: object, default: {mtu: 1500}, properties: {mtu: {type: integer}}}', '{type: object}', 'refuse'],
    [
      'with a default of its own',
      '{type: object, default: {}, properties: {mtu: {type: integer, default: 1}}}',
      '{type: object}',
      'refuse',
    ],
    ['of an optional variable', '{type: object, properties: {mtu: {type: integer, default: 1}}}', '{type: object}', 'warn'],
    [
      'that may be unknown',
      '{type: object, properties: {mtu: {type: integer}}}',
      '{type: object, x-kubernetes-preserve-unknown-fields: true}',
      'ok',
    ],
    [
      'that a map takes',
      '{type: object, properties: {mtu: {type: integer}}}',
      '{type: object, additionalProperties: {type: integer}}',
      'ok',
    ],
  ])('a property %s', async (_, before, now, verdict) => {
    const findings = await check('variable-removed', variables(`net: ${now}`), variables(`net: ${before}`));
    expect(findings.map((finding) => [finding.verdict, finding.subject])).toEqual([[verdict, verdict === 'ok' ? EARLIER : 'net.mtu']]);
  });
});

describe('variable-required', () => {
  test('new, required, without a default: refuse', async () => {
    expect(await check('variable-required', variables('mtu!: {type: integer}'), variables())).toEqual([
      {
        code: 'variable-required',
        verdict: 'refuse',
        subject: 'mtu',
        message: `is new, required and without a default; ${rejected('sets a value')}; give it a default`,
        file: FILE,
        source: WEBHOOK,
        waived: false,
      },
    ]);
  });

  test.each([
    ['was optional', 'a!: {type: string}', 'a: {type: string}', ['refuse', 'a']],
    ['was required', 'a!: {type: string}', 'a!: {type: string}', ['ok', EARLIER]],
    ['had a default, which clusters have', 'a!: {type: string}', 'a: {type: string, default: x}', ['ok', EARLIER]],
    ['has a default', 'a!: {type: string, default: x}', 'b: {type: string}', ['ok', EARLIER]],
    ['is not required', 'a: {type: string}', 'b: {type: string}', ['ok', EARLIER]],
    [
      'a property of an optional variable',
      'a: {type: object, required: [b], properties: {b: {type: string}}}',
      'a: {type: object}',
      ['warn', 'a.b'],
    ],
    [
      'a property of every cluster',
      'a: {type: object, required: [b], properties: {b: {type: string}}}',
      'a: {type: object, default: {}, properties: {b: {type: string}}}',
      ['refuse', 'a.b'],
    ],
    [
      'a property that was filled in',
      'a: {type: object, required: [b], properties: {b: {type: string}}}',
      'a: {type: object, properties: {b: {type: string, default: x}}}',
      ['ok', EARLIER],
    ],
  ])('%s', async (_, now, before, expected) => {
    const findings = await check('variable-required', variables(now), variables(before));
    expect(findings.map(({ verdict, subject }) => [verdict, subject])).toEqual([expected]);
  });
});

describe('variable-retyped', () => {
  test('with a default: refuse', async () => {
    expect(await check('variable-retyped', variables('mtu: {type: integer}'), variables('mtu: {type: string, default: "1500"}'))).toEqual([
      {
        code: 'variable-retyped',
        verdict: 'refuse',
        subject: 'mtu',
        message: `is of type integer now and was of type string; ${rejected('sets a value of the new type')}; add a variable of another name for the new type`,
        file: FILE,
        source: WEBHOOK,
        waived: false,
      },
    ]);
  });

  test.each([
    ['without a default', '{type: string}', '{type: integer}', ['warn', 'a']],
    ['an integer is a number', '{type: integer, default: 1}', '{type: number, default: 1}', ['ok', EARLIER]],
    ['items of a list', '{type: array, default: [x], items: {type: string}}', '{type: array, items: {type: object}}', ['warn', 'a[]']],
    [
      'values of a map',
      '{type: object, additionalProperties: {type: string}}',
      '{type: object, additionalProperties: {type: integer}}',
      ['warn', 'a.*'],
    ],
  ])('%s', async (_, before, now, expected) => {
    const findings = await check('variable-retyped', variables(`a: ${now}`), variables(`a: ${before}`));
    expect(findings.map(({ verdict, subject }) => [verdict, subject])).toEqual([expected]);
  });
});

describe('variable-narrowed', () => {
  test('the old default is not taken: refuse', async () => {
    const before = variables('cri: {type: string, enum: [a, b], default: a}');
    expect(await check('variable-narrowed', variables('cri: {type: string, enum: [b, c], default: b}'), before)).toEqual([
      {
        code: 'variable-narrowed',
        verdict: 'refuse',
        subject: 'cri',
        message: `no longer takes "a"; ${rejected('sets one that fits')}; let it take what it took before`,
        file: FILE,
        source: WEBHOOK,
        waived: false,
      },
    ]);
  });

  test.each([
    ['another value is not taken', '{enum: [a, b], default: a}', '{enum: [a]}', 'warn'],
    ['an enum is new', '{default: a}', '{enum: [a]}', 'warn'],
    ['an enum is wider', '{enum: [a]}', '{enum: [b, a]}', 'ok'],
    ['an enum is gone', '{enum: [a]}', '{}', 'ok'],
    ['a minimum is new', '{default: 1}', '{minimum: 2}', 'refuse'],
    ['a minimum is lower', '{minimum: 2, default: 2}', '{minimum: 1}', 'ok'],
    ['a maximum is lower', '{maximum: 9, default: 1}', '{maximum: 8}', 'warn'],
    ['texts are shorter', '{default: abc}', '{maxLength: 2}', 'refuse'],
    ['minLength 0 is not a bound', '{}', '{minLength: 0}', 'ok'],
    ['lists are shorter', '{default: [1, 2]}', '{maxItems: 1}', 'refuse'],
    ['another pattern', '{pattern: ^a, default: a}', '{pattern: ^b}', 'warn'],
    ['another rule', '{default: 1}', '{x-kubernetes-validations: [{rule: self > 2}]}', 'warn'],
    ['another description', '{description: a, default: 1}', '{description: b}', 'ok'],
  ])('%s', async (_, before, now, verdict) => {
    const findings = await check('variable-narrowed', variables(`a: ${now}`), variables(`a: ${before}`));
    expect(findings.map((finding) => finding.verdict)).toEqual([verdict]);
  });
});

describe('class-reference', () => {
  const refers = (group: string, kind: string, key = 'ref') =>
    clusterClass(`{infrastructure: {${key}: {apiVersion: ${group}, kind: ${kind}, name: x}}}`);

  test('another kind: refuse', async () => {
    const now = refers('infrastructure.cluster.x-k8s.io/v1beta1', 'DevClusterTemplate');
    expect(await check('class-reference', now, refers('infrastructure.cluster.x-k8s.io/v1beta1', 'DockerClusterTemplate'))).toEqual([
      {
        code: 'class-reference',
        verdict: 'refuse',
        subject: 'spec.infrastructure',
        message: `refers to DevClusterTemplate (infrastructure.cluster.x-k8s.io), and in ${EARLIER} to DockerClusterTemplate (infrastructure.cluster.x-k8s.io); Cluster API lets no cluster of it take the new class, so keep the kind, or make a stack of another name`,
        file: FILE,
        source: WEBHOOK,
        waived: false,
      },
    ]);
  });

  test('another version of the same kind, in the form of v1beta2: ok', async () => {
    const now = refers('x.io/v1beta2', 'ATemplate', 'templateRef');
    expect((await check('class-reference', now, refers('x.io/v1beta1', 'ATemplate'))).map(({ verdict }) => verdict)).toEqual(['ok']);
  });

  test('workers of the same class', async () => {
    const worker = (inner: string) => clusterClass(`{workers: {machineDeployments: [{class: w, ${inner}}]}}`);
    const before = worker('template: {infrastructure: {ref: {apiVersion: x.io/v1, kind: A}}}');
    const now = worker('infrastructure: {templateRef: {apiVersion: x.io/v1, kind: B}}');
    expect((await check('class-reference', now, before)).map(({ verdict, subject }) => [verdict, subject])).toEqual([
      ['refuse', 'machineDeployments class w'],
    ]);
  });

  test('an earlier class that was not rendered: unknown', async () => {
    const facts = await buildFacts(variables(), { earlier: variables() });
    const rendering: Rendering = { kind: 'failed', message: 'a template is broken', place: { file: 'x' } };
    const earlier = (facts.earlier ?? []).map((release) => ({ ...release, clusterClass: { ...release.clusterClass, rendering } }));
    expect(await checkBuilt(UPGRADES, variables(), { facts: { earlier } })).toContainEqual({
      code: 'class-reference',
      verdict: 'unknown',
      subject: EARLIER,
      message: 'its ClusterClass cannot be compared with the new one: a template is broken',
      source: WEBHOOK,
      waived: false,
    });
  });
});

describe('worker-class-removed', () => {
  const workers = (...names: readonly string[]) =>
    clusterClass(`{workers: {machineDeployments: [${names.map((name) => `{class: ${name}}`).join(', ')}]}}`);

  test('gone: refuse', async () => {
    expect(await check('worker-class-removed', workers('b'), workers('a', 'b'))).toEqual([
      {
        code: 'worker-class-removed',
        verdict: 'refuse',
        subject: 'machineDeployments class a',
        message: `is gone; Cluster API rejects the class for clusters of ${EARLIER} that name a, unless the same edit names another in its place, so keep it`,
        file: FILE,
        source: WEBHOOK,
        waived: false,
      },
    ]);
  });

  test('named by the release: warn, with the advice not to', async () => {
    const facts = { version: { kind: 'stable', major: 2 } } as const;
    const findings = await check('worker-class-removed', workers('default-v2'), workers('default-v1'), { facts });
    expect(findings.map(({ verdict, message }) => [verdict, message])).toEqual([
      [
        'warn',
        `is default-v2 now; Cluster API rejects the class for clusters of ${EARLIER} that name default-v1, unless the same edit names another in its place. Leave the release's version out of the name, or owners have to edit their clusters so at every release`,
      ],
    ]);
  });

  test.each([
    ['the whole release', 'docker-demo-1-32-v1', 'docker-demo-1-32-v2', 'warn'],
    ['a version that is gone', 'default-v1', 'gpu-v2', 'refuse'],
    ['letters that only look like one', 'dev1', 'dev2', 'refuse'],
  ])('a name with %s', async (_, before, now, verdict) => {
    const facts = { version: { kind: 'stable', major: 2 } } as const;
    const findings = await check('worker-class-removed', workers(now), workers(before), { facts });
    expect(findings.map((finding) => finding.verdict)).toEqual([verdict]);
  });

  test('at a new Kubernetes minor: warn; added: ok', async () => {
    const findings = await check('worker-class-removed', workers('b'), workers('a'), { relation: 'previous-minor' });
    expect(findings.map(({ verdict }) => verdict)).toEqual(['warn']);
    expect((await check('worker-class-removed', workers('a', 'b'), workers('a'))).map(({ verdict }) => verdict)).toEqual(['ok']);
  });
});

describe('template-changed', () => {
  const template = (kind: string, name: string, spec: string, apiVersion = 'infrastructure.cluster.x-k8s.io/v1beta1'): Overrides => ({
    'cluster-class/templates/t.yaml': `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: ${name}}\nspec: ${spec}\n`,
  });

  test('an immutable one: refuse', async () => {
    const kind = 'OpenStackMachineTemplate';
    expect(await check('template-changed', template(kind, 'worker', '{a: 1}'), template(kind, 'worker', '{a: 2}'))).toEqual([
      {
        code: 'template-changed',
        verdict: 'refuse',
        subject: 'OpenStackMachineTemplate/worker',
        message: `has this name in ${EARLIER} already, with another spec, and cannot be changed there; CSO would never get the new release installed, so put {{ .Release.Name }}-{{ .Chart.Version }} into the name`,
        file: 'stacks/docker/demo/cluster-class/templates/t.yaml',
        source: 'the webhooks of the templates in Cluster API and its providers: spec.template.spec is immutable',
        waived: false,
      },
    ]);
  });

  test.each([
    [
      'the same spec in another order',
      template('DockerMachineTemplate', 'w', '{a: 1, b: 2}'),
      template('DockerMachineTemplate', 'w', '{b: 2, a: 1}'),
      ['ok'],
    ],
    [
      'one that can be changed',
      template('Metal3MachineTemplate', 'w', '{a: 1}'),
      template('Metal3MachineTemplate', 'w', '{a: 2}'),
      ['warn'],
    ],
    ['a name of its own', template('DockerMachineTemplate', 'x', '{a: 1}'), template('DockerMachineTemplate', 'w', '{a: 2}'), []],
    [
      'a name with the version',
      template('DockerMachineTemplate', 'd-v1-w', '{a: 1}'),
      template('DockerMachineTemplate', 'd-v1-w', '{a: 2}'),
      [],
    ],
    [
      'another version of the API',
      template('DockerMachineTemplate', 'w', '{a: 1}', 'infrastructure.cluster.x-k8s.io/v1beta2'),
      template('DockerMachineTemplate', 'w', '{a: 2}'),
      ['unknown'],
    ],
    [
      'no template of Cluster API',
      template('FooTemplate', 'w', '{a: 1}', 'example.org/v1'),
      template('FooTemplate', 'w', '{a: 2}', 'example.org/v1'),
      [],
    ],
  ])('%s', async (_, now, before, verdicts) => {
    expect((await check('template-changed', now, before)).map(({ verdict }) => verdict)).toEqual(verdicts);
  });
});
