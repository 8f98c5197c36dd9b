import { lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readRecord, recordFile } from './record.ts';

/** Drafts are named so that a later build knows what a killed one left. */
export const TEMPORARY = '.tmp-';
const DRAFT = /^\.tmp-.+-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:\.json|\.old-\d+)?$/;
const ABANDONED_AFTER_MS = 60 * 60 * 1000;

/**
 * The files in a release's folder, which a build replaces by deleting them: all must be of builds, named by the record, or by one
 * that a killed build never put in place.
 * @param draft the record of the build that asks, which tells nothing about what was there before
 * @throws Error for a file that somebody else has put there
 */
export function readOwnFiles(output: string, release: string, draft: string): readonly string[] {
  const directory = join(output, release);
  const unknown = () => {
    // The folder first and records last: whoever replaces it meanwhile has written one before.
    const entries = readdirSync(directory, { withFileTypes: true });
    const recorded = listRecordedFiles(output, release, draft);
    return { entries, foreign: entries.find((entry) => !entry.isFile() || !recorded.has(entry.name)) };
  };
  let found = unknown();
  for (let attempt = 0; found.foreign !== undefined && attempt < 3; attempt++) found = unknown();
  if (found.foreign === undefined) return found.entries.map(({ name }) => name);
  throw new Error(
    `${join(directory, found.foreign.name)} is not of a build that is recorded beside it, and would be lost; move it elsewhere, or choose another folder with --output`,
  );
}

function listRecordedFiles(output: string, release: string, draft: string): ReadonlySet<string> {
  const start = `${TEMPORARY}${release}-`;
  const drafts = readdirSync(output).filter((name) => name.startsWith(start) && name.endsWith('.json') && DRAFT.test(name));
  // The record last: a draft that is gone by now has become it.
  const records = [...drafts.map((name) => join(output, name)).filter((file) => file !== draft), recordFile(output, release)];
  return new Set(records.flatMap((file) => readRecord(file, release)?.assets.map(({ name }) => name) ?? []));
}

/** The remains of killed builds are old; a younger folder may belong to a build that is running. */
export function removeAbandoned(output: string): void {
  const names = readdirSync(output).filter((name) => DRAFT.test(name));
  if (names.length === 0) return;
  // The clock of the file system, by what it has just written. One that is gone by now tells nothing about the others.
  const timeOf = (name: string) => lstatSync(join(output, name), { throwIfNoEntry: false })?.mtimeMs;
  const newest = Math.max(...readdirSync(output).flatMap((name) => timeOf(name) ?? []));
  for (const name of names) {
    const time = timeOf(name);
    if (time === undefined || newest - time <= ABANDONED_AFTER_MS) continue;
    // A record's draft may be all that tells whose the files of its release are, until there is a later record.
    const recorded = name.endsWith('.json') ? timeOf(recordFile('', releaseOf(name))) : Number.POSITIVE_INFINITY;
    if (recorded !== undefined && recorded >= time) rmSync(join(output, name), { recursive: true, force: true });
  }
}

function releaseOf(draft: string): string {
  return draft.slice(TEMPORARY.length, -'-00000000-0000-0000-0000-000000000000.json'.length);
}
