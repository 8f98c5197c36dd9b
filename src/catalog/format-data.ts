import type { ListedAddon, UpdateGraph } from '../lifecycle/index.ts';
import { formatGraph } from '../lifecycle/index.ts';
import { formatJson } from '../text.ts';
import { channelOf, formatTagVersion, formatVersion } from '../version/index.ts';
import type { SiteStack } from './group-releases.ts';
import type { SiteRelease, SiteStep } from './model.ts';
import { releasePath } from './paths.ts';

/** What `index.json` tells of a release beyond what its source's list does. */
export interface IndexedContent {
  readonly addons: readonly ListedAddon[];
  /** Names of container images. */
  readonly images: readonly string[];
}

/** All releases as data, for programs: `index.json`, as its schema describes it. */
export function formatIndex(
  title: string,
  sources: readonly string[],
  stacks: readonly SiteStack[],
  contentOf: (release: string) => IndexedContent | undefined,
): string {
  const dates = stacks.flatMap(({ lines }) => lines.flatMap(({ releases }) => releases.flatMap(({ date }) => date ?? [])));
  const data = {
    $schema: 'index.schema.json',
    schemaVersion: 1,
    title,
    // Not when it was written: the same releases make the same file.
    ...(dates.length > 0 && { generated: dates.sort().at(-1) }),
    sources,
    stacks: stacks.map(({ stack, lines }) => ({
      stack,
      lines: lines.map(({ line, minor, endOfLife, newest, releases }) => ({
        line,
        kubernetes: minor,
        ...(endOfLife && { endOfLife }),
        ...(newest && { newest: newest.release }),
        releases: releases.map((release) => describeRelease(release, contentOf(release.release))),
      })),
    })),
  };
  return `${formatJson(data, 1)}\n`;
}

function describeRelease(release: SiteRelease, content: IndexedContent | undefined) {
  const { name, digest, kubernetes, date, state, endOfLife, isNewest, next, source, alsoIn, error } = release;
  return {
    release: release.release,
    version: formatVersion(name.version),
    tag: release.release,
    channel: channelOf(name.version),
    source,
    ...(alsoIn.length > 0 && { alsoIn }),
    ...(digest && { digest }),
    ...(kubernetes && { kubernetes }),
    ...(date && { date }),
    state,
    ...(endOfLife && { endOfLife }),
    newest: isNewest,
    next,
    ...(content && { addons: content.addons.map(({ name: addon, charts }) => ({ name: addon, charts })), images: content.images }),
    page: `${releasePath(release.release)}.html`,
    ...(error && { error }),
  };
}

/** `graph.json`, in the shape of Cincinnati's. */
export function formatGraphFile(releases: readonly SiteRelease[], steps: readonly SiteStep[]): string {
  const nodes = releases.map(({ release, source, digest, name, kubernetes, state }) => ({
    release,
    source,
    digest: digest ?? '',
    metadata: {
      channel: channelOf(name.version),
      version: formatTagVersion(name.version),
      state: state.name,
      ...(kubernetes && { kubernetes }),
    },
  }));
  const graph: UpdateGraph = formatGraph(nodes, steps);
  return `${formatJson({ $schema: 'graph.schema.json', ...graph }, 1)}\n`;
}
