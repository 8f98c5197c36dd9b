import { join } from 'node:path';
import { type FileTree, findFile, type TreeFile } from '../files/index.ts';
import { createFinding, type Finding } from '../finding.ts';
import { formatKubernetesVersion, isSameMinor, type KubernetesVersion, parseKubernetesVersion } from '../version/index.ts';
import {
  followAlias,
  getNode,
  getScalar,
  hasSyntaxError,
  type Node,
  parseYaml,
  placeOf,
  readItems,
  readMap,
  replaceRanges,
  type YamlFile,
} from '../yaml/index.ts';
import { replaceFiles } from './overlay-row.ts';

const VALUES = 'cluster-class/values.yaml';
const NODE_IMAGES: readonly string[] = ['node-images.yaml', 'node-images/config.yaml'];

/** A full version without a prerelease, and the digest after it, which belongs to the image that is replaced. */
const FULL = /(?<![0-9A-Za-z.])(v?)(\d+\.\d+\.\d+)(?!\d|\.\d|-(?:alpha|beta|rc)\b)(?:@sha256:[0-9a-f]{64})?/g;

/**
 * Makes a tree name a line's Kubernetes version: in csctl.yaml, in the images of the cluster class (whatever version
 * they had, as upstream's script does), and where else its values or a node image name the tree's own.
 *
 * @param own what the tree is written for; undefined where it does not say exactly
 */
export function overlayKubernetes(
  directory: string,
  files: FileTree,
  own: KubernetesVersion | undefined,
  line: KubernetesVersion,
): { readonly files: FileTree; readonly findings: readonly Finding[] } {
  const contents = new Map<string, Buffer>();
  const findings: Finding[] = [];
  for (const file of [VALUES, ...NODE_IMAGES].flatMap((path) => findFile(files, path) ?? [])) {
    const yaml = parseYaml(join(directory, file.path), file.bytes);
    if (hasSyntaxError(yaml)) continue;
    const edits = replaceVersions(yaml, file.path === VALUES ? imageNodes(yaml) : [], own, line);
    if (edits.length > 0) contents.set(file.path, replaceRanges(yaml, edits));
    for (const { range, text, node } of edits) {
      const before = yaml.text.slice(...range);
      const what = before.includes('\n') ? 'the Kubernetes version in it becomes' : `${before} becomes ${text} for Kubernetes`;
      const message = `${what} ${formatKubernetesVersion(line)}`;
      findings.push(createFinding('ok', 'line-version', file.path, message, placeOf(yaml, node)));
    }
  }
  const config = findFile(files, 'csctl.yaml');
  const overlaid = config && overlayConfig(config, formatKubernetesVersion(line));
  if (overlaid) contents.set('csctl.yaml', overlaid);
  return { files: replaceFiles(files, contents), findings };
}

interface Edit {
  readonly node: Node;
  readonly range: readonly [number, number];
  readonly text: string;
}

function replaceVersions(yaml: YamlFile, images: readonly Node[], own: KubernetesVersion | undefined, line: KubernetesVersion): Edit[] {
  return listScalars(yaml, yaml.root).flatMap((node) => {
    const range = getScalar(yaml, node)?.range;
    if (range === undefined) return [];
    const before = yaml.text.slice(...range);
    const after = images.includes(node) ? replaceAny(before, line) : own ? replaceOwn(before, own, line) : before;
    return after === before ? [] : [{ node, range, text: after }];
  });
}

/** Upstream's paths of node images: one for each kind of machine, or a list of which the first counts. */
function imageNodes(yaml: YamlFile): readonly Node[] {
  return ['controlPlane', 'worker'].flatMap((part) => {
    const image = getNode(yaml.root, 'images', part);
    return followAlias(yaml, getNode(image, 'name') ?? getNode(readItems(image)[0], 'name')) ?? [];
  });
}

/** Replaces the version of an image, whichever it is; the "v" tells it from that of an operating system. */
function replaceAny(text: string, line: KubernetesVersion): string {
  const to = formatKubernetesVersion(line);
  return text.replace(FULL, (all: string, v: string, version: string) => (v === '' || `v${version}` === to ? all : to));
}

/** Replaces the tree's own full version, and where that stands its minor too, which folders of URLs are named for. */
function replaceOwn(text: string, own: KubernetesVersion, line: KubernetesVersion): string {
  const [from, to] = [formatKubernetesVersion(own), formatKubernetesVersion(line)];
  if (from === to) return text;
  const replaced = text.replace(FULL, (all: string, v: string, version: string) => (`v${version}` === from ? `${v}${to.slice(1)}` : all));
  const minor = new RegExp(`(?<![0-9A-Za-z.])v${own.major}\\.${own.minor}(?!\\d|\\.\\d)`, 'g');
  return replaced === text ? text : replaced.replace(minor, `v${line.major}.${line.minor}`);
}

/** The scalars that are values, not keys. What an alias stands for counts where it is written. */
function listScalars(yaml: YamlFile, node: Node | undefined | null): Node[] {
  if (node === undefined || node === null || isAlias(yaml, node)) return [];
  const children = [...(readMap(node) ?? []).map(({ value }) => value), ...readItems(node)];
  return [node, ...children.flatMap((child) => listScalars(yaml, child))];
}

function isAlias(yaml: YamlFile, node: Node): boolean {
  return followAlias(yaml, node) !== node;
}

/** csctl.yaml with the line's version in the place of its own; undefined where that is the same. */
function overlayConfig(file: TreeFile, version: string): Buffer | undefined {
  const yaml = parseYaml(file.path, file.bytes);
  const scalar = getScalar(yaml, getNode(yaml.root, 'config', 'kubernetesVersion'));
  return scalar === undefined || scalar.source === version ? undefined : replaceRanges(yaml, [{ range: scalar.range, text: version }]);
}

/**
 * The patch that the node images of a tree are for, where its files tell the minor alone: the highest that they name.
 * A release needs the exact one; a check only needs one that the parts can agree on.
 */
export function guessPatch(files: FileTree, line: KubernetesVersion): number {
  const text = [VALUES, ...NODE_IMAGES].map((path) => findFile(files, path)?.bytes.toString('utf8') ?? '').join('\n');
  const versions = [...text.matchAll(FULL)].map(([, , version]) => parseKubernetesVersion(`v${version}`));
  const patches = versions.flatMap((version) => (version !== undefined && isSameMinor(version, line) ? version.patch : []));
  return Math.max(0, ...patches);
}
