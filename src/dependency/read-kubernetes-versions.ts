import { ReleaseError } from '../errors.ts';
import { readNamedFile } from '../files/index.ts';
import { createDownload, type Network, type Peer } from '../http/index.ts';
import { openRegistry, parseReference } from '../oci/index.ts';
import { type KubernetesVersion, parseKubernetesVersion } from '../version/index.ts';

const LIST_SERVER: Peer = {
  kind: 'server of the list of Kubernetes versions',
  unauthorized: 'the list of Kubernetes versions wants a login; put user and password into its URL, or download it and name the file',
  forbidden: 'access to the list of Kubernetes versions is denied; check its URL, or download it and name the file',
  check: 'check its URL',
};

const LIMIT = 16 * 1024 * 1024;

/**
 * The versions of Kubernetes that a user says there are.
 * @param source a file or a URL with one in each line, or the repository of node images whose tags they are (`oci://docker.io/kindest/node`)
 * @throws ReleaseError `usage`, HttpError, OciError
 */
export async function readKubernetesVersions(source: string, network: Network): Promise<KubernetesVersion[]> {
  if (source.startsWith('oci://')) {
    return parseVersions((await openRegistry(parseReference(source.slice('oci://'.length)), network).tags()) ?? []);
  }
  if (!/^https?:\/\//.test(source)) return parseVersions(readTextLines(source));
  const { status, body } = await createDownload(LIST_SERVER, network)(new URL(source), { limit: LIMIT });
  if (status === 200) return parseVersions(body.toString('utf8').split('\n'));
  throw new ReleaseError('usage', `there is no list of Kubernetes versions at ${source} (status ${status})`);
}

/** Skips prereleases and everything else that may stand there. */
function parseVersions(lines: readonly string[]): KubernetesVersion[] {
  return lines.flatMap((line) => parseKubernetesVersion(`v${line.trim().replace(/^v/, '')}`) ?? []);
}

function readTextLines(file: string): string[] {
  const read = readNamedFile(file, LIMIT);
  if (read.kind === 'read') return read.bytes.toString('utf8').split('\n');
  throw new ReleaseError('usage', `the file ${file} for --kubernetes-versions ${read.why}`);
}
