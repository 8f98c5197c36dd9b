import { attest as attestPredicate, attestProvenance } from '@actions/attest';
import type { ReleaseReport, TargetReport } from './result.ts';

/** An OCI artifact, named as verifiers look it up: without scheme and tag. */
export interface Subject {
  readonly name: string;
  readonly digest: { readonly sha256: string };
}

/** The releases that a run has published to registries. */
export function listSubjects(report: ReleaseReport): readonly Subject[] {
  return list(report, ({ result }) => result === 'published');
}

/** The releases that registries had already, made from the commit of this run: the run that published it may have ended before it could attest it. */
export function listPresent(report: ReleaseReport, commit: string | undefined): readonly Subject[] {
  return commit === undefined ? [] : list(report, (target) => target.result === 'present' && target.commit === commit);
}

function list({ releases }: ReleaseReport, isWanted: (target: TargetReport) => boolean): readonly Subject[] {
  return releases.flatMap(({ targets }) =>
    targets.filter(isWanted).flatMap(({ url, digest }): Subject[] => {
      const sha256 = /^sha256:([0-9a-f]{64})$/.exec(digest ?? '')?.[1];
      return url.startsWith('oci://') && sha256 !== undefined ? [{ name: url.slice('oci://'.length), digest: { sha256 } }] : [];
    }),
  );
}

/**
 * Signs with the workflow's identity that it built the subjects. The attestation is kept by GitHub: in the registry it
 * would be one more tag, and CSO parses every tag of a repository.
 *
 * @param token of the job, with `attestations: write`
 * @throws what GitHub or Sigstore answer
 */
export async function attest(subjects: readonly Subject[], token: string): Promise<void> {
  await attestProvenance({ subjects: subjects.map(({ name, digest }) => ({ name, digest: { ...digest } })), token });
}

/** Source: https://cyclonedx.org/specification/overview/#recognized-predicate-type */
const SBOM_TYPE = 'https://cyclonedx.org/bom';

/**
 * Signs that a subject has an SBOM in CycloneDX, and keeps it at GitHub.
 * @throws what GitHub or Sigstore answer
 */
export async function attestSbom({ name, digest }: Subject, sbom: object, token: string): Promise<void> {
  await attestPredicate({ subjects: [{ name, digest: { ...digest } }], predicateType: SBOM_TYPE, predicate: sbom, token });
}
