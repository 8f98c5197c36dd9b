import { mkdirSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createUserFileReader } from '../../src/facts/read-user-files.ts';
import { write } from '../git/support.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const waive = (subject: string) => `waivers:\n  - {code: crlf, subject: ${subject}, reason: a test, expires: 2027-01-31}\n`;

/** A repository with two stacks, and files of them by path. */
function checkout(files: Readonly<Record<string, string>>) {
  const root = temporaryDirectory();
  for (const folder of ['.git', 'a', 'b']) mkdirSync(join(root, folder));
  for (const [path, text] of Object.entries(files)) write(join(root, path), text);
  const read = createUserFileReader();
  return {
    root,
    read: (stack: string) => read(join(root, stack)),
    brief: async (stack: string) =>
      (await read(join(root, stack))).map(({ file, isShared, waivers, findings }) => [
        relative(root, file),
        isShared,
        waivers.map(({ subject }) => subject),
        findings.map(({ verdict, code, file: place }) => `${verdict} ${code} ${place && relative(root, place)}`),
      ]),
  };
}

test('the repository’s file counts for all of its stacks, a stack’s own for itself', async () => {
  const { brief } = checkout({ 'compatibility.yaml': waive('x.yaml'), 'a/compatibility.yaml': waive('y.yaml') });
  expect(await brief('a')).toEqual([
    ['compatibility.yaml', true, ['x.yaml'], []],
    ['a/compatibility.yaml', false, ['y.yaml'], []],
  ]);
  expect(await brief('b')).toEqual([['compatibility.yaml', true, ['x.yaml'], []]]);
});

test('a stack that is the whole repository has one file, its own', async () => {
  const { brief } = checkout({ 'compatibility.yaml': waive('x.yaml') });
  expect(await brief('.')).toEqual([['compatibility.yaml', false, ['x.yaml'], []]]);
});

test.each([
  ['first', ['.', 'a']],
  ['last', ['a', '.']],
])('a file is a stack’s own and that of the stacks below it, whoever asks %s', async (_, order) => {
  const { brief } = checkout({ 'compatibility.yaml': waive('x.yaml') });
  const told = new Map<string, unknown>();
  for (const stack of order) told.set(stack, await brief(stack));
  expect(told.get('.')).toEqual([['compatibility.yaml', false, ['x.yaml'], []]]);
  expect(told.get('a')).toEqual([['compatibility.yaml', true, ['x.yaml'], []]]);
});

test('in no repository, the working directory’s file is the shared one', async () => {
  const before = process.cwd();
  onTestFinished(() => process.chdir(before));
  const root = temporaryDirectory();
  write(join(root, 'compatibility.yaml'), waive('x.yaml'));
  mkdirSync(join(root, 'a'));
  process.chdir(root);
  const brief = async (stack: string) => (await createUserFileReader()(stack)).map(({ file, isShared }) => [file, isShared]);
  expect([await brief('a'), await brief('.')]).toEqual([[['compatibility.yaml', true]], [['compatibility.yaml', false]]]);
});

test('nothing there is nothing', async () => {
  expect(await checkout({}).read('a')).toEqual([]);
});

test('each file is read once a run', async () => {
  const { root, read } = checkout({ 'compatibility.yaml': waive('x.yaml') });
  const [before] = await read('a');
  write(join(root, 'compatibility.yaml'), waive('y.yaml'));
  const [after] = await read('b');
  expect(before?.waivers.map(({ subject }) => subject)).toEqual(['x.yaml']);
  // What a waiver has met is known by the waiver itself.
  expect(after?.waivers).toBe(before?.waivers);
});

test('what cannot be read is refused, and waives nothing', async () => {
  const { root, read, brief } = checkout({ 'elsewhere.yaml': waive('x.yaml'), 'b/compatibility.yaml': '#'.repeat(1024 * 1024 + 1) });
  const file = join(root, 'a/compatibility.yaml');
  symlinkSync(join(root, 'elsewhere.yaml'), file);
  const refused = ['refuse compatibility-file a/compatibility.yaml'];
  expect(await brief('a')).toEqual([['a/compatibility.yaml', false, [], refused]]);
  expect(await read('a')).toStrictEqual([
    {
      waivers: [],
      knowledge: {},
      findings: [
        {
          code: 'compatibility-file',
          verdict: 'refuse',
          subject: 'compatibility.yaml',
          file,
          waived: false,
          message: expect.stringMatching(/^is a symbolic link, /),
        },
      ],
      file,
      isShared: false,
    },
  ]);
  expect((await read('b'))[0]?.findings[0]?.message).toMatch(/^has 1048577 bytes, above the limit of 1048576, /);
});

test('mistakes in it are told, and its knowledge is kept', async () => {
  const { read } = checkout({ 'a/compatibility.yaml': 'waivers: none\nkubernetes: {source: "https://example.com", asOf: 2026-11-01}\n' });
  const [file] = await read('a');
  expect(file?.findings.map(({ verdict, code, line }) => [verdict, code, line])).toEqual([['refuse', 'compatibility-file', 1]]);
  expect(file?.knowledge).toEqual({ kubernetes: { source: 'https://example.com', asOf: '2026-11-01' } });
});
