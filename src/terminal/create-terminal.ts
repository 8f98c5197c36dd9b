import type { Logger } from '../logger.ts';
import { cleanText, disarm } from '../text.ts';
import { formatElapsed } from './format-elapsed.ts';
import { formatExchange, formatTraffic } from './format-exchange.ts';

/** Standard error, as far as it matters here. */
export interface TerminalStream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

export interface TerminalOptions {
  readonly stream: TerminalStream;
  /** Whether a line can be replaced: not on a dumb terminal. */
  readonly isLive: boolean;
  readonly verbosity: 'quiet' | 'normal' | 'verbose';
  /** Milliseconds that only go up. */
  readonly now: () => number;
}

/** Shows progress and diagnostics to people. */
export interface Terminal extends Logger {
  /** Takes the live line away, so that something else can be printed. */
  clear(): void;
}

const CLEAR_LINE = '\r\u001b[2K';
/** Milliseconds. A second's digit must never look stuck. */
const REDRAW_EVERY = 200;

/**
 * On a terminal, one live line tells for how long the run goes on, the bytes that it has sent and received, and what it does; elsewhere each step is a line that stays.
 * `quiet` leaves warnings alone, `verbose` adds every request.
 */
export function createTerminal({ stream, isLive, verbosity, now }: TerminalOptions): Terminal {
  const began = now();
  let current = '';
  let sent = 0;
  let received = 0;
  let timer: NodeJS.Timeout | undefined;

  function draw(): void {
    const line = `${formatElapsed(now() - began)}${formatTraffic(sent, received)}  ${current}`;
    stream.write(`${CLEAR_LINE}${line.slice(0, (stream.columns ?? 80) - 1)}`);
  }

  function printLine(line: string): void {
    if (timer !== undefined) stream.write(CLEAR_LINE);
    stream.write(`${line}\n`);
    if (timer !== undefined) draw();
  }

  return {
    progress(message) {
      if (verbosity === 'quiet') return;
      const line = disarm(cleanText(message));
      if (!isLive) return printLine(line);
      current = line;
      // The process ends when its work is done, whether or not anybody cleared the line.
      timer ??= setInterval(draw, REDRAW_EVERY).unref();
      draw();
    },
    warn: (message) => printLine(`warning: ${disarm(cleanText(message))}`),
    trace(exchange) {
      sent += exchange.sent;
      received += exchange.received;
      if (verbosity === 'verbose') printLine(disarm(cleanText(formatExchange(exchange))));
    },
    clear() {
      if (timer === undefined) return;
      clearInterval(timer);
      timer = undefined;
      stream.write(CLEAR_LINE);
    },
  };
}
