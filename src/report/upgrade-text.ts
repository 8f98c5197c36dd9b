import type { Effect, Upgrade } from '../effect.ts';
import type { Colors } from './findings-text.ts';

/** Causes that are told in a list of many releases; `diff` tells all. */
const MOST_CAUSES = 5;

/** What clusters would live through, for people: the sentence, and the causes that matter. */
export function formatUpgrade(colors: Colors, { from, summary, effects }: Upgrade): string[] {
  const causes = listCauses(effects);
  const left = causes.length - MOST_CAUSES;
  return [
    `  clusters that come from ${from}:`,
    `    ${summary}`,
    ...causes.slice(0, MOST_CAUSES).map((cause) => `    ${colors.dim('why')}  ${cause}`),
    ...(left > 0 ? [colors.dim(`    and ${left} more; clusterstack diff tells all`)] : []),
  ];
}

/** Each place that replaces machines, restarts pods or is rejected, once, with what it does. */
function listCauses(effects: readonly Effect[]): readonly string[] {
  const told = effects.filter(({ kind, verdict }) => kind.startsWith('roll-') || kind === 'restart-pods' || verdict !== 'ok');
  return [...new Set(told.map(({ subject, cause: { file, line, field } }) => `${subject}: ${field}${formatPlace(file, line)}`))];
}

function formatPlace(file: string | undefined, line: number | undefined): string {
  return file === undefined ? '' : ` (${file}${line === undefined ? '' : `:${line}`})`;
}
