import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { hasSyntaxError, parseYaml, toData, type YamlFile } from '../../src/yaml/index.ts';
import { formatExact } from './format-exact.ts';

/** The answers of Go's parsers to a text: JSON with its keys sorted, or null where they fail. Recorded from both modules. */
interface Case {
  readonly kind: string;
  readonly name: string;
  readonly input?: string;
  readonly base64?: string;
  readonly v2: string | null;
  /** Where yaml.v3 differs. */
  readonly v3?: string | null;
  /** Go reads the begin of the text and does not complain of the rest. */
  readonly drops?: true;
  /** sigs.k8s.io/yaml fails where it reads strictly. */
  readonly strict?: false;
}

const cases = readFileSync('test/yaml/cases.jsonl', 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Case);

/** Go reads in pieces and never sees what is wrong far behind the first document; such a file is refused here. */
const REFUSED_BESIDES = ['023 invalid far in second doc', '069 control far second doc'];

const DROPS = 'drops the rest';

function describeAnswer(yaml: YamlFile): string | null {
  if (yaml.findings.some(({ message }) => /Go would silently drop the rest of this text from line \d+/.test(message))) return DROPS;
  const isTwice = yaml.findings.some(({ code, verdict }) => code === 'duplicate-key' && verdict === 'refuse');
  return hasSyntaxError(yaml) || isTwice ? null : formatExact(toData(yaml, 'exact'));
}

function expectedAnswer({ name, drops, v2, v3 = v2 }: Case, dialect: 'v2' | 'v3'): string | null {
  const go = dialect === 'v2' ? v2 : v3;
  if (go === null || (REFUSED_BESIDES.includes(name) && dialect === 'v2')) return null;
  return drops === true ? DROPS : go;
}

const bytesOf = ({ input, base64 }: Case) => (base64 === undefined ? Buffer.from(input ?? '') : Buffer.from(base64, 'base64'));

describe.each(['v2', 'v3'] as const)('as %s reads', (dialect) => {
  test.each([...new Set(cases.map(({ kind }) => kind))])('%s', (kind) => {
    const ofKind = cases.filter((one) => one.kind === kind);
    const answers = ofKind.map((one) => {
      const answer = describeAnswer(parseYaml('f.yaml', bytesOf(one), { dialect }));
      // Of two reasons to refuse it either will do.
      return [one.name, answer === DROPS && expectedAnswer(one, dialect) === null ? null : answer];
    });
    expect(Object.fromEntries(answers)).toEqual(Object.fromEntries(ofKind.map((one) => [one.name, expectedAnswer(one, dialect)])));
  });
});

test('equal keys are told where a strict reader fails, but for those that a merge brings in', () => {
  const told = cases.filter(
    ({ v2, drops, kind, input }) => v2 !== null && drops === undefined && kind !== 'merge' && !input?.includes('<<'),
  );
  const answers = told.map((one) => {
    const { findings } = parseYaml('f.yaml', bytesOf(one), { dialect: 'v2' });
    return [one.name, findings.some(({ code }) => code === 'duplicate-key') ? false : undefined];
  });
  expect(Object.fromEntries(answers)).toEqual(Object.fromEntries(told.map(({ name, strict }) => [name, strict])));
});
