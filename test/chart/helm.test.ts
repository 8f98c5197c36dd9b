import { existsSync, mkdirSync, readFileSync, realpathSync, utimesSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inTemporaryFolder, runHelm } from '../../src/chart/helm.ts';
import { openRenderCache, readHelm, searchHelm } from '../../src/chart/index.ts';
import { writeHelm } from '../support/helm-tool.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

describe('looking for helm', () => {
  test('finds the first one that works, with its version and build', async () => {
    const [broken, works] = [writeHelm('exit 3'), writeHelm('echo v3.19.0-rc.1+g1 of today')];
    const path = join(works, 'helm');
    const helm = { path, version: 'v3.19.0-rc.1+g1', build: `v3.19.0-rc.1+g1+${readFileSync(path).length}` };
    const searchPath = [broken, works, writeHelm('echo v4.0.0')].join(delimiter);
    expect(await searchHelm(searchPath)).toEqual({ kind: 'found', helm });
    expect(await readHelm(searchPath)).toEqual(helm);
  });

  test('a helm that a file of a stack above it makes one of its own is not the same as none', async () => {
    const folder = temporaryDirectory();
    mkdirSync(join(folder, 'tools'));
    writeFileSync(join(folder, 'tools/helm'), '#!/bin/sh\necho v3.19.0\n', { mode: 0o755 });
    expect(await searchHelm(join(folder, 'tools'))).toMatchObject({ kind: 'found' });
    writeFileSync(join(folder, 'csctl.yaml'), '');
    expect(await searchHelm(join(folder, 'tools'))).toEqual({
      kind: 'broken',
      path: join(folder, 'tools/helm'),
      why: 'lies in a stack, whose files are not run',
    });
  });

  test('finds none in an empty folder', async () => {
    expect(await searchHelm(temporaryDirectory())).toEqual({ kind: 'none' });
  });

  test.each([
    ['says nothing', 'exit 0', 'does not say its version'],
    ['says something before its version', 'echo " v3.19.0"', 'does not say its version'],
    ['says half a version', 'echo v3', 'does not say its version'],
    ['says its version and fails', 'echo "Error: no disk" >&2; echo "of more" >&2; exit 1', 'no disk'],
    ['is killed', 'kill -9 $$', 'was killed by SIGKILL'],
    ['cannot be loaded', 'exit 127', 'ended with exit code 127 and says no reason: '],
  ])('tells of one that %s', async (_, script, why) => {
    const [folder, other] = [writeHelm(script), writeHelm('exit 1')];
    expect(await searchHelm([folder, other].join(delimiter))).toEqual({ kind: 'broken', path: join(folder, 'helm'), why });
    expect(await readHelm(folder)).toBeUndefined();
  });

  test('asks each file once, as long as it stays the same', async () => {
    const cache = openRenderCache(temporaryDirectory());
    const folder = temporaryDirectory();
    const file = join(folder, 'helm');
    const search = async () => (await readHelm(folder, cache))?.version;
    const write = (version: string, time: number) => {
      writeFileSync(file, `#!/bin/sh\necho start >> ${folder}/starts\necho ${version}\n`, { mode: 0o755 });
      utimesSync(file, time, time);
    };
    write('v3.19.0', 1);
    expect([await search(), await search()]).toEqual(['v3.19.0', 'v3.19.0']);
    expect(readFileSync(join(folder, 'starts'), 'utf8')).toBe('start\n');
    write('v3.19.1', 2);
    expect(await search()).toBe('v3.19.1');
    write('v3.19.10', 2);
    expect(await search()).toBe('v3.19.10');
  });
});

describe('a run of helm', () => {
  const run = (script: string, input?: string) => {
    const home = temporaryDirectory();
    return runHelm(join(writeHelm(script), 'helm'), ['a', 'b c'], home, input);
  };

  test('has its arguments, its input and a folder of its own, and nothing of this machine', async () => {
    const home = realpathSync(temporaryDirectory());
    const path = join(writeHelm('printf "%s,%s,%s\\n" "$#" "$2" "$(cat)"; env | grep -vE "^(OLDPWD|SHLVL|_)="'), 'helm');
    const { stdout, ...rest } = await runHelm(path, ['a', 'b c'], home, 'input');
    const [first, ...env] = stdout.trim().split('\n');
    expect([first, rest]).toEqual(['2,b c,input', { kind: 'done', isLasting: true, stderr: '' }]);
    expect(env.map((line) => line.replace(home, '~')).sort()).toEqual([
      'GOMEMLIMIT=1GiB',
      'HELM_CACHE_HOME=~/helm/cache',
      'HELM_CONFIG_HOME=~/helm/config',
      'HELM_DATA_HOME=~/helm/data',
      'HELM_NO_PLUGINS=1',
      'HELM_PLUGINS=~/helm/plugins',
      'HOME=~',
      'HTTPS_PROXY=http://127.0.0.1:9',
      'HTTP_PROXY=http://127.0.0.1:9',
      'KUBECONFIG=~/helm/kubeconfig',
      'PWD=~',
      'TMPDIR=~',
      'TZ=~/helm/zone',
    ]);
    expect(await run('cat')).toMatchObject({ kind: 'done', stdout: '' });
  });

  test.each<[name: string, script: string, kind: 'failed' | 'broken', isLasting: boolean, stderr: string]>([
    ['fails by itself', 'echo "W: a" >&2; echo "Error: no" >&2; exit 1', 'failed', true, 'W: a\nError: no\n'],
    ['writes without end', 'yes', 'failed', true, 'Error: helm wrote more than 67108864 bytes'],
    ['is killed', 'kill -9 $$', 'broken', false, 'Error: helm was killed by SIGKILL'],
    [
      'runs out of memory',
      'echo "fatal error: out of memory" >&2; exit 2',
      'broken',
      false,
      'Error: helm needs more than the 3072 MiB of address space that it may have',
    ],
    [
      'cannot get memory',
      'echo "fork: cannot allocate memory" >&2; exit 1',
      'broken',
      false,
      'Error: helm needs more than the 3072 MiB of address space that it may have',
    ],
    ['panics', 'echo a >&2; echo "panic: no" >&2; echo b >&2; exit 2', 'broken', false, 'Error: helm crashed: panic: no'],
    ['stops in its runtime', 'echo "runtime: no" >&2; exit 1', 'broken', false, 'Error: helm crashed: runtime: no'],
    ['only speaks of a panic', 'echo "Error: template a: panic: no" >&2; exit 1', 'failed', true, 'Error: template a: panic: no\n'],
    ['says no reason', 'echo no >&2; exit 1', 'broken', false, 'Error: helm ended with exit code 1 and says no reason: no\n'],
    [
      'speaks of an error',
      'echo "an Error: no" >&2; exit 1',
      'broken',
      false,
      'Error: helm ended with exit code 1 and says no reason: an Error: no\n',
    ],
    [
      'ends as only others do',
      'echo "Error: no" >&2; exit 126',
      'broken',
      false,
      'Error: helm ended with exit code 126 and says no reason: Error: no\n',
    ],
  ])('that %s', async (_, script, kind, isLasting, stderr) => {
    expect(await run(script)).toMatchObject({ kind, isLasting, stderr });
  });

  test('leaves no folder behind, even where its use fails', async () => {
    const folders: string[] = [];
    const use = async (folder: string) => {
      folders.push(folder);
      writeFileSync(join(folder, 'a'), '');
      if (folders.length > 1) throw new Error('no');
      return existsSync(folder);
    };
    expect(await inTemporaryFolder(use)).toBe(true);
    await expect(inTemporaryFolder(use)).rejects.toThrow('no');
    expect(folders.map((folder) => existsSync(folder))).toEqual([false, false]);
  });
});
