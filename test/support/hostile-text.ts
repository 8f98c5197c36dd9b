import fc from 'fast-check';

/** Text that no outlet may show. */
export const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|[\u{e0100}-\u{e01ef}]/u;

/** Parts that terminals, runners, Markdown and HTML act on. */
const PARTS = [
  '\n',
  '\r',
  '\r\n',
  '\t',
  '\u0000',
  '\u0007',
  '\u001b[2J',
  '\u001b]8;;https://evil.example.com\u0007',
  '\u007f',
  '\u0085',
  '\u009b31m',
  '\u200b',
  '\u200e',
  '\u061c',
  '\u202e',
  '\u2066',
  '\u2028',
  '\ufeff',
  '\u{e0041}',
  '\ud800',
  '::error::',
  '::add-mask::x',
  '::stop-commands::x',
  '##[add-mask]x',
  '##[error]',
  '|',
  '`',
  '<img src=x>',
  '[a](https://evil.example.com)',
  '\\',
  '"',
  ' ',
  'a',
  'plain',
];

export const hostileText: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...PARTS), fc.string({ unit: 'binary', maxLength: 3 })), { maxLength: 8 })
  .map((parts) => parts.join(''));

/** Whether a GitHub runner would take a line of output for a command. Source: TryParseV2 and TryParse in its ActionCommand.cs */
export function actsInRunner(line: string): boolean {
  return /^\s*::[^:]*.*::/.test(line.replaceAll(/[\p{Cf}\p{Cc}]/gu, '')) || /##\[[^\]]*\]/.test(line);
}
