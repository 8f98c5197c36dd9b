import { buildRelease, prepareStack, type ReleaseContent } from '../../src/release/index.ts';
import { requireVersion, type Versions } from '../../src/version/index.ts';
import { type Overrides, parseBuilt } from './stack-builder.ts';

/** One version for all three components, or `clusterStack clusterAddon nodeImage`. */
export function makeVersions(text: string): Versions {
  const [clusterStack = '', clusterAddon = clusterStack, nodeImage = clusterStack] = text.split(' ');
  const read = (version: string) => requireVersion(version, 'the version');
  return { clusterStack: read(clusterStack), clusterAddon: read(clusterAddon), nodeImage: read(nodeImage) };
}

/** A small release in memory. */
export function buildContent(versions = 'v1', overrides: Overrides = {}): Promise<ReleaseContent> {
  return buildRelease(prepareStack(parseBuilt(overrides), makeVersions(versions)));
}
