export type { Command, CommandFlag } from './command.ts';
export { formatBash } from './format-bash.ts';
export { formatFish } from './format-fish.ts';
export { formatManual } from './format-manual.ts';
export { formatVerbs } from './format-verbs.ts';
export { formatZsh } from './format-zsh.ts';
