import { worstVerdict } from '../finding.ts';
import type { CheckReport, CheckRequest, Runtime, StackReport } from '../request.ts';
import type { StackSource } from '../stack/index.ts';
import { createChecker } from './checker.ts';
import { mapLimited } from './limit.ts';
import { isComplete, nameOf, readLines } from './read-lines.ts';

/** What a stack is checked under: which version comes next only a source could tell. */
const VERSION = { kind: 'stable', major: 1 } as const;
const VERSIONS = { clusterStack: VERSION, clusterAddon: VERSION, nodeImage: VERSION };

/** Checks every selected line with what is at hand. */
export async function checkLines(request: CheckRequest, runtime: Runtime): Promise<CheckReport> {
  const sources = await readLines(request);
  const checker = await createChecker({ ...request, online: false }, runtime);
  const stacks = await mapLimited(sources, async (source: StackSource): Promise<StackReport> => {
    const { stack, directory } = source;
    runtime.logger?.progress(`${nameOf(source)}: checking`);
    const findings = stack === undefined ? source.findings : await checker.checkStack(stack, VERSIONS, source.findings);
    return { stack: nameOf(source), directory, verdict: worstVerdict(findings), findings };
  });
  return { schemaVersion: 1, basis: checker.basis, stacks, findings: checker.finish(isComplete(request)) };
}
