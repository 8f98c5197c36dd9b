import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { attempt } from '../../../src/errors.ts';
import { openReading } from '../../../src/lifecycle/index.ts';
import { createNotes, findPredecessor } from '../../../src/lifecycle/notes/index.ts';
import { openTarget } from '../../../src/publish/index.ts';
import { createdAt, type ReleaseContent, type ReleaseSource } from '../../../src/release/index.ts';
import { requireReleaseName } from '../../../src/version/index.ts';
import { makeRepository, write } from '../../git/support.ts';
import { gitAlone } from '../../support/git-alone.ts';
import { publishTo } from '../../support/publish-to.ts';
import { buildContent } from '../../support/release-builder.ts';
import { formatConfig, writeStack } from '../../support/stack-builder.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

test('the release before: of the line and channel, and else of the minor before', async () => {
  const names = [
    'docker-demo-1-32-v2',
    'docker-demo-1-32-v10',
    'docker-demo-1-32-v0-beta-100',
    'docker-demo-1-31-v7',
    'docker-other-1-32-v9',
    'latest',
  ];
  const asked: string[] = [];
  const source: ReleaseSource = {
    url: 'x',
    list: async () => names,
    read: async (name) => {
      asked.push(name);
      return undefined;
    },
  };
  const find = async (name: string, channel = 'stable') => {
    asked.length = 0;
    const { line, version } = requireReleaseName(name);
    // What is listed and cannot be read is the source's failure.
    await attempt(() => findPredecessor(source, line, version, channel));
    return asked;
  };
  expect(await find('docker-demo-1-32-v11')).toEqual(['docker-demo-1-32-v10']);
  expect(await find('docker-demo-1-32-v10')).toEqual(['docker-demo-1-32-v2']);
  expect(await find('docker-demo-1-32-v2')).toEqual(['docker-demo-1-31-v7']);
  expect(await find('docker-demo-1-32-v0-beta-101', 'beta')).toEqual(['docker-demo-1-32-v0-beta-100']);
  expect(await find('docker-demo-1-32-v0-beta-100', 'beta')).toEqual(['docker-demo-1-31-v7']);
  expect(await find('docker-demo-1-31-v7')).toEqual([]);
});

describe('the first release of a line does not come from what was made after it', () => {
  const at = (day: number) => ({ provenance: { commit: 'a'.repeat(40), tool: 't', created: `2026-11-0${day}T00:00:00Z` } });
  const origin = {
    kind: 'revert',
    release: 'docker-demo-1-31-v1',
    digest: `sha256:${'0'.repeat(64)}`,
    from: 'docker-demo-1-31-v2',
  } as const;
  const before = { 'csctl.yaml': formatConfig({ kubernetes: 'v1.31.5' }) };

  async function findFrom(own: Partial<ReleaseContent>, earlier: readonly Partial<ReleaseContent>[]): Promise<string | undefined> {
    const url = `oci-layout:${join(temporaryDirectory(), 'oci')}`;
    const all = earlier.map(async (more, index) => ({ ...(await buildContent(`v${index + 1}`, before)), ...more }));
    for (const content of [...(await Promise.all(all)), { ...(await buildContent('v1')), ...own }])
      await publishTo(openTarget(url, {}), content);
    const runtime = { today: '2026-11-29' };
    const request = { subject: 'docker-demo-1-32-v1', from: undefined, sourceDir: undefined };
    return (await createNotes(await openReading({ source: url }, runtime), request, runtime)).from;
  }

  test.each<[string, Partial<ReleaseContent>, readonly Partial<ReleaseContent>[], string | undefined]>([
    ['one of before, of the same time, and two of afterwards', at(2), [at(1), at(2), at(3), at(4)], 'v2'],
    ['all came afterwards', at(2), [at(3)], undefined],
    ['it tells no time', {}, [at(1), at(3)], 'v2'],
    ['the other tells no time', at(2), [at(1), {}], 'v2'],
    ['the other has the content of an earlier one', at(2), [at(1), { ...at(3), origin }], 'v2'],
    ['it has the content of an earlier one itself', { ...at(2), origin }, [at(1), at(3)], 'v2'],
  ])('%s', async (_, own, earlier, version) => {
    expect(await findFrom(own, earlier)).toBe(version && `docker-demo-1-31-${version}`);
  });
});

test('the time that csctl’s artifacts have is one, too', () => {
  const release = {
    url: 'x',
    name: 'n',
    digest: 'd',
    kubernetes: undefined,
    provenance: undefined,
    files: [],
    fetch: async () => Buffer.of(),
  };
  const manifest = (created: string) => ({
    artifactType: undefined,
    config: 'c',
    mediaTypes: new Map(),
    annotations: { 'org.opencontainers.image.created': created },
  });
  expect(createdAt({ ...release, manifest: manifest('2026-11-02T00:00:00Z') })).toBe(Date.UTC(2026, 10, 2));
  expect(createdAt({ ...release, manifest: manifest('yesterday') })).toBeUndefined();
  expect(createdAt(release)).toBeUndefined();
});

test('a release, and a stack’s next one, with the commits between', async () => {
  const directory = temporaryDirectory();
  const url = `oci-layout:${join(directory, 'oci')}`;
  const { root, commit, git } = makeRepository();
  writeStack(join(root, 'stack'), { a: null, 'cluster-class/values.yaml': 'replicas: 3\n' });
  git('add', '-A');
  git('commit', '-qm', 'Three replicas');
  const after = git('rev-parse', 'HEAD');
  const repository = 'https://github.com/org/repo';
  const provenance = (hash: string) => ({ commit: hash, repository, tool: 't' });
  const releases = [
    { ...(await buildContent('v1')), provenance: provenance(commit) },
    { ...(await buildContent('v2 v1 v1', { 'cluster-class/values.yaml': 'replicas: 3\n' })), provenance: provenance(after) },
  ];
  for (const release of releases) await publishTo(openTarget(url, {}), release);
  write(join(root, 'stack/cluster-addon/cni/values.yaml'), 'mtu: 1400\n');
  git('commit', '-qam', 'Smaller packets');

  const runtime = { today: '2026-11-29', programs: gitAlone(), variables: { HOME: root } };
  const reading = await openReading({ source: url }, runtime);
  const request = { from: undefined, sourceDir: undefined };
  const stack = join(root, 'stack');
  const describe = async (subject: string, more = {}) => {
    const { release, from, commits, versions, unknown } = await createNotes(reading, { ...request, subject, ...more }, runtime);
    return {
      release,
      from,
      commits: commits.map(({ subject: text, url: page }) => [text, page]),
      versions: versions.map(({ name }) => name),
      unknown: unknown.map(({ subject: about }) => about),
    };
  };
  const rest = { versions: ['Kubernetes', 'cni'] };
  const unseen = ['cluster-class', 'cni'];
  expect(await describe('docker-demo-1-32-v1')).toEqual({
    release: 'docker-demo-1-32-v1',
    from: undefined,
    commits: [],
    unknown: unseen,
    ...rest,
  });
  expect(await describe('docker-demo-1-32')).toEqual({
    release: 'docker-demo-1-32-v2',
    from: 'docker-demo-1-32-v1',
    commits: [],
    unknown: ['commits', ...unseen],
    ...rest,
  });
  expect(await describe('docker-demo-1-32-v2', { sourceDir: stack })).toEqual({
    release: 'docker-demo-1-32-v2',
    from: 'docker-demo-1-32-v1',
    commits: [['Three replicas', `${repository}/commit/${after}`]],
    unknown: unseen,
    ...rest,
  });
  expect(await describe(stack)).toMatchObject({
    release: 'docker-demo-1-32-v3',
    from: 'docker-demo-1-32-v2',
    commits: [['Smaller packets', expect.stringContaining(`${repository}/commit/`)]],
  });
  expect(await describe(stack, { from: 'docker-demo-1-32-v1' })).toMatchObject({
    from: 'docker-demo-1-32-v1',
    commits: [
      ['Smaller packets', expect.anything()],
      ['Three replicas', expect.anything()],
    ],
  });
});
