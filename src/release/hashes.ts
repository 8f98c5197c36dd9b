import { createHash } from 'node:crypto';
import type { Component } from '../component.ts';
import { type FileTree, findFile, selectFolder } from '../files/index.ts';

/**
 * csctl's four hashes of the source. `nodeImageDir` is of a folder `node-image` and absent without one.
 * Source: pkg/hash of csctl.
 */
export interface SourceHashes {
  readonly clusterStack: string;
  readonly clusterAddonDir: string;
  readonly clusterAddonValues: string;
  readonly nodeImageDir?: string;
}

/** The part of a version in csctl's hash mode: the first 7 characters of the whole directory's hash. */
export function shortHash(hashes: SourceHashes): string {
  return hashes.clusterStack.slice(0, 7);
}

export function hashSource(files: FileTree): SourceHashes {
  const nodeImages = selectFolder(files, 'node-image');
  const values = findFile(files, 'cluster-addon-values.yaml');
  return {
    clusterStack: hashTree(files),
    clusterAddonDir: hasFolder(files, 'cluster-addon') ? hashTree(selectFolder(files, 'cluster-addon')) : '',
    clusterAddonValues: values === undefined ? '' : clean(Buffer.from(values.sha256, 'hex').toString('base64')),
    ...(nodeImages.length > 0 && { nodeImageDir: hashTree(nodeImages) }),
  };
}

function hasFolder(files: FileTree, folder: string): boolean {
  return files.some(({ path }) => path.startsWith(`${folder}/`));
}

/** Go's dirhash.Hash1, cleaned as csctl does. Source: https://pkg.go.dev/golang.org/x/mod/sumdb/dirhash#Hash1 */
function hashTree(files: FileTree): string {
  return clean(hashLines(files).digest('base64'));
}

function hashLines(files: FileTree) {
  const hash = createHash('sha256');
  for (const { path, sha256 } of files) hash.update(`${sha256}  ${path}\n`);
  return hash;
}

function clean(base64: string): string {
  return base64.replaceAll(/[/=+]/g, '').toLowerCase();
}

/** The content of one component, whatever version it is released under. */
export function hashContent(files: FileTree): string {
  return `sha256:${hashLines(files).digest('hex')}`;
}

/** `hashes.json`: csctl's keys as csctl writes them, then one of our own with its format number. */
export function formatHashes(source: SourceHashes, contents: Readonly<Partial<Record<Component, string>>>): Buffer {
  return Buffer.from(JSON.stringify({ ...source, contents: { format: 1, ...contents } }, null, 2));
}
