import { createHash } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readKept, writeKept } from '../files/index.ts';
import { parseJson } from '../json.ts';

/** Renderings, kept by what they were made from. Never throws: one that cannot be kept is made again. */
export interface RenderCache {
  readonly read: (key: string) => Promise<unknown>;
  readonly write: (key: string, value: unknown) => Promise<void>;
}

/** Enough for all lines and earlier releases of many stacks. */
const MOST_ENTRIES = 1000;
const MOST_BYTES = 256 * 1024 * 1024;

/** Of the form of keys and values: another number makes the entries of other versions unknown. */
const FORMAT = 4;

/** A key over everything that the value depends on. */
export function hashKey(kind: string, ...parts: readonly unknown[]): string {
  return `${kind}-${hashText(JSON.stringify([FORMAT, ...parts]))}`;
}

/**
 * Opens a folder of kept values, which several processes may share. A value stands in one file behind its digest, so
 * a damaged one is as good as none.
 */
export function openRenderCache(directory: string): RenderCache {
  let swept: Promise<void> | undefined;
  const pathOf = (key: string) => join(directory, `${key}.json`);
  return {
    async read(key) {
      const text = readKept(pathOf(key), MOST_BYTES)?.toString('utf8') ?? '';
      const end = text.indexOf('\n');
      const body = text.slice(end + 1);
      return end > 0 && text.slice(0, end) === hashText(body) ? parseJson(body) : undefined;
    },
    async write(key, value) {
      const body = JSON.stringify(value);
      if (!writeKept(dirname(directory), pathOf(key), `${hashText(body)}\n${body}`)) return;
      // Once a run: each looks at all files.
      swept ??= sweep(directory).catch(() => {});
      await swept;
    },
  };
}

/** Drops the oldest entries once there are too many, down to three quarters, and with them drafts of killed processes. */
async function sweep(directory: string): Promise<void> {
  const names = (await readdir(directory)).filter((name) => /\.(?:json|draft|tmp)$/.test(name));
  const found = await Promise.all(
    names.map(async (name) => {
      const status = await stat(join(directory, name)).catch(() => undefined);
      return status === undefined ? [] : [{ name, size: status.size, age: -status.mtimeMs }];
    }),
  );
  const files = found.flat().sort((a, b) => b.age - a.age);
  let [entries, bytes] = [files.length, files.reduce((sum, { size }) => sum + size, 0)];
  if (entries <= MOST_ENTRIES && bytes <= MOST_BYTES) return;
  for (const { name, size } of files) {
    if (entries <= MOST_ENTRIES * 0.75 && bytes <= MOST_BYTES * 0.75) return;
    await rm(join(directory, name), { force: true }).catch(() => {});
    entries--;
    bytes -= size;
  }
}

function hashText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
