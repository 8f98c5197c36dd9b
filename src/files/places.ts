import { existsSync, lstatSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';

/**
 * Whether a path is a folder or lies below it. Compares text alone: resolve links before, where they count.
 */
export function isWithin(path: string, folder: string): boolean {
  const below = relative(folder, path);
  return below === '' || (below !== '..' && !below.startsWith(`..${sep}`) && !isAbsolute(below));
}

/** Whether a checkout holds the user's home, and so is the user's own. A HOME that is empty or relative is in every one, and tells nothing. */
export function holdsHome(checkout: string, home: string | undefined): boolean {
  return home !== undefined && isAbsolute(home) && isWithin(home, checkout);
}

/**
 * The folder whose content somebody else may have written, a pull request for instance: the checkout that a path lies in, by its
 * name. That of the working directory first, since its own path has no links; else the nearest folder above with a `.git`; else
 * the working directory. Undefined where the path is in none of them: what lies there the user has put there.
 */
export function findCheckout(path: string): string | undefined {
  const place = resolve(path);
  const here = resolve('');
  return [nearestRepository(here), here, nearestRepository(place)].find(
    // A checkout in the root folder would make a checkout of the whole machine.
    (folder) => folder !== undefined && dirname(folder) !== folder && isWithin(place, folder),
  );
}

function nearestRepository(path: string): string | undefined {
  for (let folder = path; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

/**
 * Whether a path of a repository leads out of it through a symbolic link. Links that stay inside are the user's own business,
 * and so are all where there is no repository: no one else has written there.
 */
export function leadsOut(path: string): boolean {
  // Not from the path itself: where it is a link, what it leads to may be a repository of its own.
  const checkout = nearestRepository(dirname(resolve(path)));
  const [from, to] = [checkout && realPath(checkout), realPath(path)];
  return from !== undefined && to !== undefined && !isWithin(to, from);
}

/** A path without links; undefined where nothing is there. */
export function realPath(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}

/**
 * The first symbolic link on the way to a place that we write: none may be in what a checkout brought, or another could choose
 * where we write. Links above the checkout, and above an output elsewhere, are the user's and are followed (macOS has /tmp as one).
 * @param owned a folder above `path` below which all is ours, and no link can be the user's either
 */
export function findLink(path: string, owned: string): string | undefined {
  const checkout = findCheckout(path);
  const own = resolve(owned);
  const from = checkout !== undefined && isWithin(own, checkout) ? checkout : own;
  const parts = relative(from, resolve(path)).split(sep).filter(Boolean);
  return parts.map((_, index) => join(from, ...parts.slice(0, index + 1))).find(isLink);
}

/** Whether something is at a path. A link counts by itself, whatever it leads to. */
export function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
}
