import { isAbsolute, relative, resolve, sep } from 'node:path';
import { packArchive } from '../asset/index.ts';
import { selectChartFiles } from '../chart/index.ts';
import { ReleaseError } from '../errors.ts';
import { type FileTree, findFile, readTree, selectFolder } from '../file-tree.ts';
import type { Stack } from '../stack/index.ts';
import { getNode, getScalar, hasSyntaxError, parseYaml } from '../yaml.ts';

export interface PackedChart {
  readonly version: string;
  readonly bytes: Buffer;
}

/**
 * Packs the chart that a `file://` dependency names, as Helm does: without what its ignore rules name, and with the charts
 * that lie in its own `charts/`. Inside of the stack it is the line's, and elsewhere what is on disk.
 * @param folder of the chart that has the dependency, in the stack's directory
 * @throws ReleaseError `dependency`
 */
export async function packFolder(stack: Stack, folder: string, repository: string, name: string): Promise<PackedChart> {
  const path = repository.slice('file://'.length);
  const place = resolve(stack.directory, folder, path);
  const refuse = (why: string) => new ReleaseError('dependency', `${name} from ${repository} in ${folder} ${why}`);
  const files = selectChartFiles(readFolder(stack, place, refuse));
  const file = findFile(files, 'Chart.yaml');
  if (file === undefined) throw refuse(`is no chart: ${place} has no Chart.yaml`);
  const yaml = parseYaml('Chart.yaml', file.bytes);
  const field = (key: string) => (hasSyntaxError(yaml) ? undefined : getScalar(yaml, getNode(yaml.root, key))?.source) ?? '';
  const version = field('version');
  if (field('name') !== name || version === '') throw refuse(`is the chart ${field('name') || 'without a name'} ${version}`);
  return { version, bytes: await packArchive(files.map((one) => ({ ...one, path: `${name}/${one.path}` }))) };
}

function readFolder(stack: Stack, place: string, refuse: (why: string) => ReleaseError): FileTree {
  const inside = relative(resolve(stack.directory), place);
  if (inside !== '' && inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside)) {
    return selectFolder(stack.files, inside.split(sep).join('/'));
  }
  const { files, findings } = readTree(place);
  // What would leave no trace in an archive: links, and all that cannot be read.
  const [problem] = findings;
  if (problem !== undefined) throw refuse(`cannot be packed: ${problem.file ?? problem.subject} ${problem.message}`);
  return files;
}
