import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { isObject } from '../data.ts';
import { cacheFolder, readKept, writeKept } from '../files/index.ts';
import { parseJson } from '../json.ts';

export interface CachedIndex {
  readonly text: string;
  /** The headers that ask whether it has changed. */
  readonly validators: Readonly<Record<string, string>>;
}

/** Earlier downloads. Nothing here is needed: an entry that cannot be read or written is as good as missing. */
export interface Cache {
  readChart(sha256: string): Promise<Buffer | undefined>;
  writeChart(bytes: Buffer): Promise<void>;
  /** The archive that a version had when it was last asked for. */
  readVersion(repository: string, name: string, version: string): Promise<string | undefined>;
  writeVersion(repository: string, name: string, version: string, sha256: string): Promise<void>;
  readIndex(url: string): Promise<CachedIndex | undefined>;
  writeIndex(url: string, index: CachedIndex): Promise<void>;
}

/** Of one file: an index of the largest size that is downloaded, and what stands before it. */
const MOST_BYTES = 130 * 1024 * 1024;

/**
 * A cache in a folder, by digest, safe with many processes: what is read is
 * held against its digest, so that a damaged file is no more than a missing one. A chart is read once a run.
 */
export function openCache(folder: string): Cache {
  const chartFile = (sha256: string) => join(cacheFolder(folder, 'charts'), `${sha256}.tgz`);
  const versionFile = (...key: readonly string[]) => join(cacheFolder(folder, 'versions'), `${hash(JSON.stringify(key))}.json`);
  const indexFile = (url: string) => join(cacheFolder(folder, 'indexes'), hash(url));
  const read = (file: string) => readKept(file, MOST_BYTES);
  const write = async (file: string, bytes: Buffer): Promise<void> => {
    writeKept(folder, file, bytes);
  };
  const charts = new Map<string, Promise<Buffer | undefined>>();
  const readChart = async (sha256: string): Promise<Buffer | undefined> => {
    const bytes = read(chartFile(sha256));
    if (bytes !== undefined && hash(bytes) === sha256) return bytes;
    // It may be written yet.
    charts.delete(sha256);
    return undefined;
  };
  return {
    readChart(sha256) {
      const found = charts.get(sha256) ?? readChart(sha256);
      charts.set(sha256, found);
      return found;
    },
    writeChart: (bytes) => write(chartFile(hash(bytes)), bytes),
    async readVersion(...key) {
      const data = parseJson(read(versionFile(...key))?.toString('utf8') ?? '');
      return isObject(data) && typeof data['sha256'] === 'string' ? data['sha256'] : undefined;
    },
    writeVersion: (repository, name, version, sha256) =>
      write(versionFile(repository, name, version), Buffer.from(JSON.stringify({ repository, name, version, sha256 }))),
    async readIndex(url) {
      const bytes = read(indexFile(url));
      const end = bytes?.indexOf(0x0a) ?? -1;
      if (bytes === undefined || end < 0) return undefined;
      const head = parseJson(bytes.subarray(0, end).toString('utf8'));
      const body = bytes.subarray(end + 1);
      if (!isObject(head) || head['sha256'] !== hash(body) || !isObject(head['validators'])) return undefined;
      return { text: body.toString('utf8'), validators: head['validators'] as Record<string, string> };
    },
    async writeIndex(url, { text, validators }) {
      // Without validators it would never be asked for.
      if (Object.keys(validators).length === 0) return;
      const body = Buffer.from(text);
      await write(indexFile(url), Buffer.concat([Buffer.from(`${JSON.stringify({ sha256: hash(body), validators })}\n`), body]));
    },
  };
}

function hash(content: Buffer | string): string {
  return createHash('sha256').update(content).digest('hex');
}
