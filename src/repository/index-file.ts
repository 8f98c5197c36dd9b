import { compareSemver, parseSemver } from '../chart/index.ts';
import { isObject } from '../data.ts';
import { ReleaseError } from '../errors.ts';
import { parseJson } from '../json.ts';
import { trimSlashes } from '../text.ts';
import {
  followAlias,
  getNode,
  getScalar,
  hasSyntaxError,
  isList,
  type Node,
  parseYaml,
  readItems,
  readMap,
  type YamlFile,
} from '../yaml/index.ts';
import { readListed } from './index-lines.ts';
import type { ChartVersion } from './repository.ts';

/** One entry of an index, as far as it is used: each field as its source text, which `1.10` and digests of digits need. */
interface Entry {
  readonly version?: string | undefined;
  readonly url?: string | undefined;
  readonly digest?: string | undefined;
  readonly appVersion?: string | undefined;
  readonly kubeVersion?: string | undefined;
}

/** More versions than any chart has. */
const MOST_VERSIONS = 10_000;

/**
 * One chart's versions from a repository's index.yaml, newest first; undefined where the text is not an index.
 * Indexes have 20 MB and more, of which a YAML parser makes minutes: the chart's own lines are cut out by their
 * indentation, and of these only the fields that are needed are parsed. What Helm would not have written in this
 * form is parsed as a whole.
 * Source: https://helm.sh/docs/topics/chart_repository/#the-index-file
 *
 * @throws ReleaseError `too-large` for more than can be meant
 */
export function parseIndex(text: string, name: string, base: string): readonly ChartVersion[] | undefined {
  const entries = text.trimStart().startsWith('{') ? fromJson(text, name) : (fromLines(text, name) ?? fromYaml(text, name));
  if (entries !== undefined && entries.length > MOST_VERSIONS) throw tooMany(name);
  return entries?.flatMap((entry) => readVersion(entry, name, base)).sort(newestFirst);
}

function tooMany(name: string): ReleaseError {
  return new ReleaseError(
    'too-large',
    `the repository's index lists more of ${name} than can be meant: above ${MOST_VERSIONS} versions, or 1 MiB`,
  );
}

function fromJson(text: string, name: string): readonly Entry[] | undefined {
  const data = parseJson(text);
  if (!isObject(data) || !isObject(data['entries'])) return undefined;
  const items = Object.hasOwn(data['entries'], name) ? data['entries'][name] : undefined;
  if (items === undefined || items === null) return [];
  if (!Array.isArray(items)) return undefined;
  return items.filter(isObject).map((item) => {
    const read = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : undefined);
    const { version, urls, digest, appVersion, kubeVersion } = item;
    // Helm takes the first.
    const url: unknown = Array.isArray(urls) ? urls[0] : undefined;
    return { version: read(version), url: read(url), digest: read(digest), appVersion: read(appVersion), kubeVersion: read(kubeVersion) };
  });
}

/** More than this is not parsed as a whole. */
const WHOLE_LIMIT = 1024 * 1024;

function fromYaml(text: string, name: string): readonly Entry[] | undefined {
  if (text.length > WHOLE_LIMIT) return undefined;
  const yaml = parseYaml('index.yaml', Buffer.from(text));
  const entries = followAlias(yaml, getNode(yaml.root, 'entries'));
  if (hasSyntaxError(yaml) || readMap(entries) === undefined) return undefined;
  const items = followAlias(yaml, getNode(entries, name));
  if (items === undefined || getScalar(yaml, items)?.source === '') return [];
  return isList(items) ? readItems(items).map((item) => readEntry(yaml, followAlias(yaml, item))) : undefined;
}

/** Undefined where the lines are not laid out as expected. */
function fromLines(text: string, name: string): readonly Entry[] | undefined {
  const items = readListed(text, name, MOST_VERSIONS, WHOLE_LIMIT);
  if (items === 'too-many') throw tooMany(name);
  const entries = items?.map((item) => {
    const yaml = parseYaml('index.yaml', Buffer.from(item));
    return hasSyntaxError(yaml) ? undefined : readEntry(yaml, yaml.root);
  });
  return entries?.every((entry) => entry !== undefined) ? entries : undefined;
}

function readEntry(yaml: YamlFile, node: Node | undefined): Entry {
  const field = (key: string) => getScalar(yaml, getNode(node, key))?.source;
  const [first] = readItems(followAlias(yaml, getNode(node, 'urls')));
  const url = getScalar(yaml, first)?.source;
  return { version: field('version'), url, digest: field('digest'), appVersion: field('appVersion'), kubeVersion: field('kubeVersion') };
}

function readVersion({ version, url: written, digest, appVersion, kubeVersion }: Entry, name: string, base: string): ChartVersion[] {
  const url = resolveUrl(base, written);
  // Helm also skips entries without a usable version or URL.
  if (version === undefined || parseSemver(version) === undefined || url === undefined) return [];
  return [
    {
      name,
      version,
      url,
      ...(digest && { sha256: digest.replace(/^sha256:/, '').toLowerCase() }),
      ...(appVersion !== undefined && { appVersion }),
      ...(kubeVersion !== undefined && { kubeVersion }),
    },
  ];
}

/** Relative to the repository as a folder; its query, a signature for instance, goes along as Helm does it. */
function resolveUrl(base: string, url: string | undefined): string | undefined {
  if (url === undefined || url === '') return undefined;
  if (URL.canParse(url)) return url;
  const folder = new URL(base);
  folder.pathname = `${trimSlashes(folder.pathname)}/`;
  if (!URL.canParse(url, folder.href)) return undefined;
  const resolved = new URL(url, folder);
  if (folder.search !== '') resolved.search = folder.search;
  return resolved.href;
}

function newestFirst(a: ChartVersion, b: ChartVersion): number {
  const [left, right] = [parseSemver(a.version), parseSemver(b.version)];
  return left === undefined || right === undefined ? 0 : compareSemver(right, left);
}
