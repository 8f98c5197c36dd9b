import { randomUUID } from 'node:crypto';
import { renameSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { removeIfPossible } from '../files/index.ts';
import { type BlobBytes, passBlob } from './content.ts';
import type { Descriptor } from './types.ts';

/** Writes a blob aside, checks it, and puts it in its place: whoever reads meanwhile finds nothing or all of it. */
export async function saveBlob(blob: BlobBytes, descriptor: Descriptor, path: string, place: string): Promise<void> {
  const draft = `${path}.${randomUUID()}.tmp`;
  try {
    await passBlob(blob, descriptor, place, async (chunks) => {
      const file = await open(draft, 'w', 0o644);
      try {
        for await (const chunk of chunks) await file.writeFile(chunk);
      } finally {
        await file.close();
      }
    });
    renameSync(draft, path);
  } catch (error) {
    removeIfPossible(draft);
    throw error;
  }
}

const CHUNK = 1024 * 1024;

/** A part of a file, in chunks. */
export async function* readRegion(path: string, offset: number, size: number): AsyncGenerator<Uint8Array> {
  const file = await open(path, 'r');
  try {
    for (let done = 0; done < size; ) {
      const buffer = Buffer.allocUnsafe(Math.min(CHUNK, size - done));
      const { bytesRead } = await file.read(buffer, 0, buffer.length, offset + done);
      if (bytesRead === 0) return;
      done += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}
