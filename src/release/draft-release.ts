import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ReleaseError } from '../errors.ts';
import { findLink, makeFolder } from '../files/index.ts';
import type { ReleaseContent } from './asset.ts';

/** @throws ReleaseError `unwritable` for a link on the way to where a release's folder will be */
export function requireNoLink(directory: string, output: string): void {
  const link = findLink(directory, output);
  if (link === undefined) return;
  const why = `${link} is a symbolic link, and nothing is written through it; delete it, or choose another folder with --output`;
  throw new ReleaseError('unwritable', `cannot write ${directory}: ${why}`);
}

/** Writes a release's files into a folder that is made for them. */
export function writeFiles(folder: string, { assets }: Pick<ReleaseContent, 'assets'>): void {
  makeFolder(folder);
  for (const { name, bytes } of assets) writeNew(join(folder, name), bytes);
}

/** Follows no link, and replaces nothing. */
export function writeNew(path: string, content: Buffer | string): void {
  writeFileSync(path, content, { flag: 'wx', mode: 0o644 });
}
