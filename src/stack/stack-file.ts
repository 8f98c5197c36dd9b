import { acceptsDependency, parseConstraint, parseSemver } from '../chart/index.ts';
import { createFinding, type Finding, type Place } from '../finding.ts';
import { formatSuggestion } from '../suggest.ts';
import { formatKubernetesVersion, formatLine, type KubernetesVersion, type Line } from '../version/index.ts';
import { getNode, getScalar, hasSyntaxError, parseYaml, placeOf, readMap, type YamlFile } from '../yaml/index.ts';
import { checkKeys, checkLineName, readName, requireScalar, type StackConfig } from './config.ts';
import type { AddonChart } from './dependencies.ts';
import { type Add, readKubernetesVersion } from './kubernetes-version.ts';

/** The contents of stack.yaml. */
export interface StackFile {
  readonly line: Line;
  /** With patch 0 where only the minor is written. */
  readonly kubernetes: KubernetesVersion;
  readonly isPatchKnown: boolean;
  readonly kubernetesPlace: Place;
  readonly ranges: readonly AddonRange[];
}

/** The versions that an addon's Chart.yaml may say. */
export interface AddonRange {
  /** The addon's folder. */
  readonly folder: string;
  readonly folderPlace: Place;
  readonly range: string;
  readonly place: Place;
}

/** Reads a stack.yaml, the successor of versions.yaml: one file for each Kubernetes minor. */
export function parseStackFile(file: string, bytes: Buffer): { readonly stack?: StackFile; readonly findings: readonly Finding[] } {
  const yaml = parseYaml(file, bytes, { duplicateKeys: 'refuse' });
  const findings: Finding[] = [...yaml.findings];
  if (hasSyntaxError(yaml)) return { findings };
  const root = placeOf(yaml, yaml.root);
  const add: Add = (verdict, code, message, place = root) => findings.push(createFinding(verdict, code, file, message, place));
  if (readMap(yaml.root) === undefined) {
    add('refuse', 'config-field', 'is not a map of keys; it needs provider, clusterStackName and kubernetesVersion');
    return { findings };
  }
  findings.push(...checkKeys(yaml, [], ['provider', 'clusterStackName', 'kubernetesVersion', 'addons']));
  const provider = readName(requireScalar(yaml, ['provider'], add), 'provider', add);
  const name = readName(requireScalar(yaml, ['clusterStackName'], add), 'clusterStackName', add);
  const written = requireScalar(yaml, ['kubernetesVersion'], add);
  const kubernetes = written && readKubernetesVersion(written, 'kubernetesVersion', 'minor', add);
  const ranges = readRanges(yaml, add);
  if (provider === undefined || name === undefined || written === undefined || kubernetes === undefined) return { findings };
  const { version, exact } = kubernetes;
  const line: Line = { provider, name, kubernetes: { major: version.major, minor: version.minor } };
  findings.push(...checkLineName(line, root));
  return { findings, stack: { line, kubernetes: version, isPatchKnown: exact, kubernetesPlace: written.place, ranges } };
}

function readRanges(yaml: YamlFile, add: Add): AddonRange[] {
  const addons = getNode(yaml.root, 'addons');
  const entries = readMap(addons);
  if (addons !== undefined && entries === undefined && getScalar(yaml, addons) !== undefined) {
    add('refuse', 'addon-range', 'addons is not a map; write a range for each addon’s folder, like ccm: 2.34.x', placeOf(yaml, addons));
  }
  return (entries ?? []).flatMap(({ key, keyNode, value }) => {
    const folderPlace = placeOf(yaml, keyNode);
    const scalar = getScalar(yaml, value ?? undefined);
    if (scalar !== undefined && parseConstraint(scalar.source) !== undefined) {
      return [{ folder: key, folderPlace, range: scalar.source, place: scalar.place }];
    }
    const found = scalar === undefined ? 'has no range' : `${JSON.stringify(scalar.source)} is not a range of versions`;
    add('refuse', 'addon-range', `addons.${key}: ${found}; write it like 2.34.x`, scalar?.place ?? folderPlace);
    return [];
  });
}

/** Whether every range names an addon, and the addon's Chart.yaml keeps within it. */
export function checkRanges(ranges: readonly AddonRange[], folders: readonly string[], charts: readonly AddonChart[]): Finding[] {
  return ranges.flatMap((range) => {
    if (!folders.includes(range.folder)) {
      const message = `there is no folder cluster-addon/${range.folder} (there are ${folders.join(', ') || 'none'})${formatSuggestion(range.folder, folders)}`;
      return [createFinding('refuse', 'addon-folder', range.folder, message, range.folderPlace)];
    }
    return charts.filter(({ folder }) => folder === range.folder).flatMap((chart) => checkRange(range, chart));
  });
}

/** An addon that wraps several charts meets its range with one of them: the range does not tell which it means. */
function checkRange({ range, place }: AddonRange, { dependencies }: AddonChart): Finding[] {
  const judged = dependencies.flatMap(({ name, version }) => (version ? [{ name, version, verdict: judge(range, version.source) }] : []));
  const best = (['ok', 'unknown', 'refuse'] as const).find((verdict) => judged.some((one) => one.verdict === verdict));
  const bound = `the range ${range} in line ${place.line} of stack.yaml`;
  const says = {
    ok: `is within ${bound}`,
    unknown: `is not an exact version, so whether it keeps within ${bound} is not known; write one`,
    refuse: `is outside of ${bound}; move one of them`,
  };
  return judged
    .filter(({ verdict }) => verdict === best)
    .map(({ name, version, verdict }) => createFinding(verdict, 'addon-range', name, `${version.source} ${says[verdict]}`, version.place));
}

function judge(range: string, version: string): 'ok' | 'unknown' | 'refuse' {
  if (version === range) return 'ok';
  if (parseConstraint(range) === undefined || parseSemver(version) === undefined) return 'unknown';
  return acceptsDependency({ version: range }, version) ? 'ok' : 'refuse';
}

/** A csctl.yaml beside stack.yaml has to say the same, as far as it says it. */
export function checkAgreement(stack: StackFile, config: StackConfig): Finding[] {
  const differ = (what: string, theirs: string, ours: string) =>
    createFinding(
      'refuse',
      'config-differs',
      config.kubernetesPlace.file,
      `csctl.yaml says ${what} ${theirs}, stack.yaml beside it ${ours}; correct one, or delete csctl.yaml`,
      config.kubernetesPlace,
    );
  if (formatLine(config.line) !== formatLine(stack.line)) return [differ('the line', formatLine(config.line), formatLine(stack.line))];
  const [theirs, ours] = [formatKubernetesVersion(config.kubernetes), formatKubernetesVersion(stack.kubernetes)];
  return config.isPatchKnown && stack.isPatchKnown && theirs !== ours ? [differ('Kubernetes', theirs, ours)] : [];
}
