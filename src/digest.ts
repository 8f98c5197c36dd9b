import { createHash } from 'node:crypto';

/** `sha256:` and the SHA-256 of the bytes in hexadecimal digits, as registries and GitHub write it. */
export function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
