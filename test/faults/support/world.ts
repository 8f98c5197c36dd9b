import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { openTarget } from '../../../src/publish/index.ts';
import type { ReleaseContent } from '../../../src/release/index.ts';
import { addRelease, describeVisible, type FakeGitHub, type FakeGitHubOptions, SLUG, startGitHub } from '../../support/github/index.ts';
import { publishTo } from '../../support/publish-to.ts';
import { type RegistryTestOptions, startRegistry, type TestRegistry } from '../../support/registry.ts';

/** Which targets there are, and how they behave. */
export interface Setting {
  readonly registry?: RegistryTestOptions;
  readonly github?: FakeGitHubOptions;
}

/** Everything that is visible at the targets, as their users see it, and the drafts that are not. */
export interface State {
  /** By tag the manifest's digest. */
  readonly tags?: Readonly<Record<string, string>>;
  readonly releases?: readonly VisibleRelease[];
  readonly drafts?: number;
}

interface VisibleRelease {
  readonly tag: string;
  readonly isLatest: boolean;
}

/** Targets in this process, and what is seen of them from outside. */
export interface World {
  readonly targets: readonly string[];
  readonly registry: TestRegistry | undefined;
  readonly github: FakeGitHub | undefined;
  state(): State;
  /** The breaches of the promises at this moment, against a run that never failed. */
  findViolations(expected: State): string[];
  close(): Promise<void>;
}

export const REPOSITORY = 'org/stacks';

/** Starts the targets of a setting, with an earlier release that must never change. */
export async function startWorld(setting: Setting, earlier: ReleaseContent): Promise<World> {
  const registry = setting.registry && (await startRegistry(setting.registry));
  const github = setting.github && (await startGitHub(setting.github));
  const targets = [
    ...(registry ? [`oci://${registry.host}/${REPOSITORY}`] : []),
    ...(github ? [`github:${SLUG.owner}/${SLUG.repository}`] : []),
  ];
  if (registry) await seedRegistry(registry, earlier);
  if (github) addRelease(github.repository, earlier.name, Object.fromEntries(earlier.assets.map(({ name, bytes }) => [name, bytes])));

  // Notes name the registry, whose port is another in each world.
  const visible = ({ repository }: FakeGitHub): readonly VisibleRelease[] =>
    JSON.parse(JSON.stringify(describeVisible(repository)).replaceAll(registry?.host ?? 'registry', 'registry'));
  const state = (): State => ({
    ...(registry && { tags: readTags(registry) }),
    ...(github && { releases: visible(github), drafts: countDrafts(github) }),
  });
  return {
    targets,
    registry,
    github,
    state,
    findViolations: (expected) => [
      ...(registry ? findBroken(registry) : []),
      ...(github ? [...github.violations, ...github.touched.map((what) => `touched: ${what}`)] : []),
      ...compareStates(state(), expected, earlier.name),
    ],
    async close() {
      await Promise.all([registry?.close(), github?.close()]);
    },
  };
}

/** Past authentication and whatever the registry is told to do. */
async function seedRegistry(registry: TestRegistry, release: ReleaseContent): Promise<void> {
  const template = await startRegistry();
  try {
    await publishTo(openTarget(`oci://${template.host}/${REPOSITORY}`, {}), release);
    for (const [digest, bytes] of template.blobs) registry.blobs.set(digest, bytes);
    for (const [name, manifest] of template.manifests) registry.manifests.set(name, manifest);
  } finally {
    await template.close();
  }
}

function readTags({ manifests }: TestRegistry): Record<string, string> {
  const tagged = [...manifests].filter(([name]) => name.startsWith(`${REPOSITORY}:`));
  return Object.fromEntries(tagged.map(([name, { bytes }]) => [name.slice(REPOSITORY.length + 1), digestOf(bytes)]));
}

const countDrafts = ({ repository }: FakeGitHub) => repository.releases.filter(({ isDraft }) => isDraft).length;

/** Tags whose blobs are not all there, or hold other bytes than their digests say. */
function findBroken({ blobs, manifests }: TestRegistry): string[] {
  return [...manifests].flatMap(([name, { bytes }]) => {
    const { config, layers } = JSON.parse(bytes.toString('utf8')) as { config: { digest: string }; layers: { digest: string }[] };
    return [config, ...layers].flatMap(({ digest }) => {
      const blob = blobs.get(digest);
      return blob !== undefined && digestOf(blob) === digest ? [] : [`${name} lacks ${digest}`];
    });
  });
}

/** Whatever is visible is what a run that never failed makes; GitHub, which takes nothing back, shows nothing that the registry lacks. */
function compareStates(state: State, expected: State, earlier: string): string[] {
  const foreign = Object.entries(state.tags ?? {}).filter(([tag, digest]) => expected.tags?.[tag] !== digest);
  const plain = (releases: State['releases'] = []) => releases.map(({ isLatest: _, ...release }) => JSON.stringify(release));
  const others = plain(state.releases).filter((release) => !plain(expected.releases).includes(release));
  const early = (state.releases ?? []).filter(({ tag }) => state.tags !== undefined && state.tags[tag] === undefined);
  const isGone =
    (state.tags !== undefined && state.tags[earlier] === undefined) ||
    (state.releases !== undefined && !state.releases.some(({ tag }) => tag === earlier));
  return [
    ...foreign.map(([tag, digest]) => `the tag ${tag} is ${digest}`),
    ...others.map((release) => `visible: ${release}`),
    ...early.map(({ tag }) => `GitHub shows ${tag} before the registry does`),
    ...(isGone ? [`${earlier} is gone`] : []),
  ];
}

function digestOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** Each world ends with its test, in whatever way. */
export async function withWorld<Result>(
  setting: Setting,
  earlier: ReleaseContent,
  work: (world: World) => Promise<Result>,
): Promise<Result> {
  const world = await startWorld(setting, earlier);
  try {
    return await work(world);
  } finally {
    await world.close();
  }
}

export function expectSound(world: World, expected: State, when: string): void {
  expect(world.findViolations(expected), when).toEqual([]);
}
