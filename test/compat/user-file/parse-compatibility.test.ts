import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { KNOWLEDGE } from '../../../src/compat/index.ts';
import { parseCompatibility, parseKnowledge } from '../../../src/compat/user-file/index.ts';
import type { Finding } from '../../../src/finding.ts';

const FILE = 'stacks/docker/scs/compatibility.yaml';
const parse = (text: string) => parseCompatibility(FILE, Buffer.from(text));

/** `line:column verdict code: message` */
function brief({ line, column, verdict, code, message, file }: Finding): string {
  expect(file).toBe(FILE);
  return `${line}:${column} ${verdict} ${code}: ${message}`;
}

const WAIVER = 'code: crlf, subject: values.yaml, reason: a test, expires: 2027-01-31';
const RULE = 'chart: c, compare: version, source: s, asOf: 2026-11-22';

describe('a compatibility.yaml', () => {
  test('gives waivers with their places, and knowledge', async () => {
    const text = `waivers:
  - {${WAIVER}}
  - code: addon-version
    subject: cilium
    reason: >
      tested by us,
      see issue 12
    expires: "2027-02-28"
    stack: docker-scs-1-32
addons:
  - {${RULE}, ranges: {"1.30": 1.x}, outside: warn}
kubernetes: {source: s, asOf: 2026-11-23, released: {1.32.12: 2026-11-20}}
`;
    expect(await parse(text)).toEqual({
      compatibility: {
        waivers: [
          { code: 'crlf', subject: 'values.yaml', reason: 'a test', expires: '2027-01-31', place: { file: FILE, line: 2, column: 5 } },
          {
            code: 'addon-version',
            subject: 'cilium',
            reason: 'tested by us, see issue 12',
            expires: '2027-02-28',
            stack: 'docker-scs-1-32',
            place: { file: FILE, line: 3, column: 5 },
          },
        ],
        knowledge: {
          addons: [{ chart: 'c', compare: 'version', source: 's', asOf: '2026-11-22', ranges: { '1.30': '1.x' }, outside: 'warn' }],
          kubernetes: { source: 's', asOf: '2026-11-23', released: { '1.32.12': '2026-11-20' } },
        },
      },
      findings: [],
    });
  });

  test.each(['', '# nothing yet\n', '{}\n'])('may be empty: %j', async (text) => {
    expect(await parse(text)).toEqual({ compatibility: { waivers: [], knowledge: {} }, findings: [] });
  });

  test.each<[text: string, ...findings: string[]]>([
    ['- a\n', '1:1 refuse compatibility-file: has to be a map of keys'],
    [
      'waiver: []\n',
      '1:1 refuse compatibility-file: waiver is not known here; known are waivers, addons, charts, kubernetes, clusterApi, management; did you mean waivers?',
    ],
    ['waivers: crlf\n', '1:10 refuse compatibility-file: waivers has to be a list'],
    ['waivers:\n  - crlf\n', '2:5 refuse compatibility-file: waivers.0 has to be a map of keys'],
    [
      `waivers:\n  - {${WAIVER}, stak: a}\n`,
      '2:77 refuse compatibility-file: stak is not known here; known are code, subject, reason, expires, stack, verdict; did you mean stack?',
    ],
    [
      `waivers:\n  - {${WAIVER}, stack: 1.30}\n`,
      '2:84 refuse compatibility-file: waivers.0.stack is the number 1.3 to YAML; put it in quotes',
    ],
    [
      `waivers:\n  - {${WAIVER.replace('2027-01-31', '31.01.2027')}}\n`,
      '2:65 refuse compatibility-file: waivers.0.expires is not a date; write it like 2027-01-31',
    ],
    [
      `waivers:\n  - {${WAIVER.replace('01-31', '02-29')}}\n`,
      '2:65 refuse compatibility-file: waivers.0.expires is not a date; write it like 2027-01-31',
    ],
    ['waivers:\n  - {code: crlf, reason: a, expires: 2027-01-31}\n', '2:5 refuse compatibility-file: waivers.0.subject is missing'],
    ...['', 'reason: , ', 'reason: " ", '].map((reason): [string, string] => [
      `waivers:\n  - {${reason}${WAIVER.replace('reason: a test, ', '')}}\n`,
      `2:${reason === '' ? 5 : 14} warn waiver-reason: reason is missing, so the waiver does not count; a waiver says why it is right, and until when`,
    ]),
    [
      `waivers:\n  - {${WAIVER.replace(', expires: 2027-01-31', '')}}\n`,
      '2:5 warn waiver-reason: expires is missing, so the waiver does not count; a waiver says why it is right, and until when',
    ],
    [
      `addons:\n  - {${RULE}}\n`,
      '2:5 refuse compatibility-file: addons.0.skew is missing, and so are ranges and supports; a rule has one of the three',
    ],
    [`addons:\n  - {${RULE}, ranges: {}}\n`, '2:5 refuse compatibility-file: addons.0.outside is missing'],
    [
      `addons:\n  - {${RULE}, ranges: {"1.32": ">> 1"}, outside: warning}\n`,
      '2:80 refuse compatibility-file: addons.0.ranges.1.32 is not a constraint that Helm can read',
      '2:98 refuse compatibility-file: addons.0.outside has to be one of refuse, warn, ok',
    ],
    [
      `addons:\n  - {${RULE}, ranges: {v1.32: 1.x}, outside: warn}\n`,
      '2:79 refuse compatibility-file: addons.0.ranges.v1.32 is not a Kubernetes minor; write it like "1.32"',
    ],
    [
      `addons:\n  - {${RULE}, ranges: {1.30: 1.x}, outside: warn}\n`,
      '2:72 refuse compatibility-file: the key 1.30 is the number 1.3 to YAML; put it in quotes',
    ],
    [
      'a: 1\na: 2\n',
      '1:1 refuse compatibility-file: a is not known here; known are waivers, addons, charts, kubernetes, clusterApi, management',
      '2:1 refuse duplicate-key: the same key stands twice in one map; delete one of them',
    ],
  ])('%j is told about', async (text, ...expected) => {
    const { findings } = await parse(text);
    expect(findings.map(brief).sort()).toEqual(expected);
  });

  test('that is not YAML says so, and nothing else', async () => {
    const { compatibility, findings } = await parse('waivers: [\n');
    expect(compatibility).toEqual({ waivers: [], knowledge: {} });
    expect(findings.map(({ code }) => code)).toEqual(['yaml-syntax']);
  });

  test('keeps what is right beside what is wrong', async () => {
    const { compatibility } = await parse(`waivers:
  - {code: crlf}
  - {${WAIVER}}
addons: none
typo: 1
charts:
  - {chart: a, appVersions: {1.2.3: v1}, source: s, asOf: yesterday}
  - {chart: b, appVersions: {1.2.3: v1}, source: s, asOf: 2026-11-22}
`);
    expect(compatibility.waivers).toMatchObject([{ code: 'crlf', place: { line: 3 } }]);
    expect(compatibility.knowledge).toEqual({
      charts: [{ chart: 'b', appVersions: { '1.2.3': 'v1' }, source: 's', asOf: '2026-11-22' }],
    });
  });

  test('may use anchors', async () => {
    const { compatibility, findings } = await parse(`waivers:
  - &first {${WAIVER}}
  - {code: crlf, subject: other.yaml, reason: a test, expires: 2027-01-31}
`);
    expect(findings).toEqual([]);
    expect(compatibility.waivers.map(({ subject }) => subject)).toEqual(['values.yaml', 'other.yaml']);
  });
});

test('no file makes the parser fail, however it is broken', async () => {
  const pieces = fc.constantFrom(
    'waivers',
    'addons',
    'ranges',
    'skew',
    '__proto__',
    ': ',
    '- ',
    '\n',
    '\n  ',
    '{',
    '}',
    '[',
    ']',
    '&a ',
    '*a',
    '<<',
    '1.30',
    '~',
    '"',
    WAIVER,
    RULE,
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(pieces, fc.string({ maxLength: 3 })), { maxLength: 30 }), async (parts) => {
      const { compatibility, findings } = await parse(parts.join(''));
      expect(Array.isArray(compatibility.waivers)).toBe(true);
      for (const { file } of findings) expect(file).toBe(FILE);
    }),
    { numRuns: 500 },
  );
});

describe('a file for --knowledge', () => {
  test('can say all that the tool knows itself', async () => {
    const { addons, kubernetes } = KNOWLEDGE;
    const knowledge = { addons: addons.rules, charts: addons.charts, kubernetes };
    expect(await parseKnowledge('knowledge.json', Buffer.from(JSON.stringify(knowledge)))).toEqual({ knowledge, findings: [] });
  });

  test('has no waivers', async () => {
    const { findings } = await parseKnowledge(FILE, Buffer.from('waivers: []\n'));
    expect(findings.map(brief)).toEqual([
      '1:1 refuse compatibility-file: waivers is not known here; known are addons, charts, kubernetes, clusterApi, management',
    ]);
  });
});
