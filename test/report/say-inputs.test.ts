import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { createFinding } from '../../src/finding.ts';
import { sayInputs, sayInputsIn } from '../../src/report/index.ts';
import { INPUTS } from '../../src/report/say-inputs.ts';
import type { ReleaseReport } from '../../src/result.ts';
import { VERBS } from '../../src/verbs/index.ts';

const inputs = Object.keys((parse(readFileSync('action.yml', 'utf8')) as { readonly inputs: object }).inputs);
const flags = VERBS.filter(({ name }) => name === 'plan' || name === 'release').flatMap((verb) =>
  verb.flags.map((flag) => /--[a-z-]+/.exec(flag.flags)?.[0] ?? ''),
);

/** Flags of plan and release that the Action has no input for. */
const WITHOUT_INPUT = ['--github-matrix', '--json', '--offline', '--password-stdin', '--plan', '--quiet', '--today', '--verbose'];
/** Inputs that no flag of plan or release stands for. */
const WITHOUT_FLAG = ['catalog', 'github-token', 'password', 'sarif', 'stacks'];

describe('flags and inputs', () => {
  test('each flag of plan and release has an input or has none by intention', () => {
    const known = [...INPUTS.keys(), ...WITHOUT_INPUT];
    expect([...new Set(flags)].filter((flag) => !known.includes(flag))).toEqual([]);
    expect(WITHOUT_INPUT.filter((flag) => !flags.includes(flag) || INPUTS.has(flag))).toEqual([]);
  });

  test('each input is said by a flag or by none by intention', () => {
    const said = [...INPUTS.values()].map((input) => input.replace(/:.*/, ''));
    expect([...said, ...WITHOUT_FLAG].sort()).toEqual([...inputs].sort());
  });

  test.each([...INPUTS])('%s is %s', (flag, input) => {
    expect(sayInputs(`add ${flag}, please`)).toBe(`add ${input.includes(':') ? input : `the input ${input}`}, please`);
  });
});

describe('a message', () => {
  test.each([
    ['choose another version with --mode custom', 'choose another version with mode: custom'],
    ['add --mode custom, or leave them out', 'add mode: custom, or leave them out'],
    ['--channel numbers by itself and goes with mode stable', 'the input channel numbers by itself and goes with mode stable'],
    ['--kubernetes 1.3x is no minor version', 'kubernetes: 1.3x is no minor version'],
    ['--mirror "a b" is not FROM=TO', 'mirrors: "a b" is not FROM=TO'],
    ['publish with --target oci://HOST/REPOSITORY.', 'publish with targets: oci://HOST/REPOSITORY.'],
    ['release to it all the same, with --allow-dirty', 'release to it all the same, with allow-dirty: true'],
    ['give newer tables with --knowledge', 'give newer tables with the input knowledge'],
    ['helm repo add NAME URL --username … --password …', 'helm repo add NAME URL --username … --password …'],
    ['git config --global --add safe.directory /x; or --allow-dirty', 'git config --global --add safe.directory /x; or allow-dirty: true'],
    ['unless the API server’s --runtime-config turns it on', 'unless the API server’s --runtime-config turns it on'],
    ['a---output and --outputs', 'a---output and --outputs'],
  ])('%s', (message, said) => expect(sayInputs(message)).toBe(said));
});

test('all messages of a report', () => {
  const say = (message: string): ReleaseReport => {
    const error = { code: 'usage', message };
    const finding = createFinding('warn', 'chart-name', '--output', message, { file: '--output' });
    const line = { stack: 's', directory: '--output', action: 'failed', changed: [], assets: [] } as const;
    const targets = [
      { url: 'oci-layout:--output', result: 'failed', error },
      { url: 'oci-layout:b', result: 'present' },
    ] as const;
    return { schemaVersion: 1, releases: [{ ...line, targets, findings: [finding], error }], findings: [finding], error };
  };
  expect(sayInputsIn(say('add --mode custom'))).toEqual(say('add mode: custom'));
});
