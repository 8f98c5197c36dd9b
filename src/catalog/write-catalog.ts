import { describeFailure, type ErrorReport, ReleaseError } from '../errors.ts';
import { groupBy } from '../group-by.ts';
import { holdSubjects, openJudge, openReading, readStates, type Subject, type UpgradeEdge } from '../lifecycle/index.ts';
import type { Runtime } from '../request.ts';
import { findSchema } from '../schema/index.ts';
import { cleanData, cleanText, formatCount } from '../text.ts';
import { type ReleaseName, requireReleaseName } from '../version/index.ts';
import { describeContent } from './describe-content.ts';
import { formatBadgeJson, formatBadgeSvg } from './format-badge.ts';
import { formatGraphFile, formatIndex, type IndexedContent } from './format-data.ts';
import { formatFeed } from './format-feed.ts';
import { formatLlms } from './format-llms.ts';
import { groupReleases } from './group-releases.ts';
import { listSiteReleases } from './list-site-releases.ts';
import type { CatalogedRelease, CatalogReport, CatalogRequest, SiteContent, SiteRelease, SiteStep } from './model.ts';
import type { Page } from './page.ts';
import { createIndexPage } from './pages/index-page.ts';
import { createLinePage } from './pages/line-page.ts';
import { createReleasePage } from './pages/release-page.ts';
import { createStackPage } from './pages/stack-page.ts';
import { createStepPage } from './pages/step-page.ts';
import { linePath, releasePath, stackOf } from './paths.ts';
import { planFiles, planSteps } from './plan-site.ts';
import { renderHtml } from './render-html.ts';
import { renderMarkdown } from './render-markdown.ts';
import { openSiteFolder } from './site-folder.ts';

/** Releases that are read and rendered while the one before them is judged and written. */
const AHEAD = 2;

/** Effects that a release's own page shows of a step. */
const MOST_HELD = 8;

/**
 * Writes a static site of all releases of some sources. A release that cannot be read has a page that says so.
 * @throws ReleaseError as listing the sources does; `unwritable` for a folder of someone else; `usage` for a URL that is none
 */
export async function writeCatalog(request: CatalogRequest, runtime: Runtime): Promise<CatalogReport> {
  const title = cleanText(request.title ?? 'Cluster stacks');
  const url = request.url === undefined ? undefined : parseSiteUrl(request.url);
  const states = await readStates(request.releases);
  const reading = await openReading({ ...request, source: request.sources[0] ?? '.' }, runtime);
  const { endOfLife } = reading.instruments.knowledge.kubernetes;
  const releases = cleanData(await listSiteReleases(request.sources, { states, endOfLife }, runtime));
  const stacks = groupReleases(releases);
  const sources = [...new Set(releases.flatMap(({ source, alsoIn }) => [source, ...alsoIn]))];
  const steps = planSteps(releases);
  const folder = openSiteFolder(request.output, planFiles(stacks, releases, [...steps.values()].flat()));
  const site = { title, url };
  const write = (page: Page) => {
    folder.write(`${page.path}.html`, renderHtml(page, site));
    folder.write(`${page.path}.md`, renderMarkdown(page));
  };

  const byName = new Map(releases.map((release) => [release.release, release]));
  const isKnown = (release: string) => byName.has(release);
  const read = holdSubjects(reading, (release) => reading.open(byName.get(release)?.source ?? ''));
  /** Of releases that are held: with them it goes. */
  const contents = new WeakMap<Subject, SiteContent>();
  const indexed = new Map<string, IndexedContent>();
  const cataloged: CatalogedRelease[] = [];
  const incoming = new Map<string, SiteStep[]>();
  const taken: SiteStep[] = [];
  const previousOf = new Map([...steps].flatMap(([from, { 0: next }]) => (next?.isSuccessor ? [[next.to.release, from] as const] : [])));

  const describe = async (name: ReleaseName): Promise<SiteContent | { readonly error: ErrorReport }> =>
    read(name)
      .then((subject) => {
        const content = contents.get(subject) ?? describeContent(subject);
        contents.set(subject, content);
        return content;
      })
      .catch((error: unknown) => ({ error: describeFailure(error) }));

  for (const [index, release] of releases.entries()) {
    runtime.logger?.progress(`${release.release}, ${index + 1} of ${formatCount(releases.length, 'release')}`);
    for (const { name } of releases.slice(index + 1, index + 1 + AHEAD)) void describe(name);
    const content = await describe(release.name);
    if (!('error' in content))
      indexed.set(release.release, { addons: content.addons, images: [...new Set(content.fetched.images.map(({ name }) => name))] });
    const judge = openJudge({ reading, read, states, clusterApi: undefined });
    const outgoing: SiteStep[] = [];
    for (const { from, to } of steps.get(release.release) ?? []) {
      const after = await describe(to.name);
      const edge: UpgradeEdge = 'error' in content ? refuse(from, to, content.error) : await judge(from.name, to.name);
      const clean = { ...cleanData(edge), ...(edge.patch && { patch: edge.patch }) };
      const both = 'error' in content || 'error' in after ? undefined : { from: content, to: after };
      write(createStepPage({ site: title, edge: clean, from, to, contents: both }));
      const step = { ...clean, effects: clean.effects.slice(0, MOST_HELD), effectCount: clean.effects.length };
      outgoing.push(step);
      incoming.set(to.release, [...(incoming.get(to.release) ?? []), step]);
    }
    taken.push(...outgoing.map((step) => ({ ...step, effects: [] })));
    const coming = incoming.get(release.release) ?? [];
    incoming.delete(release.release);
    write(
      createReleasePage({ site: title, release, content, incoming: coming, outgoing, previous: previousOf.get(release.release), isKnown }),
    );
    cataloged.push({
      release: release.release,
      page: `${releasePath(release.release)}.html`,
      ...('error' in content && { error: content.error }),
    });
  }

  writeOverview();
  const { files, written, removed } = folder.close();
  return { schemaVersion: 1, output: request.output, sources, releases: cataloged, files, written, removed };

  function writeOverview(): void {
    const stackOfStep = groupBy(taken, ({ from }) => stackOf(requireReleaseName(from)));
    for (const stack of stacks) {
      write(createStackPage(title, stack, stackOfStep.get(stack.stack) ?? []));
      for (const line of stack.lines) {
        write(createLinePage(title, line));
        folder.write(
          `${linePath(line.line)}.atom`,
          formatFeed(`${linePath(line.line)}.atom`, `${title}: ${line.line}`, line.releases, url),
        );
        folder.write(`${linePath(line.line)}.badge.json`, formatBadgeJson(line));
        folder.write(`${linePath(line.line)}.svg`, formatBadgeSvg(line));
      }
    }
    write(createIndexPage({ title, sources, stacks, addonsOf: (release) => indexed.get(release)?.addons }));
    folder.write('feed.atom', formatFeed('feed.atom', title, releases, url));
    folder.write('graph.json', formatGraphFile(releases, taken));
    folder.write(
      'index.json',
      formatIndex(title, sources, stacks, (release) => indexed.get(release)),
    );
    for (const name of ['graph', 'index'] as const) {
      folder.write(`${name}.schema.json`, `${JSON.stringify(findSchema(name === 'index' ? 'catalog' : 'graph'), undefined, 2)}\n`);
    }
    folder.write('llms.txt', formatLlms(title, stacks));
    folder.write('.nojekyll', '');
  }
}

/** @throws ReleaseError `usage` */
function parseSiteUrl(text: string): string {
  const parsed = URL.canParse(text) ? new URL(text) : undefined;
  if (parsed === undefined || !/^https?:$/.test(parsed.protocol) || parsed.username !== '' || parsed.search !== '' || parsed.hash !== '') {
    throw new ReleaseError(
      'usage',
      `--url ${JSON.stringify(text)} is no address of a site; write one like https://my-org.github.io/cluster-stacks/`,
    );
  }
  return parsed.href.endsWith('/') ? parsed.href : `${parsed.href}/`;
}

function refuse(from: SiteRelease, to: SiteRelease, { code, message }: ErrorReport): UpgradeEdge {
  return {
    from: from.release,
    to: to.release,
    verdict: 'refused',
    state: to.state.name,
    reasons: [{ code, verdict: 'refuse', message }],
    effects: [],
    summary: '',
  };
}
