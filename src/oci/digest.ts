import { digestOf } from '../digest.ts';
import { clipText } from '../text.ts';
import { OciError } from './error.ts';
import type { Descriptor } from './types.ts';

const DIGEST = /^sha256:[0-9a-f]{64}$/;

export function isDigest(text: string): boolean {
  return DIGEST.test(text);
}

/** Digests become paths and URLs, so every one from outside passes here first. */
export function checkDigest(digest: string): string {
  if (isDigest(digest)) return digest;
  throw new OciError('invalid-digest', `"${clipText(digest)}" is not a digest: write sha256: and 64 lower-case hexadecimal digits`);
}

/** Throws unless the bytes are what the descriptor promises. */
export function checkContent(descriptor: Descriptor, bytes: Uint8Array, place: string): void {
  if (bytes.length !== descriptor.size) {
    throw new OciError('size-mismatch', `${place}: ${bytes.length} bytes, but ${descriptor.digest} has ${descriptor.size}`);
  }
  const actual = digestOf(bytes);
  if (actual !== descriptor.digest) {
    throw new OciError('digest-mismatch', `${place}: the content is ${actual}, not ${descriptor.digest}`);
  }
}
