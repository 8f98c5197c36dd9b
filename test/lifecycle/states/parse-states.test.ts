import { describe, expect, test } from 'vitest';
import { parseStates } from '../../../src/lifecycle/states/index.ts';

const FILE = 'releases.yaml';
const parse = (text: string) => parseStates(FILE, Buffer.from(text));

describe('a releases.yaml', () => {
  test('gives states with their places, risks and barriers', async () => {
    const line = { provider: 'docker', name: 'scs', kubernetes: { major: 1, minor: 36 } };
    const version = (major: number) => ({ kind: 'stable', major });
    const text = `# states, risks and barriers
states:
  - {release: docker-scs-1-36-v1, state: supported, since: 2026-01-02}
  - release: docker-scs-1-36-v1
    state: withdrawn
    since: "2026-03-04"
    reason: loses endpoints
    url: https://example.org/1
    replacedBy: docker-scs-1-36-v2
risks:
  - {to: docker-scs-1-36-v4, from: [docker-scs-1-36, docker-scs-1-36-v1..docker-scs-1-36-v2], name: Lost, message: m, fixedIn: docker-scs-1-36-v5}
  - {to: [docker-scs-1-36-v4], name: Slow, message: later, url: https://example.org/2}
barriers:
  - {release: docker-scs-1-36-v3, reason: etcd}
`;
    const own = { line, range: { first: version(4), last: version(4) } };
    expect(await parse(text)).toEqual({
      files: [FILE],
      states: [
        { release: 'docker-scs-1-36-v1', name: 'supported', since: '2026-01-02', place: { file: FILE, line: 3, column: 5 } },
        {
          release: 'docker-scs-1-36-v1',
          name: 'withdrawn',
          since: '2026-03-04',
          reason: 'loses endpoints',
          url: 'https://example.org/1',
          replacedBy: 'docker-scs-1-36-v2',
          place: { file: FILE, line: 4, column: 5 },
        },
      ],
      risks: [
        {
          to: [own],
          from: [
            { line, range: undefined },
            { line, range: { first: version(1), last: version(2) } },
          ],
          name: 'Lost',
          message: 'm',
          url: undefined,
          fixedIn: { line, version: version(5) },
        },
        { to: [own], from: undefined, name: 'Slow', message: 'later', url: 'https://example.org/2', fixedIn: undefined },
      ],
      barriers: [{ release: { line, version: version(3) }, reason: 'etcd', url: undefined }],
    });
  });

  test.each(['', '# nothing yet\n', '{}\n', 'states: []\n'])('may be empty: %j', async (text) => {
    expect(await parse(text)).toEqual({ files: [FILE], states: [], risks: [], barriers: [] });
  });

  const STATE = 'release: docker-scs-1-36-v4, state: withdrawn, since: 2026-11-01, reason: r';
  test.each<[text: string, message: string]>([
    ['states: {}\n', '1:9: states has to be a list'],
    [
      `states:\n  - {${STATE}, until: 2027-01-01}\n`,
      '2:83: until is not known here; known are release, state, since, reason, url, replacedBy',
    ],
    [
      `states:\n  - {${STATE.replace(', reason: r', '')}}\n`,
      '2:5: states.0.reason is missing; whoever runs clusters of it wants to know why',
    ],
    [`states:\n  - {${STATE.replace(', since: 2026-11-01', '')}}\n`, '2:5: states.0.since is missing'],
    [`states:\n  - {${STATE.replace('11-01', '13-01')}}\n`, '2:60: states.0.since is not a date; write it like 2027-01-31'],
    [
      `states:\n  - {${STATE.replace('withdrawn', 'withdrawed')}}\n`,
      '2:42: states.0.state has to be one of preview, supported, deprecated, withdrawn, expired, removed; did you mean withdrawn?',
    ],
    [
      `states:\n  - {${STATE.replace('-v4', '')}}\n`,
      '2:15: states.0.release is not the name of a release; write it like docker-scs-1-36-v4',
    ],
    [`states:\n  - {${STATE}, url: 'javascript:alert(1)'}\n`, '2:88: states.0.url is not a URL; write it like https://example.org/why'],
    [
      'risks:\n  - {to: docker-scs-1-36-v4..docker-scs-1-36-v2, name: n, message: m}\n',
      '2:10: risks.0.to is not a release, a line, or two releases of a line from the older to the newer; write it like docker-scs-1-36-v4, docker-scs-1-36 or docker-scs-1-36-v2..docker-scs-1-36-v4',
    ],
    ['barriers:\n  - {release: docker-scs-1-36-v3}\n', '2:5: barriers.0.reason is missing'],
    ['a: [\n', '2:1: '],
    [`states: []\nstates: []\n`, '2:1: the same key stands twice in one map; delete one of them'],
  ])('%j is refused with its place', async (text, message) => {
    const error: unknown = await parse(text).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'invalid-states', message: expect.stringContaining(`${FILE}:${message}`) });
  });

  test('names no more than some of many mistakes', async () => {
    const states = Array.from({ length: 9 }, (_, index) => `  - {release: no-${index}, state: preview, since: 2026-01-01}`);
    const error: unknown = await parse(`states:\n${states.join('\n')}\n`).catch((thrown: unknown) => thrown);
    expect(String(error).split(FILE)).toHaveLength(6);
    expect(String(error)).toContain('; and 4 more');
  });
});
