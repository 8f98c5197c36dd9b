import { relative, resolve, sep } from 'node:path';
import { readIgnoreRules, selectChartFiles } from '../chart/index.ts';
import { ReleaseError } from '../errors.ts';
import {
  type FileTree,
  findCheckout,
  findFile,
  findLfsPointers,
  isWithin,
  LFS_ADVICE,
  readTree,
  realPath,
  selectFolder,
  type TreeLimits,
} from '../files/index.ts';
import { packArchive } from '../release/index.ts';
import type { Stack } from '../stack/index.ts';
import { getNode, getText, hasSyntaxError, parseYaml } from '../yaml/index.ts';

export interface PackedChart {
  readonly version: string;
  readonly bytes: Buffer;
}

/** Helm unpacks no more than 100 MiB of one archive. Source: MaxDecompressedChartSize of Helm's chart loader. */
const LIMITS: TreeLimits = { fileBytes: 64 * 1024 * 1024, totalBytes: 100 * 1024 * 1024, files: 10_000 };

/**
 * Packs the chart that a `file://` dependency names, as Helm does: without what its ignore rules name, and with the charts
 * that lie in its own `charts/`. Inside of the stack it is the line's, and elsewhere what is on
 * disk, in the checkout that holds the stack: a stack must not reach for what else is on the machine.
 * @param folder of the chart that has the dependency, in the stack's directory
 * @throws ReleaseError `dependency`
 */
export async function packFolder(stack: Stack, folder: string, repository: string, name: string): Promise<PackedChart> {
  const path = repository.slice('file://'.length);
  const place = resolve(stack.directory, folder, path);
  const refuse = (why: string) => new ReleaseError('dependency', `${name} from ${repository} in ${folder} ${why}`);
  const tree = readFolder(stack, place, refuse);
  const [problem] = readIgnoreRules(tree).problems;
  if (problem !== undefined) throw refuse(`cannot be packed: its .helmignore, line ${problem.line}: ${problem.message}`);
  const files = selectChartFiles(tree);
  const [pointer] = findLfsPointers(files);
  if (pointer !== undefined) throw refuse(`has ${pointer}, which is a git-lfs pointer and not the file; ${LFS_ADVICE}`);
  const file = findFile(files, 'Chart.yaml');
  if (file === undefined) throw refuse(`is not a chart: ${place} has no Chart.yaml`);
  const yaml = parseYaml('Chart.yaml', file.bytes);
  const field = (key: string) => (hasSyntaxError(yaml) ? undefined : getText(yaml, getNode(yaml.root, key))?.source) ?? '';
  const version = field('version');
  if (field('name') !== name || version === '') throw refuse(`is the chart ${field('name') || 'without a name'} ${version}`);
  return { version, bytes: await packArchive(files.map((one) => ({ ...one, path: `${name}/${one.path}` }))) };
}

function readFolder(stack: Stack, place: string, refuse: (why: string) => ReleaseError): FileTree {
  const directory = resolve(stack.directory);
  if (place !== directory && isWithin(place, directory)) return selectFolder(stack.files, relative(directory, place).split(sep).join('/'));
  const root = realPath(findCheckout(directory) ?? directory);
  const real = realPath(place);
  if (root !== undefined && !isWithin(real ?? place, root)) {
    throw refuse(
      `is outside of ${root}, and a stack is made of its own repository alone; move the chart there, or take it from a chart repository`,
    );
  }
  const { files, findings } = readTree(place, LIMITS);
  // Links, and all that cannot be read, would leave no trace in an archive.
  const [problem] = findings;
  if (problem !== undefined) throw refuse(`cannot be packed: ${problem.file ?? problem.subject} ${problem.message}`);
  return files;
}
