import { describeError, ReleaseError } from '../../errors.ts';
import { cleanText } from '../../text.ts';
import { type CommandLine, type FailureReport, printJson, type Surroundings, type Verb, type VerbResult } from './verb.ts';

/** Wrong usage: nothing was tried. */
const USAGE_CODES = new Set(['usage', 'no-stack', 'invalid-target', 'invalid-version', 'invalid-plan']);

/** Runs one verb. Never throws: whatever goes wrong is in the outcome. */
export async function runVerb(verb: Verb, line: CommandLine, surroundings: Surroundings): Promise<VerbResult> {
  try {
    refuseEmpty(line);
    const report = await verb.run(line, surroundings);
    const stdout = await verb.show(report, line, surroundings.color);
    return { stdout, stderr: '', code: verb.exitCode(report) };
  } catch (error) {
    const { code, message } = describeError(error);
    return {
      stdout: line.json ? formatFailure(verb, code, message) : '',
      stderr: `error: ${cleanText(message)}\n`,
      code: USAGE_CODES.has(code) ? 2 : 1,
    };
  }
}

/** A script's variable without a value is no word: as a path it would be the working directory, or nothing. */
function refuseEmpty({ words, output, clusterStacks, source, check }: CommandLine): void {
  if (words.includes('')) throw new ReleaseError('usage', 'an argument is empty; write what is meant, or leave it out');
  const flags = { '--output': output, '--cluster-stacks': clusterStacks, '--source': source, '--check': check };
  const [flag] = Object.entries(flags).find(([, value]) => value === '') ?? [];
  if (flag !== undefined) throw new ReleaseError('usage', `${flag} is empty; write what is meant, or leave it out`);
}

/** The JSON for an error that came before any result. */
export function formatFailure(verb: Verb | undefined, code: string, message: string): string {
  const report: FailureReport = { schemaVersion: 1, ...(verb?.list && { [verb.list]: [] }), error: { code, message } };
  return printJson(report);
}
