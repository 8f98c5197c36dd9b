import { type Finding, type Verdict, worstVerdict } from '../finding.ts';
import type { CheckReport, ReleaseReport } from '../result.ts';
import { VERSION } from '../tool.ts';
import { type Told, tellFindings } from './told.ts';

/**
 * The result of `check` for code scanning. What fits (`ok`) is left out, since every result there is a complaint.
 * Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export async function formatSarif(report: CheckReport): Promise<string> {
  const documents = await import('../format-rules.ts');
  const { trees, shared } = tellFindings(report.stacks, report.findings);
  const [first] = trees;
  // A finding that several stacks share is shown at one of their files.
  const all = [...trees, ...(first === undefined ? [] : [{ ...first, findings: shared }])];
  const found = all.flatMap(({ directory, findings }) =>
    findings.filter(({ finding: { verdict } }) => verdict !== 'ok').map((told) => ({ ...told, directory })),
  );
  const codes = [...new Set(found.map(({ finding }) => finding.code))].sort();
  const results = found.map((told) => createResult(told, told.directory, codes));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'clusterstack',
            version: VERSION,
            semanticVersion: VERSION,
            rules: codes.map((code) => createRule(documents, code)),
          },
        },
        invocations: [createInvocation(report)],
        columnKind: 'utf16CodeUnits',
        results,
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

/** What a release says of its check. */
export function toCheck({ schemaVersion, basis, releases, findings, error }: ReleaseReport): CheckReport {
  const stacks = releases.map((line) => ({
    stack: line.stack,
    directory: line.directory,
    verdict: worstVerdict(line.findings),
    findings: line.findings,
  }));
  return { schemaVersion, ...(basis && { basis }), stacks, ...(findings && { findings }), ...(error && { error }) };
}

type Documents = typeof import('../format-rules.ts');

function createInvocation({ error }: CheckReport) {
  if (error === undefined) return { executionSuccessful: true };
  const notification = { level: 'error', descriptor: { id: error.code }, message: { text: error.message } };
  return { executionSuccessful: false, toolExecutionNotifications: [notification] };
}

function createRule({ findCode, formatExplanation }: Documents, code: string) {
  const description = findCode(code);
  if (description === undefined) return { id: code };
  const { title, why, verdicts } = description;
  return {
    id: code,
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: { text: formatExplanation(code) },
    defaultConfiguration: { level: verdicts.includes('refuse') ? 'error' : 'warning' },
  };
}

function createResult({ finding, lines }: Told, directory: string, codes: readonly string[]) {
  const { code, subject, message, waived, verdict } = finding;
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: waived ? 'warning' : LEVELS[verdict],
    message: { text: `${subject}: ${message}${lines === '' ? '' : ` (${lines})`}` },
    locations: [{ physicalLocation: locate(finding, directory) }],
    ...(waived && { suppressions: [{ kind: 'external', justification: 'waived in compatibility.yaml' }] }),
  };
}

const LEVELS: Readonly<Record<Verdict, 'error' | 'warning' | 'note' | 'none'>> = {
  refuse: 'error',
  warn: 'warning',
  unknown: 'note',
  ok: 'none',
};

/** GitHub shows no result without a file of the repository: one inside an archive is at the archive, one without any at the stack. */
function locate({ file, line, column }: Finding, directory: string) {
  const path = file ?? `${directory}/csctl.yaml`;
  const archive = /^(.*?\.tgz)[\\/]/.exec(path)?.[1];
  const region = line === undefined || archive !== undefined ? undefined : { startLine: line, ...(column && { startColumn: column }) };
  return { artifactLocation: { uri: formatUri(archive ?? path) }, ...(region && { region }) };
}

/** Relative to where the check ran: in CI the root of the repository. */
function formatUri(path: string): string {
  const parts = path.split(/[\\/]/).filter((part, index) => part !== '.' && (part !== '' || index === 0));
  const encoded = parts.map(encodeURIComponent).join('/');
  return encoded.startsWith('/') ? `file://${encoded}` : encoded;
}
