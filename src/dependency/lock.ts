import { createFinding, type Finding, type Place } from '../finding.ts';
import { LOCK_FILE } from '../stack/index.ts';
import { getNode, getScalar, hasSyntaxError, type Node, parseYaml, placeOf, readItems, readMap, type YamlFile } from '../yaml/index.ts';

/** A dependency with exactly one content. */
export interface LockedDependency {
  /** The chart's folder in the stack's directory: `cluster-addon/cni`. */
  readonly folder: string;
  readonly name: string;
  /** The name it goes by, where that is not its own: a chart may wrap two versions of one. */
  readonly alias?: string;
  readonly version: string;
  /** Its URL; `file://` as Chart.yaml writes it. */
  readonly repository: string;
  /** Of the archive, in hex. */
  readonly sha256: string;
}

export interface LockedLine {
  /** `v1.32.5` */
  readonly kubernetes: string;
  readonly place: Place;
  readonly dependencies: readonly (LockedDependency & { readonly place: Place })[];
  /** Digests of images by their names as charts render them; empty until somebody asks for them. */
  readonly images: ReadonlyMap<string, string>;
}

/** A line that is about to be locked. */
export interface NewLine {
  readonly kubernetes: string;
  readonly dependencies: readonly LockedDependency[];
  readonly images: ReadonlyMap<string, string>;
}

/** A stack.lock.yaml: what each line of a stack is made of. */
export type StackLock = ReadonlyMap<string, LockedLine>;

const VERSION = '1';

/** Reads a lock. A part that is missing is a finding, and then the result is undefined: half a lock would let other bytes through. */
export function parseLock(file: string, bytes: Buffer): { readonly lock?: StackLock; readonly findings: readonly Finding[] } {
  const yaml = parseYaml(file, bytes, { duplicateKeys: 'refuse' });
  const findings: Finding[] = [...yaml.findings];
  if (hasSyntaxError(yaml)) return { findings };
  const refuse = (message: string, node: Node | undefined | null = yaml.root): undefined => {
    const advice = `${message}; rewrite it with: clusterstack update`;
    findings.push(createFinding('refuse', 'lock-file', LOCK_FILE, advice, placeOf(yaml, node)));
  };
  const entries = readMap(getNode(yaml.root, 'lines'));
  if (getScalar(yaml, getNode(yaml.root, 'lockVersion'))?.source !== VERSION || entries === undefined) {
    refuse('is not a lock that this version of clusterstack can read');
    return { findings };
  }
  const lines = new Map<string, LockedLine>();
  for (const { key, keyNode, value } of entries) {
    const kubernetes = getScalar(yaml, getNode(value, 'kubernetes'))?.source ?? '';
    if (!/^v\d+\.\d+\.\d+$/.test(kubernetes)) refuse(`has no Kubernetes version for ${key}`, keyNode);
    const dependencies = (readMap(getNode(value, 'charts')) ?? []).flatMap(({ key: folder, value: items }) =>
      readItems(items).flatMap((item) => readDependency(yaml, folder, item) ?? refuse(INCOMPLETE, item) ?? []),
    );
    const images = (readMap(getNode(value, 'images')) ?? []).map(({ key: image, keyNode: at, value: digest }) => {
      const { source = '' } = getScalar(yaml, digest) ?? {};
      if (!/^sha256:[0-9a-f]{64}$/.test(source)) refuse(`has no digest of the image ${image}`, at);
      return [image, source] as const;
    });
    lines.set(key, { kubernetes, place: placeOf(yaml, keyNode), dependencies, images: new Map(images) });
  }
  return findings.some(({ verdict }) => verdict === 'refuse') ? { findings } : { findings, lock: lines };
}

const INCOMPLETE = 'has a dependency without name, version, repository or sha256';

function readDependency(yaml: YamlFile, folder: string, item: Node): LockedLine['dependencies'][number] | undefined {
  const field = (key: string) => getScalar(yaml, getNode(item, key))?.source ?? '';
  const [name, alias, version, repository, sha256] = [
    field('name'),
    field('alias'),
    field('version'),
    field('repository'),
    field('sha256'),
  ];
  if (name === '' || version === '' || repository === '' || !/^[0-9a-f]{64}$/.test(sha256)) return undefined;
  return { folder, name, ...(alias !== '' && { alias }), version, repository, sha256, place: placeOf(yaml, item) };
}

/** The text of a lock: sorted, one field a line, so that a change of it reads well. */
export function formatLock(lines: ReadonlyMap<string, NewLine>): string {
  const out = [
    '# Written by clusterstack update: what each line is made of, to the byte. Keep it in git.',
    `lockVersion: ${VERSION}`,
    'lines:',
  ];
  const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) => (a < b ? -1 : 1);
  for (const [line, { kubernetes, dependencies, images }] of [...lines].sort(byName)) {
    out.push(`  ${line}:`, `    kubernetes: ${kubernetes}`);
    const folders = [...new Set(dependencies.map(({ folder }) => folder))].sort();
    if (folders.length > 0) out.push('    charts:');
    for (const folder of folders) {
      out.push(`      ${JSON.stringify(folder)}:`);
      for (const { name, alias, version, repository, sha256 } of dependencies.filter((one) => one.folder === folder)) {
        out.push(
          `        - name: ${JSON.stringify(name)}`,
          ...(alias === undefined ? [] : [`          alias: ${JSON.stringify(alias)}`]),
          `          version: ${JSON.stringify(version)}`,
          `          repository: ${JSON.stringify(repository)}`,
          `          sha256: ${sha256}`,
        );
      }
    }
    if (images.size > 0) out.push('    images:');
    for (const [image, digest] of [...images].sort(byName)) out.push(`      ${JSON.stringify(image)}: ${digest}`);
  }
  return `${out.join('\n')}\n`;
}
