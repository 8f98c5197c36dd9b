import { formatLine, type ReleaseName } from '../version/index.ts';

/** Where the pages are, without an ending. Names of releases have lower-case letters, digits and dashes alone. */
export const HOME = 'index';

export function stackOf({ line }: ReleaseName): string {
  return `${line.provider}-${line.name}`;
}

export function stackPath(stack: string): string {
  return `stacks/${stack}`;
}

export function linePath(line: string): string {
  return `lines/${line}`;
}

export function linePathOf({ line }: ReleaseName): string {
  return linePath(formatLine(line));
}

export function releasePath(release: string): string {
  return `releases/${release}`;
}

export function stepPath({ from, to }: { readonly from: string; readonly to: string }): string {
  return `compare/${from}...${to}`;
}
