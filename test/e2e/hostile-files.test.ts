import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { runBounded } from '../support/bounded-run.ts';
import { check, checkout } from '../support/hostile-checkout.ts';
import { writeStack } from '../support/stack-builder.ts';

const fifo = (path: string) => execFileSync('mkfifo', [path]);
const replaceBy = (put: (path: string) => void) => (path: string) => {
  rmSync(path, { recursive: true, force: true });
  mkdirSync(dirname(path), { recursive: true });
  put(path);
};
/** Things that take the place of a file. */
const IN_PLACE: Readonly<Record<string, (path: string) => void>> = {
  'a link to /dev/zero': replaceBy((path) => symlinkSync('/dev/zero', path)),
  'a link to a secret': replaceBy((path) => {
    const secret = join(path, '../../../../../secret.yaml');
    writeFileSync(secret, 'hunter2: secret\n');
    symlinkSync(secret, path);
  }),
  'a FIFO': replaceBy(fifo),
  'a folder': replaceBy((path) => mkdirSync(path)),
};

describe('in the place of a file that is read', () => {
  const FILES: readonly (readonly [file: string, code: string])[] = [
    ['stacks/docker/demo/csctl.yaml', 'not-regular'],
    ['stacks/docker/demo/versions.yaml', 'not-regular'],
    ['stacks/docker/demo/cluster-addon/cni/values.yaml', 'not-regular'],
    ['stacks/docker/demo/compatibility.yaml', 'compatibility-file'],
    ['stacks/docker/demo/stack.lock.yaml', 'lock-file'],
    ['compatibility.yaml', 'compatibility-file'],
  ];
  const cases = Object.keys(IN_PLACE).flatMap((what) => FILES.map(([file, code]) => [what, file, code] as const));
  test.each(cases)('%s for %s', async (what, file, code) => {
    const { cwd } = checkout();
    IN_PLACE[what]?.(join(cwd, file));
    const { codes } = await check(cwd);
    // A folder in the place of a file of the tree is a folder like others.
    const expected = what === 'a folder' && code === 'not-regular' ? [] : [code];
    expect(codes).toEqual(expect.arrayContaining([...expected]));
  });

  test.each([
    '.release/docker-demo-1-32-v1.json',
    '.release/docker-demo-1-32-v1/metadata.yaml',
    '.release/oci/index.json',
    '.release/oci/oci-layout',
  ])(
    'a FIFO, a link or a device for %s',
    async (file) => {
      const { cwd } = checkout();
      expect((await runBounded(['release', '--no-vendor', '--allow-dirty'], { cwd })).code).toBe(0);
      for (const what of Object.keys(IN_PLACE)) {
        IN_PLACE[what]?.(join(cwd, file));
        const run = await runBounded(['publish', '--json', '--target', 'oci-layout:.release/oci'], { cwd });
        expect([run.exceeded, run.code, run.stdout.includes('"internal"'), run.stdout.includes('hunter2')], what).toEqual([
          undefined,
          1,
          false,
          false,
        ]);
      }
    },
    30_000,
  );

  test.each(['a FIFO', 'a link to /dev/zero', 'a folder'])(
    '%s for the lock of a layout, docker’s config, Helm’s repositories, a plan, knowledge',
    async (what) => {
      const { cwd } = checkout({
        'cluster-addon/cni/Chart.yaml':
          'apiVersion: v2\nname: cni\nversion: 1.0.0\ndependencies:\n  - {name: x, version: 1.0.0, repository: "@corp"}\n',
      });
      const put = (file: string) => {
        IN_PLACE[what]?.(join(cwd, file));
        return join(cwd, file);
      };
      const [plan, repositories] = [put('plan.json'), put('repositories.yaml')];
      put('.docker/config.json');
      const runs = [
        await runBounded(['release', '--plan', plan, '--json'], { cwd }),
        await runBounded(['check', '--knowledge', plan, '--json'], { cwd }),
        await runBounded(['update', '--kubernetes-versions', plan, '--json'], { cwd }),
        await runBounded(['check', '--json'], { cwd, env: { HELM_REPOSITORY_CONFIG: repositories } }),
        await runBounded(['doctor', '--json', '-t', 'oci://127.0.0.1:1/x'], { cwd, env: { CLUSTERSTACK_RETRIES: '0' } }),
      ];
      expect(runs.map(({ exceeded }) => exceeded)).toEqual(runs.map(() => undefined));
      expect(runs.filter(({ stdout }) => /"internal"/.test(stdout))).toEqual([]);
      expect(runs.map(({ code }) => code === 0)).toEqual([false, false, false, false, false]);
      put('.release/oci/index.json.lock');
      writeStack(join(cwd, 'stacks/docker/demo'));
      const locked = await runBounded(['release', '--json', '--allow-dirty'], { cwd });
      expect([locked.exceeded, locked.code, JSON.parse(locked.stdout).releases[0].error.code]).toEqual([undefined, 1, 'invalid-layout']);
    },
    60_000,
  );

  test('knowledge from a command, as bash passes it on', async () => {
    const { cwd } = checkout();
    const cli = join(process.cwd(), 'dist/cli.js');
    const run = (command: string) => {
      const child = spawn('timeout', ['10', 'bash', '-c', command, process.execPath, cli], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
      return new Promise<[code: number | null, text: string]>((done) => {
        let text = '';
        child.stderr.on('data', (chunk: Buffer) => {
          text += chunk.toString();
        });
        child.on('close', (code) => done([code, text]));
      });
    };
    expect((await run('"$0" "$1" check --knowledge <(sleep 0.2; echo "addons: []")'))[1]).not.toMatch(/error: the file/);
    expect((await run('echo "addons: 1" | "$0" "$1" check --knowledge /dev/stdin'))[1]).toMatch(/^error: \/dev\/stdin:1:/m);
    expect(await run('"$0" "$1" check --knowledge <(yes)')).toEqual([2, expect.stringContaining('has more than the 1048576 bytes')]);
  }, 40_000);
});

test.each([
  ['file:///proc/self', /is outside of/],
  ['file:///', /is outside of/],
  ['file:///dev', /is outside of/],
  ['file://../../../../../../elsewhere', /is outside of/],
  ['file://../../../../../link', /is outside of/],
  ['file://..%2f..%2f..%2f..%2f..%2felsewhere', /is not a chart|is outside of|Chart.yaml/],
  ['file://../../../../../fifo', /cannot be packed|is not a chart/],
  ['file://../../../../../inside', undefined],
])('a dependency from %s', async (repository, problem) => {
  const { cwd } = checkout({
    'cluster-addon/cni/Chart.yaml': `apiVersion: v2\nname: cni\nversion: 1.0.0\ndependencies:\n  - {name: x, version: 1.0.0, repository: "${repository}"}\n`,
  });
  for (const folder of [join(cwd, '../elsewhere'), join(cwd, 'inside')]) {
    mkdirSync(folder);
    writeFileSync(join(folder, 'Chart.yaml'), 'apiVersion: v2\nname: x\nversion: 1.0.0\n');
  }
  symlinkSync('../elsewhere', join(cwd, 'link'));
  fifo(join(cwd, 'fifo'));
  const run = await runBounded(['check', '--json'], { cwd });
  expect(run.exceeded).toBeUndefined();
  const findings = JSON.parse(run.stdout).stacks[0].findings as { code: string; message: string }[];
  const messages = findings.filter(({ code }) => code === 'dependency').map(({ message }) => message);
  if (problem === undefined) expect(messages).toEqual([]);
  else expect(messages).toEqual([expect.stringMatching(problem)]);
});

describe('output', () => {
  test.each([
    ['.release', ['build', '--allow-dirty']],
    ['.release/docker-demo-1-32-v1', ['build', '--allow-dirty']],
    ['.release/oci', ['release', '--allow-dirty']],
    ['.release/oci/blobs', ['release', '--allow-dirty']],
    ['.release/oci/blobs/sha256', ['release', '--allow-dirty']],
    ['out', ['build', '--allow-dirty', '--output', 'out/below/it']],
    ['out', ['release', '--allow-dirty', '--target', 'oci-layout:out/below/it']],
    ['cache', ['build', '--allow-dirty']],
  ])('nothing is written or deleted through a link at %s', async (link, args) => {
    const { cwd } = checkout();
    const elsewhere = join(cwd, '../elsewhere');
    mkdirSync(join(elsewhere, 'charts'), { recursive: true });
    writeFileSync(join(elsewhere, 'charts/precious'), 'x');
    mkdirSync(dirname(join(cwd, link)), { recursive: true });
    symlinkSync(elsewhere, join(cwd, link));
    const env = { CLUSTERSTACK_CACHE: join(cwd, 'cache') };
    const run = await runBounded([...args, '--json'], { cwd, env });
    expect([run.exceeded, readdirSync(elsewhere, { recursive: true })]).toEqual([undefined, ['charts', 'charts/precious']]);
    expect(run.stdout.includes('"internal"')).toBe(false);
    if (link === 'cache') return;
    expect([run.code, /"code": "(?:unwritable|invalid-layout)"/.test(run.stdout), run.stdout.includes('is a symbolic link')]).toEqual([
      1,
      true,
      true,
    ]);
  });

  test.runIf(existsSync('/proc/self'))(
    'where no folder can be made',
    async () => {
      const { cwd } = checkout();
      const runs = [
        await runBounded(['release', '--allow-dirty', '--json', '--target', 'oci-layout:/proc/x'], { cwd }),
        await runBounded(['build', '--allow-dirty', '--json', '--output', '/proc/x/y'], { cwd }),
        await runBounded(['build', '--allow-dirty', '--json'], { cwd, env: { CLUSTERSTACK_CACHE: '/proc/x' } }),
      ];
      expect(runs.map(({ exceeded, code }) => [exceeded, code])).toEqual([
        [undefined, 1],
        [undefined, 1],
        [undefined, 0],
      ]);
      const codes = runs.slice(0, 2).map(({ stdout }) => JSON.parse(stdout).releases[0].error.code);
      expect(codes).toEqual(['file-error', 'unwritable']);
    },
    30_000,
  );

  test('of a build keeps what somebody has put beside it', async () => {
    const { cwd } = checkout();
    expect((await runBounded(['build', '--allow-dirty'], { cwd })).code).toBe(0);
    const file = join(cwd, '.release/docker-demo-1-32-v1/notes.txt');
    writeFileSync(file, 'mine');
    const run = await runBounded(['build', '--allow-dirty', '--json'], { cwd });
    expect([run.code, JSON.parse(run.stdout).releases[0].error.code, readFileSync(file, 'utf8')]).toEqual([1, 'unwritable', 'mine']);
  }, 30_000);
});

test('a file that turns into a FIFO again and again while it is read', async () => {
  const { cwd, stack } = checkout();
  const file = join(stack, 'cluster-addon/cni/values.yaml');
  const child = spawn('sh', ['-c', `while :; do rm -f "${file}"; mkfifo "${file}"; rm -f "${file}"; echo x: 1 > "${file}"; done`]);
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await once(child, 'close');
  });
  for (let round = 0; round < 5; round++) expect((await runBounded(['check'], { cwd })).exceeded).toBeUndefined();
}, 60_000);
