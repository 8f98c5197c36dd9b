import { createHash } from 'node:crypto';

/** `sha256:` and the SHA-256 of the bytes in hexadecimal digits, as registries and GitHub write it. */
export function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** Of a release that has no digest of its own, on GitHub or on disk: of its files' digests and names, as `sha256sum` lists them. */
export function digestOfFiles(files: readonly { readonly name: string; readonly digest: string }[]): string {
  const lines = files.map(({ name, digest }) => `${digest.slice('sha256:'.length)}  ${name}\n`);
  return digestOf(Buffer.from(lines.sort().join('')));
}
