import { openVendor } from '../dependency/index.ts';
import { describeError } from '../errors.ts';
import { createFinding, type Finding, sortFindings, worstVerdict } from '../finding.ts';
import { mapLimited } from '../map-limited.ts';
import type { CheckRequest, Runtime } from '../request.ts';
import type { CheckReport, StackReport } from '../result.ts';
import type { Stack, StackSource } from '../stack/index.ts';
import { isComplete, nameOf, readLines } from '../stack/index.ts';
import { createChecker } from './checker.ts';

/** What a stack is checked under: which version comes next only a source could tell, and none that is written anywhere may pass for it. */
const VERSION = { kind: 'channel', major: 0, channel: 'check', patch: '100' } as const;
const VERSIONS = { clusterStack: VERSION, clusterAddon: VERSION, nodeImage: VERSION };

/** Checks every selected line with what is at hand. */
export async function checkLines(request: CheckRequest, runtime: Runtime): Promise<CheckReport> {
  const sources = await readLines(request);
  const checker = await createChecker({ ...request, online: false }, runtime);
  const vendor = openVendor({ ...request, offline: true }, runtime);

  async function checkStack(stack: Stack, found: readonly Finding[]): Promise<Finding[]> {
    try {
      return await checker.checkStack(await vendor(stack), VERSIONS, found);
    } catch (error) {
      const { code, message } = describeError(error);
      // A bug of ours ends this line alone, and is no reason to let it pass.
      const failure =
        code === 'internal'
          ? createFinding('refuse', 'internal', stack.directory, message)
          : createFinding('refuse', 'dependency', stack.directory, message);
      return sortFindings([...found, failure]);
    }
  }

  const stacks = await mapLimited(sources, async (source: StackSource): Promise<StackReport> => {
    const { stack, directory } = source;
    runtime.logger?.progress(`${nameOf(source)}: checking`);
    const findings = stack === undefined ? source.findings : await checkStack(stack, source.findings);
    return { stack: nameOf(source), directory, verdict: worstVerdict(findings), findings };
  });
  return { schemaVersion: 1, basis: checker.basis, stacks, findings: checker.finish(isComplete(request)) };
}
