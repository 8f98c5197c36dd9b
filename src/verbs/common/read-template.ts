import { ReleaseError } from '../../errors.ts';
import { readNamedFile } from '../../files/index.ts';

/** Bytes. */
const TEMPLATE_LIMIT = 256 * 1024;

/** @throws ReleaseError `usage` */
export function readTemplate(file: string): { readonly text: string; readonly file: string } {
  const read = readNamedFile(file, TEMPLATE_LIMIT);
  if (read.kind === 'read') return { text: read.bytes.toString('utf8'), file };
  throw new ReleaseError('usage', `the template ${file} ${read.why}`);
}
