import type { LocatedIssue } from '../../checked-yaml/index.ts';
import { createFinding, type Finding } from '../../finding.ts';
import type { KnowledgeFile } from '../knowledge/index.ts';
import type { Waiver } from './waivers.ts';

/** The contents of a compatibility.yaml, without its mistakes. */
export interface Compatibility {
  readonly waivers: readonly Waiver[];
  readonly knowledge: KnowledgeFile;
}

/**
 * Reads a compatibility.yaml, from a stack's directory or the repository's root.
 * @param file the path to show
 */
export async function parseCompatibility(
  file: string,
  bytes: Buffer,
): Promise<{ readonly compatibility: Compatibility; readonly findings: readonly Finding[] }> {
  // Loaded only now: most runs have no such file.
  const { checkYaml, COMPATIBILITY_FILE } = await import('./file-schema.ts');
  const { data = {}, issues, findings, placesOf } = checkYaml(COMPATIBILITY_FILE, file, bytes);
  const { waivers = [], ...knowledge } = data;
  const places = placesOf('waivers');
  return {
    compatibility: { waivers: waivers.map((waiver, index) => ({ ...waiver, place: places[index] ?? { file } })), knowledge },
    findings: [...findings, ...issues.map(describeIssue)],
  };
}

/** Reads a file for `--knowledge`: the same but for waivers. */
export async function parseKnowledge(
  file: string,
  bytes: Buffer,
): Promise<{ readonly knowledge: KnowledgeFile; readonly findings: readonly Finding[] }> {
  const { checkYaml, KNOWLEDGE_FILE } = await import('./file-schema.ts');
  const { data: knowledge = {}, issues, findings } = checkYaml(KNOWLEDGE_FILE, file, bytes);
  return { knowledge, findings: [...findings, ...issues.map(describeIssue)] };
}

/** A waiver that lacks only its reason or its date is well-formed enough not to be a mistake of the file. */
const WHY_AND_UNTIL = new Set<unknown>(['reason', 'expires']);

function describeIssue({ path, subject, message, isMissing, place }: LocatedIssue): Finding {
  if (path[0] === 'waivers' && WHY_AND_UNTIL.has(path[2]) && isMissing) {
    const why = `${path[2]} is missing, so the waiver does not count; a waiver says why it is right, and until when`;
    return createFinding('warn', 'waiver-reason', subject, why, place);
  }
  return createFinding('refuse', 'compatibility-file', subject, message, place);
}
