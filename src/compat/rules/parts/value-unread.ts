import type { Chart } from '../../../chart/index.ts';
import { formatSuggestion } from '../../../suggest.ts';
import { getScalar, hasSyntaxError, type Node, parseYaml, placeOf, readMap, type YamlFile } from '../../../yaml/index.ts';
import type { Addon } from '../../facts.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { ACTION, readValuesTemplate } from './read-values.ts';
import { declaredAt, hasWords, isReadAtTop, mayRead, nameOf, type Reader, readDependencyReaders, readOwnReader } from './value-readers.ts';

const example = (values: string) => ({
  'cluster-addon/cni/Chart.yaml':
    'apiVersion: v2\nname: cni\nversion: 1.0.0\ndependencies:\n  - {name: cilium, version: 1.17.4, repository: "https://helm.cilium.io"}\n',
  'cluster-addon/cni/values.yaml': values,
  'cluster-addon/cni/templates/cni.yaml': null,
  'cluster-addon/cni/charts/cilium/Chart.yaml': 'apiVersion: v2\nname: cilium\nversion: 1.17.4\n',
  'cluster-addon/cni/charts/cilium/values.yaml': 'ipam: {mode: cluster-pool}\n',
  'cluster-addon/cni/charts/cilium/templates/config.yaml':
    'kind: ConfigMap\nmetadata: {name: cilium}\ndata: {ipam: "{{ .Values.ipam.mode }}"}\n',
});

export const VALUE_UNREAD: Rule<'value-unread'> = {
  code: 'value-unread',
  title: 'every value of an addon is used by a chart’s template',
  why: 'Helm says nothing about values that no chart reads: misspelt ones, those under a wrong name or under the name of a chart that has an alias, and keys with dots in place of nested maps. The addon then runs with the chart’s defaults.',
  source: 'Helm, subcharts and globals; https://github.com/helm/helm/issues/7093',
  verdicts: ['warn', 'ok'],
  passes: { files: example('cilium:\n  ipam: {mode: kubernetes}\n') },
  fails: { files: example('cilium:\n  imap: {mode: kubernetes}\n') },
  check: (facts) => facts.addons.flatMap(judgeAddon),
};

function judgeAddon({ folder, chart, use, values }: Addon): Judgement[] {
  // Without dependencies its values are for its own templates alone.
  if (use === undefined || chart.dependencies.length === 0) return [];
  const file = chart.files.find(({ path }) => path === 'values.yaml');
  const yaml = file && parseYaml(`${chart.path}/values.yaml`, file.bytes);
  const files = [yaml && !hasSyntaxError(yaml) ? yaml : undefined, values && readValuesTemplate(values)].filter((one) => one !== undefined);
  const readers = readDependencyReaders(chart, use.subcharts);
  const own = readOwnReader(chart, use.own, use.subcharts, files);
  const found = files.flatMap((one) => judgeFile(one, chart, own, readers));
  if (found.length > 0) return found;
  const isSeen = files.length > 0 && [...readers.values()].every((all) => all !== undefined);
  const message = 'no value is known to reach no chart';
  return isSeen ? [{ verdict: 'ok', subject: folder || 'cluster-addon', place: { file: chart.yaml.file }, message }] : [];
}

type Readers = ReadonlyMap<string, readonly Reader[] | undefined>;

function judgeFile(yaml: YamlFile, chart: Chart, own: Reader, readers: Readers): Judgement[] {
  // A key that only holds anchors for others may have any name.
  const hasAnchors = /(?:^|[\s:-])&[\w-]+/m.test(yaml.text);
  return (readMap(yaml.root) ?? []).flatMap(({ key, keyNode, value }): Judgement[] => {
    if (isOpen(yaml, key, value)) return [];
    if (readers.has(key)) return judgeMap(yaml, value, [key], own, readers.get(key) ?? []);
    if (hasAnchors || isReadAtTop(own, key)) return [];
    return [{ verdict: 'warn', subject: key, place: placeOf(yaml, keyNode), message: explainTop(key, chart, readers) }];
  });
}

function explainTop(key: string, { dependencies }: Chart, readers: Readers): string {
  const found = 'reaches no chart: no dependency goes by this name, and no template of the addon reads it';
  const aliased = dependencies.find(({ name, alias }) => name === key && alias !== undefined);
  if (aliased !== undefined) return `${found}; the dependency ${key} goes by its alias here, so write ${nameOf(aliased)}`;
  const names = dependencies.map(nameOf);
  const dotted = explainDots(key, names);
  if (dotted !== undefined) return `${found}; ${dotted}`;
  const suggestion = formatSuggestion(key, names);
  const holder = [...readers].find(([, all]) => all?.some((reader) => Object.hasOwn(declaredAt(reader, []) ?? {}, key)))?.[0];
  return holder === undefined || suggestion !== '' ? `${found}${suggestion}` : `${found}; did you mean ${key} below ${holder}?`;
}

function explainDots(key: string, known: readonly string[]): string | undefined {
  const [head = '', ...rest] = key.split('.');
  if (rest.length === 0 || !known.includes(head)) return undefined;
  return `Helm takes the dots for a part of the name, so write ${rest.join(': ')} below ${head}`;
}

/** @param path of the map, the name of the dependency first */
function judgeMap(yaml: YamlFile, node: Node | null, path: readonly string[], own: Reader, readers: readonly Reader[]): Judgement[] {
  const [name = '', ...inner] = path;
  if (readers.length === 0) return [];
  return (readMap(node) ?? []).flatMap(({ key, keyNode, value }): Judgement[] => {
    if (isOpen(yaml, key, value)) return [];
    const declared = readers.map((reader) => declaredAt(reader, inner) ?? {});
    if (declared.some((map) => Object.hasOwn(map, key))) return judgeMap(yaml, value, [...path, key], own, readers);
    // The addon's own templates may read what is there for the dependency.
    if (hasWords(own.words, key) || own.use.all === 'handed-on' || readers.some((reader) => mayRead(reader, inner, key))) return [];
    const known = declared.flatMap((map) => Object.keys(map));
    const dotted = explainDots(key, known);
    const hint = dotted === undefined ? formatSuggestion(key, known) : `; ${dotted}`;
    const message = `reaches nothing: neither the values.yaml of ${name} nor its templates name it${hint}`;
    return [{ verdict: 'warn', subject: [...path, key].join('.'), place: placeOf(yaml, keyNode), message }];
  });
}

/** Keys that a template makes, values that are meant to be none, and what many use to hold anchors. */
function isOpen(yaml: YamlFile, key: string, value: Node): boolean {
  const isNothing = value.kind === 'scalar' && getScalar(yaml, value) === undefined;
  return isNothing || key.includes(ACTION) || key === '<<' || /^(?:[._]|x-)/.test(key);
}
