/** A file of the folder that `manifests` writes. */
export interface FolderFile {
  /** Relative to the folder, `2-providers/core.yaml`. */
  readonly path: string;
  readonly text: string;
}

/** The first line of all that we write: what does not begin so is somebody else's. */
const MARK = '# Written by clusterstack manifests';

export const HEADER = `${MARK}, which overwrites changes by hand: patch it from a kustomization.yaml instead.\n`;

export function isOurs({ text }: Pick<FolderFile, 'text'>): boolean {
  return text.startsWith(MARK);
}

export const KUSTOMIZATION = 'kustomization.yaml';

export function isKustomization({ path }: Pick<FolderFile, 'path'>): boolean {
  return path === KUSTOMIZATION || path.endsWith(`/${KUSTOMIZATION}`);
}

/** In the order in which they are applied: each needs what those before it install. */
export const FOLDERS = ['1-operators', '2-providers', '3-cluster-stacks', '4-policies'] as const;
