import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { constants, gzip as gzipCallback } from 'node:zlib';
import { packTar } from 'modern-tar';
import { comparePaths, type FileTree } from '../file-tree.ts';

const gzip = promisify(gzipCallback);

/** Every header field is fixed, so that nothing of the machine gets into an archive. */
const FILE = { type: 'file', mode: 0o644, uid: 0, gid: 0, uname: '', gname: '', mtime: new Date(0) } as const;
const FOLDER = { ...FILE, type: 'directory', mode: 0o755, size: 0 } as const;

/** Position of the operating system in a gzip header, and "unknown". Source: RFC 1952, 2.3 */
const GZIP_OS_OFFSET = 9;
const GZIP_OS_UNKNOWN = 255;

/**
 * A tar.gz whose bytes depend on the files' paths and content alone: folders before what is in them, 0644 and
 * 0755, no times, no owners. Compression runs on libuv's threads.
 */
export async function packArchive(files: FileTree): Promise<Buffer> {
  const folders = new Set(files.flatMap(({ path }) => parentFolders(path)));
  const entries = [
    ...[...folders].map((name) => ({ header: { ...FOLDER, name: `${name}/` } })),
    ...files.map(({ path, bytes }) => ({ header: { ...FILE, name: path, size: bytes.length }, body: bytes })),
  ].sort((a, b) => comparePaths(a.header.name, b.header.name));
  const tar = await packTar(entries);
  return compress(Buffer.from(tar.buffer, tar.byteOffset, tar.byteLength));
}

function parentFolders(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

async function compress(bytes: Buffer): Promise<Buffer> {
  const compressed = await gzip(bytes, { level: 9, memLevel: 8, strategy: constants.Z_DEFAULT_STRATEGY, windowBits: 15 });
  compressed[GZIP_OS_OFFSET] = GZIP_OS_UNKNOWN;
  return compressed;
}

/** SHA-256 of the known vector as the zlib of the official Node 20 to 24 builds compresses it. */
const VECTOR_SHA256 = '7e18301990e27f85a981e5fa027e1325d02dff864a04c7e8f098d6be3457ab6c';

/** 8 KiB of text-like bytes from a fixed generator (constants: Numerical Recipes). */
function createVector(): Buffer {
  const bytes = Buffer.alloc(8192);
  let state = 1;
  for (let i = 0; i < bytes.length; i++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[i] = i % 3 === 0 ? 0x61 + (state >>> 28) : (bytes[i - 1 - (state >>> 30)] ?? 0x20);
  }
  return bytes;
}

/** Whether this Node's zlib compresses as others do; where not, archives have other bytes here than elsewhere. */
export async function hasCommonZlib(): Promise<boolean> {
  const compressed = await compress(createVector());
  return createHash('sha256').update(compressed).digest('hex') === VECTOR_SHA256;
}
