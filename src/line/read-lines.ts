import { ReleaseError } from '../errors.ts';
import type { StackSelection } from '../request.ts';
import { findStacks, readStack, type StackSource } from '../stack/index.ts';
import { formatLine } from '../version/index.ts';

/**
 * Reads the stacks that a request selects.
 * @param outside where we write ourselves: left out of a stack that it lies in
 * @throws ReleaseError `no-stack`, `usage`, and `duplicate-line` when two directories give the same line
 */
export async function readLines(selection: StackSelection, outside: readonly string[] = []): Promise<StackSource[]> {
  const minor = selection.kubernetes === undefined ? undefined : parseMinor(selection.kubernetes);
  const sources = (await findStacks(selection.stacks)).map((directory) => readStack(directory, outside));
  const selected = sources.filter(({ config }) => {
    if (minor === undefined || config === undefined) return true;
    return config.kubernetes.major === minor.major && config.kubernetes.minor === minor.minor;
  });
  if (selected.length === 0) {
    throw new ReleaseError('no-stack', `none of the ${sources.length} stacks is for Kubernetes ${selection.kubernetes}`);
  }
  requireUniqueLines(selected);
  return selected;
}

function parseMinor(text: string): { readonly major: number; readonly minor: number } {
  const match = /^v?(\d+)[.-](\d+)$/.exec(text);
  if (match === null) throw new ReleaseError('usage', `--kubernetes ${text} is no minor version; write it like 1.32`);
  return { major: Number(match[1]), minor: Number(match[2]) };
}

function requireUniqueLines(sources: readonly StackSource[]): void {
  const directories = new Map<string, string>();
  for (const { config, directory } of sources) {
    if (config === undefined) continue;
    const line = formatLine(config.line);
    const other = directories.get(line);
    if (other !== undefined) {
      throw new ReleaseError(
        'duplicate-line',
        `${other} and ${directory} both make ${line}; change the name or the Kubernetes minor of one of them`,
      );
    }
    directories.set(line, directory);
  }
}

/** The line's name, or the directory where csctl.yaml cannot tell it. */
export function nameOf(source: StackSource): string {
  return source.config === undefined ? source.directory : formatLine(source.config.line);
}
