import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { VALUE_UNREAD } from '../../../src/compat/rules/parts/value-unread.ts';
import { checkBuilt } from '../../support/check-built.ts';
import type { Overrides } from '../../support/stack-builder.ts';

const CHARTS = join(import.meta.dirname, '../../../../shared/charts');
const ADDON = 'cluster-addon/cni';
const DEPENDENCY = '{name: cilium, version: 1.0.0, repository: "https://helm.cilium.io"}';

/** An addon whose dependency has the given values.yaml and templates. */
function addon(values: string, more: Overrides = {}, dependency = DEPENDENCY): Overrides {
  return {
    [`${ADDON}/Chart.yaml`]: `apiVersion: v2\nname: cni\nversion: 1.0.0\ndependencies:\n- ${dependency}\n`,
    [`${ADDON}/values.yaml`]: values,
    [`${ADDON}/templates/cni.yaml`]: null,
    [`${ADDON}/charts/cilium/Chart.yaml`]: 'apiVersion: v2\nname: cilium\nversion: 1.0.0\n',
    [`${ADDON}/charts/cilium/values.yaml`]: `image: {repository: a, tag: v1}
ipam: {mode: cluster-pool}
nodeSelector: {kubernetes.io/os: linux}
extraConfig: {}
affinity:
operator: {image: {tag: v1}, replicas: 1}
# priorityClass: high
`,
    [`${ADDON}/charts/cilium/templates/config.yaml`]: `kind: ConfigMap
data:
  image: {{ .Values.image.repository }}:{{ .Values.image.tag }}
  mode: {{ .Values.ipam.mode }}
  {{- if .Values.debug }}
  debug: "true"
  {{- end }}
  selector: {{ toYaml .Values.nodeSelector | nindent 4 }}
  operator: {{ .Values.operator.replicas }}
`,
    ...more,
  };
}

const ABSENT: Overrides = {
  [`${ADDON}/charts/cilium/Chart.yaml`]: null,
  [`${ADDON}/charts/cilium/values.yaml`]: null,
  [`${ADDON}/charts/cilium/templates/config.yaml`]: null,
};

async function judge(files: Overrides): Promise<string[]> {
  const findings = await checkBuilt([VALUE_UNREAD], files);
  return findings
    .filter(({ verdict }) => verdict !== 'ok')
    .map(({ subject, message, file, line }) => {
      const hint = /(?:; did you mean|write|its alias here, so) (.*)$/.exec(message)?.[1] ?? '';
      return `${subject} ${file?.split('/').at(-1)}:${line} ${hint}`.trim();
    });
}

describe('a value that nothing reads', () => {
  test.each([
    ['misspelt', 'cilium:\n  imag: {tag: v2}\n', ['cilium.imag values.yaml:2 image?']],
    ['below', 'cilium:\n  image:\n    tagg: v2\n', ['cilium.image.tagg values.yaml:3 tag?']],
    ['without the name of the chart', 'image: {tag: v2}\n', ['image values.yaml:1 image below cilium?']],
    ['below a misspelt name', 'cillium:\n  image: {tag: v2}\n', ['cillium values.yaml:1 cilium?']],
    ['with dots', 'cilium:\n  image.tag: v2\n', ['cilium.image.tag values.yaml:2 tag below image']],
    ['with dots from the top', 'cilium.image.tag: v2\n', ['cilium.image.tag values.yaml:1 image: tag below cilium']],
    ['with dots below', 'cilium:\n  operator: {image.tag: v2}\n', ['cilium.operator.image.tag values.yaml:2 tag below image']],
  ])('%s', async (_, values, expected) => {
    expect(await judge(addon(values))).toEqual(expected);
  });

  test('below the name of a chart that goes by its alias', async () => {
    const aliased = DEPENDENCY.replace('{', '{alias: network, ');
    expect(await judge(addon('cilium: {image: {tag: v2}}\n', {}, aliased))).toEqual(['cilium values.yaml:1 write network']);
    expect(await judge(addon('network: {image: {tag: v2}}\n', {}, aliased))).toEqual([]);
  });

  test('in an overwrite.yaml, as values and as their text', async () => {
    const overwrite = (text: string) => addon('', { [`${ADDON}/overwrite.yaml`]: text });
    const map = 'cilium:\n{{- if .Cluster.spec }}\n  imag:\n    tag: {{ .Cluster.spec.topology.version }}\n{{- end }}\n';
    expect(await judge(overwrite(map))).toEqual(['cilium.imag overwrite.yaml:3 image?']);
    const text = 'values: |\n  cilium:\n    image: {tag: "{{ .Cluster.metadata.name }}"}\n    imag: {tag: v2}\n';
    expect(await judge(overwrite(text))).toEqual(['cilium.imag overwrite.yaml:4 image?']);
    expect(await judge(overwrite('{{ range .X }}{{ . }}: [\n{{ end }}'))).toEqual([]);
    expect(await judge(overwrite('cilium:\n  {{ .Cluster.metadata.name }}: 1\n'))).toEqual([]);
    const choice = '{{ if .X }}\ncilium: {image: {tag: v2}}\n{{ else }}\ncilium: {imag: {tag: v2}}\n{{ end }}\n';
    expect(await judge(overwrite(choice))).toEqual(['cilium.imag overwrite.yaml:4 image?']);
  });
});

describe('a value that may be read', () => {
  test.each([
    ['declared, whatever lies below no map', 'cilium:\n  image: {tag: v2}\n  affinity: {any: 1}\n  extraConfig: {any: 1}\n'],
    ['a name of another level', 'cilium: {tag: v2}\n'],
    ['a template alone names it', 'cilium: {debug: true}\n'],
    ['a map that is written as a whole', 'cilium: {nodeSelector: {disk: ssd}}\n'],
    ['a key in a comment', 'cilium: {priorityClass: low}\n'],
    ['nothing, which takes a default away', 'cilium: {imag: null, tagg: }\n'],
    ['what all charts have', 'global: {a: 1}\ntags: {b: true}\ncilium: {global: {a: 1}}\n'],
    ['anchors for others', '.a: &a {tag: v2}\nx-b: 1\n_c: 1\ncilium: {image: *a}\n'],
    ['what is merged in', '.a: &a {image: {tag: v2}}\ncilium: {<<: *a}\n'],
  ])('%s', async (_, values) => {
    expect(await judge(addon(values))).toEqual([]);
  });

  test.each([
    ['a condition', addon('network: {enabled: true}\n', {}, DEPENDENCY.replace('{', '{condition: network.enabled, '))],
    ['the addon’s own template', addon('mtu: 1\n', { [`${ADDON}/templates/a.yaml`]: 'a: {{ .Values.mtu }}\n' })],
    ['the same by a string', addon('m-t: 1\n', { [`${ADDON}/templates/a.yaml`]: 'a: {{ index .Values "m-t" }}\n' })],
    ['all of them', addon('mtu: 1\n', { [`${ADDON}/templates/a.yaml`]: 'a: {{ toYaml .Values }}\n' })],
    ['of a dependency, in the addon', addon('cilium: {mtu: 1}\n', { [`${ADDON}/templates/a.yaml`]: 'a: {{ .Values.cilium.mtu }}\n' })],
    ['a text that a chart evaluates', addon('mtu: 1\ncilium: {extraConfig: {a: "{{ .Values.mtu }}"}}\n')],
    [
      'the chart hands on all',
      addon('cilium: {a: 1}\n', { [`${ADDON}/charts/cilium/templates/a.yaml`]: '{{ include "x" (dict "v" .Values) }}' }),
    ],
    ['a schema', addon('cilium: {a: 1}\n', { [`${ADDON}/charts/cilium/values.schema.json`]: '{"properties": {"a": {}}}' })],
    ['a missing dependency', addon('cilium: {b: 1}\n', ABSENT)],
    [
      'charts inside',
      addon('cilium: {inner: {any: {b: 1}}}\n', {
        [`${ADDON}/charts/cilium/charts/inner/Chart.yaml`]: 'apiVersion: v2\nname: inner\nversion: 1.0.0\n',
      }),
    ],
    ['an addon without dependencies', { [`${ADDON}/values.yaml`]: 'mtu: 1\nanything: 2\n' }],
  ] satisfies [string, Overrides][])('%s', async (_, files) => {
    expect(await judge(files)).toEqual([]);
  });
});

describe('who reads an addon’s own values', () => {
  const LIBRARY = (template: string, type = 'type: library\n'): Overrides => ({
    [`${ADDON}/charts/common/Chart.yaml`]: `apiVersion: v2\nname: common\nversion: 1.0.0\n${type}`,
    [`${ADDON}/charts/common/templates/_all.tpl`]: null,
    [`${ADDON}/charts/common/templates/all.yaml`]: template,
  });
  const own = (template: string): Overrides => ({ [`${ADDON}/templates/a.yaml`]: template });
  const MTU = ['mtu values.yaml:1'];

  test.each<[what: string, more: Overrides, expected: readonly string[]]>([
    ['nobody', {}, MTU],
    ['a template that names it', own('a: {{ .Values.mtu }}\n'), []],
    ['a template that has the word by itself', own('a: mtu\n'), MTU],
    ['a template that names another', own('a: {{ .Values.mtus }}\n'), MTU],
    ['a template that asks by a text', own('a: {{ index .Values "mtu" }}\n'), []],
    ['a template that asks for another by a text', own('a: {{ index .Values "mtus" }}\n'), MTU],
    ['a template that includes what is defined elsewhere', own('a: {{ include "cilium.name" . }}\n'), []],
    ['a library', LIBRARY('a: {{ .Values.mtu }}\n'), []],
    ['a library that asks by a text', LIBRARY('a: {{ index .Values "mtu" }}\n'), []],
    ['a library that hands on all', LIBRARY('a: {{ toYaml .Values }}\n'), []],
    ['a chart beside it that is no library', LIBRARY('a: {{ .Values.mtu }}\n', ''), MTU],
    ['a schema of its own', { [`${ADDON}/values.schema.json`]: '{"properties": {"mtu": {}}}' }, []],
  ])('%s', async (_, more, expected) => {
    expect(await judge(addon('mtu: 1\n', more))).toEqual(expected);
  });

  test.each([
    ['an anchor', 'common: &common {tag: v2}\ncilium: {image: *common}\n', []],
    ['an anchor in a list', 'common:\n- &common {tag: v2}\ncilium: {image: *common}\n', []],
    ['no anchor', 'common: {tag: v2}\n', ['common values.yaml:1']],
    ['such a sign in a text', 'common: tag&v2\n', ['common values.yaml:1']],
  ])('a key that holds %s', async (_, values, expected) => {
    expect(await judge(addon(values))).toEqual(expected);
  });

  test('what stands below a dependency is read by an addon that hands on all', async () => {
    expect(await judge(addon('cilium: {mtu: 1}\n', own('a: {{ toYaml .Values }}\n')))).toEqual([]);
    expect(await judge(addon('cilium: {mtu: 1}\n', own('a: {{ .Values.other }}\n')))).toEqual(['cilium.mtu values.yaml:1']);
  });

  test('of two charts of one name either may read a value', async () => {
    const older = { [`${ADDON}/charts/older/Chart.yaml`]: 'apiVersion: v2\nname: cilium\nversion: 0.9.0\n' };
    expect(await judge(addon('cilium: {debug: true}\n', older))).toEqual([]);
    expect(await judge(addon('cilium: {debugg: true}\n', older))).toEqual(['cilium.debugg values.yaml:1']);
  });

  test('values that a dependency hands up may be overridden', async () => {
    expect(await judge(addon('mtu: 1\n', {}, DEPENDENCY.replace('{', '{import-values: [data], ')))).toEqual([]);
  });
});

describe('keys that Helm itself reads', () => {
  const inner = (fields: string): Overrides => ({
    [`${ADDON}/charts/cilium/Chart.yaml`]: `apiVersion: v2\nname: cilium\nversion: 1.0.0\ndependencies:\n- {name: agent, version: 1.0.0, ${fields}}\n`,
  });

  test.each<[what: string, values: string, more: Overrides, expected: readonly string[]]>([
    ['of all charts', 'global: {a: 1}\ntags: {a: true}\nexports: {a: 1}\n', {}, []],
    ['of a dependency', 'cilium: {global: {a: 1}, tags: {a: true}, exports: {a: 1}}\n', {}, []],
    ['a dependency of the dependency', 'cilium: {agent: {any: 1}}\n', inner('tags: []'), []],
    ['the same by its alias', 'cilium: {node: {any: 1}}\n', inner('alias: node'), []],
    ['its name where it has an alias', 'cilium: {agent: {any: 1}}\n', inner('alias: node'), ['cilium.agent values.yaml:1']],
    ['conditions', 'cilium: {net: {use: true}, other: {use: true}}\n', inner('condition: "net.use,other.use"'), []],
    ['what no condition names', 'cilium: {nets: {use: true}}\n', inner('condition: "net.use"'), ['cilium.nets values.yaml:1']],
  ])('%s', async (_, values, more, expected) => {
    expect(await judge(addon(values, more))).toEqual(expected);
  });
});

describe('that all is read', () => {
  const verdicts = async (files: Overrides) =>
    (await checkBuilt([VALUE_UNREAD], files)).map(({ verdict, subject, file }) => ({ verdict, subject, file }));
  const OK = [{ verdict: 'ok', subject: 'cni', file: `stacks/docker/demo/${ADDON}/Chart.yaml` }];

  test.each<[what: string, files: Overrides, expected: readonly unknown[]]>([
    ['is said of an addon with values', addon('cilium: {image: {tag: v2}}\n'), OK],
    ['is not said without values', addon('', { [`${ADDON}/values.yaml`]: null }), []],
    ['is not said where a dependency is missing', addon('cilium: {image: {tag: v2}}\n', ABSENT), []],
    ['is not said without dependencies', { [`${ADDON}/values.yaml`]: 'mtu: 1\n' }, []],
    ['is not said of values that cannot be read', addon('a: [\n'), []],
  ])('%s', async (_, files, expected) => {
    expect(await verdicts(files)).toEqual(expected);
  });
});

describe.skipIf(!existsSync(CHARTS))('real charts', () => {
  const archives = existsSync(CHARTS) ? readdirSync(CHARTS).filter((name) => name.endsWith('.tgz')) : [];
  const real = (file: string, values: string): Overrides => {
    const [, name = '', version = ''] = /^(.+)-(\d.*)\.tgz$/.exec(file) ?? [];
    return {
      [`${ADDON}/Chart.yaml`]: `apiVersion: v2\nname: cni\nversion: 1.0.0\ndependencies:\n- {name: ${name}, version: ${version}, repository: "https://charts.example"}\n`,
      [`${ADDON}/charts/${file}`]: readFileSync(join(CHARTS, file)),
      [`${ADDON}/templates/cni.yaml`]: null,
      [`${ADDON}/values.yaml`]: values,
    };
  };

  /** Of each chart a value and its misspelling, at the top and below. */
  const MISSPELT: Readonly<Record<string, readonly [values: string, top: string, below: string]>> = {
    cilium: ['nodeSelektor: {a: b}\n  hubble: {relay: {enabledd: true}}', 'nodeSelektor', 'hubble.relay.enabledd'],
    'metrics-server': ['nodeSelektor: {a: b}\n  image: {taag: v1}', 'nodeSelektor', 'image.taag'],
    'openstack-cinder-csi': ['storageClas: {a: b}\n  csi: {plugin: {repliccas: 1}}', 'storageClas', 'csi.plugin.repliccas'],
    'openstack-cloud-controller-manager': ['nodeSelektor: {a: b}\n  image: {taag: v1}', 'nodeSelektor', 'image.taag'],
  };

  test.each(archives)('%s: a misspelt value is found', async (file) => {
    const name = file.replace(/-\d.*$/, '');
    const [values, top, below] = MISSPELT[name] ?? ['', '', ''];
    const found = await judge(real(file, `${name}:\n  ${values}\n`));
    expect(found.map((text) => text.split(' ')[0])).toEqual([`${name}.${top}`, `${name}.${below}`]);
  });
});
