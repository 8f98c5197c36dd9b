import { posix } from 'node:path';
import { ReleaseError } from '../../errors.ts';
import { getNode, getScalar, hasSyntaxError, isList, parseYaml, placeOf, readItems, type YamlFile } from '../../yaml/index.ts';

/** A kustomization of ours, where there is none yet. */
export function formatKustomization(header: string, resources: readonly string[]): string {
  return `${header}apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n${resources.map((name) => `- ${name}\n`).join('')}`;
}

/**
 * A kustomization with our resources in it, in our order, and without those of ours that are gone. All else stays as it is:
 * entries of others, patches, comments.
 * @param gone resources of ours that are not written any more
 * @throws ReleaseError `unwritable` for one that cannot be read
 */
export function mergeKustomization(path: string, text: string, resources: readonly string[], gone: ReadonlySet<string>): string {
  const yaml = parseYaml(path, Buffer.from(text));
  const list = getNode(yaml.root, 'resources');
  if (hasSyntaxError(yaml) || (list !== undefined && !isList(list))) {
    throw new ReleaseError('unwritable', `${path} cannot be read as a kustomization, so nothing was written; correct it, or delete it`);
  }
  const entries = readEntries(yaml);
  // Who names a folder has all that is in it, and kustomize refuses what is named twice.
  const missing = resources.filter((name) => !entries.some((entry) => entry.name === name || isBelow(name, entry)));
  if (missing.length === 0 && !entries.some(({ name }) => gone.has(name))) return text;
  const lines = text.split('\n');
  if (!entries.every(({ line }) => /^\s*- /.test(lines[line] ?? ''))) return rewriteList(yaml, entries, resources, gone);
  const added = new Map<number, string[]>();
  const indent = /^\s*/.exec(lines[entries[0]?.line ?? -1] ?? '')?.[0] ?? '';
  const end = entries.length === 0 ? findListEnd(yaml, lines) : Math.max(...entries.map(({ line }) => line)) + 1;
  for (const name of missing) {
    const after = resources.slice(resources.indexOf(name) + 1);
    const next = entries.find((entry) => after.includes(entry.name));
    const at = next?.line ?? end;
    added.set(at, [...(added.get(at) ?? []), `${indent}- ${name}`]);
  }
  const removed = new Set(entries.filter(({ name }) => gone.has(name)).map(({ line }) => line));
  const merged = [...lines, undefined].flatMap((line, index) => [
    ...(added.get(index) ?? []),
    ...(line === undefined || removed.has(index) ? [] : [line]),
  ]);
  return merged.join('\n');
}

interface Entry {
  readonly name: string;
  /** As it is written. */
  readonly text: string;
  /** Counted from 0. */
  readonly line: number;
}

function isBelow(name: string, folder: Entry): boolean {
  return name.startsWith(`${folder.name}/`);
}

function readEntries(yaml: YamlFile): readonly Entry[] {
  return readItems(getNode(yaml.root, 'resources')).flatMap((item) => {
    const { line = 1 } = placeOf(yaml, item);
    const name = getScalar(yaml, item)?.source;
    return name === undefined
      ? []
      : [{ name: posix.normalize(name).replace(/\/$/, ''), line: line - 1, text: yaml.text.slice(item.start, item.end) }];
  });
}

/** Where the first entry of an empty list goes; without a list, one is begun at the end of the file. */
function findListEnd(yaml: YamlFile, lines: string[]): number {
  const key = lines.findIndex((line) => /^resources:/.test(line));
  if (key < 0 || getNode(yaml.root, 'resources') === undefined) {
    if (lines.at(-1) === '') lines.pop();
    lines.push('resources:', '');
    return lines.length - 1;
  }
  lines[key] = 'resources:';
  return key + 1;
}

/** A list in brackets is written as one line each. */
function rewriteList(yaml: YamlFile, entries: readonly Entry[], resources: readonly string[], gone: ReadonlySet<string>): string {
  const list = getNode(yaml.root, 'resources');
  if (list === undefined) return yaml.text;
  const others = entries.filter(({ name }) => !gone.has(name) && !resources.includes(name));
  const own = resources.filter((name) => !others.some((entry) => isBelow(name, entry)));
  const all = [...own, ...others.map(({ text }) => text)].map((name) => `\n- ${name}`).join('');
  return `${yaml.text.slice(0, list.start).trimEnd()}${all}${yaml.text.slice(list.end)}`;
}
