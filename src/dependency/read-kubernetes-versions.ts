import { ReleaseError } from '../errors.ts';
import { readNamedFile } from '../files/index.ts';
import { createDownload, openRegistry, PATIENT, parseReference } from '../oci/index.ts';
import { type KubernetesVersion, parseKubernetesVersion } from '../version/index.ts';
import type { DependencyOptions } from './create-vendor.ts';

const LIMIT = 16 * 1024 * 1024;

/**
 * The versions of Kubernetes that a user says there are.
 * @param source a file or a URL with one in each line, or the repository of node images whose tags they are (`oci://docker.io/kindest/node`)
 * @throws ReleaseError `usage`, and OciError
 */
export async function readKubernetesVersions(
  source: string,
  { fetch, credentials, retry, timeout }: Pick<DependencyOptions, 'fetch' | 'credentials' | 'retry' | 'timeout'> = {},
): Promise<KubernetesVersion[]> {
  const policy = { ...PATIENT, ...retry };
  if (source.startsWith('oci://')) {
    const options = { ...(fetch && { fetch }), ...(credentials && { credentials }), retry: policy };
    return parseVersions((await openRegistry(parseReference(source.slice('oci://'.length)), options).tags()) ?? []);
  }
  if (!/^https?:\/\//.test(source)) return parseVersions(readLines(source));
  const { status, body } = await createDownload({ fetch, retry: policy, timeout })(new URL(source), { limit: LIMIT });
  if (status === 200) return parseVersions(body.toString('utf8').split('\n'));
  throw new ReleaseError('usage', `there is no list of Kubernetes versions at ${source} (status ${status})`);
}

/** Skips prereleases and everything else that may stand there. */
function parseVersions(lines: readonly string[]): KubernetesVersion[] {
  return lines.flatMap((line) => parseKubernetesVersion(`v${line.trim().replace(/^v/, '')}`) ?? []);
}

function readLines(file: string): string[] {
  const read = readNamedFile(file, LIMIT);
  if (read.kind === 'read') return read.bytes.toString('utf8').split('\n');
  throw new ReleaseError('usage', `the file ${file} for --kubernetes-versions ${read.kind === 'missing' ? 'does not exist' : read.why}`);
}
