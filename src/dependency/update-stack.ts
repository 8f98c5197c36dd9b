import { basename, join, relative } from 'node:path';
import type { Dependency } from '../chart/index.ts';
import { KNOWLEDGE, type Knowledge } from '../compat/index.ts';
import { messageOf, ReleaseError } from '../errors.ts';
import { createFile, type FileTree, findFile, readTree, replaceFile } from '../files/index.ts';
import type { Finding } from '../finding.ts';
import type { Move, StackUpdate } from '../result.ts';
import { LOCK_FILE, parseLines } from '../stack/index.ts';
import { formatKubernetesVersion, formatLine, isSameMinor, type KubernetesVersion } from '../version/index.ts';
import { collectSlots, type UpdatedLine } from './collect-slots.ts';
import { createDependencyTools, type DependencyOptions, readStackLock } from './create-vendor.ts';
import { editScalars } from './edit-scalars.ts';
import { formatLock, type NewLine, type StackLock } from './lock.ts';
import { lockLine } from './lock-line.ts';
import { planKubernetes, planSlot } from './plan-update.ts';

export interface UpdateOptions extends Omit<DependencyOptions, 'offline'> {
  /** Only lines of this minor are moved. */
  readonly kubernetes?: Pick<KubernetesVersion, 'major' | 'minor'> | undefined;
  /** The versions of Kubernetes that there are; without, Kubernetes stays. */
  readonly kubernetesVersions?: readonly KubernetesVersion[] | undefined;
  readonly knowledge?: Pick<Knowledge, 'addons'> | undefined;
  /** Decides, and writes nothing. */
  readonly dryRun?: boolean | undefined;
}

/**
 * Moves the versions of a stack to the newest that fit, and writes its lock. Of the files only values change; comments and
 * order stay.
 * @throws ReleaseError, HttpError, OciError; nothing is written then
 */
export async function updateStack(directory: string, options: UpdateOptions): Promise<StackUpdate> {
  const { files, findings } = readTree(directory);
  const old: StackLock = readStackLock(directory).lock ?? new Map();
  const lines = parseUpdatedLines(directory, files, findings, old, options);
  const tools = createDependencyTools(options);
  const plans = (await collectSlots(lines, files, tools)).map((slot) => planSlot(slot, options.knowledge ?? KNOWLEDGE));
  const moves = [...moveKubernetes(lines, options), ...plans.flatMap(({ move }) => move ?? [])];
  const contents = applyMoves(directory, files, moves);

  const tree = files.map((file) => createFile(file.path, contents.get(file.path) ?? file.bytes));
  const lock = new Map<string, NewLine>();
  for (const { name, stack } of parseUpdatedLines(directory, tree, findings, old, options)) {
    const { config } = stack;
    const patch = moves.find((move) => move.name === 'Kubernetes' && move.lines.includes(name))?.to;
    if (patch === undefined && !config.isPatchKnown) throw openPatch(name);
    const choose = (folder: string, { name: chart, alias }: Dependency) =>
      plans.find(({ slot: { dependency, users } }) => {
        const isUser = users.some((user) => user.line === name && user.folder === folder && user.alias === alias);
        return dependency.name === chart && isUser;
      })?.version;
    lock.set(name, {
      kubernetes: patch ?? formatKubernetesVersion(config.kubernetes),
      dependencies: await lockLine(stack, old.get(name), choose, tools),
      // Those of images that are gone do no harm, and are dropped when images are looked up again.
      images: old.get(name)?.images ?? new Map(),
    });
  }
  const text = Buffer.from(formatLock(lock));
  if (findFile(files, LOCK_FILE)?.bytes.equals(text) !== true) contents.set(LOCK_FILE, text);
  if (options.dryRun !== true) for (const [path, bytes] of contents) writeChanged(join(directory, path), bytes);
  return { directory, moves, held: plans.flatMap(({ held }) => held ?? []), files: [...contents.keys()] };
}

/** All lines, those that are not to be moved included: they share places and the lock. */
function parseUpdatedLines(
  directory: string,
  files: FileTree,
  findings: readonly Finding[],
  lock: StackLock,
  { kubernetes }: Pick<UpdateOptions, 'kubernetes'>,
): UpdatedLine[] {
  return parseLines(directory, files, findings).map((source) => {
    const { stack } = source;
    if (stack === undefined) {
      const problem = source.findings.find(({ verdict }) => verdict === 'refuse');
      const where = problem === undefined ? '' : `: ${problem.file ?? directory}:${problem.line ?? 1}: ${problem.message}`;
      throw new ReleaseError('check-refused', `${directory} was not updated, since it cannot be read${where}`);
    }
    const { line, kubernetes: own } = stack.config;
    const isSelected = kubernetes === undefined || isSameMinor(kubernetes, own);
    return { name: formatLine(line), stack, locked: lock.get(formatLine(line)), isSelected };
  });
}

function moveKubernetes(lines: readonly UpdatedLine[], { kubernetesVersions = [] }: UpdateOptions): Move[] {
  return lines.flatMap(({ name, stack: { config }, isSelected }) => {
    const move = isSelected ? planKubernetes(name, config, kubernetesVersions) : undefined;
    // Where a file says the minor alone, the lock has the patch.
    const isWritten = config.isPatchKnown && basename(config.kubernetesPlace.file) !== LOCK_FILE;
    return move ? [{ ...move, ...(isWritten && { place: config.kubernetesPlace }) }] : [];
  });
}

function openPatch(line: string): ReleaseError {
  return new ReleaseError(
    'usage',
    `${line} names no patch version of Kubernetes to lock; write one, or tell which there are with --kubernetes-versions`,
  );
}

/** The files that change, by path. */
function applyMoves(directory: string, files: FileTree, moves: readonly Move[]): Map<string, Buffer> {
  const written = moves.flatMap(({ place, name, to }) => (place ? [{ name, to, place, path: relative(directory, place.file) }] : []));
  const contents = new Map<string, Buffer>();
  for (const path of new Set(written.map((move) => move.path))) {
    const edits = written
      .filter((move) => move.path === path)
      .map(({ name, to, place: { line = 0, column = 0 } }) => {
        // Rows write versions of Kubernetes without the v.
        const replace = (before: string) => (name === 'Kubernetes' && !before.startsWith('v') ? to.replace(/^v/, '') : to);
        return { line, column, replace };
      });
    const file = findFile(files, path);
    const edited = file && editScalars(path, file.bytes, edits);
    if (edited === undefined)
      throw new ReleaseError(
        'check-refused',
        `the versions in ${join(directory, path)} cannot be replaced; write each as one word on one line`,
      );
    contents.set(path, edited);
  }
  return contents;
}

/** @throws ReleaseError `unwritable` */
function writeChanged(file: string, bytes: Buffer): void {
  try {
    replaceFile(file, bytes);
  } catch (error) {
    throw new ReleaseError('unwritable', `cannot write ${file}: ${messageOf(error)}`, { cause: error });
  }
}
