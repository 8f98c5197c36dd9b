import { type Command, type CommandFlag, parseSpelling } from './command.ts';

/** A completion script for fish. Source: https://fishshell.com/docs/current/cmds/complete.html */
export function formatFish(commands: readonly Command[]): string {
  const lines = commands.flatMap((command) => [
    `complete -c clusterstack -f -n __fish_use_subcommand -a ${command.name} -d ${quote(command.summary)}`,
    ...formatCommand(command),
  ]);
  return `# Load it with: clusterstack completion fish | source\n${lines.join('\n')}\n`;
}

function formatCommand({ name, words, flags }: Command): string[] {
  const when = `complete -c clusterstack -n '__fish_seen_subcommand_from ${name}'`;
  const choices = words?.choices === undefined ? [] : [`${when} -f -a ${quote(words.choices.join(' '))}`];
  return [...choices, ...flags.map((flag) => `${when} ${formatFlag(flag)}`)];
}

function formatFlag(flag: CommandFlag): string {
  const { short, long, value } = parseSpelling(flag);
  const parts = [
    ...(short === undefined ? [] : [`-s ${short.slice(1)}`]),
    `-l ${long.slice(2)}`,
    ...(flag.choices === undefined ? [] : [`-x -a ${quote(flag.choices.join(' '))}`]),
    ...(flag.choices === undefined && value !== undefined ? ['-r'] : []),
    `-d ${quote(flag.description)}`,
  ];
  return parts.join(' ');
}

function quote(text: string): string {
  return `'${text.replaceAll(/['\\]/g, '\\$&')}'`;
}
