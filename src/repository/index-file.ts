import { compareSemver, parseSemver } from '../chart/index.ts';
import { isObject, parseJson } from '../json.ts';
import { hasSyntaxError, parseYaml, toData } from '../yaml.ts';
import type { ChartVersion } from './repository.ts';

/**
 * One chart's versions from a repository's index.yaml, newest first; undefined where the text is no index.
 * Indexes have 20 MB and more, of which a YAML parser makes minutes: the chart's own lines are cut out by their
 * indentation, and of these only the fields that are needed are parsed. What Helm would not have written in this
 * form is parsed as a whole.
 * Source: https://helm.sh/docs/topics/chart_repository/#the-index-file
 */
export function parseIndex(text: string, name: string, base: string): readonly ChartVersion[] | undefined {
  const items = text.trimStart().startsWith('{') ? fromJson(text, name) : (fromLines(text, name) ?? fromYaml(text, name));
  return items?.flatMap((item) => readVersion(item, name, base)).sort(newestFirst);
}

function fromJson(text: string, name: string): readonly unknown[] | undefined {
  return entriesOf(parseJson(text), name);
}

/** More than this is not parsed as a whole. */
const WHOLE_LIMIT = 4 * 1024 * 1024;

function fromYaml(text: string, name: string): readonly unknown[] | undefined {
  if (text.length > WHOLE_LIMIT) return undefined;
  return entriesOf(toData(parseYaml('index.yaml', Buffer.from(text))), name);
}

function entriesOf(data: unknown, name: string): readonly unknown[] | undefined {
  if (!isObject(data) || !isObject(data['entries'])) return undefined;
  const entries = data['entries'][name];
  return entries === undefined || entries === null ? [] : Array.isArray(entries) ? entries : undefined;
}

/** Undefined where the lines are not laid out as expected. */
function fromLines(written: string, name: string): readonly unknown[] | undefined {
  const text = written.includes('\r') ? written.replaceAll('\r\n', '\n') : written;
  const start = /^entries:[ \t]*$/m.exec(text);
  if (start === null) return undefined;
  const body = start.index + start[0].length;
  const indent = /^(?:[ \t]*\n|[ \t]*#.*\n)*( +)[^ \n-]/.exec(text.slice(body + 1, body + 4096))?.[1];
  if (indent === undefined) return undefined;
  const key = [name, `"${name}"`, `'${name}'`].map((word) => text.indexOf(`\n${indent}${word}:\n`, body)).find((at) => at >= 0);
  // Written otherwise, or not there at all: a look at all of it tells.
  if (key === undefined) return isPlain(text, body, indent) ? [] : undefined;
  // A key of the same name may stand in another part of the file.
  if (/^[^ \n#-]/m.test(text.slice(body + 1, key + 1))) return undefined;
  const from = text.indexOf('\n', key + 1) + 1;
  const items = splitItems(text.slice(from, endOfBlock(text, from, indent.length)))?.map(parseItem);
  return items?.includes(undefined) ? undefined : items;
}

/** Whether every chart's key stands on a line of its own, as Helm writes them: then one that was not found is not there. */
function isPlain(text: string, from: number, indent: string): boolean {
  const keys = new RegExp(`^${indent}[^ \\n#-].*$`, 'gm');
  keys.lastIndex = from;
  for (let match = keys.exec(text); match !== null; match = keys.exec(text)) if (!/:[ \t]*$/.test(match[0])) return false;
  return true;
}

/** Where the lines end that are indented deeper, or are items of a list at the same indentation. */
function endOfBlock(text: string, from: number, indent: number): number {
  let at = from;
  while (at < text.length) {
    const next = text.indexOf('\n', at);
    const line = text.slice(at, next < 0 ? text.length : next);
    const depth = line.search(/[^ ]/);
    if (depth >= 0 && line[depth] !== '#' && (depth < indent || (depth === indent && !line.startsWith('- ', depth)))) return at;
    at = next < 0 ? text.length : next + 1;
  }
  return at;
}

/** The items of a list, with blanks for their dashes; undefined where the first line begins none. */
function splitItems(block: string): string[] | undefined {
  const dash = /^(?: *\n)*( *)- /.exec(block)?.[1];
  if (dash === undefined) return undefined;
  return block
    .split(new RegExp(`^${dash}- `, 'm'))
    .slice(1)
    .map((item) => `${dash}  ${item}`);
}

const WANTED = new Set(['version', 'urls', 'digest', 'appVersion', 'kubeVersion']);

/** The wanted keys of an item and what is below them, parsed. */
function parseItem(item: string): unknown {
  const indent = item.search(/[^ ]/);
  let isWanted = false;
  const lines = item.split('\n').filter((line) => {
    const key = line.search(/[^ ]/) === indent ? /^ *"?([A-Za-z]+)"?:/.exec(line)?.[1] : undefined;
    if (key !== undefined) isWanted = WANTED.has(key);
    return isWanted;
  });
  const yaml = parseYaml('index.yaml', Buffer.from(lines.join('\n')));
  return hasSyntaxError(yaml) ? undefined : toData(yaml);
}

function readVersion(item: unknown, name: string, base: string): ChartVersion[] {
  if (!isObject(item)) return [];
  const text = (key: string) => (typeof item[key] === 'string' ? item[key] : undefined);
  const [version, digest, appVersion, kubeVersion] = ['version', 'digest', 'appVersion', 'kubeVersion'].map(text);
  // Helm takes the first.
  const url = Array.isArray(item['urls']) ? resolveUrl(base, item['urls'][0]) : undefined;
  // Helm, too, passes over what has no usable version or nowhere to get it.
  if (version === undefined || parseSemver(version) === undefined || url === undefined) return [];
  const sha256 = /^(?:sha256:)?([0-9a-f]{64})$/.exec(digest ?? '')?.[1];
  return [
    {
      name,
      version,
      url,
      ...(sha256 !== undefined && { sha256 }),
      ...(appVersion !== undefined && { appVersion }),
      ...(kubeVersion !== undefined && { kubeVersion }),
    },
  ];
}

/** Relative to the repository as a folder; its query, a signature for instance, goes along as Helm does it. */
function resolveUrl(base: string, url: unknown): string | undefined {
  if (typeof url !== 'string' || url === '') return undefined;
  if (URL.canParse(url)) return url;
  const folder = new URL(base);
  folder.pathname = folder.pathname.replace(/\/*$/, '/');
  if (!URL.canParse(url, folder.href)) return undefined;
  const resolved = new URL(url, folder);
  if (folder.search !== '') resolved.search = folder.search;
  return resolved.href;
}

function newestFirst(a: ChartVersion, b: ChartVersion): number {
  const [left, right] = [parseSemver(a.version), parseSemver(b.version)];
  return left === undefined || right === undefined ? 0 : compareSemver(right, left);
}
