import { dirname } from 'node:path';
import type { Subject } from './attest.ts';
import { isObject } from './data.ts';
import { readFile, TREE_LIMITS } from './files/index.ts';
import { openRepository } from './github/index.ts';
import { createNetwork } from './http/index.ts';
import { parseJson } from './json.ts';
import type { Variables } from './process/index.ts';
import { sbomFile } from './release/index.ts';
import type { Runtime } from './request.ts';
import type { LineReport, ReleaseReport } from './result.ts';

/**
 * Attests what a run has published to registries, and what an earlier run of the same commit could not attest, where the job
 * has an identity to sign with (`id-token: write`).
 * @returns the names and digests that were attested
 * @throws what GitHub or Sigstore refuses; the releases are published all the same
 */
export async function attestReleases(report: ReleaseReport, runtime: Runtime, variables: Variables): Promise<readonly string[]> {
  const token = runtime.github?.token;
  if (!variables['ACTIONS_ID_TOKEN_REQUEST_URL'] || token === undefined) return [];
  // A file of its own: what signs is larger than all else, and seldom wanted.
  const { attest, attestSbom, listPresent, listSubjects }: typeof import('./attest.ts') = await import(
    new URL('./attest.js', import.meta.url).href
  );
  const left = await findUnattested(listPresent(report, variables['GITHUB_SHA']), runtime, variables);
  const subjects = [...listSubjects(report), ...left];
  if (subjects.length > 0) await attest(subjects, token);
  for (const line of report.releases) {
    const sbom = readSbom(line);
    if (sbom !== undefined) for (const subject of listSubjects({ ...report, releases: [line] })) await attestSbom(subject, sbom, token);
  }
  return subjects.map(({ name, digest }) => `${name}@sha256:${digest.sha256}`);
}

/** The SBOM that was written beside a line's release; undefined where none was. */
function readSbom({ output, release }: LineReport): Record<string, unknown> | undefined {
  if (output === undefined || release === undefined) return undefined;
  const read = readFile(sbomFile(dirname(output), release), { limit: TREE_LIMITS.fileBytes, links: 'refuse' });
  const sbom = read.kind === 'read' ? parseJson(read.bytes) : undefined;
  return isObject(sbom) ? sbom : undefined;
}

async function findUnattested(subjects: readonly Subject[], runtime: Runtime, variables: Variables): Promise<readonly Subject[]> {
  if (subjects.length === 0) return [];
  const [owner = '', repository = ''] = variables['GITHUB_REPOSITORY']?.split('/') ?? [];
  const { apiUrl, token } = runtime.github ?? {};
  const github = openRepository({ owner, repository }, { network: createNetwork(runtime), apiUrl, token });
  const isAttested = await Promise.all(subjects.map(({ digest }) => github.hasAttestation(`sha256:${digest.sha256}`)));
  return subjects.filter((_, index) => !isAttested[index]);
}
