import { relative } from 'node:path';
import type { Finding } from '../../src/finding.ts';

/** Verdict, code and place of a finding, `refuse name csctl.yaml:4:21`, with the file relative to a directory. */
export function briefFinding(directory: string): (finding: Finding) => string {
  return ({ verdict, code, file, line, column }) =>
    [`${verdict} ${code} ${file === undefined ? '' : relative(directory, file) || '.'}`, line, column]
      .filter((part) => part !== undefined)
      .join(':');
}
