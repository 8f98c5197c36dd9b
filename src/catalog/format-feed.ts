import { describeState } from '../lifecycle/index.ts';
import { formatKubernetesLabel } from './format-badge.ts';
import { type Html, html } from './html.ts';
import type { SiteRelease } from './model.ts';
import { relativeTo } from './page.ts';
import { releasePath } from './paths.ts';

/** Entries of a feed: readers look at the newest alone. */
const MOST_ENTRIES = 50;
/** Of a release that tells no date: the same at every run, and older than all that do. */
const NO_DATE = '1970-01-01T00:00:00Z';

interface Entry {
  readonly id: string;
  readonly title: string;
  readonly updated: string;
  readonly summary: string;
  readonly to: string;
}

/**
 * An Atom feed of releases, and of their ends: an entry for each release, and one for each that is deprecated, withdrawn or expired.
 * Source: RFC 4287
 * @param path the feed's own, in the site
 * @param url where the site will be; links are relative to the feed without it
 */
export function formatFeed(path: string, title: string, releases: readonly SiteRelease[], url: string | undefined): string {
  const entries = releases
    .flatMap(listEntries)
    .sort((a, b) => compareText(b.updated, a.updated) || compareText(b.id, a.id))
    .slice(0, MOST_ENTRIES);
  const link = (to: string) => (url === undefined ? relativeTo(path, to) : `${url}${to}`);
  const [first] = releases;
  const made = html`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<id>${first === undefined ? `tag:localhost,2026:${path}` : tagOf(first.source, path)}</id>
<title>${title}</title>
<updated>${entries[0]?.updated ?? NO_DATE}</updated>
<author><name>${title}</name></author>
<generator>clusterstack</generator>
${url === undefined ? '' : html`<link rel="self" type="application/atom+xml" href="${link(path)}"/>\n`}<link rel="alternate" type="text/html" href="${link('index.html')}"/>
${entries.map((entry) => formatEntry(entry, link(`${entry.to}.html`)))}</feed>
`;
  return made.toString();
}

function formatEntry({ id, title, updated, summary }: Entry, link: string): Html {
  return html`<entry>
<id>${id}</id>
<title>${title}</title>
<updated>${updated}</updated>
<link rel="alternate" type="text/html" href="${link}"/>
<summary>${summary}</summary>
</entry>
`;
}

function listEntries(release: SiteRelease): readonly Entry[] {
  const { source, date, state } = release;
  const name = release.release;
  const id = tagOf(source, name);
  const to = releasePath(name);
  const made = { id, title: name, updated: parseMoment(date) ?? NO_DATE, summary: `${name} has ${formatKubernetesLabel(release)}.`, to };
  const since = parseMoment(state.since);
  if (since === undefined || state.name === 'unknown' || state.name === 'supported') return [made];
  return [
    made,
    {
      id: `${id}/${state.name}`,
      title: `${name} is ${state.name}`,
      updated: since,
      summary: `${name} is ${describeState(state)}.`,
      to,
    },
  ];
}

/**
 * The same wherever the site is: by where releases are.
 * Source: RFC 4151
 */
function tagOf(source: string, specific: string): string {
  const [, host, rest = ''] = /^(?:oci:\/\/([\w.-]+)(?::\d+)?|github:)(.*)$/.exec(source) ?? [];
  const authority = (source.startsWith('github:') ? 'github.com' : host)?.toLowerCase() ?? 'localhost';
  return `tag:${authority},2026:${`${encodeURI(rest.replace(/^\//, ''))}/${specific}`.replace(/^\//, '')}`;
}

/** A day, or a moment as RFC 3339 has it; undefined for any other text. */
function parseMoment(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const time = Date.parse(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text);
  return Number.isNaN(time) || !/^\d{4}-\d{2}-\d{2}/.test(text) ? undefined : new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
