import { randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createFinding, type Finding } from '../../src/finding.ts';
import { type BuildRecord, createRecord, type ReleaseContent, readRelease, writeRelease } from '../../src/release/index.ts';
import { findReleases } from '../../src/release/select-releases.ts';
import { anyCode } from '../support/any-code.ts';
import { codeOf } from '../support/code-of.ts';
import { buildContent } from '../support/release-builder.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const NAME = 'docker-demo-1-32-v1';

function recordOf(release: ReleaseContent, findings: readonly Finding[] = []): BuildRecord {
  return createRecord({ release, stack: 'docker-demo-1-32', directory: 'stacks/docker/demo', findings, tool: 'clusterstack 0.0.0' });
}

async function write(output: string, release: ReleaseContent, findings?: readonly Finding[]): Promise<string> {
  return writeRelease(output, release, recordOf(release, findings));
}

const read = (directory: string) => codeOf(readRelease(directory));

/** Changes the record in its file. */
function edit(output: string, change: (record: Record<string, unknown>) => void): void {
  const file = join(output, `${NAME}.json`);
  const record = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  change(record);
  writeFileSync(file, JSON.stringify(record));
}

describe('writeRelease', () => {
  test('writes the files and the record, and nothing else', async () => {
    const output = join(temporaryDirectory(), 'new/output');
    const release = await buildContent();
    const directory = await write(output, release);
    expect(directory).toBe(join(output, NAME));
    expect(readdirSync(output).sort()).toEqual([NAME, `${NAME}.json`]);
    expect(Object.fromEntries(readdirSync(directory).map((name) => [name, readFileSync(join(directory, name))]))).toEqual(
      Object.fromEntries(release.assets.map(({ name, bytes }) => [name, bytes])),
    );
    expect(await readRelease(directory)).toEqual({ release, record: recordOf(release) });
  });

  test('the record says everything', async () => {
    const release = await buildContent('v2 v1 v1');
    const waived: Finding = { ...createFinding('refuse', anyCode('b'), 's', 'm'), waived: true };
    const warning = createFinding('warn', anyCode('a'), 's', 'm', { file: 'f', line: 1, column: 2 });
    const output = temporaryDirectory();
    await write(output, release, [warning, waived]);
    expect(JSON.parse(readFileSync(join(output, 'docker-demo-1-32-v2.json'), 'utf8'))).toEqual({
      schemaVersion: 1,
      release: 'docker-demo-1-32-v2',
      stack: 'docker-demo-1-32',
      kubernetes: 'v1.32.5',
      versions: { clusterStack: 'v2', clusterAddon: 'v1', nodeImage: 'v1' },
      assets: release.assets.map(({ name, mediaType, digest, bytes }) => ({ name, mediaType, digest, size: bytes.length })),
      findings: [
        { code: 'a', verdict: 'warn', subject: 's', message: 'm', file: 'f', line: 1, column: 2, waived: false },
        { code: 'b', verdict: 'refuse', subject: 's', message: 'm', waived: true },
      ],
      waivers: [{ code: 'b', verdict: 'refuse', subject: 's', message: 'm', waived: true }],
      provenance: { directory: 'stacks/docker/demo', tool: 'clusterstack 0.0.0' },
    });
  });

  test('replaces an earlier build, with the files that only that one had', async () => {
    const output = temporaryDirectory();
    const directory = await write(output, await buildContent('v1', { 'node-images.yaml': 'a: 1\n' }));
    const release = await buildContent();
    await write(output, release);
    expect(readdirSync(directory)).toEqual(release.assets.map(({ name }) => name));
    expect(readdirSync(output).sort()).toEqual([NAME, `${NAME}.json`]);
  });

  test.each<[what: string, put: (directory: string) => void, name: string]>([
    ['a file', (directory) => writeFileSync(join(directory, 'notes.txt'), 'mine'), 'notes.txt'],
    ['a folder', (directory) => mkdirSync(join(directory, 'mine')), 'mine'],
    [
      'a link in the place of a file of the build',
      (directory) => {
        rmSync(join(directory, 'hashes.json'));
        symlinkSync('/etc/passwd', join(directory, 'hashes.json'));
      },
      'hashes.json',
    ],
    ['files, and no record', (directory) => rmSync(`${directory}.json`), 'clusteraddon.yaml'],
    ['files, and a record that is not one', (directory) => writeFileSync(`${directory}.json`, '{}'), 'clusteraddon.yaml'],
  ])('does not replace an earlier build with %s that it cannot know', async (_, put, name) => {
    const output = temporaryDirectory();
    const directory = await write(output, await buildContent());
    put(directory);
    const before = readdirSync(output, { recursive: true }).sort();
    await expect(write(output, await buildContent())).rejects.toMatchObject({
      code: 'unwritable',
      message: expect.stringContaining(`${join(directory, name)} is not of a build`),
    });
    expect(readdirSync(output, { recursive: true }).sort()).toEqual(before);
  });

  test.each<[what: string, link: (output: string, elsewhere: string) => void]>([
    ['the release’s folder', (output, elsewhere) => symlinkSync(elsewhere, join(output, NAME))],
    [
      'the output, in a checkout',
      (output, elsewhere) => {
        mkdirSync(join(output, '../.git'));
        rmSync(output, { recursive: true });
        symlinkSync(elsewhere, output);
      },
    ],
  ])('writes nothing through a link: %s', async (_, link) => {
    const folder = temporaryDirectory();
    const [output, elsewhere] = [join(folder, 'output'), join(folder, 'elsewhere')];
    for (const path of [output, elsewhere]) mkdirSync(path);
    writeFileSync(join(elsewhere, 'precious'), 'x');
    link(output, elsewhere);
    await expect(write(output, await buildContent())).rejects.toMatchObject({
      code: 'unwritable',
      message: expect.stringContaining('is a symbolic link, and nothing is written through it'),
    });
    expect(readdirSync(elsewhere)).toEqual(['precious']);
  });

  test('an output that the user has made a link, outside of any checkout', async () => {
    const folder = temporaryDirectory();
    mkdirSync(join(folder, 'disk'));
    symlinkSync('disk', join(folder, 'output'));
    await write(join(folder, 'output'), await buildContent());
    expect(readdirSync(join(folder, 'disk')).sort()).toEqual([NAME, `${NAME}.json`]);
  });

  test('a build that was killed before its record was in place is replaced', async () => {
    const output = temporaryDirectory();
    const directory = await write(output, await buildContent('v1', { 'node-images.yaml': 'a: 1\n' }));
    renameSync(`${directory}.json`, join(output, `.tmp-${NAME}-${randomUUID()}.json`));
    const release = await buildContent();
    await write(output, release);
    expect((await readRelease(directory)).release).toEqual(release);
  });

  test('a failure on the way leaves the earlier build', async () => {
    const output = temporaryDirectory();
    const release = await buildContent();
    const directory = await write(output, release);
    const [first, ...rest] = release.assets;
    const broken = { ...release, assets: [{ ...first, name: 'no/such/folder' }, ...rest] } as ReleaseContent;
    expect(await codeOf(write(output, broken))).toBe('unwritable');
    expect(readdirSync(output).sort()).toEqual([NAME, `${NAME}.json`]);
    expect((await readRelease(directory)).release).toEqual(release);
  });

  test('a file in the place of the folder', async () => {
    const output = temporaryDirectory();
    writeFileSync(join(output, NAME), 'a file');
    expect(await codeOf(write(output, await buildContent()))).toBe('unwritable');
    expect(readdirSync(output)).toEqual([NAME]);
  });

  test.each(['file', 'file/below'])('an output that is %s', async (path) => {
    const output = temporaryDirectory();
    writeFileSync(join(output, 'file'), '');
    expect(await codeOf(write(join(output, path), await buildContent()))).toBe('unwritable');
    expect(readdirSync(output)).toEqual(['file']);
  });

  test('two builds of the same release at once both succeed', async () => {
    const output = temporaryDirectory();
    const release = await buildContent();
    await Promise.all(Array.from({ length: 8 }, () => write(output, release)));
    expect(readdirSync(output).sort()).toEqual([NAME, `${NAME}.json`]);
    expect((await readRelease(join(output, NAME))).release).toEqual(release);
  });

  test('what killed builds left is removed when it is old', async () => {
    const output = temporaryDirectory();
    const leave = (name: string, minutes: number) => {
      mkdirSync(join(output, name));
      writeFileSync(join(output, name, 'x'), '');
      const time = Date.now() / 1000 - minutes * 60;
      utimesSync(join(output, name), time, time);
    };
    const [old, young, gone, draft] = Array.from({ length: 4 }, () => `.tmp-${NAME}-${randomUUID()}`) as [string, string, string, string];
    leave(old, 61);
    leave(young, 50);
    leave('other', 1000);
    leave('.tmp-other', 1000);
    // One that is gone before it can be looked at.
    symlinkSync('nowhere', join(output, gone));
    // The record of a release that was written, of which nothing else may tell.
    leave(`${draft.replace('v1', 'v7')}.json`, 1000);
    leave(`${draft}.json`, 1000);
    await write(output, await buildContent());
    const left = [gone, young, NAME, `${NAME}.json`, 'other', '.tmp-other', `${draft.replace('v1', 'v7')}.json`];
    expect(readdirSync(output).sort()).toEqual(left.sort());
  });

  test('files are readable by all and executable by none', async () => {
    const directory = await write(temporaryDirectory(), await buildContent());
    const modes = readdirSync(directory).map((name) => statSync(join(directory, name)).mode & 0o133);
    expect(new Set(modes)).toEqual(new Set([0]));
  });
});

describe('readRelease', () => {
  test.each<[name: string, change: (directory: string, output: string) => unknown, code: string | undefined]>([
    ['as it is', () => {}, undefined],
    ['no record', (_, output) => rmSync(join(output, `${NAME}.json`)), 'release-changed'],
    ['no directory', (directory) => rmSync(directory, { recursive: true }), 'release-changed'],
    ['a directory that never was', (_, output) => join(output, 'docker-demo-1-32-v9'), 'release-changed'],
    ['a changed file', (directory) => writeFileSync(join(directory, 'clusteraddon.yaml'), 'x'), 'release-changed'],
    ['a missing file', (directory) => rmSync(join(directory, 'hashes.json')), 'release-changed'],
    ['an extra file', (directory) => writeFileSync(join(directory, 'extra'), ''), undefined],
    [
      'a file that is a link',
      (directory) => {
        renameSync(join(directory, 'metadata.yaml'), join(directory, 'm'));
        symlinkSync('m', join(directory, 'metadata.yaml'));
      },
      'release-changed',
    ],
    [
      'a record that is a link',
      (_, output) => {
        renameSync(join(output, `${NAME}.json`), join(output, 'r'));
        symlinkSync('r', join(output, `${NAME}.json`));
      },
      'release-changed',
    ],
    [
      'renamed',
      (directory, output) => {
        renameSync(directory, join(output, 'docker-demo-1-32-v2'));
        return join(output, 'docker-demo-1-32-v2');
      },
      'release-changed',
    ],
    [
      'renamed with its record',
      (directory, output) => {
        renameSync(directory, join(output, 'docker-demo-1-32-v2'));
        renameSync(`${directory}.json`, join(output, 'docker-demo-1-32-v2.json'));
        return join(output, 'docker-demo-1-32-v2');
      },
      'release-changed',
    ],
    ['a record that is not JSON', (_, output) => writeFileSync(join(output, `${NAME}.json`), '{'), 'invalid-record'],
    ['a record of another kind', (_, output) => writeFileSync(join(output, `${NAME}.json`), '{"schemaVersion": 2}'), 'invalid-record'],
    ['a record that is a list', (_, output) => writeFileSync(join(output, `${NAME}.json`), '[]'), 'invalid-record'],
  ])('%s', async (_, change, code) => {
    const output = temporaryDirectory();
    const directory = await write(output, await buildContent());
    const result = change(directory, output);
    const changed = typeof result === 'string' ? result : directory;
    expect(await read(changed)).toBe(code);
  });

  type Asset = { name?: unknown; digest?: unknown };
  test.each<[name: string, change: (record: Record<string, unknown> & { assets: Asset[] }) => void, code: string]>([
    ['naming ../x', (record) => record.assets.push({ name: '../x', digest: 'sha256:0' }), 'invalid-record'],
    ['naming /etc/passwd', (record) => record.assets.push({ name: '/etc/passwd', digest: 'sha256:0' }), 'invalid-record'],
    ['naming ..', (record) => record.assets.push({ name: '..', digest: 'sha256:0' }), 'invalid-record'],
    ['naming what is not a file of a release', (record) => Object.assign(record.assets[0] ?? {}, { name: 'README.md' }), 'release-changed'],
    ['with malformed assets', (record) => Object.assign(record, { assets: [null] }), 'invalid-record'],
    ['without a digest', (record) => delete record.assets[0]?.digest, 'invalid-record'],
    ['of another release', (record) => Object.assign(record, { release: 'docker-demo-1-32-v2' }), 'release-changed'],
    ['without findings', (record) => delete record['findings'], 'invalid-record'],
    ['with malformed findings', (record) => Object.assign(record, { findings: [null] }), 'invalid-record'],
    ['without provenance', (record) => delete record['provenance'], 'invalid-record'],
    ['lacking a file', (record) => record.assets.pop(), 'not-a-release'],
    ['naming a file twice', (record) => record.assets.push({ ...record.assets[0] }), 'invalid-record'],
  ])('a record %s', async (_, change, code) => {
    const output = temporaryDirectory();
    const directory = await write(output, await buildContent());
    edit(output, change as (record: Record<string, unknown>) => void);
    expect(await read(directory)).toBe(code);
  });

  test('an extra file that the record names is not a file of a release', async () => {
    const output = temporaryDirectory();
    const directory = await write(output, await buildContent());
    writeFileSync(join(directory, 'secret.txt'), 'x');
    edit(output, (record) => (record['assets'] as unknown[]).push({ name: 'secret.txt', digest: 'sha256:0' }));
    expect(await read(directory)).toBe('invalid-record');
  });

  test.each<[verdict: Finding['verdict'], waived: boolean, code: string | undefined]>([
    ['refuse', false, 'check-refused'],
    ['refuse', true, undefined],
    ['unknown', false, undefined],
    ['warn', false, undefined],
  ])('findings of verdict %s, waived: %s', async (verdict, waived, code) => {
    const release = await buildContent();
    const directory = await write(temporaryDirectory(), release, [{ ...createFinding(verdict, anyCode('x'), 's', 'm'), waived }]);
    expect(await read(directory)).toBe(code);
  });
});

describe('findReleases', () => {
  test('all that have a record', async () => {
    const output = temporaryDirectory();
    for (const version of ['v2', 'v1']) await write(output, await buildContent(version));
    mkdirSync(join(output, 'docker-demo-1-32-v3'));
    writeFileSync(join(output, 'other.json'), '{}');
    mkdirSync(join(output, 'oci'));
    expect(await findReleases(output)).toEqual([join(output, 'docker-demo-1-32-v1'), join(output, 'docker-demo-1-32-v2')]);
  });

  test('none', async () => {
    const output = join(temporaryDirectory(), 'nowhere');
    expect([await findReleases(output), existsSync(output)]).toEqual([[], false]);
  });
});
