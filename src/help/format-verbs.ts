import type { Command } from './command.ts';

/** A line for each verb, as documents list them. */
export function formatVerbs(commands: readonly Command[]): string {
  const titles = commands.map(({ name, words }) => `clusterstack ${name}${words === undefined ? '' : ` ${words.name}`}`);
  const width = Math.max(...titles.map((title) => title.length));
  return commands.map(({ summary }, index) => `${titles[index]?.padEnd(width)}  ${summary}\n`).join('');
}
