import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TEMPLATES } from '../../src/scaffold/templates.ts';
import { run as runEntry } from './run.ts';

let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'clusterstack-init-'));
});
afterEach(() => rm(cwd, { recursive: true, force: true }));

const run = (...args: readonly string[]) => runEntry('cli', args, { cwd });

/** An empty folder, without git and helm: nothing but the built program. */
describe.each(['1.35', '1.36'])('init, Kubernetes %s', (minor) => {
  const release = `docker-mine-${minor.replace('.', '-')}-v1`;

  test('what it writes is checked, built and released at once, and then unchanged', async () => {
    const created = await run('init', 'stacks/docker/mine', '--provider', 'docker', '--kubernetes', minor, '--json');
    expect(created).toMatchObject({ code: 0, stderr: '' });
    const { next } = JSON.parse(created.stdout).created;
    expect(next).toEqual(['check', 'build', 'release'].map((verb) => `clusterstack ${verb} stacks/docker/mine`));
    const check = await run('check', 'stacks/docker/mine', '--offline', '--json');
    const [stack] = JSON.parse(check.stdout).stacks;
    expect([check.code, stack.findings.filter(({ verdict }: { verdict: string }) => verdict === 'refuse')]).toEqual([0, []]);
    for (const command of next) expect((await run(...command.split(' ').slice(1))).code, command).toBe(0);
    expect(await readdir(join(cwd, '.release'))).toEqual(expect.arrayContaining([release, 'oci']));
    const again = await run('release', 'stacks/docker/mine', '--offline', '--json');
    expect(JSON.parse(again.stdout).releases).toMatchObject([{ action: 'unchanged', release }]);
  });
});

test.each(Object.keys(TEMPLATES))('the built program has the %s stack as it is here', async (provider) => {
  expect((await run('init', 'mine', '--provider', provider)).code).toBe(0);
  for (const path of ['cluster-class/files/patches.yaml', 'cluster-addon/metrics-server/values.yaml', 'cluster-class/values.yaml'])
    expect(readFileSync(join(cwd, 'mine', path), 'utf8'), path).toBe(TEMPLATES[provider]?.[path]);
});

test('a person reads what each file is for, and how to go on', async () => {
  const { code, stdout, stderr } = await run('init', 'mine', '--provider', 'docker');
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^created {2}docker-mine-1-36 {2}Kubernetes v1\.36\.1 {2}mine\n\n/);
  expect(stdout).toContain('\n  clusteraddon.yaml\n    When CSO applies which addon, and what it waits for.\n');
  expect(stdout).toMatch(/\nnext:\n {2}\$ clusterstack check mine\n {2}\$ clusterstack build mine\n {2}\$ clusterstack release mine\n$/);
});

test.each<[args: readonly string[], code: number, error: string]>([
  [['mine'], 2, 'say for which provider'],
  [['mine', '--provider', 'azure'], 2, 'Allowed choices are docker, metal3, openstack'],
  [['mine', '--provider', 'docker', '--kubernetes', '1.30'], 2, 'take 1.35 or 1.36'],
  [['my-stack', '--provider', 'docker'], 2, 'write mystack, with --name'],
  [['full', '--provider', 'docker'], 1, 'full is not empty: it has mine.txt'],
  [[], 2, "missing required argument 'dir'"],
])('without a terminal nothing is asked, and nothing is written: init %j', async (args, code, error) => {
  await mkdir(join(cwd, 'full'));
  await writeFile(join(cwd, 'full/mine.txt'), '');
  const result = await runEntry('cli', ['init', ...args], { cwd, input: 'docker\nmine\n1.36\n' });
  expect([result.code, result.stdout]).toEqual([code, '']);
  expect(result.stderr).toContain(error);
  expect([await readdir(cwd), await readdir(join(cwd, 'full'))]).toEqual([['full'], ['mine.txt']]);
});

const SCRIPT = (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, 'script')));

describe.skipIf(!SCRIPT)('on a terminal (skipped without script, of util-linux)', () => {
  /** Runs init on a pseudo-terminal; each answer is given once its question is there. */
  function talk(
    args: string,
    answers: readonly (readonly [question: string, answer: string])[],
  ): Promise<{ code: number | null; screen: string }> {
    const command = `${process.execPath} ${resolve('dist/cli.js')} init ${args}`;
    const child = spawn('script', ['-qec', command, '/dev/null'], { cwd, env: { PATH: process.env['PATH'], HOME: cwd, TERM: 'dumb' } });
    const open = [...answers];
    let screen = '';
    child.stdout.on('data', (chunk: Buffer) => {
      screen += chunk.toString();
      const [question, answer] = open[0] ?? [];
      if (question === undefined || !screen.includes(question)) return;
      open.shift();
      child.stdin.write(answer ?? '');
    });
    return new Promise((done, refuse) => {
      child.on('error', refuse);
      child.on('close', (code) => done({ code, screen }));
    });
  }

  test('what was not said is asked for; an empty answer takes what is offered', async () => {
    const { code, screen } = await talk('mine', [
      ['Provider (docker, metal3, openstack) [docker]: ', 'metal3\r'],
      ['Name of the stack [mine]: ', '\r'],
      ['Kubernetes (1.35, 1.36) [1.36]: ', '1.35\r'],
    ]);
    expect([code, screen]).toEqual([0, expect.stringContaining('created  metal3-mine-1-35  Kubernetes v1.35.10  mine')]);
    expect(await readdir(cwd)).toEqual(['mine']);
  });

  test.each<[name: string, answer: string, code: number]>([
    ['an interruption', '\u0003', 130],
    ['the end of the input', '\u0004', 2],
    ['a name that cannot be one', 'my-stack\r', 2],
  ])('%s: nothing is written', async (_, answer, code) => {
    const result = await talk('mine --provider docker --kubernetes 1.36', [['Name of the stack [mine]: ', answer]]);
    expect(result.code, result.screen).toBe(code);
    expect(await readdir(cwd)).toEqual([]);
  });
});
