import { describeError, ReleaseError } from '../errors.ts';
import { createFinding } from '../finding.ts';
import type { StackSelection } from '../request.ts';
import { formatLine, type Line } from '../version/index.ts';
import { findStacks } from './find-stacks.ts';
import { readStack } from './read-stack.ts';
import type { StackSource } from './stack.ts';

/**
 * Reads the stacks that a request selects: a source for each line.
 * @param outside where we write ourselves: left out of a stack that it lies in
 * @throws ReleaseError `no-stack`, `usage`, and `duplicate-line` when two directories give the same line
 */
export async function readLines(selection: StackSelection, outside: readonly string[] = []): Promise<StackSource[]> {
  const minor = selection.kubernetes === undefined ? undefined : parseKubernetesFlag(selection.kubernetes);
  const sources = (await findStacks(selection.stacks)).flatMap((directory) => readOne(directory, outside));
  const selected = sources.filter(({ config }) => {
    if (minor === undefined || config === undefined) return true;
    return config.kubernetes.major === minor.major && config.kubernetes.minor === minor.minor;
  });
  if (selected.length === 0) {
    const lines = sources.map(nameOfLine).join(', ');
    throw new ReleaseError('no-stack', `no line is for Kubernetes ${selection.kubernetes}; there are ${lines}`);
  }
  requireUniqueLines(selected);
  return selected;
}

/** A bug of ours that one stack meets does not keep the others from being read, nor lets that one pass. */
function readOne(directory: string, outside: readonly string[]): StackSource[] {
  try {
    return readStack(directory, outside);
  } catch (error) {
    return [{ directory, findings: [createFinding('refuse', 'internal', directory, describeError(error).message)] }];
  }
}

/** Whether all stacks of a repository are selected. */
export function isComplete({ stacks, kubernetes }: StackSelection): boolean {
  return stacks.length === 0 && kubernetes === undefined;
}

/** @throws ReleaseError `usage` */
export function parseKubernetesFlag(text: string): { readonly major: number; readonly minor: number } {
  const match = /^v?(\d+)[.-](\d+)$/.exec(text);
  if (match === null) throw new ReleaseError('usage', `--kubernetes ${text} is not a minor version; write it like 1.32`);
  return { major: Number(match[1]), minor: Number(match[2]) };
}

/** Two rows of one versions.yaml are a finding of their own, with a place. */
function requireUniqueLines(sources: readonly StackSource[]): void {
  const seen = new Map<string, StackSource>();
  for (const source of sources) {
    const line = nameOfLine(source);
    const other = seen.get(line);
    if (other !== undefined && other.directory !== source.directory) {
      throw new ReleaseError(
        'duplicate-line',
        `${describePlace(other)} and ${describePlace(source)} both make ${line}; change the name or the Kubernetes minor of one of them`,
      );
    }
    seen.set(line, source);
  }
}

function describePlace({ config, directory }: StackSource): string {
  return config === undefined ? directory : `${config.kubernetesPlace.file}:${config.kubernetesPlace.line}`;
}

/** The line's name, or the directory where its files cannot tell it. */
export function nameOfLine(source: StackSource): string {
  return source.config === undefined ? source.directory : formatLine(source.config.line);
}

/** The minors of a line's stack among some that were read together. */
export function listMinors(sources: readonly StackSource[], { provider, name }: Line): readonly number[] {
  return sources.flatMap(({ config }) =>
    config !== undefined && config.line.provider === provider && config.line.name === name ? [config.line.kubernetes.minor] : [],
  );
}
