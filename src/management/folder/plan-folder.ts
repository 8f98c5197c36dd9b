import { ReleaseError } from '../../errors.ts';
import { type FolderFile, isKustomization, isOurs } from './folder-file.ts';
import { formatKustomization, mergeKustomization } from './merge-kustomization.ts';

/** A file of the folder, and what becomes of it. */
export type FolderChange =
  | { readonly kind: 'added'; readonly path: string; readonly after: string }
  | { readonly kind: 'changed'; readonly path: string; readonly before: string; readonly after: string }
  | { readonly kind: 'same'; readonly path: string }
  | { readonly kind: 'removed'; readonly path: string; readonly before: string }
  /** Ours, not needed any more, and left where it is. */
  | { readonly kind: 'kept'; readonly path: string };

/** What is to be in the folder. */
export interface WantedFolder {
  /** Without kustomizations. */
  readonly files: readonly FolderFile[];
  /** By path: the header of each, and what it names, in order. */
  readonly kustomizations: readonly { readonly path: string; readonly header: string; readonly resources: readonly string[] }[];
}

/**
 * The changes that make a folder as wanted, sorted by path. What others have put there stays.
 * @param prune removes files of ours that are not wanted any more
 * @throws ReleaseError `unwritable` where somebody else's file is in the place of one of ours
 */
export function planFolder(wanted: WantedFolder, present: readonly FolderFile[], prune: boolean): readonly FolderChange[] {
  const there = new Map(present.map((file) => [file.path, file]));
  const own = wanted.files.map((file): FolderChange => compare(file.path, there.get(file.path), file.text));
  const named = new Set(wanted.files.map(({ path }) => path));
  const stale = present.filter((file) => isOurs(file) && !isKustomization(file) && !named.has(file.path));
  const gone = stale.map(({ path, text }): FolderChange => (prune ? { kind: 'removed', path, before: text } : { kind: 'kept', path }));
  const kustomizations = wanted.kustomizations.map(({ path, header, resources }): FolderChange => {
    const before = there.get(path)?.text;
    const below = path.slice(0, path.lastIndexOf('/') + 1);
    const removed = new Set(
      gone.flatMap((change) => (change.kind === 'removed' && change.path.startsWith(below) ? [change.path.slice(below.length)] : [])),
    );
    const after = before === undefined ? formatKustomization(header, resources) : mergeKustomization(path, before, resources, removed);
    return before === undefined
      ? { kind: 'added', path, after }
      : before === after
        ? { kind: 'same', path }
        : { kind: 'changed', path, before, after };
  });
  return [...own, ...gone, ...kustomizations].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function compare(path: string, before: FolderFile | undefined, after: string): FolderChange {
  if (before === undefined) return { kind: 'added', path, after };
  // Git puts other ends to lines where a platform wants them.
  if (before.text.replaceAll('\r\n', '\n') === after) return { kind: 'same', path };
  if (isOurs(before)) return { kind: 'changed', path, before: before.text, after };
  throw new ReleaseError(
    'unwritable',
    `${path} is there and was not written by clusterstack manifests, so nothing was written; move it elsewhere`,
  );
}
