import { closeSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { formatTarHeader, padTar, readTarEntries, TAR_END } from '../../src/files/index.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const entry = (path: string, content = 'x'): Buffer =>
  Buffer.concat([formatTarHeader('0', Buffer.from(path), content.length), Buffer.from(content), padTar(content.length)]);

/** A header with some fields changed and its checksum put right. */
function forge(header: Buffer, change: (header: Buffer) => void): Buffer {
  const forged = Buffer.from(header);
  change(forged);
  forged.write(' '.repeat(8), 148);
  forged.write(
    `${forged
      .subarray(0, 512)
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, '0')}\u0000 `,
    148,
  );
  return forged;
}

function read(...parts: readonly Buffer[]): unknown {
  const path = join(temporaryDirectory(), 'a.tar');
  const bytes = Buffer.concat(parts);
  writeFileSync(path, bytes);
  const handle = openSync(path, 'r');
  try {
    const refuse = (why: string): never => {
      throw new Error(why);
    };
    return [...readTarEntries(handle, bytes.length, refuse).values()];
  } finally {
    closeSync(handle);
  }
}

const typed = (type: string, path = 'a', size = 0) =>
  forge(formatTarHeader('0', Buffer.from(path), size), (header) => header.write(type, 156));
const pax = (records: string) => Buffer.concat([typed('x', 'pax', records.length), Buffer.from(records), padTar(records.length)]);
const LONG = `${'d'.repeat(120)}/${'f'.repeat(120)}`;

test('files are found by path, at their offsets', () => {
  expect(read(entry('b', 'two'), typed('5', 'folder/'), entry('./folder/c', ''), entry(LONG, 'z'), typed('g'), TAR_END)).toEqual([
    { path: 'b', offset: 512, size: 3 },
    { path: 'folder/c', offset: 2048, size: 0 },
    { path: LONG, offset: 2048 + 3 * 512, size: 1 },
  ]);
});

test('a size beyond eleven octal digits is read as GNU writes it, and as pax does', () => {
  const gnu = forge(formatTarHeader('0', Buffer.from('a'), 0), (header) => {
    header.fill(0, 124, 136);
    header[124] = 0x80;
    header[135] = 5;
  });
  expect(read(gnu, Buffer.alloc(512), TAR_END)).toEqual([{ path: 'a', offset: 512, size: 5 }]);
  expect(read(pax('9 size=3\n'), typed('0', 'a'), Buffer.alloc(512), TAR_END)).toEqual([{ path: 'a', offset: 1536, size: 3 }]);
});

test.each<[why: RegExp, ...parts: readonly Buffer[]]>([
  [/neither a file nor a folder/, typed('1'), TAR_END],
  [/neither a file nor a folder/, typed('2'), TAR_END],
  [/neither a file nor a folder/, typed('3'), TAR_END],
  [/neither a file nor a folder/, typed('L', '././@LongLink'), TAR_END],
  [/outside itself: "\.\.\/a"/, entry('../a'), TAR_END],
  [/outside itself/, entry('/etc/passwd'), TAR_END],
  [/outside itself/, entry('a/../../b'), TAR_END],
  [/outside itself/, entry('a\\b'), TAR_END],
  [/outside itself/, typed('5', '../'), TAR_END],
  [/outside itself/, pax('14 path=../up\n'), entry('a'), TAR_END],
  [/"a" twice/, entry('a'), entry('./a'), TAR_END],
  [/no end/, entry('a')],
  [/no end/, Buffer.from('not a tar')],
  [/no end/, Buffer.alloc(0)],
  [/goes beyond its end/, formatTarHeader('0', Buffer.from('a'), 10_000), TAR_END],
  [/another checksum/, Buffer.alloc(512, 'a'), TAR_END],
  [/has no size/, forge(formatTarHeader('0', Buffer.from('a'), 0), (header) => header.write('zzz', 124)), TAR_END],
  [/pax header at byte 512 cannot be read/, pax('99 path=a\n'), entry('a'), TAR_END],
  [/pax header at byte 512 cannot be read/, pax('9 size=-\n'), entry('a'), TAR_END],
  [/a header of 70000 bytes/, typed('x', 'pax', 70_000), Buffer.alloc(70_144), TAR_END],
  [/compressed/, Buffer.concat([Buffer.from([0x1f, 0x8b]), Buffer.alloc(1024)])],
])('refused: %s', (why, ...parts) => {
  expect(() => read(...parts)).toThrow(why);
});

test('paths of slashes take no time', () => {
  // A record says its own length.
  const record = (path: string) => `${path.length + 12} path=${path}\n`;
  const long = pax(record(`a${'/'.repeat(60_000)}a`));
  const folders = Array.from({ length: 200 }, () => [pax(record(`b${'/'.repeat(60_000)}`)), typed('5')]).flat();
  expect(read(...folders, entry('c'), TAR_END)).toMatchObject([{ path: 'c' }]);
  expect(() => read(...Array<Buffer>(200).fill(long), entry('c'), TAR_END)).toThrow('has a file outside itself');
});
