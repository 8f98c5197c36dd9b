import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHARTS } from './needs.ts';

/** Charts of newer versions, packed again from their sources: what is inside is the same, the digest is another. */
const REBUILT = join(CHARTS, 'rebuilt');

/** The archive of a chart, `cilium-1.20.0`: the official one where it is at hand. */
export function findArchive(chart: string): string {
  const official = join(CHARTS, `${chart}.tgz`);
  return existsSync(official) ? official : join(REBUILT, `${chart}.tgz`);
}

/** A stack.lock.yaml whose digests are those of the archives at hand, where these were packed again. All others stay. */
export function lockRebuilt(lock: string): string {
  return lock.replace(
    /(name: "(?<name>[^"]+)"\s+version: "(?<version>[^"]+)"\s+repository: "[^"]+"\s+sha256: )[0-9a-f]{64}/g,
    (all: string, before: string, name: string, version: string) => {
      const archive = findArchive(`${name}-${version}`);
      return archive.startsWith(REBUILT) ? before + createHash('sha256').update(readFileSync(archive)).digest('hex') : all;
    },
  );
}
