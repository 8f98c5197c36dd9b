import { judgeLine, RULES } from '../../compat/index.ts';
import { attempt, ReleaseError } from '../../errors.ts';
import { gatherRelease } from '../../facts/index.ts';
import { dropRepeated, type Finding, worstVerdict } from '../../finding.ts';
import { mapLimited } from '../../map-limited.ts';
import { createAsset, parseRelease, type ReleaseContent } from '../../release/index.ts';
import type { Runtime } from '../../request.ts';
import { openReading, type Reading, type ReadingOptions } from '../read-subject.ts';
import { isWithdrawn, type ReleaseStates, readStates, stateOf } from '../states/index.ts';
import { compareCopies } from './compare-copies.ts';
import { findSubjects, type Subject } from './find-subjects.ts';
import { inspectCopy } from './inspect-copy.ts';
import { lookForAttestation } from './look-for-attestation.ts';
import { type Copy, readCopy } from './read-copy.ts';
import { compareRebuilt } from './rebuild.ts';
import type { Difference, VerifiedPlace, VerifiedRelease, VerifyReport } from './report.ts';

export interface VerifyRequest extends ReadingOptions {
  readonly references: readonly string[];
  /** More places, which are to hold the same. */
  readonly targets: readonly string[];
  /** A stack's directory: building it again is to give the same bytes. */
  readonly sourceDirectory?: string | undefined;
  /** The file that tells of states; those that are found unless given. */
  readonly releases?: string | undefined;
}

interface Verifying {
  readonly request: VerifyRequest;
  readonly reading: Reading;
  readonly states: ReleaseStates;
  readonly runtime: Runtime;
}

/**
 * Holds published releases against the contract of their consumers, against themselves, against other places that have them,
 * against today's rules and, where asked, against their source. One that cannot be read does not stop the others.
 * @throws ReleaseError `usage` for a request without references, and what opening it throws
 */
export async function verify(request: VerifyRequest, runtime: Runtime): Promise<VerifyReport> {
  const { references, targets, sourceDirectory: _, releases: file, ...options } = request;
  if (references.length === 0)
    throw new ReleaseError('usage', 'name the releases to verify, like oci://host/repository:docker-scs-1-36-v4');
  const [reading, states] = await Promise.all([openReading(options, runtime), readStates(file)]);
  const verifying = { request, reading, states, runtime };
  const subjects = await findSubjects(reading, [...new Set(references)], [...new Set(targets)]);
  const releases = await mapLimited(subjects, async (subject): Promise<VerifiedRelease> => {
    runtime.logger?.progress(`${subject.release}: verifying`);
    const tried = await attempt(() => verifyOne(verifying, subject));
    if (tried.kind === 'done') return tried.result;
    return { release: subject.release, verdict: 'unknown', places: [], differences: subject.differences, findings: [], error: tried.error };
  });
  return { schemaVersion: 1, basis: reading.instruments.basis, releases };
}

async function verifyOne(verifying: Verifying, subject: Subject): Promise<VerifiedRelease> {
  const { release, error } = subject;
  const copies = await mapLimited(subject.places, readCopy);
  const [first] = copies;
  const inspected = await mapLimited(copies, inspectCopy);
  const known = [...subject.differences, ...copies.flatMap(({ differences }) => differences), ...inspected.flat()];
  const compared = first === undefined ? [] : copies.slice(1).flatMap(({ published }) => compareCopies(first.published, published));
  const whole = copies.find(({ broken }) => broken.size === 0);
  const judged = whole && (await tryJudging(verifying, whole, inspected.flat().length > 0));
  // Places with the same files differ from the contract in the same.
  const differences = dropRepeated([...known, ...compared, ...(judged?.differences ?? [])]);
  const findings = judged?.findings ?? [];
  const state = describeState(verifying, release);
  return {
    release,
    verdict: differences.length > 0 ? 'refuse' : error !== undefined ? 'unknown' : worstOf(findings, state !== undefined),
    places: await mapLimited(copies, (copy) => describePlace(verifying, copy)),
    ...(state && { state }),
    differences,
    findings,
    ...(error && { error }),
  };
}

/** Rules need a release that can be read; where it cannot, what stands against it was said. */
async function tryJudging(verifying: Verifying, copy: Copy, isDamaged: boolean) {
  try {
    return await judge(verifying, copy);
  } catch (error) {
    if (isDamaged && error instanceof ReleaseError) return undefined;
    throw error;
  }
}

/** By today's rules, and by its source. */
async function judge({ request, reading, runtime }: Verifying, { published, files }: Copy) {
  const assets = [...files].map(([name, bytes]) => createAsset(name, bytes)).sort((a, b) => (a.name < b.name ? -1 : 1));
  const content: ReleaseContent = { ...(await parseRelease(published.name, assets)), provenance: published.provenance };
  const gathered = await gatherRelease(reading.instruments, content, '.', undefined);
  const { findings } = await judgeLine(gathered.facts, gathered.users, gathered.findings);
  const { sourceDirectory } = request;
  const rebuilt = sourceDirectory === undefined ? [] : await compareRebuilt(reading, content, sourceDirectory, runtime);
  return { findings, differences: [...findings.flatMap(describeRefusal), ...rebuilt] };
}

/** A rule that a release breaks is a part of the contract that it does not meet. */
function describeRefusal({ verdict, waived, code, file, subject, message }: Finding): Difference[] {
  if (verdict !== 'refuse' || waived) return [];
  const expected = RULES.find((rule) => rule.code === code)?.title ?? 'what the check takes';
  return [{ where: file ?? subject, what: code, expected, found: message }];
}

async function describePlace({ request, runtime }: Verifying, { published }: Copy): Promise<VerifiedPlace> {
  const attestation = await lookForAttestation(published, request.offline === true, runtime);
  return { url: published.url, digest: published.digest, ...(attestation && { attestation }) };
}

/** What speaks against using it. */
function describeState({ reading: { instruments }, states, runtime }: Verifying, release: string): VerifiedRelease['state'] {
  const state = stateOf(states, release, runtime.today, instruments.knowledge.kubernetes.endOfLife);
  return isWithdrawn(state) || state.name === 'deprecated' ? state : undefined;
}

function worstOf(findings: readonly Finding[], isWarned: boolean): VerifiedRelease['verdict'] {
  const worst = worstVerdict(findings);
  return worst === 'ok' && isWarned ? 'warn' : worst;
}
