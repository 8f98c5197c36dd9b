import type { ReleaseReport } from '../result.ts';
import { formatWord } from '../words.ts';

/** The value for GitHub's `strategy.matrix`: one job for each line that waits to be released. */
export interface Matrix {
  readonly include: readonly MatrixEntry[];
}

interface MatrixEntry {
  readonly stack: string;
  readonly directory: string;
  /** The directory as the Action's input `stacks` takes it, whatever its name. */
  readonly stacks: string;
  /** The minor, as `--kubernetes` takes it: `1.32`. */
  readonly kubernetes: string;
  readonly release: string;
}

export function createMatrix(report: ReleaseReport): Matrix {
  return {
    include: report.releases
      .filter(({ action }) => action === 'planned')
      .map(({ stack, directory, kubernetes = '', release = '' }) => ({
        stack,
        directory,
        stacks: formatWord(directory),
        kubernetes: kubernetes.replace(/^v(\d+\.\d+)\.\d+$/, '$1'),
        release,
      })),
  };
}
