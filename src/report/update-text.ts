import type { StackUpdate, UpdateReport } from '../result.ts';
import { formatTable } from './format-table.ts';

/** The moves that `update` made, as tables, and the newer versions that it did not take. */
export function formatUpdates({ updates }: UpdateReport): string {
  return updates.map(formatUpdate).join('\n');
}

function formatUpdate({ directory, moves, held, files }: StackUpdate): string {
  const rows = moves.map(({ name, lines, from, to, reason }) => [lines.join(', '), name, `${from ?? 'none'} → ${to}`, reason]);
  const newer = held.map(({ name, lines, version, reason }) => [lines.join(', '), name, version, reason]);
  const nothing = files.length === 0 ? 'nothing to update' : 'no version moves';
  return [
    directory,
    ...(rows.length === 0 ? [`  ${nothing}`] : formatTable(rows, '  ')),
    ...(newer.length === 0 ? [] : ['  newer, but does not fit:', ...formatTable(newer, '  ')]),
    ...(files.length === 0 ? [] : [`  files: ${files.join(', ')}`]),
    '',
  ].join('\n');
}
