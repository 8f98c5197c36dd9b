import { type ChartFile, stampChartFile } from '../chart/index.ts';
import type { Component } from '../component.ts';
import { createFile, type FileTree, sortTree, type TreeFile } from '../files/index.ts';
import { fillPlaceholders, type Placeholder, type Stack, usedPlaceholders } from '../stack/index.ts';
import type { Versions } from '../version/index.ts';
import { formatLine, formatVersion } from '../version/index.ts';
import { hashContent } from './hashes.ts';

/** A stack's files as they will ship under some versions, before they are packed. */
export interface PreparedStack {
  readonly stack: Stack;
  readonly versions: Versions;
  /** With the top folder that Helm wants. */
  readonly clusterClass: FileTree;
  /** Multi-stage: one folder per addon. Single-stage: a chart, with its top folder. */
  readonly clusterAddon: FileTree;
  /** clusteraddon.yaml, cluster-addon-values.yaml, node-images.yaml: those that there are. */
  readonly files: readonly TreeFile[];
}

/** Fills placeholders and stamps the charts. Multi-stage addon charts stay as written. */
export function prepareStack(stack: Stack, versions: Versions): PreparedStack {
  const values: Readonly<Record<Placeholder, string>> = {
    ClusterClassVersion: formatVersion(versions.clusterStack),
    ClusterAddonVersion: formatVersion(versions.clusterAddon),
    NodeImageVersion: formatVersion(versions.nodeImage),
  };
  const fill = (file: TreeFile): TreeFile => {
    const bytes = fillPlaceholders(file.bytes, values);
    return bytes === file.bytes ? file : createFile(file.path, bytes);
  };
  const stamp = (files: FileTree, chart: ChartFile, name: string, version: string): FileTree =>
    sortTree(
      files.map((file) => {
        const filled = file.path === 'Chart.yaml' ? fill(createFile(file.path, stampChartFile(chart, { name, version }))) : fill(file);
        return { ...filled, path: `${name}/${file.path}` };
      }),
    );

  const line = formatLine(stack.config.line);
  const clusterClass = stamp(stack.clusterClass, stack.clusterClassChart, `${line}-cluster-class`, values.ClusterClassVersion);
  const nodeImages = stack.nodeImages ? [{ ...stack.nodeImages, path: 'node-images.yaml' }] : [];
  if (stack.addons.kind === 'multi-stage') {
    return { stack, versions, clusterClass, clusterAddon: stack.clusterAddon.map(fill), files: [stack.addons.stages, ...nodeImages] };
  }
  return {
    stack,
    versions,
    clusterClass,
    clusterAddon: stamp(stack.clusterAddon, stack.addons.chart, `${line}-cluster-addon`, values.ClusterAddonVersion),
    files: [fill(stack.addons.values), ...nodeImages],
  };
}

/** Content hashes of the components that ship, the same whatever version they are released under. */
export function hashComponents(stack: Stack): Readonly<Partial<Record<Component, string>>> {
  return {
    'cluster-class': hashContent(stack.clusterClass),
    'cluster-addon': hashContent(stack.clusterAddon),
    ...(stack.addons.kind === 'multi-stage' && { stages: `sha256:${stack.addons.stages.sha256}` }),
    ...(stack.addons.kind === 'single-stage' && { 'cluster-addon-values': `sha256:${stack.addons.values.sha256}` }),
    ...(stack.nodeImages && { 'node-images': `sha256:${stack.nodeImages.sha256}` }),
  };
}

/** Which versions stand inside the addons' files: those files change whenever such a version does. */
export function addonPlaceholders(stack: Stack): ReadonlySet<Placeholder> {
  const values = stack.addons.kind === 'single-stage' ? [stack.addons.values] : [];
  return usedPlaceholders([...stack.clusterAddon, ...values]);
}
