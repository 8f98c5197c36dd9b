import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatBash, formatFish, formatManual, formatZsh } from '../../src/help/index.ts';
import { VERBS } from '../../src/verbs/index.ts';

const COMMANDS = [
  {
    name: 'plan',
    summary: 'what’s next: "all" [of] it',
    example: '--mode hash',
    words: { name: '[stack...]', description: 'stacks' },
    flags: [
      { flags: '-m, --mode <mode>', description: "it's how", choices: ['stable', 'hash'] },
      { flags: '--json', description: 'print JSON' },
    ],
  },
  {
    name: 'cache',
    summary: 'empty it',
    example: 'clear',
    words: { name: '<action>', description: 'clear', choices: ['clear'] },
    flags: [],
  },
];

const folder = mkdtempSync(join(tmpdir(), 'clusterstack-completion-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('bash', () => {
  const script = join(folder, 'bash');
  beforeAll(() => writeFileSync(script, formatBash(COMMANDS)));

  /** The words that bash offers for the last of these. */
  function complete(...words: string[]): string[] {
    const program = 'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _clusterstack; printf "%s\\n" "${COMPREPLY[@]}"';
    const output = execFileSync('bash', ['-c', program, 'bash', script, ...words], { cwd: folder, encoding: 'utf8' });
    return output.split('\n').filter((line) => line !== '');
  }

  test.each<[words: string[], offered: string[]]>([
    [
      ['clusterstack', ''],
      ['plan', 'cache'],
    ],
    [['clusterstack', 'p'], ['plan']],
    [
      ['clusterstack', 'plan', '-'],
      ['-m', '--mode', '--json'],
    ],
    [
      ['clusterstack', 'plan', '--mode', ''],
      ['stable', 'hash'],
    ],
    [['clusterstack', 'plan', '-m', 'h'], ['hash']],
    [['clusterstack', 'plan', 'ba'], ['bash']],
    [['clusterstack', 'cache', ''], ['clear']],
  ])('%j', (words, offered) => expect(complete(...words)).toEqual(offered));

  test('all verbs make a script that bash takes', () => {
    expect(spawnSync('bash', ['-n'], { input: formatBash(VERBS), encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  });
});

test('zsh', () => {
  expect(formatZsh(COMMANDS).split('\n').slice(6)).toEqual([
    '    verb)',
    '      local -a verbs=(',
    '        \'plan:what’s next: "all" [of] it\'',
    "        'cache:empty it'",
    '      )',
    '      _describe verb verbs',
    '      ;;',
    '    words)',
    '      case $line[1] in',
    "        plan) _arguments '*-m[it'\\''s how]:mode:(stable hash)' '*--mode[it'\\''s how]:mode:(stable hash)' '*--json[print JSON]' '*:\\[stack...\\]:_files' ;;",
    "        cache) _arguments '*:<action>:(clear)' ;;",
    '      esac',
    '      ;;',
    '  esac',
    '}',
    'compdef _clusterstack clusterstack',
    '',
  ]);
});

test('fish', () => {
  expect(formatFish(COMMANDS).split('\n').slice(1)).toEqual([
    'complete -c clusterstack -f -n __fish_use_subcommand -a plan -d \'what’s next: "all" [of] it\'',
    "complete -c clusterstack -n '__fish_seen_subcommand_from plan' -s m -l mode -x -a 'stable hash' -d 'it\\'s how'",
    "complete -c clusterstack -n '__fish_seen_subcommand_from plan' -l json -d 'print JSON'",
    "complete -c clusterstack -f -n __fish_use_subcommand -a cache -d 'empty it'",
    "complete -c clusterstack -n '__fish_seen_subcommand_from cache' -f -a 'clear'",
    '',
  ]);
});

test('the manual page has each verb with its flags and example', () => {
  const page = formatManual(COMMANDS, '0.1.0').split('\n');
  expect(page[0]).toBe('.TH CLUSTERSTACK 1 "" "clusterstack 0.1.0" "User Commands"');
  expect(page.slice(page.indexOf('.SH VERBS') + 1, page.indexOf('.SS "cache <action>"'))).toEqual([
    '.SS "plan [stack...]"',
    'what\\[u2019]s next: \\(dqall\\(dq [of] it',
    '.TP',
    '.B \\-m, \\-\\-mode <mode>',
    "it's how",
    '.TP',
    '.B \\-\\-json',
    'print JSON',
    '.PP',
    'Example:',
    '.RS 4',
    '.nf',
    'clusterstack plan \\-\\-mode hash',
    '.fi',
    '.RE',
  ]);
});
