import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { silentLogger } from '../src/logger.ts';
import { build, check, plan, publish, release } from '../src/release.ts';
import type { Runtime } from '../src/request.ts';
import { type CommandLine, runVerb, VERBS } from '../src/verbs/index.ts';
import { writeStack } from './support/stack-builder.ts';
import { temporaryDirectory } from './support/temporary-directory.ts';

let root = '';
beforeEach(() => {
  root = temporaryDirectory();
  writeStack(join(root, 'stacks/demo'), {});
});

async function complain(verb: string, line: Partial<CommandLine>, more: { readonly password?: string; readonly epoch?: string } = {}) {
  const found = VERBS.find(({ name }) => name === verb);
  if (found === undefined) return expect.unreachable();
  const { code, stderr } = await runVerb(
    found,
    { words: [join(root, 'stacks')], targets: [], output: join(root, 'out'), offline: true, ...line },
    {
      verbs: VERBS,
      variables: { CLUSTERSTACK_CACHE: join(root, 'cache'), ...(more.epoch !== undefined && { SOURCE_DATE_EPOCH: more.epoch }) },
      home: root,
      root: '.',
      node: 'v20',
      now: new Date('2026-11-23T10:00:00Z'),
      logger: silentLogger,
      color: false,
      password: more.password,
      ask: undefined,
    },
  );
  return [code, stderr];
}

describe('a password from standard input', () => {
  test.each(['release', 'plan', 'build', 'publish', 'doctor'])('%s: without a user name, and an empty one', async (verb) => {
    const target = { targets: ['oci://localhost:1/x'] };
    const alone = [2, 'error: --password-stdin needs --username NAME: a password alone is nobody’s\n'];
    expect(await complain(verb, target, { password: 'p' })).toEqual(alone);
    expect(await complain(verb, target, { password: '' })).toEqual(alone);
    expect(await complain(verb, { ...target, username: '' }, { password: 'p' })).toEqual(alone);
    expect(await complain(verb, { ...target, username: 'me' }, { password: '' })).toEqual([
      2,
      'error: --password-stdin found nothing on standard input; pipe the password in\n',
    ]);
  });
});

describe('a word that is empty, as a script’s variable without a value makes it', () => {
  test.each(['check', 'plan', 'publish', 'catalog', 'list', 'explain'])('%s: an argument', async (verb) => {
    expect(await complain(verb, { words: [''] })).toEqual([2, 'error: an argument is empty; write what is meant, or leave it out\n']);
  });

  test.each([
    ['build', '--output', { output: '' }],
    ['catalog', '--output', { words: [], output: '' }],
    ['pull', '--cluster-stacks', { words: ['docker-demo-1-36'], clusterStacks: '' }],
    ['list', '--source', { words: [], source: '' }],
    ['manifests', '--check', { words: [], check: '' }],
  ])('%s %s', async (verb, flag, line) => {
    expect(await complain(verb, line)).toEqual([2, `error: ${flag} is empty; write what is meant, or leave it out\n`]);
  });
});

describe('times', () => {
  test.each(['foo', '1.5', '-1', '2026-11-23', '1e9', '999999999999'])('SOURCE_DATE_EPOCH=%s', async (epoch) => {
    const said = `SOURCE_DATE_EPOCH is "${epoch}"; write whole seconds since 1970, like 1795392000, or unset it`;
    for (const verb of ['check', 'plan', 'build', 'release']) expect(await complain(verb, {}, { epoch })).toEqual([2, `error: ${said}\n`]);
  });

  test('an empty SOURCE_DATE_EPOCH is none, and a number is taken', async () => {
    for (const epoch of ['', '0', '1795392000']) expect((await complain('check', {}, { epoch }))[0]).not.toBe(2);
  });

  test.each<[more: Partial<Runtime>, said: string]>([
    [{ today: 'foo' }, 'today is "foo", which is not a day; write it like 2026-11-23'],
    [{ today: '' }, 'today is "", which is not a day; write it like 2026-11-23'],
    [{ today: '2026-02-31' }, 'today is "2026-02-31", which is not a day; write it like 2026-11-23'],
    [{ today: '2026-11-23T10:00:00Z' }, 'today is "2026-11-23T10:00:00Z", which is not a day; write it like 2026-11-23'],
    [{ epoch: '' }, 'SOURCE_DATE_EPOCH is ""; write whole seconds since 1970, like 1795392000, or unset it'],
  ])('the library is given %j', async (more, message) => {
    const runtime = { today: '2026-11-23', ...more };
    const request = { stacks: [join(root, 'stacks')], mode: { kind: 'stable' }, output: join(root, 'out'), targets: [] } as const;
    const runs = [check(request, runtime), plan(request, runtime), build(request, runtime), release(request, runtime)];
    for (const run of [...runs, publish({ directories: ['.'], output: '.', targets: [] }, runtime)])
      await expect(run).rejects.toMatchObject({ code: 'usage', message });
  });
});

test.each(['release', 'promote'])('%s: a channel that no version can have', async (verb) => {
  const line = { words: verb === 'promote' ? ['docker-demo-1-36'] : [join(root, 'stacks')], targets: [`oci-layout:${join(root, 'a')}`] };
  expect(await complain(verb, { ...line, channel: 'A b' })).toEqual([
    2,
    'error: the channel "A b" may have only lower-case letters and digits\n',
  ]);
});
