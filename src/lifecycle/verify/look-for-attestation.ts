import { describeError } from '../../errors.ts';
import { openRepository } from '../../github/index.ts';
import { createNetwork } from '../../http/index.ts';
import type { PublishedRelease } from '../../release/index.ts';
import type { Runtime } from '../../request.ts';
import type { VerifiedPlace } from './report.ts';

type Attestation = NonNullable<VerifiedPlace['attestation']>;

const SOURCE = /^https:\/\/[^/]+\/([A-Za-z0-9][A-Za-z0-9_-]{0,99})\/([A-Za-z0-9._-]{1,100}?)(?:\.git)?\/?$/;

/**
 * Looks for the attestation that the Action leaves in GitHub's store for what it publishes to registries. Signatures are not
 * verified here: that takes the keys of Sigstore, which the `gh` program has.
 */
export async function lookForAttestation(
  { url, digest, provenance }: PublishedRelease,
  offline: boolean,
  runtime: Runtime,
): Promise<Attestation | undefined> {
  if (!url.startsWith('oci://')) return undefined;
  const unknown = (message: string): Attestation => ({ verdict: 'unknown', message });
  const [, owner, repository] = SOURCE.exec(provenance?.repository ?? '') ?? [];
  if (owner === undefined || repository === undefined) {
    return unknown('the release does not say which repository it was built from, so there is nowhere to look for an attestation');
  }
  if (offline) return unknown('--offline asks no server for an attestation');
  const { apiUrl, token } = runtime.github ?? {};
  const network = createNetwork({ ...runtime, retry: { ...runtime.retry, attempts: 1 } });
  try {
    const isThere = await openRepository({ owner, repository }, { network, apiUrl, token }).hasAttestation(digest);
    if (!isThere) return unknown(`${owner}/${repository} has no attestation of it on GitHub`);
    const command = `gh attestation verify ${url}@${digest} --repo ${owner}/${repository}`;
    return unknown(`${owner}/${repository} has an attestation of it on GitHub, whose signature is verified by: ${command}`);
  } catch (error) {
    return unknown(`GitHub cannot be asked for an attestation: ${describeError(error).message}`);
  }
}
