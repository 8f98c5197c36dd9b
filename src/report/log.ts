import type { ReleaseReport } from '../result.ts';
import { layOutRelease } from './text.ts';

/** A log in groups that fold: one for each line, then what is said of all. */
export interface Log {
  readonly groups: readonly { readonly title: string; readonly text: string }[];
  readonly ending: string;
}

/** The result of plan and release for a job's log. */
export function formatLog(report: ReleaseReport): Log {
  const { lines, ending } = layOutRelease(report, false);
  return {
    groups: lines.map((text) => {
      const [title = '', ...body] = text.trimEnd().split('\n');
      return { title, text: body.join('\n') };
    }),
    ending: ending.join('\n'),
  };
}
