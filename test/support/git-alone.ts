import { existsSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { temporaryDirectory } from './temporary-directory.ts';

/** A PATH with git and nothing else: what a test expects must not hang on whether there is a helm beside it. */
export function gitAlone(): string {
  const git = (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'git'))
    .find((path) => existsSync(path));
  if (git === undefined) throw new Error('there is no git');
  const folder = temporaryDirectory();
  symlinkSync(git, join(folder, 'git'));
  return folder;
}
