import { join } from 'node:path';
import { type FileTree, findFile, selectFolder, topFolders } from '../files/index.ts';
import { getNode, getScalar, hasSyntaxError, parseYaml, readItems, type YamlFile, type YamlScalar } from '../yaml/index.ts';

/** An addon's Chart.yaml. */
export interface AddonChart {
  /** In `cluster-addon/`; empty for the one chart of a single-stage stack. */
  readonly folder: string;
  /** In the stack's directory, `cluster-addon/ccm`. */
  readonly path: string;
  readonly yaml: YamlFile;
  readonly dependencies: readonly AddonDependency[];
}

export interface AddonDependency {
  readonly name: string;
  readonly alias: string | undefined;
  readonly version: YamlScalar | undefined;
}

/** The Chart.yaml of every addon that can be read; what is wrong with the others is found elsewhere. */
export function readAddonCharts(directory: string, files: FileTree): readonly AddonChart[] {
  const isMultiStage = findFile(files, 'clusteraddon.yaml') !== undefined;
  const folders = isMultiStage ? topFolders(selectFolder(files, 'cluster-addon')) : [''];
  return folders.flatMap((folder) => {
    const path = folder === '' ? 'cluster-addon' : `cluster-addon/${folder}`;
    const file = findFile(files, `${path}/Chart.yaml`);
    const yaml = file && parseYaml(join(directory, file.path), file.bytes);
    if (yaml === undefined || hasSyntaxError(yaml)) return [];
    return [{ folder, path, yaml, dependencies: readAddonDependencies(yaml) }];
  });
}

function readAddonDependencies(yaml: YamlFile): AddonDependency[] {
  return readItems(getNode(yaml.root, 'dependencies')).flatMap((item) => {
    const field = (key: string) => getScalar(yaml, getNode(item, key));
    const name = field('name')?.source;
    return name === undefined ? [] : [{ name, alias: field('alias')?.source, version: field('version') }];
  });
}
