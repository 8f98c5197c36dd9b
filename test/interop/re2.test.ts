import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFolder, removeFolder } from './support/folders.ts';
import { describeWith, PROJECT } from './support/needs.ts';
import { tryRun } from './support/run.ts';

const PLAIN = '^([a-z0-9][a-z0-9.:/_-]*[a-z0-9])?$';

describeWith(['helm'], 'patterns of a ClusterClass, as dist/ compiles them', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await createFolder();
  });
  afterAll(() => removeFolder(folder));

  /** The findings on a variable's schema, and whether RE2 was loaded for them. */
  async function check(pattern: string) {
    const place = join(folder, Buffer.from(pattern).toString('hex').slice(0, 80));
    const [stack, coverage] = [join(place, 'stack'), join(place, 'coverage')];
    cpSync(join(PROJECT, 'stacks/docker/scs'), stack, { recursive: true });
    mkdirSync(coverage);
    const file = join(stack, 'cluster-class/files/variables.yaml');
    const text = readFileSync(file, 'utf8');
    writeFileSync(
      file,
      text.replace(PLAIN, () => JSON.stringify(pattern)),
    );
    const args = ['check', stack, '--kubernetes', '1.36', '--json'];
    const { stdout } = await tryRun(process.execPath, [join(PROJECT, 'dist/cli.js'), ...args], { env: { NODE_V8_COVERAGE: coverage } });
    const { stacks } = JSON.parse(stdout);
    const found = stacks[0].findings.filter(
      ({ code, verdict }: { code: string; verdict: string }) => code === 'class-variable-schema' && verdict !== 'ok',
    );
    const loaded = readdirSync(coverage).some((name) => readFileSync(join(coverage, name), 'utf8').includes('/re2js.cjs"'));
    return { loaded, found: found.map(({ verdict, message }: { verdict: string; message: string }) => `${verdict}: ${message}`) };
  }

  test('those of our own stacks need no RE2', async () => {
    expect(await check(PLAIN)).toEqual({ loaded: false, found: [] });
  });

  test('others are matched by it, in linear time', async () => {
    expect(await check('^((\\S*)*)*$')).toEqual({ loaded: true, found: [] });
    expect(await check('(?i)^(a+)+b$')).toEqual({ loaded: true, found: [expect.stringMatching(/^refuse: .*does not match the pattern/)] });
  });

  test('what Go refuses is refused', async () => {
    expect(await check('^(?=a)$')).toEqual({ loaded: true, found: [expect.stringMatching(/^refuse: .*invalid/)] });
  });
});
