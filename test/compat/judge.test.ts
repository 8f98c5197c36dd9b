import { expect, test } from 'vitest';
import { type JudgedLine, judgeRun, KNOWLEDGE, type UserFile } from '../../src/compat/index.ts';
import type { Waiver } from '../../src/compat/user-file/index.ts';

const waiver = (subject: string): Waiver => ({
  code: 'crlf',
  subject,
  reason: 'a test',
  expires: '2027-01-31',
  place: { file: 'x', line: 2 },
});
const userFile = (file: string, isShared: boolean, waivers: readonly Waiver[]): UserFile => ({
  file,
  isShared,
  waivers,
  knowledge: {},
  findings: [],
});
const judged = (users: readonly UserFile[], used: readonly Waiver[] = []): JudgedLine => ({
  kubernetes: { major: 1, minor: 36, patch: 0 },
  findings: [],
  users,
  used: new Set(used),
});

/** What is said to be unused of one file for all stacks, one that is also the root stack's own, and one of the stack below. */
test.each<[what: string, isComplete: boolean, used: readonly string[], unused: readonly string[]]>([
  ['all stacks were judged', true, [], ['both', 'own', 'shared']],
  ['some were judged', false, [], ['own']],
  ['some were judged, and one is met', false, ['own'], []],
  ['all were judged, and one is met', true, ['both'], ['own', 'shared']],
])('waivers that met nothing, where %s', (_, isComplete, used, unused) => {
  const waivers = Object.fromEntries(['shared', 'both', 'own'].map((name) => [name, waiver(name)])) as Record<string, Waiver>;
  const of = (name: string) => [waivers[name]].flatMap((one) => one ?? []);
  const root = judged([userFile('shared.yaml', true, of('shared')), userFile('both.yaml', false, of('both'))], used.flatMap(of));
  const below = judged([userFile('both.yaml', true, of('both')), userFile('own.yaml', false, of('own'))]);
  const facts = { knowledge: KNOWLEDGE, today: '2026-11-29', found: [], isComplete };
  for (const lines of [
    [root, below],
    [below, root],
  ]) {
    const findings = judgeRun(lines, facts).filter(({ code }) => code === 'waiver-unused');
    expect(findings.map(({ subject }) => subject)).toEqual(unused);
  }
});
