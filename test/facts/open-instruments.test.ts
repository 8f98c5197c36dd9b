import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { KNOWLEDGE, newestAsOf } from '../../src/compat/index.ts';
import { openInstruments } from '../../src/facts/open-instruments.ts';
import { write } from '../git/support.ts';
import { readCni } from '../support/helm-tool.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const TODAY = '2026-11-23';
const BUILT_IN = newestAsOf(KNOWLEDGE);

/** A helm that says its version, and renders a ConfigMap that differs each time. */
function installHelm(version = 'v3.19.0') {
  const programs = temporaryDirectory();
  const render = `echo "---\n# Source: cni/templates/a.yaml\nkind: ConfigMap\nmetadata: {name: a}\ndata: {a: $$}"`;
  write(join(programs, 'helm'), `#!/bin/sh\n[ $1 = version ] && echo ${version} || ${render}\n`, 0o755);
  return programs;
}

const brief = (findings: readonly { verdict: string; code: string }[]) => findings.map(({ verdict, code }) => `${verdict} ${code}`);

test('without helm, a cache and files of the user', async () => {
  const runtime = { today: TODAY };
  expect(await openInstruments({}, 'offline', runtime)).toStrictEqual({
    runtime,
    shipped: { render: expect.any(Function), renderAddons: 'all', charts: { cache: undefined }, lookAgain: expect.any(Function) },
    images: 'offline',
    readUserFiles: expect.any(Function),
    knowledge: KNOWLEDGE,
    helm: undefined,
    helmFindings: [],
    versionFindings: [],
    basis: { today: TODAY, helm: undefined, knowledge: BUILT_IN },
  });
});

test.each<[string, () => string, boolean, { helm: string | undefined; of: readonly string[]; version: readonly string[] }]>([
  ['as CSO has it', () => installHelm(), true, { helm: 'v3.19.0', of: [], version: [] }],
  ['of another major', () => installHelm('v4.0.1'), true, { helm: 'v4.0.1', of: [], version: ['warn helm-version'] }],
  ['that says no version', () => installHelm('dev'), false, { helm: undefined, of: ['refuse helm-required'], version: [] }],
  ['that is not there', temporaryDirectory, false, { helm: undefined, of: [], version: [] }],
  ['that is not there, and required', temporaryDirectory, true, { helm: undefined, of: ['refuse helm-required'], version: [] }],
])('a helm %s', async (_, programs, requireHelm, expected) => {
  const opened = await openInstruments({ requireHelm }, 'left-out', { today: TODAY, programs: programs() });
  const { helm, helmFindings, versionFindings, basis } = opened;
  expect({ helm, of: brief(helmFindings), version: brief(versionFindings) }).toEqual(expected);
  expect(basis).toEqual({ today: TODAY, helm: expected.helm, knowledge: BUILT_IN });
});

test('charts are rendered with it, looked at again, and kept', async () => {
  const cache = temporaryDirectory();
  const { shipped } = await openInstruments({}, 'left-out', { today: TODAY, programs: installHelm(), cache });
  const request = {
    kind: 'addon',
    chart: await readCni({ 'templates/a.yaml': 'kind: ConfigMap\nmetadata: {name: a}\ndata: {a: {{ uuidv4 }}}\n' }),
    cluster: { provider: 'docker', clusterClass: 'docker-demo-1-32-v1', kubernetes: 'v1.32.5' },
  } as const;
  const first = await shipped.render(request);
  expect(first).toMatchObject({ kind: 'rendered', objects: [{ kind: 'ConfigMap', name: 'a' }] });
  expect(await shipped.render(request)).toEqual(first);
  const look = await shipped.lookAgain?.(request, first, undefined);
  expect(look?.repeated).toMatchObject({ kind: 'compared', differences: [{ path: ['data', 'a'] }] });
  expect(await shipped.lookAgain?.(request, first, undefined)).toEqual(look);
  await shipped.charts?.cache?.write('key', 1);
  expect(existsSync(join(cache, 'renders/key.json'))).toBe(true);
});

test('files with knowledge are added to the tool’s own', async () => {
  const file = join(temporaryDirectory(), 'knowledge.yaml');
  write(file, 'kubernetes: {source: s, asOf: 2030-01-01, released: {1.32.99: 2026-11-20}}\n');
  const { knowledge, basis } = await openInstruments({ knowledge: [file] }, 'left-out', { today: TODAY });
  expect([knowledge.kubernetes.released?.['1.32.99'], basis.knowledge]).toEqual(['2026-11-20', '2030-01-01']);
});

test.each([
  ['a day that is none', { today: 'today' }, {}],
  ['an epoch that is none', { today: TODAY, epoch: 'now' }, {}],
  ['knowledge that is not there', { today: TODAY }, { knowledge: ['/nowhere/knowledge.yaml'] }],
])('%s is refused', async (_, runtime, options) => {
  await expect(openInstruments(options, 'left-out', runtime)).rejects.toMatchObject({ code: 'usage' });
});
