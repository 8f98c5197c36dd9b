import { describe, expect, test } from 'vitest';
import { createFinding, type Finding } from '../../src/finding.ts';
import { formatSarif } from '../../src/report/sarif.ts';
import type { StackReport } from '../../src/result.ts';
import { VERSION } from '../../src/tool.ts';
import { anyCode } from '../support/any-code.ts';

/** Checks of the official schema, by hand where they matter to code scanning. */
interface Log {
  readonly version: string;
  readonly runs: readonly {
    readonly tool: {
      readonly driver: { readonly name: string; readonly version: string; readonly rules: readonly { readonly id: string }[] };
    };
    readonly invocations: readonly unknown[];
    readonly results: readonly Result[];
  }[];
}

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly { readonly physicalLocation: unknown }[];
}

function report(stack: string, ...findings: readonly Finding[]): StackReport {
  return { stack, directory: 'stacks/docker/scs', verdict: 'refuse', findings };
}

async function run(...stacks: readonly StackReport[]) {
  const log: Log = JSON.parse(await formatSarif({ schemaVersion: 1, stacks }));
  expect(log.version).toBe('2.1.0');
  expect(log.runs).toHaveLength(1);
  const [only] = log.runs;
  if (only === undefined) throw new Error('no run');
  return only;
}

const AT = { file: 'stacks/docker/scs/clusteraddon.yaml', line: 5, column: 7 };

describe('sarif', () => {
  test('of a refused stack', async () => {
    const { tool, invocations, results } = await run(
      report('docker-scs-1-32', createFinding('refuse', 'yaml-syntax', 'clusteraddon.yaml', 'is not YAML', AT)),
    );
    expect(invocations).toEqual([{ executionSuccessful: true }]);
    expect(tool.driver).toMatchObject({ name: 'clusterstack', version: VERSION });
    expect(tool.driver.rules).toEqual([
      {
        id: 'yaml-syntax',
        shortDescription: { text: 'YAML files can be parsed' },
        fullDescription: { text: expect.stringContaining('Helm') },
        help: { text: expect.stringContaining('Fails: a quote is not closed') },
        defaultConfiguration: { level: 'error' },
      },
    ]);
    expect(results).toEqual([
      {
        ruleId: 'yaml-syntax',
        ruleIndex: 0,
        level: 'error',
        message: { text: 'clusteraddon.yaml: is not YAML' },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'stacks/docker/scs/clusteraddon.yaml' },
              region: { startLine: 5, startColumn: 7 },
            },
          },
        ],
      },
    ]);
  });

  test('tells verdicts by levels, leaves out what fits, and knows rules by their place', async () => {
    const waived: Finding = { ...createFinding('refuse', 'crlf', 's', 'm', AT), waived: true };
    const { tool, results } = await run(
      report(
        'a',
        createFinding('warn', 'crlf', 's', 'm', AT),
        createFinding('ok', 'kube-version', 's', 'm', AT),
        createFinding('unknown', anyCode('a-code-of-later'), 's', 'm', AT),
        waived,
      ),
    );
    expect(tool.driver.rules.map(({ id }) => id)).toEqual(['a-code-of-later', 'crlf']);
    expect(results).toMatchObject([
      { ruleId: 'a-code-of-later', ruleIndex: 0, level: 'note' },
      { ruleId: 'crlf', ruleIndex: 1, level: 'warning' },
      { ruleId: 'crlf', ruleIndex: 1, level: 'warning', suppressions: [{ kind: 'external' }] },
    ]);
    expect(results[1]).not.toHaveProperty('suppressions');
  });

  test.each<[file: string | undefined, uri: string, region: object | undefined]>([
    ['stacks/docker/scs/csctl.yaml', 'stacks/docker/scs/csctl.yaml', { startLine: 5, startColumn: 7 }],
    ['./stacks/a b/ä#1.yaml', 'stacks/a%20b/%C3%A4%231.yaml', { startLine: 5, startColumn: 7 }],
    ['stacks\\docker\\csctl.yaml', 'stacks/docker/csctl.yaml', { startLine: 5, startColumn: 7 }],
    ['../other/csctl.yaml', '../other/csctl.yaml', { startLine: 5, startColumn: 7 }],
    ['/tmp/scs/csctl.yaml', 'file:///tmp/scs/csctl.yaml', { startLine: 5, startColumn: 7 }],
    ['cni/charts/cilium-1.17.4.tgz/cilium/Chart.yaml', 'cni/charts/cilium-1.17.4.tgz', undefined],
    [undefined, 'stacks/docker/scs/csctl.yaml', undefined],
  ])('%s is at %s', async (file, uri, region) => {
    const place = file === undefined ? undefined : { ...AT, file };
    const { results } = await run(report('a', createFinding('warn', 'crlf', 's', 'm', place)));
    expect(results[0]?.locations).toEqual([{ physicalLocation: { artifactLocation: { uri }, ...(region && { region }) } }]);
  });

  test('says once what two lines of a stack share', async () => {
    const finding = createFinding('warn', 'crlf', 's', 'm', AT);
    const { results } = await run(report('docker-scs-1-32', finding), report('docker-scs-1-33', finding));
    expect(results.map(({ message }) => message.text)).toEqual(['s: m (docker-scs-1-32, -1-33)']);
  });

  test('says what concerns all stacks', async () => {
    const findings = [createFinding('warn', 'waiver-unused', 's', 'm', AT)];
    const log: Log = JSON.parse(await formatSarif({ schemaVersion: 1, stacks: [report('docker-scs-1-32')], findings }));
    expect(log.runs[0]?.results.map(({ ruleId }) => ruleId)).toEqual(['waiver-unused']);
  });

  test('of a check that could not run', async () => {
    const log: Log = JSON.parse(await formatSarif({ schemaVersion: 1, stacks: [], error: { code: 'no-stack', message: 'found none' } }));
    expect(log.runs[0]).toMatchObject({
      invocations: [{ executionSuccessful: false, toolExecutionNotifications: [{ level: 'error', message: { text: 'found none' } }] }],
      results: [],
    });
  });
});
