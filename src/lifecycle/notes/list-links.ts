import type { Chart } from '../../chart/index.ts';
import { asText } from '../../data.ts';
import { getNode, getText, parseYaml, readItems, toData } from '../../yaml/index.ts';
import type { Link } from './report.ts';
import UPSTREAM from './upstream.json' with { type: 'json' };

/** Links beyond these tell nothing more. */
const MOST_LINKS = 4;
const MOST_CHANGES = 20;

/** Where upstream tells of a chart's version: exactly, for charts that are known, and else what the chart itself names. Asks nobody. */
export function listLinks({ name, version, appVersion, yaml }: Chart): Link[] {
  const known: Readonly<Record<string, readonly string[]>> = UPSTREAM.charts;
  const app = appVersion?.source ?? version.source;
  const exact = (Object.hasOwn(known, name.source) ? (known[name.source] ?? []) : []).map((pattern) =>
    pattern
      .replaceAll('{version}', encodeURIComponent(version.source.replace(/^v/, '')))
      .replaceAll('{appVersion}', encodeURIComponent(app.replace(/^v/, ''))),
  );
  const own = [...readItems(getNode(yaml.root, 'sources')), getNode(yaml.root, 'home')].map((node) => getText(yaml, node)?.source);
  const urls = exact.length > 0 ? exact : own.flatMap((url) => toReleases(url ?? '') ?? []);
  return [...new Set(urls)].slice(0, MOST_LINKS).map((url) => ({ title: titleOf(url), url }));
}

/** A page of releases where a forge is named, and otherwise the page itself; undefined for what no browser should open. */
function toReleases(url: string): string | undefined {
  if (!/^https?:\/\/[^\s<>"`\\|]+$/i.test(url) || url.length > 500 || !URL.canParse(url)) return undefined;
  const { protocol, host, pathname, href, username, password } = new URL(url);
  if (username !== '' || password !== '') return undefined;
  const [, repository] = /^(\/[^/]+\/[^/]+?)(?:\.git)?(?:\/.*)?$/.exec(pathname) ?? [];
  return host === 'github.com' && repository !== undefined ? `${protocol}//github.com${repository}/releases` : href;
}

function titleOf(url: string): string {
  return url
    .replace(/^https?:\/\//, '')
    .replace(/\/releases\/tag\//, ' ')
    .replace(/^github\.com\//, '');
}

/** The page of a Kubernetes version: its anchors have no dots. */
export function linkKubernetes(version: string): Link {
  const [, minor = ''] = /^v(\d+\.\d+)\./.exec(version) ?? [];
  const url = `https://github.com/kubernetes/kubernetes/blob/master/CHANGELOG/CHANGELOG-${minor}.md#${version.replaceAll('.', '')}`;
  return { title: `Kubernetes ${version}`, url };
}

/**
 * What a chart says of the changes in its version: lines of text, or kinds with descriptions.
 * Source: https://artifacthub.io/docs/topics/annotations/helm/#supported-annotations
 */
export function readChanges({ yaml }: Pick<Chart, 'yaml'>): string[] {
  const text = getText(yaml, getNode(yaml.root, 'annotations', 'artifacthub.io/changes'))?.source;
  const items = text === undefined ? [] : toData(parseYaml('', Buffer.from(text)));
  if (!Array.isArray(items)) return [];
  return items.slice(0, MOST_CHANGES).flatMap((item: unknown) => {
    if (typeof item === 'string') return [item];
    const { kind, description } = (item ?? {}) as { readonly kind?: unknown; readonly description?: unknown };
    const words = asText(description);
    return words === undefined ? [] : [asText(kind) === undefined ? words : `${asText(kind)}: ${words}`];
  });
}
