import { createHash } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { PROJECT } from './needs.ts';

/** A new empty folder; whoever makes it removes it. */
export function createFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'clusterstack-interop-'));
}

export function removeFolder(path: string): Promise<void> {
  return rm(path, { recursive: true, force: true, maxRetries: 3 });
}

/** A new empty folder, removed when the running test ends. */
export async function createTestFolder(): Promise<string> {
  const path = await createFolder();
  onTestFinished(() => removeFolder(path));
  return path;
}

/** Copies our docker stack for a test that may change it: as one line, without the rows that make more of it. */
export async function copyDockerStack(directory: string): Promise<string> {
  await cp(join(PROJECT, 'stacks/docker/scs'), directory, { recursive: true });
  await rm(join(directory, 'versions.yaml'));
  return directory;
}

/** The files directly in a folder: name to SHA-256. */
export async function hashFiles(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder)).sort();
  const hashes = names.map(async (name) => [name, sha256(await readFile(join(folder, name)))] as const);
  return Object.fromEntries(await Promise.all(hashes));
}

export function sha256(bytes: Buffer | string): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
