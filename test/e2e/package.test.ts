import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const PROGRAM = `
import { CodedError, check, doctor, type DoctorReport, type Finding, HttpError, OciError, plan, ReleaseError, type ReleaseReport, type ReleaseRequest, type Runtime, update, type UpdateReport } from 'clusterstack';

const request: ReleaseRequest = { stacks: ['stack'], mode: { kind: 'stable' }, output: 'out', targets: [] };
const runtime: Runtime = { today: '2026-11-22' };
const report: ReleaseReport = await plan(request, runtime);
const findings: readonly Finding[] = (await check({ stacks: ['stack'] }, runtime)).stacks.flatMap((stack) => stack.findings);
const diagnosis: DoctorReport = await doctor({ targets: [], output: 'out' }, runtime);
const complain = (run: Promise<UpdateReport>) => run.then(() => 'done', (error: unknown) => error instanceof CodedError && [error.name, error.code]);
const failed = await complain(update({ stacks: ['nowhere'] }, runtime));
const exported = [HttpError, OciError, ReleaseError].map(({ prototype }) => prototype instanceof CodedError);
console.log(JSON.stringify([report.releases.map(({ release, action }) => [release, action]), findings.filter(({ verdict }) => verdict === 'refuse').length, diagnosis.targets.map(({ url, write }) => [url, write]), failed, exported]));
`;

describe('the package', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'clusterstack-package-'));
    const npm = (...args: readonly string[]) =>
      execFileSync('npm', args, { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'], encoding: 'utf8' });
    const [packed] = JSON.parse(npm('pack', resolve('.'), '--json', '--ignore-scripts'));
    await writeFile(join(folder, 'package.json'), '{"name":"user","private":true,"type":"module"}');
    npm('install', '--offline', '--no-audit', '--no-fund', `./${packed.filename}`);
    await symlink(resolve('stacks/docker/scs'), join(folder, 'stack'));
    await writeFile(join(folder, 'program.ts'), PROGRAM);
    const [, shown] = /## In a program\n+```js\n(.*?)```/s.exec(readFileSync('README.md', 'utf8')) ?? expect.unreachable();
    await writeFile(join(folder, 'readme.ts'), `declare function askFor(registry: string): Promise<string>;\n${shown}`);
  }, 60_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('has no dependencies and ships the files that it needs', () => {
    const installed = JSON.parse(readFileSync(join(folder, 'node_modules/clusterstack/package.json'), 'utf8'));
    expect(installed.dependencies).toBeUndefined();
    expect(readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['clusterstack']);
    expect(readdirSync(join(folder, 'node_modules/clusterstack')).sort()).toEqual(['LICENSE', 'README.md', 'dist', 'docs', 'package.json']);
    expect(readdirSync(join(folder, 'node_modules/clusterstack/docs'))).toEqual(['clusterstack.1']);
  });

  test('is typed: a strict program and the one in README compile against it, and it runs', () => {
    const tsc = (...args: readonly string[]) => execFileSync(resolve('node_modules/.bin/tsc'), args, { cwd: folder, encoding: 'utf8' });
    tsc(
      'program.ts',
      'readme.ts',
      '--strict',
      '--module',
      'nodenext',
      '--target',
      'es2023',
      '--skipLibCheck',
      'false',
      '--ignoreConfig',
      '--types',
      'node',
      '--typeRoots',
      resolve('node_modules/@types'),
    );
    const printed = execFileSync(process.execPath, ['program.js'], { cwd: folder, encoding: 'utf8' });
    expect(JSON.parse(printed)).toEqual([
      [
        ['docker-scs-1-35-v1', 'planned'],
        ['docker-scs-1-36-v1', 'planned'],
      ],
      0,
      [['oci-layout:out/oci', 'ok']],
      ['ReleaseError', 'no-stack'],
      [true, true, true],
    ]);
  });

  test('has the bin', () => {
    const bin = join(folder, 'node_modules/.bin/clusterstack');
    expect(execFileSync(bin, ['--version'], { encoding: 'utf8' })).toBe(`${JSON.parse(readFileSync('package.json', 'utf8')).version}\n`);
  });
});

describe('dist', () => {
  test('no chunk imports an entry, which would run it', () => {
    const chunks = readdirSync('dist/chunks').map((name) => [name, readFileSync(join('dist/chunks', name), 'utf8')] as const);
    expect(chunks.filter(([, text]) => /["']\.\.\/(?:cli|action|index)\.js["']/.test(text)).map(([name]) => name)).toEqual([]);
  });

  test('has the licence of every package in it', () => {
    const text = readFileSync('dist/licenses.txt', 'utf8');
    for (const name of [
      '@actions/attest',
      '@actions/core',
      '@marcbachmann/cel-js',
      'commander',
      'p-limit',
      'picocolors',
      're2js',
      'tar',
      'tinyglobby',
      'undici',
      'zod',
    ]) {
      expect(text).toMatch(new RegExp(`^${name} \\d`, 'm'));
    }
  });

  test('names no path of the machine that made it', () => {
    const files = readdirSync('dist', { recursive: true, encoding: 'utf8' }).filter((name) => /\.(?:js|txt|ts|json)$/.test(name));
    expect(files.filter((name) => readFileSync(join('dist', name), 'utf8').includes(resolve('.')))).toEqual([]);
  });
});
