import { expect, onTestFinished, test } from 'vitest';
import type { RenderRequest } from '../../src/chart/index.ts';
import { type EarlierRelease, type Facts, KNOWLEDGE, type UserFile } from '../../src/compat/index.ts';
import { gatherRelease, gatherStack } from '../../src/facts/gather.ts';
import type { Instruments } from '../../src/facts/open-instruments.ts';
import type { Earlier } from '../../src/facts/read-earlier.ts';
import { createFinding } from '../../src/finding.ts';
import { prepareStack } from '../../src/release/index.ts';
import { startRepository } from '../support/chart-repository.ts';
import { renderPlain } from '../support/check-built.ts';
import { buildContent, makeVersions } from '../support/release-builder.ts';
import { type Overrides, parseBuilt } from '../support/stack-builder.ts';

const TODAY = '2026-11-23';
const SHIPPED = {
  render: async ({ chart }: RenderRequest) => renderPlain(chart, 'docker-demo-1-32', 'cluster'),
  renderAddons: 'all',
} as const;

const openWith = (more: Partial<Instruments> = {}): Instruments => ({
  runtime: { today: TODAY, retry: { attempts: 1 } },
  shipped: SHIPPED,
  images: 'left-out',
  readUserFiles: async () => [],
  knowledge: KNOWLEDGE,
  helm: undefined,
  helmFindings: [],
  versionFindings: [],
  basis: { today: TODAY, helm: undefined, knowledge: TODAY },
  ...more,
});
const prepare = (overrides: Overrides = {}) => prepareStack(parseBuilt(overrides), makeVersions('v4 v3 v1'));
const gather = (instruments: Instruments, overrides: Overrides = {}, earlier?: Earlier) =>
  gatherStack(instruments, prepare(overrides), { missing: ['cilium'] }, earlier);

const finding = (subject: string) => createFinding('warn', 'crlf', subject, 'a test');
const EARLIER: Earlier = {
  earlier: [{ name: 'docker-demo-1-32-v3' } as EarlierRelease],
  otherMinors: [31],
  published: new Map(),
  findings: [finding('earlier')],
};
const userFile = (file: string, released: Readonly<Record<string, string>>): UserFile => ({
  file,
  isShared: false,
  waivers: [],
  knowledge: { kubernetes: { source: file, asOf: TODAY, released } },
  findings: [finding(file)],
});

const brief = ({ clusterClass, addons, stages, simulations: _, ...rest }: Facts) => ({
  ...rest,
  charts: [clusterClass, ...addons].map(({ chart, rendering }) => `${chart.path} ${chart.version.source} ${rendering.kind}`),
  stages: stages?.hooks.length,
});
const COMMON = {
  line: { provider: 'docker', name: 'demo', kubernetes: { major: 1, minor: 32 } },
  version: { kind: 'stable', major: 4 },
  addonVersion: { kind: 'stable', major: 3 },
  kubernetes: { major: 1, minor: 32, patch: 5 },
  stages: 2,
  knowledge: KNOWLEDGE,
  today: TODAY,
};

test('a stack, where nobody was asked for anything else', async () => {
  const full = prepare();
  const { facts, ...rest } = await gatherStack(openWith(), full, { missing: ['cilium'] }, undefined);
  expect(brief(facts)).toStrictEqual({
    ...COMMON,
    charts: ['stacks/docker/demo/cluster-class v4 rendered', 'stacks/docker/demo/cluster-addon/cni 1.0.0 rendered'],
    stack: full.stack,
    notAtHand: ['cilium'],
  });
  expect(rest).toEqual({ users: [], findings: [] });
});

test('a release', async () => {
  const content = await buildContent('v4 v3 v1');
  const asked: string[] = [];
  const readUserFiles = async (directory: string) => {
    asked.push(directory);
    return [];
  };
  const { facts } = await gatherRelease(openWith({ readUserFiles }), content, 'stacks/demo', undefined);
  expect(brief(facts)).toStrictEqual({
    ...COMMON,
    charts: ['docker-demo-1-32-v4/cluster-class v4 rendered', 'docker-demo-1-32-v4/cluster-addon/cni 1.0.0 rendered'],
  });
  await gather(openWith({ readUserFiles }));
  expect(asked).toEqual(['stacks/demo', 'stacks/docker/demo']);
});

test('with helm, earlier releases and users’ files, and the findings of all of them', async () => {
  const users = [userFile('a.yaml', { '1.32.98': '2026-11-01', '1.32.99': '2026-11-02' }), userFile('b.yaml', { '1.32.99': '2026-11-03' })];
  const instruments = openWith({ readUserFiles: async () => users, helm: 'v3.19.0', helmFindings: [finding('helm')] });
  const gathered = await gather(instruments, {}, EARLIER);
  const { earlier, otherMinors, helm, knowledge } = gathered.facts;
  expect({ earlier, otherMinors, helm }).toEqual({ earlier: EARLIER.earlier, otherMinors: [31], helm: 'v3.19.0' });
  expect(knowledge.kubernetes.released).toEqual({
    ...KNOWLEDGE.kubernetes.released,
    '1.32.98': '2026-11-01',
    '1.32.99': '2026-11-03',
  });
  expect(gathered.users).toBe(users);
  expect(gathered.findings.map(({ subject }) => subject)).toEqual(['a.yaml', 'b.yaml', 'earlier', 'helm']);
});

test('node images are asked for, or said to be unknown, or left out', async () => {
  const server = await startRepository([]);
  onTestFinished(() => server.close());
  const images = { 'node-images.yaml': `openStackNodeImages:\n  - url: ${server.url}/b.img\n  - url: ${server.url}/a.img\n` };
  const answers = async (how: Instruments['images']) => (await gather(openWith({ images: how }), images)).facts;
  expect(await answers('left-out')).not.toHaveProperty('images');
  expect((await answers('offline')).images).toEqual(
    ['a', 'b'].map((name) => ({ url: `${server.url}/${name}.img`, kind: 'unreachable', message: '--offline asks no server' })),
  );
  expect(server.requests).toEqual([]);
  expect((await answers('asked')).images).toEqual(['a', 'b'].map((name) => ({ url: `${server.url}/${name}.img`, kind: 'missing' })));
  expect(server.requests.toSorted()).toEqual(['HEAD /a.img', 'HEAD /b.img']);
});
