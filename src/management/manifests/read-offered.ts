import { groupOf, listDemands, listObjects, listRights, type Right } from '../../compat/index.ts';
import { asList, asText, getIn } from '../../data.ts';
import { attempt } from '../../errors.ts';
import { createFinding, type Finding } from '../../finding.ts';
import { type Reading, readPublished } from '../../lifecycle/index.ts';
import { mapLimited } from '../../map-limited.ts';
import type { PublishedRelease } from '../../release/index.ts';
import { parseReleaseName } from '../../version/index.ts';
import { parseYaml, toData } from '../../yaml/index.ts';
import type { NodeImage } from '../objects/images.ts';
import { listKnownProviders, type RunRelease, type Tables } from '../solver/wanted.ts';
import type { OfferedRelease, ReleaseState } from './offered-release.ts';

/** A release at a source, with what providers and images depend on. */
export interface ReadRelease extends OfferedRelease {
  /** Undefined where it could not be read. */
  readonly run: RunRelease | undefined;
  /** Its node images, as node-images.yaml lists them; none where its cluster class brings them itself. */
  readonly nodeImages: readonly NodeImage[];
  /** The objects of its cluster class that CSO may not create; undefined where the class was not rendered. */
  readonly lackingRights: readonly Right[] | undefined;
}

/**
 * All releases of the sources, by name; what is no release is left out, and what a person said to be gone is not read.
 * @throws what listing a source throws
 */
export async function readOffered(
  reading: Reading,
  sources: readonly string[],
  states: ReadonlyMap<string, ReleaseState>,
): Promise<{ readonly releases: readonly ReadRelease[]; readonly findings: readonly Finding[] }> {
  const places = new Map<string, string>();
  for (const source of sources) {
    for (const name of await reading.open(source).list())
      if (parseReleaseName(name) !== undefined && !places.has(name)) places.set(name, source);
  }
  const quick = skipAddons(reading);
  const results = await mapLimited(
    [...places].sort(([a], [b]) => (a < b ? -1 : 1)),
    ([name, source]) => readOne(quick, name, source, states.get(name)),
  );
  return { releases: results.flatMap(({ release }) => release), findings: results.flatMap(({ findings }) => findings) };
}

/** The class alone is rendered, and once. */
function skipAddons(reading: Reading): Reading {
  const { lookAgain: _, ...shipped } = reading.instruments.shipped;
  return { ...reading, instruments: { ...reading.instruments, shipped: { ...shipped, renderAddons: 'single-stage' } } };
}

async function readOne(
  reading: Reading,
  name: string,
  source: string,
  state: ReleaseState | undefined,
): Promise<{ readonly release: readonly ReadRelease[]; readonly findings: readonly Finding[] }> {
  const parsed = parseReleaseName(name);
  if (parsed === undefined) return { release: [], findings: [] };
  const unread: ReadRelease = { name, ...parsed, kubernetes: undefined, state, run: undefined, nodeImages: [], lackingRights: undefined };
  if (state?.name === 'removed') return { release: [unread], findings: [] };
  const read = await attempt(async () => {
    const published = await reading.open(source).read(name);
    return published && readRelease(reading, published, unread);
  });
  if (read.kind === 'done' && read.result !== undefined) return { release: [read.result], findings: [] };
  // Servers say of what they hide, or do not find for a moment, that it is not there.
  const why = read.kind === 'failed' ? read.error.message : `${source} lists it, and then says that it is not there`;
  const message = `it could not be read, so it stays listed where it was and is not added: ${why}`;
  return { release: [unread], findings: [createFinding('unknown', 'release-unread', name, message)] };
}

async function readRelease(
  reading: Reading,
  published: PublishedRelease,
  { name, line, version, state }: ReadRelease,
): Promise<ReadRelease> {
  const { facts } = await readPublished(reading, published);
  const { kubernetes, clusterClass, nodeImages } = facts;
  const isRendered = clusterClass.rendering.kind === 'rendered';
  const operator = facts.knowledge.clusterApi.operators.at(-1);
  const lackingRights = !isRendered || operator === undefined ? undefined : listRights(facts, operator).filter(({ isGiven }) => !isGiven);
  const demands = isRendered ? listDemands(facts, facts.knowledge.clusterApi) : undefined;
  const bringsImages = listObjects(facts).some(
    ({ kind, apiVersion }) => kind === 'Image' && groupOf(apiVersion) === 'openstack.k-orc.cloud',
  );
  const images = nodeImages === undefined || bringsImages ? [] : readNodeImages(nodeImages.file, nodeImages.content.bytes);
  return { name, line, version, kubernetes, state, run: { name, line, kubernetes, demands }, nodeImages: images, lackingRights };
}

/** `openStackNodeImages`, as the OpenStack provider integration of CSO reads them. */
function readNodeImages(file: string, bytes: Buffer): readonly NodeImage[] {
  return asList(getIn(toData(parseYaml(file, bytes)), 'openStackNodeImages')).flatMap((item): NodeImage[] => {
    const text = (...path: readonly string[]) => asText(getIn(item, ...path));
    const [url, name] = [text('url'), text('createOpts', 'name')];
    if (url === undefined || name === undefined) return [];
    const [diskFormat = 'qcow2', containerFormat = 'bare', visibility] = ['disk_format', 'container_format', 'visibility'].map((key) =>
      text('createOpts', key),
    );
    return [{ url, name, diskFormat, containerFormat, visibility }];
  });
}

/** The providers of releases that no table has, and classes whose APIs were not seen. */
export function judgeOffered(releases: readonly RunRelease[], tables: Pick<Tables, 'clusterApi'>): readonly Finding[] {
  const known = new Set(listKnownProviders(tables));
  return releases.flatMap(({ name, line, demands }) => {
    if (!known.has(line.provider)) {
      const message = `no table has the provider ${line.provider}, so its version is yours to choose`;
      return [createFinding('unknown', 'provider-unknown', name, message)];
    }
    const strange = demands?.filter(({ releases }) => releases === undefined) ?? [];
    if (strange.length > 0) {
      const kinds = strange.map(({ kind, apiVersion }) => `${kind} of ${apiVersion}`).join(' and a ');
      const message = `has a ${kinds}, which no table knows, so what installs that is yours to choose`;
      return [createFinding('unknown', 'provider-unknown', name, message)];
    }
    if (demands !== undefined) return [];
    const message = 'its cluster class was not rendered, so versions are chosen without its APIs; put a helm 3.19 on the PATH';
    return [createFinding('unknown', 'provider-unknown', name, message)];
  });
}
