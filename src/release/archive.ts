import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { constants, gzip as gzipCallback } from 'node:zlib';
import { type FileTree, sortTree } from '../files/index.ts';
import { formatTar } from './tar.ts';

const gzip = promisify(gzipCallback);

/** Position of the operating system in a gzip header, and "unknown". Source: RFC 1952, 2.3 */
const GZIP_OS_OFFSET = 9;
const GZIP_OS_UNKNOWN = 255;

/** A tar.gz whose bytes depend on the files' paths and content alone. Compression runs on libuv's threads. */
export function packArchive(files: FileTree): Promise<Buffer> {
  return compress(formatTar(sortTree(files)));
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
