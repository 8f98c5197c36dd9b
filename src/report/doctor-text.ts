import type { ErrorReport } from '../errors.ts';
import type { DoctorReport, TargetDiagnosis } from '../result.ts';
import { type Colors, mark } from './findings-text.ts';

/** The findings of `doctor`, for people and for the report of a bug. */
export function describeDoctor(report: DoctorReport, colors: Colors): string {
  const { tool, node, helm, cache, proxy, targets } = report;
  const facts = [
    ['tool', tool],
    ['node', node],
    ['helm', helm ?? 'none on the PATH: charts are not rendered, and much is not checked'],
    ['cache', cache ?? 'none'],
    ['proxy', proxy ?? 'none'],
  ];
  return `${[...facts.map(([name = '', value = '']) => `${name.padEnd(7)} ${value}`), ...targets.flatMap((target) => describeTarget(target, colors))].join('\n')}\n`;
}

function describeTarget({ url, login, releases, read, write }: TargetDiagnosis, colors: Colors): string[] {
  const line = (what: string, result: ErrorReport | 'ok', more = '') =>
    result === 'ok'
      ? `  ${mark(colors, 'ok')} ${what}${more}`
      : `  ${mark(colors, 'refuse')} ${what}  ${colors.dim(result.code)}\n    ${result.message}`;
  return [
    '',
    colors.bold(url),
    `  as      ${login ?? 'nobody: no credentials are known for it'}`,
    line('read', read, releases === undefined ? '' : `: ${releases} ${releases === 1 ? 'name' : 'names'}`),
    line('write', write),
  ];
}
