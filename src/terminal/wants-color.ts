import type { Variables } from '../process/index.ts';

/**
 * Whether text for a stream is coloured: only on a terminal that has colours, never with NO_COLOR, always with FORCE_COLOR.
 * Sources: https://no-color.org, https://force-color.org
 */
export function wantsColor(isTerminal: boolean, { NO_COLOR, FORCE_COLOR, TERM }: Variables): boolean {
  if (NO_COLOR) return false;
  if (FORCE_COLOR) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return isTerminal && TERM !== 'dumb';
}
