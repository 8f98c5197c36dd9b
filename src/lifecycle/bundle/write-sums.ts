import { basename, dirname, join } from 'node:path';
import { ReleaseError } from '../../errors.ts';
import { readFile, replaceFile } from '../../files/index.ts';

const LARGEST_SUMS = 1024 * 1024;

/** Notes a file's checksum in the `SHA256SUMS` beside it, as `sha256sum --check` reads it; the lines of other files stay. */
export function writeSums(file: string, digest: string): void {
  const path = join(dirname(file), 'SHA256SUMS');
  const read = readFile(path, { limit: LARGEST_SUMS, links: 'refuse' });
  if (read.kind !== 'read' && read.kind !== 'missing') throw new ReleaseError('unwritable', `${path} ${read.why}; move it away`);
  const before = read.kind === 'read' ? read.bytes.toString('utf8') : '';
  const name = basename(file);
  const others = before.split('\n').filter((line) => line !== '' && line.replace(/^[0-9a-f]{64} [ *]/, '') !== name);
  const after = `${[...others, `${digest.slice('sha256:'.length)}  ${name}`].sort((a, b) => (a.slice(66) < b.slice(66) ? -1 : 1)).join('\n')}\n`;
  if (after !== before) replaceFile(path, after);
}
