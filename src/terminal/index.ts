export { createTerminal, type Terminal, type TerminalOptions } from './create-terminal.ts';
export { wantsColor } from './wants-color.ts';
