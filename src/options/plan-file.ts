import { isObject } from '../data.ts';
import { ReleaseError } from '../errors.ts';
import { parseJson } from '../json.ts';
import type { PlannedRequest, ReleaseReport } from '../result.ts';

/**
 * Reads what `plan --json` printed.
 * @throws ReleaseError `invalid-plan`
 */
export function parsePlan(text: string, file: string): ReleaseReport & { readonly request: PlannedRequest } {
  const invalid = (why: string) => new ReleaseError('invalid-plan', `${file} ${why}; make one with: clusterstack plan --json`);
  const data = parseJson(text);
  if (data === undefined) throw invalid('is not JSON');
  if (!isPlan(data)) throw invalid('is not a plan');
  if (data.releases.length === 0) throw invalid('plans nothing');
  return data;
}

function isPlan(data: unknown): data is ReleaseReport & { readonly request: PlannedRequest } {
  if (!isObject(data) || data['schemaVersion'] !== 1 || !isObject(data['request']) || !Array.isArray(data['releases'])) return false;
  const { mode, targets, source, kubernetes } = data['request'];
  if (!isMode(mode) || !isStrings(targets) || !isOptional(source) || !isOptional(kubernetes)) return false;
  return data['releases'].every(
    (line: unknown) => isObject(line) && typeof line['stack'] === 'string' && typeof line['directory'] === 'string',
  );
}

function isMode(mode: unknown): boolean {
  if (!isObject(mode)) return false;
  switch (mode['kind']) {
    case 'stable':
    case 'hash':
      return true;
    case 'channel':
      return isStrings([mode['channel']]);
    case 'custom':
      return isStrings([mode['clusterStack'], mode['clusterAddon'], mode['nodeImage']]);
    default:
      return false;
  }
}

function isOptional(value: unknown): boolean {
  return value === undefined || typeof value === 'string';
}

function isStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
