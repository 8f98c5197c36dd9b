import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { CatalogRequest } from '../../../src/catalog/index.ts';
import { openTarget } from '../../../src/publish/index.ts';
import type { ReleaseContent } from '../../../src/release/index.ts';
import { publishTo } from '../../support/publish-to.ts';

export const TODAY = '2026-11-28';

/** Publishes releases to a layout in a folder, made nine days after one another. */
export async function publishAll(folder: string, releases: readonly ReleaseContent[]): Promise<string> {
  const source = `oci-layout:${folder}`;
  const repository = 'https://github.com/my-org/cluster-stacks';
  const target = openTarget(source, {});
  for (const [index, release] of releases.entries()) {
    const created = `${new Date(Date.UTC(2026, 0, 5 + 9 * index)).toISOString().slice(0, 10)}T10:00:00Z`;
    await publishTo(target, { ...release, provenance: { commit: 'a'.repeat(40), repository, created, tool: 'clusterstack 0.1.0' } });
  }
  return source;
}

export function request(source: string, output: string, more: Partial<CatalogRequest> = {}): CatalogRequest {
  return { sources: [source], output, title: undefined, url: undefined, releases: undefined, ...more };
}

/** The files of a folder with their contents, by path. */
export function readSite(folder: string): ReadonlyMap<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => statSync(join(folder, path)).isFile());
  return new Map(paths.sort().map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}
