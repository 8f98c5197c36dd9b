import type { RepublishReport } from '../../lifecycle/index.ts';
import { type CommandLine, printJson } from './verb.ts';

/** How `revert` and `promote` show what became of it. Apart from how they begin, which loads all of lifecycle/. */
export async function showRepublished(report: RepublishReport, { json }: CommandLine, color: boolean): Promise<string> {
  return json ? printJson(report) : (await import('../../report/index.ts')).formatRepublished(report, color);
}
