import { isSame } from '../data.ts';
import type { Effect } from '../effect.ts';

/** Releases of Cluster API that answer alike. */
export interface Release {
  readonly minor: number;
  /** The first patch of them, and the last where the minor has more. */
  readonly first: number;
  readonly last?: number;
  /** Whether its code was run on changes, or read and found equal to a neighbour's as far as it decides. */
  readonly evidence: 'run' | 'read';
}

/** Oldest first. Run: 1.10.8, 1.11.11, 1.12.11 and 1.14.2. Read: 1.8.12, 1.9.11, 1.11.0 to 1.11.3 and 1.13.4. */
const RELEASES: readonly Release[] = [
  { minor: 8, first: 0, evidence: 'read' },
  { minor: 9, first: 0, evidence: 'read' },
  { minor: 10, first: 0, evidence: 'run' },
  { minor: 11, first: 0, last: 3, evidence: 'read' },
  { minor: 11, first: 4, evidence: 'run' },
  { minor: 12, first: 0, evidence: 'run' },
  { minor: 13, first: 0, evidence: 'read' },
  { minor: 14, first: 0, evidence: 'run' },
];

/** Which releases are asked for. */
export interface Asked {
  readonly releases: readonly Release[];
  /** The words of whoever asked; undefined for all that are known. */
  readonly words: string | undefined;
  /** False for a release that nobody looked at: the nearest known one stands for it. */
  readonly isKnown: boolean;
}

/** @param words `1.12` or `1.12.3`, a `v` before it does no harm */
export function askFor(words: string | undefined): Asked {
  if (words === undefined) return { releases: RELEASES, words, isKnown: true };
  const match = /^v?1\.(\d{1,4})(?:\.(\d{1,4}))?$/.exec(words);
  const [, minor = '', patch] = match ?? [];
  const found = RELEASES.filter(
    (release) =>
      release.minor === Number(minor) &&
      (patch === undefined || (Number(patch) >= release.first && Number(patch) <= (release.last ?? Number.MAX_SAFE_INTEGER))),
  );
  if (match !== null && found.length > 0) return { releases: found, words: words.replace(/^v/, ''), isKnown: true };
  const isOld = match !== null && Number(minor) < (RELEASES[0]?.minor ?? 0);
  return { releases: RELEASES.slice(isOld ? 0 : -1).slice(0, 1), words: words.replace(/^v/, ''), isKnown: false };
}

/** The releases for which something is said, as effects have them. */
export type Said = Pick<Effect, 'clusterApi' | 'byReading'>;

/** The answers of the releases that are asked for, neighbours with the same one together. */
export function ask<T>({ releases, words }: Asked, answer: (release: Release) => T): { readonly answer: T; readonly said: Said }[] {
  const groups: { readonly answer: T; readonly releases: Release[] }[] = [];
  for (const release of releases) {
    const found = answer(release);
    const last = groups.at(-1);
    if (last !== undefined && isSame(last.answer, found)) last.releases.push(release);
    else groups.push({ answer: found, releases: [release] });
  }
  return groups.map((group) => ({
    answer: group.answer,
    said: groups.length === 1 ? sayAll({ releases, words }) : say(nameRange(group.releases), group.releases),
  }));
}

/** For what no release answers otherwise. */
export function sayAll({ releases, words }: Pick<Asked, 'releases' | 'words'>): Said {
  return words === undefined ? {} : say(words, releases);
}

function say(range: string, releases: readonly Release[]): Said {
  const byReading = listRead(releases);
  return { clusterApi: range, ...(byReading.length > 0 && { byReading }) };
}

function listRead(releases: readonly Release[]): string[] {
  return releases.filter(({ evidence }) => evidence === 'read').map((release) => nameRange([release]));
}

/** `1.8–1.10`, `1.11.4–1.14`, `1.12` */
function nameRange(releases: readonly Release[]): string {
  const [first, last] = [releases[0], releases.at(-1)];
  if (first === undefined || last === undefined) return '';
  const next = releases[1];
  const isWholeMinor = first.last === undefined ? first.first === 0 : next?.minor === first.minor;
  const from = isWholeMinor ? `1.${first.minor}` : `1.${first.minor}.${first.first}`;
  const to = last.last === undefined ? `1.${last.minor}` : `1.${last.minor}.${last.last}`;
  if (first === last && first.last === undefined) return first.first === 0 ? from : `${from} and later 1.${first.minor}`;
  return from === to ? from : `${from}–${to}`;
}
