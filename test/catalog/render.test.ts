import { describe, expect, test } from 'vitest';
import { formatBadgeSvg } from '../../src/catalog/format-badge.ts';
import { formatFeed } from '../../src/catalog/format-feed.ts';
import { groupReleases } from '../../src/catalog/group-releases.ts';
import type { SiteContent, SiteRelease } from '../../src/catalog/model.ts';
import { isWebUrl, relativeTo } from '../../src/catalog/page.ts';
import { createIndexPage } from '../../src/catalog/pages/index-page.ts';
import { createReleasePage } from '../../src/catalog/pages/release-page.ts';
import { renderHtml } from '../../src/catalog/render-html.ts';
import { escapeMarkdown, renderMarkdown } from '../../src/catalog/render-markdown.ts';
import { STYLE } from '../../src/catalog/style.ts';
import { requireReleaseName } from '../../src/version/index.ts';

const SITE = { title: 'Stacks', url: undefined };
const EVIL = `</td><script>alert(1)</script>"'&\`|[a](javascript:x)<!--`;

function release(name: string, more: Partial<SiteRelease> = {}): SiteRelease {
  return {
    name: requireReleaseName(name),
    release: name,
    source: 'oci://ghcr.io/my-org/stacks',
    digest: `sha256:${'0'.repeat(64)}`,
    kubernetes: 'v1.36.1',
    date: '2026-05-01T10:00:00Z',
    state: { name: 'supported' },
    endOfLife: '2027-06-28',
    isNewest: false,
    next: [],
    alsoIn: [],
    error: undefined,
    ...more,
  };
}

const CONTENT: SiteContent = {
  kubernetes: 'v1.36.1',
  addonVersion: 'v1',
  files: [],
  addons: [{ name: EVIL, charts: [{ name: EVIL, version: EVIL, appVersion: EVIL }], hooks: [EVIL] }],
  variables: [{ name: EVIL, required: true, type: EVIL, description: EVIL, default: EVIL, schema: EVIL }],
  workerClasses: [EVIL],
  fetched: {
    images: [{ name: EVIL, addon: EVIL, found: [] }],
    nodeImages: [{ kind: 'file', url: EVIL, checksum: EVIL, found: [] }],
    unknown: [{ subject: EVIL, message: EVIL }],
  },
  hasNodeImages: false,
  provenance: { commit: EVIL, repository: EVIL, tool: EVIL },
  clusterStack: EVIL,
  clusters: { v1beta1: EVIL, v1beta2: EVIL },
};

test.each([
  ['index.html', 'releases/a.html', 'releases/a.html'],
  ['releases/a.html', 'index.html', '../index.html'],
  ['releases/a.html', 'releases/b.html', 'b.html'],
  ['releases/a.html', 'lines/b.html', '../lines/b.html'],
])('from %s to %s: %s', (from, to, expected) => expect(relativeTo(from, to)).toBe(expected));

test.each([
  ['https://example.org/a', true],
  ['http://example.org', true],
  ['javascript:alert(1)', false],
  ['data:text/html,x', false],
  ['https://exa mple.org', false],
  ['https://', false],
  [' https://example.org', false],
])('%j is a link: %j', (text, expected) => expect(isWebUrl(text)).toBe(expected));

test.each([
  ['# no heading', '\\# no heading'],
  ['1. no list', '1\\. no list'],
  ['- no list', '\\- no list'],
  ['a|b', 'a\\|b'],
  ['<b>*x*</b> &amp; [y](z) `c`', '\\<b\\>\\*x\\*\\</b\\> \\&amp; \\[y\\](z) \\`c\\`'],
  ['docker-scs-1-36-v4', 'docker-scs-1-36-v4'],
])('%j as Markdown', (text, expected) => expect(escapeMarkdown(text)).toBe(expected));

describe('hostile texts stay text', () => {
  const hostile = release('docker-scs-1-36-v1', {
    source: EVIL,
    kubernetes: EVIL,
    state: { name: 'withdrawn', reason: EVIL, url: 'javascript:x' },
  });
  const page = createReleasePage({
    site: EVIL,
    release: hostile,
    content: CONTENT,
    incoming: [],
    outgoing: [],
    previous: undefined,
    isKnown: () => false,
  });

  test('in HTML', () => {
    const text = renderHtml(page, { ...SITE, title: EVIL });
    expect(text).toContain('&lt;/td&gt;&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;');
    expect(text).not.toContain('<script');
    expect(text).not.toContain('<!--');
    expect(text).not.toMatch(/href="(?!#|[\w./-]+(?:#[\w-]+)?")/);
  });

  test('in Markdown', () => {
    const text = renderMarkdown(page)
      .replaceAll(/```+\w*\n[\s\S]*?\n```+/g, '')
      .replaceAll(/(?<!\\)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '');
    expect(text).not.toMatch(/(?<!\\)[<`]/);
    expect(text).not.toMatch(/(?<!\\)\]\(javascript/);
  });

  test('in feeds and badges', () => {
    const feed = formatFeed('feed.atom', EVIL, [hostile], undefined);
    const [stack] = groupReleases([{ ...hostile, isNewest: true }]);
    const [line] = stack?.lines ?? [];
    if (line === undefined) throw new Error('no line');
    for (const text of [feed, formatBadgeSvg(line)]) expect(text).not.toMatch(/<script|<!--|&(?!lt;|gt;|amp;|quot;|#39;)/);
    expect(feed).toContain('<title>&lt;/td&gt;&lt;script&gt;');
  });
});

test('names in feeds come from where releases are, and stay when the site moves', () => {
  const feed = formatFeed(
    'feed.atom',
    'Stacks',
    [release('docker-scs-1-36-v1'), release('docker-scs-1-36-v2', { date: undefined })],
    'https://example.org/',
  );
  expect([...feed.matchAll(/<id>(.*?)<\/id>|<updated>(.*?)<\/updated>/g)].map(([, id, updated]) => id ?? updated)).toEqual([
    'tag:ghcr.io,2026:my-org/stacks/feed.atom',
    '2026-05-01T10:00:00Z',
    'tag:ghcr.io,2026:my-org/stacks/docker-scs-1-36-v1',
    '2026-05-01T10:00:00Z',
    'tag:ghcr.io,2026:my-org/stacks/docker-scs-1-36-v2',
    '1970-01-01T00:00:00Z',
  ]);
});

describe('budgets', () => {
  const sizeOf = (lines: number, versions: number) => {
    const releases = [...Array(lines).keys()].flatMap((line) =>
      [...Array(versions).keys()].map((version) =>
        release(`openstack-scs${line >> 3}-1-${30 + (line & 7)}-v${version + 1}`, {
          date: `${2020 + Math.floor(version / 12)}-03-01T10:00:00Z`,
          isNewest: version === versions - 1,
        }),
      ),
    );
    const addons = ['cilium', 'metrics-server', 'openstack-cloud-controller-manager', 'openstack-cinder-csi'].map((name) => ({
      name,
      charts: [{ name, version: '1.17.4' }],
    }));
    const page = createIndexPage({
      title: 'Stacks',
      sources: ['oci://ghcr.io/my-org/stacks'],
      stacks: groupReleases(releases),
      addonsOf: () => addons,
    });
    return renderHtml(page, SITE).length;
  };

  test('the style is small', () => expect(STYLE.length).toBeLessThan(8_000));
  test('an index of 30 releases', () => expect(sizeOf(4, 8)).toBeLessThan(60_000));
  test('one of 300', () => expect(sizeOf(30, 10)).toBeLessThan(300_000));
  test('one of 1,000', () => expect(sizeOf(100, 10)).toBeLessThan(300_000));
  test('one of 1,000 in a single line', () => expect(sizeOf(1, 1000)).toBeLessThan(60_000));
});
