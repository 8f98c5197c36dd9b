import { compareReleases, isWithdrawn, type ListedRelease, listTold, openStandings, type Told } from '../lifecycle/index.ts';
import type { Runtime } from '../request.ts';
import { formatReleaseName, requireReleaseName } from '../version/index.ts';
import type { CatalogRequest, SiteRelease } from './model.ts';

/**
 * The releases of all sources, by stack, Kubernetes minor, channel and version, oldest first. One that several have is taken from
 * the first; where clusters may go is told among all.
 * @throws ReleaseError as listing a source does
 */
export async function listSiteReleases(sources: CatalogRequest['sources'], told: Told, runtime: Runtime): Promise<readonly SiteRelease[]> {
  const found = new Map<string, SiteRelease>();
  for (const source of sources) {
    const none = { kubernetes: undefined, channel: undefined, stacks: [], addon: undefined };
    const report = await listTold({ source, detail: 'manifests', refresh: false, ...none }, told, runtime);
    for (const listed of report.releases) {
      const known = found.get(listed.release);
      if (known !== undefined) warnOfOther(known, listed, report.source, runtime);
      found.set(
        listed.release,
        known === undefined ? describe(listed, report.source) : { ...known, alsoIn: [...known.alsoIn, report.source] },
      );
    }
  }
  const all = [...found.values()].sort((a, b) => compareReleases(a.name, b.name));
  const standingOf = openStandings(
    all.filter(({ state }) => !isWithdrawn(state)).map(({ name }) => name),
    told.states,
  );
  return all.map((release) => {
    const { isNewest, next } = standingOf(release.name);
    return { ...release, isNewest, next: next.map(formatReleaseName) };
  });
}

function describe(listed: ListedRelease, source: string): SiteRelease {
  const { release, digest, kubernetes, date, state, stateDetails, endOfLife, newest, next, error } = listed;
  return {
    name: requireReleaseName(release),
    release,
    source,
    digest,
    kubernetes,
    date,
    state: { name: state, ...stateDetails },
    endOfLife,
    isNewest: newest,
    next,
    alsoIn: [],
    error,
  };
}

/** Digests of registries are of manifests, others are of files: only like ones can be compared. */
function warnOfOther(known: SiteRelease, listed: ListedRelease, source: string, { logger }: Runtime): void {
  const isOfManifest = (url: string) => /^oci[:-]/.test(url);
  if (isOfManifest(known.source) !== isOfManifest(source) || known.digest === undefined || listed.digest === undefined) return;
  if (known.digest !== listed.digest) {
    logger?.warn(
      `${listed.release} is ${known.digest} in ${known.source} and ${listed.digest} in ${source}; the catalogue has the first one`,
    );
  }
}
