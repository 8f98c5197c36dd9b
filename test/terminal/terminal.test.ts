import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Exchange } from '../../src/logger.ts';
import { createTerminal, type TerminalOptions, wantsColor } from '../../src/terminal/index.ts';

describe('colour', () => {
  test.each<[name: string, isTerminal: boolean, variables: Record<string, string>, colored: boolean]>([
    ['a terminal', true, {}, true],
    ['a pipe', false, {}, false],
    ['a dumb terminal', true, { TERM: 'dumb' }, false],
    ['NO_COLOR', true, { NO_COLOR: '1' }, false],
    ['an empty NO_COLOR', true, { NO_COLOR: '' }, true],
    ['FORCE_COLOR and a pipe', false, { FORCE_COLOR: '1' }, true],
    ['FORCE_COLOR and a dumb terminal', true, { FORCE_COLOR: '1', TERM: 'dumb' }, true],
    ['FORCE_COLOR=0', true, { FORCE_COLOR: '0' }, false],
    ['both', true, { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
  ])('with %s', (_, isTerminal, variables, colored) => expect(wantsColor(isTerminal, variables)).toBe(colored));
});

const EXCHANGE: Exchange = { method: 'GET', url: 'https://x/v2/', status: 200, milliseconds: 34.4, sent: 0, received: 1234 };

describe('terminal', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function open(options: Partial<TerminalOptions>) {
    const written: string[] = [];
    let time = 0;
    const stream = { write: (text: string) => written.push(text), columns: 40 };
    const terminal = createTerminal({ stream, isLive: true, verbosity: 'normal', now: () => time, ...options });
    const pass = (milliseconds: number) => {
      time += milliseconds;
      vi.advanceTimersByTime(milliseconds);
    };
    return { terminal, written, pass };
  }

  test('one line lives, and its time goes on', () => {
    const { terminal, written, pass } = open({});
    terminal.progress('a: checking');
    pass(200);
    terminal.progress('b: publishing');
    pass(61_000);
    terminal.clear();
    pass(1000);
    expect(written.slice(0, 3)).toEqual([
      '\r\u001b[2K0.0 s  a: checking',
      '\r\u001b[2K0.2 s  a: checking',
      '\r\u001b[2K0.2 s  b: publishing',
    ]);
    expect(written.slice(-2)).toEqual(['\r\u001b[2K1:01 min  b: publishing', '\r\u001b[2K']);
  });

  test('a line is no longer than the terminal is wide', () => {
    const { terminal, written } = open({});
    terminal.progress('x'.repeat(100));
    expect(written).toEqual([`\r\u001b[2K0.0 s  ${'x'.repeat(32)}`]);
  });

  test('warnings stay above the live line', () => {
    const { terminal, written } = open({});
    terminal.progress('checking');
    terminal.warn('old\u001b[31m');
    expect(written).toEqual(['\r\u001b[2K0.0 s  checking', '\r\u001b[2K', 'warning: old\\u{1b}[31m\n', '\r\u001b[2K0.0 s  checking']);
  });

  test('the live line counts the bytes of all requests', () => {
    const { terminal, written } = open({});
    terminal.progress('publishing');
    terminal.trace?.({ ...EXCHANGE, method: 'PUT', sent: 2_500_000, received: 0 });
    terminal.trace?.(EXCHANGE);
    terminal.progress('reading');
    expect(written).toEqual(['\r\u001b[2K0.0 s  publishing', '\r\u001b[2K0.0 s  sent 2.5 MB, received 1.2 kB  reading'.slice(0, 44)]);
  });

  test('a request without an answer is shown as one', () => {
    const { terminal, written } = open({ isLive: false, verbosity: 'verbose' });
    terminal.trace?.({ ...EXCHANGE, method: 'POST', status: undefined, sent: 5, received: 0 });
    expect(written).toEqual(['POST https://x/v2/: no answer in 34 ms, sent 5 B\n']);
  });

  test.each<[TerminalOptions['verbosity'], string[]]>([
    ['quiet', ['warning: w\n']],
    ['normal', ['p\n', 'warning: w\n']],
    ['verbose', ['p\n', 'warning: w\n', 'GET https://x/v2/: 200 in 34 ms, received 1.2 kB\n']],
  ])('without a live line, %s', (verbosity, lines) => {
    const { terminal, written } = open({ isLive: false, verbosity });
    terminal.progress('p');
    terminal.warn('w');
    terminal.trace?.(EXCHANGE);
    terminal.clear();
    expect(written).toEqual(lines);
  });
});
