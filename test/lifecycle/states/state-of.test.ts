import { expect, test } from 'vitest';
import { NO_STATES, parseStates, stateOf } from '../../../src/lifecycle/states/index.ts';

const END = { '1.36': '2027-06-28' };
const FILE = `states:
  - {release: docker-scs-1-36-v1, state: deprecated, since: 2026-05-01, reason: old, replacedBy: docker-scs-1-36-v2}
  - {release: docker-scs-1-36-v1, state: preview, since: 2026-02-01}
  - {release: docker-scs-1-36-v1, state: withdrawn, since: 2026-08-01, reason: broken}
  - {release: docker-scs-1-36-v2, state: deprecated, since: 2026-05-01, reason: a}
  - {release: docker-scs-1-36-v2, state: supported, since: 2026-05-01}
  - {release: docker-scs-1-36-v3, state: expired, since: 2026-05-01, reason: ours}
  - {release: docker-scs-1-36-v4, state: deprecated, since: 2026-05-01, reason: a, replacedBy: docker-scs-1-37-v1}
`;
const EXPIRED = { name: 'expired', since: '2027-06-29', reason: 'Kubernetes supported this minor until 2027-06-28' };

test.each<[release: string, today: string, state: object]>([
  ['docker-scs-1-36-v1', '2026-01-31', { name: 'supported' }],
  ['docker-scs-1-36-v1', '2026-02-01', { name: 'preview', since: '2026-02-01' }],
  ['docker-scs-1-36-v1', '2026-07-31', { name: 'deprecated', since: '2026-05-01', reason: 'old', replacedBy: 'docker-scs-1-36-v2' }],
  ['docker-scs-1-36-v1', '2026-08-01', { name: 'withdrawn', since: '2026-08-01', reason: 'broken' }],
  ['docker-scs-1-36-v1', '2028-01-01', { name: 'withdrawn', since: '2026-08-01', reason: 'broken' }],
  ['docker-scs-1-36-v2', '2026-05-01', { name: 'supported', since: '2026-05-01' }],
  ['docker-scs-1-36-v3', '2028-01-01', { name: 'expired', since: '2026-05-01', reason: 'ours' }],
  ['docker-scs-1-36-v4', '2027-06-28', { name: 'deprecated', since: '2026-05-01', reason: 'a', replacedBy: 'docker-scs-1-37-v1' }],
  ['docker-scs-1-36-v4', '2027-06-29', { ...EXPIRED, replacedBy: 'docker-scs-1-37-v1' }],
  ['docker-scs-1-36-v9', '2027-06-28', { name: 'supported' }],
  ['docker-scs-1-36-v9', '2027-06-29', EXPIRED],
  // When support for it ends is not known.
  ['docker-scs-1-40-v1', '2030-01-01', { name: 'supported' }],
])('%s on %s', async (release, today, state) => {
  expect(stateOf(await parseStates('releases.yaml', Buffer.from(FILE)), release, today, END)).toEqual(state);
});

test('without a file nothing is supported, and what has ended has ended', () => {
  expect(stateOf(NO_STATES, 'docker-scs-1-36-v1', '2026-05-01', END)).toEqual({ name: 'unknown' });
  expect(stateOf(NO_STATES, 'docker-scs-1-36-v1', '2027-06-29', END)).toEqual(EXPIRED);
});
