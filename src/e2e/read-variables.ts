import { asMap } from '../data.ts';
import { ReleaseError } from '../errors.ts';
import { readNamedFile } from '../files/index.ts';
import { hasSyntaxError, parseYaml, toData } from '../yaml/index.ts';
import type { Variables } from './objects.ts';

const LIMIT = 1024 * 1024;

/**
 * Reads the values of variables from a file of the user: a map, by the variables’ names.
 * @throws ReleaseError `usage`
 */
export function readVariables(file: string): Variables {
  const read = readNamedFile(file, LIMIT);
  if (read.kind !== 'read') {
    throw new ReleaseError('usage', `the variables ${file} ${read.kind === 'missing' ? 'do not exist' : read.why}`);
  }
  const yaml = parseYaml(file, read.bytes);
  const map = hasSyntaxError(yaml) ? undefined : asMap(toData(yaml));
  if (map === undefined)
    throw new ReleaseError('usage', `${file} is no YAML map of values by the variables’ names, like workerFlavor: SCS-4V-8`);
  return map;
}
