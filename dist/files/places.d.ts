/**
 * Whether a path is a folder or lies below it. Compares text alone: resolve links before, where they count.
 */
export declare function isWithin(path: string, folder: string): boolean;
/**
 * The folder whose content somebody else may have written, a pull request for instance: the checkout that a path lies in, by its
 * name. That of the working directory first, since its own path has no links; else the nearest folder above with a `.git`; else
 * the working directory. Undefined where the path is in none of them: what lies there the user has put there.
 */
export declare function findCheckout(path: string): string | undefined;
/**
 * Whether a path of a repository leads out of it through a symbolic link. Links that stay inside are the user's own business,
 * and so are all where there is no repository: no one else has written there.
 */
export declare function leadsOut(path: string): boolean;
/** A path without links; undefined where nothing is there. */
export declare function realPath(path: string): string | undefined;
/**
 * The first symbolic link on the way to a place that we write: none may be in what a checkout brought, or another could choose
 * where we write. Links above the checkout, and above an output elsewhere, are the user's and are followed (macOS has /tmp as one).
 * @param owned a folder above `path` below which all is ours, and no link can be the user's either
 */
export declare function findLink(path: string, owned: string): string | undefined;
