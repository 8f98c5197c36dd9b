import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { hashDependencies } from '../../../src/chart/index.ts';
import { PARTS } from '../../../src/compat/rules/parts/index.ts';
import type { Finding } from '../../../src/finding.ts';
import { type CheckOptions, checkBuilt } from '../../support/check-built.ts';
import type { Overrides } from '../../support/stack-builder.ts';
import { packTar } from '../../support/tar.ts';

const ADDON = 'stacks/docker/demo/cluster-addon/cni';

/** A chart archive as `helm package` makes it. */
async function pack(name: string, version: string): Promise<Buffer> {
  const body = `apiVersion: v2\nname: ${name}\nversion: ${version}\n`;
  return gzipSync(packTar([{ path: `${name}/Chart.yaml`, content: body }]));
}

/** Charts in the `charts/` of the addon, `cilium-1.17.4.tgz: cilium 1.17.4`. */
async function vendor(...charts: readonly string[]): Promise<Overrides> {
  const entries = charts.map(async (text) => {
    const [file = '', name = '', version = ''] = text.split(/:? /);
    return [`cluster-addon/cni/charts/${file}`, await pack(name, version)] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

const REPOSITORY = 'https://charts.example.org';

/** The addon with dependencies, one a line from line 5 on: `cilium 1.17.4 https://…`. */
function wants(...dependencies: readonly string[]): Overrides {
  const list = dependencies.map((text) => {
    const [name, version, repository = REPOSITORY, alias] = text.split(' ');
    return `  - {name: ${name}, version: '${version}', repository: '${repository === '-' ? '' : repository}'${alias ? `, alias: ${alias}` : ''}}\n`;
  });
  const head = 'apiVersion: v2\nname: cni\nversion: 1.0.0\n';
  return { 'cluster-addon/cni/Chart.yaml': list.length === 0 ? head : `${head}dependencies:\n${list.join('')}` };
}

/** One a line from line 2 on. */
function locks(dependencies: readonly string[], digest?: string): Overrides {
  const list = dependencies.map((text) => {
    const [name, version] = text.split(' ');
    return `  - {name: ${name}, repository: '${REPOSITORY}', version: ${version}}\n`;
  });
  return { 'cluster-addon/cni/Chart.lock': `dependencies:\n${list.join('')}${digest === undefined ? '' : `digest: ${digest}\n`}` };
}

function check(files: Overrides, facts: CheckOptions['facts'] = {}): Promise<Finding[]> {
  return checkBuilt(
    PARTS.filter(({ code }) => code !== 'value-unread'),
    files,
    { facts },
  );
}

const brief = (findings: readonly Finding[]) =>
  findings.map(
    ({ verdict, code, subject, file, line }) => `${verdict} ${code} ${subject} ${file?.replace(`${ADDON}/`, '')}${line ? `:${line}` : ''}`,
  );

test('each rule gives the verdicts that it names, and no others', async () => {
  const inFolder = { 'cluster-addon/cni/charts/x/Chart.yaml': 'apiVersion: v2\nname: x\nversion: 1.0.0\n' };
  const samples: Readonly<Record<string, readonly Overrides[]>> = {
    'dependency-version': [
      { ...wants('x 1.0.0'), ...inFolder },
      { ...wants('x 1.0.0'), ...(await vendor('y.tgz: x 2.0.0')) },
    ],
    'dependency-missing': [wants('x 1.0.0'), wants('x 1.0.0 -')],
    'dependency-extra': [await vendor('x-1.0.0.tgz: x 1.0.0'), await vendor('x-1.0.0.tgz: x 1.0.0', 'x-2.0.0.tgz: x 2.0.0')],
    'dependency-secret': [wants('x 1.0.0 https://t0ken@charts.example.org')],
    'chart-lock': ['x 1.0.0', 'x 2.0.0', 'y 1.0.0'].map((locked) => ({ ...wants('x 1.0.0'), ...locks([locked]) })),
    subchart: [{ 'cluster-addon/cni/charts/x/values.yaml': '' }],
    'value-unread': ['{}', '{a: 1}'].map((values) => ({
      ...wants('x 1.0.0'),
      ...inFolder,
      'cluster-addon/cni/values.yaml': `x: ${values}\n`,
    })),
    'values-field': ['.Cluster.spec', '.Values.spec'].map((field) => ({ 'cluster-addon/cni/overwrite.yaml': `a: {{ ${field} }}\n` })),
  };
  for (const rule of PARTS) {
    const found = await Promise.all((samples[rule.code] ?? []).map((files) => checkBuilt([rule], files)));
    const given = new Set(found.flat().map(({ verdict }) => verdict));
    expect([rule.code, [...given].sort()]).toEqual([rule.code, [...rule.verdicts].sort()]);
  }
});

test('the small stack has no parts to compare', async () => expect(await check({})).toEqual([]));

describe('whole findings', () => {
  const finding = { waived: false, subject: 'cilium' };

  test('another version inside than Chart.yaml asks for', async () => {
    expect(await check({ ...wants('cilium 1.17.4'), ...(await vendor('cilium-1.17.4.tgz: cilium 1.16.6')) })).toEqual([
      {
        ...finding,
        code: 'dependency-version',
        verdict: 'refuse',
        message:
          'asks for 1.17.4, but charts/cilium-1.17.4.tgz is 1.16.6, and that is what clusters would get; vendor cilium again, or ask for what is there',
        source: 'Helm 3.19, action.CheckDependencies and chartutil.ProcessDependencies',
        file: `${ADDON}/Chart.yaml`,
        line: 5,
        column: 29,
      },
      {
        ...finding,
        code: 'dependency-version',
        verdict: 'warn',
        message: 'charts/cilium-1.17.4.tgz is cilium 1.16.6 inside; name it cilium-1.16.6.tgz',
        source: 'Helm 3.19, action.CheckDependencies and chartutil.ProcessDependencies',
        file: `${ADDON}/charts/cilium-1.17.4.tgz`,
      },
    ]);
  });

  test('what fits', async () => {
    expect(await check({ ...wants('cilium 1.17.x'), ...(await vendor('cilium-1.17.4.tgz: cilium 1.17.4')) })).toEqual([
      {
        ...finding,
        code: 'dependency-version',
        verdict: 'ok',
        message: 'charts/cilium-1.17.4.tgz is cilium 1.17.4, which 1.17.x asks for',
        source: 'Helm 3.19, action.CheckDependencies and chartutil.ProcessDependencies',
        file: `${ADDON}/Chart.yaml`,
        line: 5,
        column: 29,
      },
    ]);
  });

  test('a dependency that is not there', async () => {
    expect(await check(wants('cilium 1.17.x'))).toEqual([
      {
        ...finding,
        code: 'dependency-missing',
        verdict: 'warn',
        message: `is not in charts/, so each cluster fetches the newest of 1.17.x from ${REPOSITORY} when CSO renders it; vendor it into charts/`,
        source: 'CSO renders with helm template --dependency-update',
        file: `${ADDON}/Chart.yaml`,
        line: 5,
        column: 29,
      },
    ]);
  });
});

describe('dependencies and charts/', () => {
  test.each<[name: string, files: Overrides, charts: readonly string[], expected: readonly string[]]>([
    ['a range', wants('cilium >=1.16'), ['cilium-1.17.4.tgz: cilium 1.17.4'], ['ok dependency-version cilium Chart.yaml:5']],
    ['a v before the version', wants('rook v1.15.1'), ['rook-v1.15.1.tgz: rook v1.15.1'], ['ok dependency-version rook Chart.yaml:5']],
    [
      'two aliases of one chart',
      wants(`x 1.0.0 ${REPOSITORY} a`, `x 1.0.0 ${REPOSITORY} b`),
      ['x-1.0.0.tgz: x 1.0.0'],
      ['ok dependency-version x Chart.yaml:5', 'ok dependency-version x Chart.yaml:6'],
    ],
    [
      'two aliases of two versions',
      wants(`x 1.0.0 ${REPOSITORY} a`, `x 2.0.0 ${REPOSITORY} b`),
      ['x-1.0.0.tgz: x 1.0.0', 'x-2.0.0.tgz: x 2.0.0'],
      ['ok dependency-version x Chart.yaml:5', 'ok dependency-version x Chart.yaml:6'],
    ],
    [
      'another file name',
      wants('x 1.0.0'),
      ['y.tgz: x 1.0.0'],
      ['ok dependency-version x Chart.yaml:5', 'warn dependency-version x charts/y.tgz'],
    ],
    [
      'another chart under its file name',
      wants('x 1.0.0', 'z-y 1.0.0'),
      ['x-1.0.0.tgz: y 1.0.0', 'z-y-1.0.0.tgz: z-y 1.0.0'],
      [
        'warn dependency-missing x Chart.yaml:5',
        'ok dependency-version z-y Chart.yaml:6',
        'warn dependency-extra y charts/x-1.0.0.tgz',
        'refuse dependency-version x charts/x-1.0.0.tgz',
      ],
    ],
    ['metadata that a registry has no sign for', wants('x 1.0.0'), ['x-1.0.0_a.tgz: x 1.0.0+a'], ['ok dependency-version x Chart.yaml:5']],
    [
      'another chart under a file name whose own chart lies beside it',
      wants('x 1.0.0'),
      ['real.tgz: x 1.0.0', 'x-1.0.0.tgz: y 1.0.0'],
      [
        'ok dependency-version x Chart.yaml:5',
        'warn dependency-version x charts/real.tgz',
        'warn dependency-extra y charts/x-1.0.0.tgz',
        'warn dependency-version y charts/x-1.0.0.tgz',
      ],
    ],
    ['the build that is pinned', wants('x 1.0.0+b.2'), ['x-1.0.0+b.2.tgz: x 1.0.0+b.2'], ['ok dependency-version x Chart.yaml:5']],
    ['another build', wants('x 1.0.0+b.2'), ['x-1.0.0+b.1.tgz: x 1.0.0+b.1'], ['refuse dependency-version x Chart.yaml:5']],
    ['no build', wants('x 1.0.0+b.2'), ['x-1.0.0.tgz: x 1.0.0'], ['refuse dependency-version x Chart.yaml:5']],
    [
      'two builds',
      wants('x 1.0.0+b.2'),
      ['x-1.0.0+b.1.tgz: x 1.0.0+b.1', 'x-1.0.0+b.2.tgz: x 1.0.0+b.2'],
      ['ok dependency-version x Chart.yaml:5', 'refuse dependency-extra x charts/x-1.0.0+b.1.tgz'],
    ],
    [
      'two versions',
      wants('x 1.0.0'),
      ['x-1.0.0.tgz: x 1.0.0', 'x-2.0.0.tgz: x 2.0.0'],
      ['ok dependency-version x Chart.yaml:5', 'refuse dependency-extra x charts/x-2.0.0.tgz'],
    ],
    [
      'one version twice',
      wants('x 1.0.0'),
      ['x-1.0.0.tgz: x 1.0.0', 'x.tgz: x 1.0.0'],
      ['ok dependency-version x Chart.yaml:5', 'warn dependency-extra x charts/x.tgz', 'warn dependency-version x charts/x.tgz'],
    ],
    [
      'a chart that nobody asks for',
      wants('x 1.0.0'),
      ['x-1.0.0.tgz: x 1.0.0', 'y-1.0.0.tgz: y 1.0.0'],
      ['ok dependency-version x Chart.yaml:5', 'warn dependency-extra y charts/y-1.0.0.tgz'],
    ],
    ['a folder that nobody asks for', { 'cluster-addon/cni/charts/y/Chart.yaml': 'apiVersion: v2\nname: y\nversion: 1.0.0\n' }, [], []],
    [
      'a folder that Chart.yaml asks for without a version',
      { ...wants('y  -'), 'cluster-addon/cni/charts/y/Chart.yaml': 'apiVersion: v2\nname: y\nversion: 1.0.0\n' },
      [],
      ['ok dependency-version y Chart.yaml:5'],
    ],
    ['missing, one version', wants('x 1.0.0'), [], ['warn dependency-missing x Chart.yaml:5']],
    ['missing, without a repository', wants('x 1.0.0 -'), [], ['refuse dependency-missing x Chart.yaml:5']],
    ['missing, a name of one’s own Helm', wants('x 1.0.0 @stable'), [], ['refuse dependency-missing x Chart.yaml:5']],
    ['missing, outside the release', wants('x 1.0.0 file://../../x'), [], ['refuse dependency-missing x Chart.yaml:5']],
    [
      'missing, another addon',
      { ...wants('x 1.0.0 file://../x'), 'cluster-addon/x/Chart.yaml': 'apiVersion: v2\nname: x\nversion: 1.0.0\n' },
      [],
      ['warn dependency-missing x Chart.yaml:5'],
    ],
    [
      'damaged',
      { ...wants('x 1.0.0'), 'cluster-addon/cni/charts/x-1.0.0.tgz': Buffer.from([0x1f, 0x8b, 8]) },
      [],
      ['refuse subchart charts/x-1.0.0.tgz charts/x-1.0.0.tgz'],
    ],
    ['a README', { 'cluster-addon/cni/charts/README.md': '' }, [], ['refuse subchart charts/README.md charts/README.md']],
    ['no archive', { 'cluster-addon/cni/charts/x-1.0.0.tgz': 'x' }, [], ['refuse subchart charts/x-1.0.0.tgz charts/x-1.0.0.tgz']],
    [
      'a folder that is not a chart',
      { 'cluster-addon/cni/charts/x/values.yaml': '' },
      [],
      ['refuse subchart charts/x charts/x/Chart.yaml'],
    ],
    [
      'names that Helm passes over',
      { 'cluster-addon/cni/charts/_x': '', 'cluster-addon/cni/charts/.y/z': '', 'cluster-addon/cni/charts/x.tgz.prov': '' },
      [],
      [],
    ],
  ])('%s', async (_, files, charts, expected) => expect(brief(await check({ ...files, ...(await vendor(...charts)) }))).toEqual(expected));

  test('the cluster class is looked at, too', async () => {
    const files = { 'cluster-class/charts/x/values.yaml': '' };
    expect(brief(await check(files))).toEqual(['refuse subchart charts/x stacks/docker/demo/cluster-class/charts/x/Chart.yaml']);
  });
});

describe('what is said of a dependency', () => {
  const folder = (path: string, name: string, version: string): Overrides => ({
    [`cluster-addon/cni/charts/${path}/Chart.yaml`]: `apiVersion: v2\nname: ${name}\nversion: ${version}\n`,
  });
  const beside = { 'cluster-addon/x/Chart.yaml': 'apiVersion: v2\nname: x\nversion: 1.0.0\n' };
  const ofClass = (repository: string): Overrides => ({
    'cluster-class/Chart.yaml': `apiVersion: v2\nname: docker-demo-1-32-cluster-class\nversion: v1\ndependencies: [{name: x, version: 1.0.0, repository: "${repository}"}]\n`,
  });
  const fetched = (what: string, repository = REPOSITORY) =>
    `warn is not in charts/, so each cluster fetches ${what} from ${repository} when CSO renders it; vendor it into charts/`;
  const refused = (why: string) => `refuse is not in charts/, and ${why}, so the chart cannot be rendered; vendor it into charts/`;

  test.each<[what: string, files: Overrides, said: readonly string[]]>([
    ['one version', wants('x 1.0.0'), [fetched('1.0.0')]],
    ['a range', wants('x 1.x'), [fetched('the newest of 1.x')]],
    ['no version', wants('x '), [fetched('the newest of all versions')]],
    ['no repository', wants('x 1.0.0 -'), [refused('no repository is given for it')]],
    ['a name of one’s own Helm', wants('x 1.0.0 @stable'), [refused('@stable is a name that only your own Helm knows')]],
    ['the same in its other form', wants('x 1.0.0 alias:stable'), [refused('alias:stable is a name that only your own Helm knows')]],
    ['a URL that has such a sign', wants('x 1.0.0 https://h.example.org/@a'), [fetched('1.0.0', 'https://h.example.org/@a')]],
    ['another addon', { ...wants('x 1.0.0 file://../x'), ...beside }, [fetched('1.0.0', 'file://../x')]],
    ['another addon, in its shortest form', { ...wants('x 1.0.0 file:../x/'), ...beside }, [fetched('1.0.0', 'file:../x/')]],
    ['a folder of one’s own machine', { ...wants('x 1.0.0 file:///x'), ...beside }, [refused('file:///x is not part of the release')]],
    ['a folder outside', { ...wants('x 1.0.0 file://../y'), ...beside }, [refused('file://../y is not part of the release')]],
    ['a folder, of the cluster class', { ...ofClass('file://../x'), ...beside }, [refused('file://../x is not part of the release')]],
    [
      'two other versions',
      { ...wants('x 1.0.0'), ...folder('x', 'x', '2.0.0'), ...folder('x2', 'x', '3.0.0') },
      [
        'refuse asks for 1.0.0, but charts/x is 2.0.0 and charts/x2 is 3.0.0, and that is what clusters would get; vendor x again, or ask for what is there',
        'refuse charts/x and charts/x2 are versions 2.0.0 and 3.0.0 of one chart, and Helm renders the templates of both into one; keep one and delete the rest',
      ],
    ],
    [
      'another version beside the right one',
      { ...wants('x 1.0.0'), ...folder('x', 'x', '1.0.0'), ...folder('x2', 'x', '3.0.0') },
      [
        'ok charts/x is x 1.0.0, which 1.0.0 asks for',
        'refuse charts/x and charts/x2 are versions 1.0.0 and 3.0.0 of one chart, and Helm renders the templates of both into one; keep charts/x and delete the rest',
      ],
    ],
    [
      'one version twice',
      { ...wants('x 1.0.0'), ...folder('x', 'x', '1.0.0'), ...folder('x2', 'x', '1.0.0') },
      ['ok charts/x is x 1.0.0, which 1.0.0 asks for', 'warn charts/x and charts/x2 are both x 1.0.0; delete one of them'],
    ],
    [
      'no version, and one that is there',
      { ...wants('x '), ...folder('x', 'x', '1.0.0') },
      ['ok charts/x is x 1.0.0, which Chart.yaml asks for'],
    ],
  ])('%s', async (_, files, said) => {
    expect((await check(files)).map(({ verdict, message }) => `${verdict} ${message}`)).toEqual(said);
  });

  test('what is not downloaded yet comes with the release', async () => {
    const findings = await check(wants('x 1.0.0', 'y 1.0.0'), { notAtHand: ['x'] });
    expect(brief(findings)).toEqual(['warn dependency-missing y Chart.yaml:6']);
  });

  test('a file that has the name of another chart', async () => {
    const findings = await check({ ...wants('x 1.0.0'), ...(await vendor('x-1.0.0.tgz: y 1.0.0')) });
    expect(findings.map(({ verdict, message }) => `${verdict} ${message}`)).toEqual([
      fetched('1.0.0'),
      'warn charts/x-1.0.0.tgz is deployed, though no dependency of Chart.yaml names it; name it there or delete it',
      'refuse charts/x-1.0.0.tgz is y 1.0.0 inside, so x is missing, which Chart.yaml asks for; vendor x again',
    ]);
    // `x-extra-1.0.0.tgz` is no file of x.
    const other = await check({ ...wants('x 1.0.0'), ...(await vendor('x-extra-1.0.0.tgz: y 1.0.0')) });
    expect(other.at(-1)?.message).toBe('charts/x-extra-1.0.0.tgz is y 1.0.0 inside; name it y-1.0.0.tgz');
  });
});

describe('secrets', () => {
  test.each([
    ['https://robot:p4ssw0rd@charts.example.org', 'https://***@charts.example.org'],
    ['https://t0ken@charts.example.org', 'https://***@charts.example.org'],
    ['https://charts.example.org?token=p4ssw0rd', 'https://charts.example.org?token=***'],
    ['oci://robot:p4ssw0rd@r.example.org/charts', 'oci://***@r.example.org/charts'],
  ])('in %s', async (repository, shown) => {
    const files = { ...wants(`x 1.0.0 ${repository}`), ...(await vendor('x-1.0.0.tgz: x 1.0.0')) };
    const found = (await check(files)).filter(({ code }) => code === 'dependency-secret');
    expect(brief(found)).toEqual(['refuse dependency-secret x Chart.yaml:5']);
    expect(found[0]?.message).toMatch(/ in Chart.yaml holds a secret, which the release would publish; store it with helm repo add/);
    expect(found[0]?.message.startsWith(`${shown} in`)).toBe(true);
  });

  test('in a Chart.lock', async () => {
    const lock =
      locks(['x 1.0.0'])['cluster-addon/cni/Chart.lock']?.toString().replace(REPOSITORY, 'https://a:p4ssw0rd@h.example.org') ?? '';
    const files = { ...wants('x 1.0.0'), ...(await vendor('x-1.0.0.tgz: x 1.0.0')), 'cluster-addon/cni/Chart.lock': lock };
    const found = (await check(files)).filter(({ code }) => code === 'dependency-secret');
    expect(brief(found)).toEqual(['refuse dependency-secret x Chart.lock:2']);
  });
});

describe('Chart.lock', () => {
  const digest = hashDependencies(
    [{ name: 'x', version: '1.0.0', repository: REPOSITORY }],
    [{ name: 'x', version: '1.0.0', repository: REPOSITORY }],
  );

  test.each<[name: string, files: Overrides, charts: readonly string[], expected: readonly string[]]>([
    ['fits', { ...wants('x 1.0.0'), ...locks(['x 1.0.0'], digest) }, ['x-1.0.0.tgz: x 1.0.0'], ['ok chart-lock cni Chart.lock:3']],
    [
      'is stale by digest alone',
      { ...wants('x 1.x'), ...locks(['x 1.0.0'], digest) },
      ['x-1.0.0.tgz: x 1.0.0'],
      ['warn chart-lock cni Chart.lock:3'],
    ],
    ['has no digest', { ...wants('x 1.x'), ...locks(['x 1.0.0']) }, ['x-1.0.0.tgz: x 1.0.0'], ['ok chart-lock cni Chart.lock']],
    [
      'is older than Chart.yaml',
      { ...wants('x 2.0.0'), ...locks(['x 1.0.0'], digest) },
      ['x-2.0.0.tgz: x 2.0.0'],
      ['refuse chart-lock x Chart.lock:2'],
    ],
    ['is outside the range', { ...wants('x ~2.1'), ...locks(['x 2.2.0']) }, ['x-2.1.0.tgz: x 2.1.0'], ['refuse chart-lock x Chart.lock:2']],
    [
      'is another version than the archive',
      { ...wants('x 1.x'), ...locks(['x 1.1.0']) },
      ['x-1.0.0.tgz: x 1.0.0'],
      ['refuse chart-lock x Chart.lock:2'],
    ],
    [
      'is another build than the archive',
      { ...wants('x 1.x'), ...locks(['x 1.0.0+b.1']) },
      ['x-1.0.0+b.2.tgz: x 1.0.0+b.2'],
      ['refuse chart-lock x Chart.lock:2'],
    ],
    [
      'is another build than Chart.yaml pins',
      { ...wants('x 1.0.0+b.2'), ...locks(['x 1.0.0+b.1']) },
      ['x-1.0.0+b.2.tgz: x 1.0.0+b.2'],
      ['refuse chart-lock x Chart.lock:2'],
    ],
    [
      'leaves one out',
      { ...wants('x 1.0.0', 'y 1.0.0'), ...locks(['x 1.0.0']) },
      ['x-1.0.0.tgz: x 1.0.0', 'y-1.0.0.tgz: y 1.0.0'],
      ['warn chart-lock y Chart.yaml:6'],
    ],
    [
      'has one more',
      { ...wants('x 1.0.0'), ...locks(['x 1.0.0', 'y 1.0.0']) },
      ['x-1.0.0.tgz: x 1.0.0'],
      ['warn chart-lock y Chart.lock:3'],
    ],
  ])('%s', async (_, files, charts, expected) => {
    const findings = await check({ ...files, ...(await vendor(...charts)) });
    expect(brief(findings.filter(({ code }) => code === 'chart-lock'))).toEqual(expected);
  });

  test.each<[files: Overrides, said: readonly string[]]>([
    [{ ...wants('x 1.0.0'), ...locks(['x 1.0.0'], digest) }, ['ok Chart.lock has the versions that Chart.yaml asks for']],
    [
      { ...wants('x 1.x'), ...locks(['x 1.0.0'], digest) },
      [
        'warn the digest of Chart.lock is not that of Chart.yaml’s dependencies, though every version fits, and helm dependency build fails; run helm dependency update',
      ],
    ],
    [
      { ...wants('x 2.x'), ...locks(['x 1.0.0', 'x 1.1.0', 'y 1.0.0']) },
      [
        'refuse Chart.lock has 1.0.0 and 1.1.0, and Chart.yaml asks for 2.x; run helm dependency update',
        'warn Chart.lock names y, and Chart.yaml does not; run helm dependency update',
      ],
    ],
    [{ ...wants('x 1.0.0'), ...locks([]) }, ['warn Chart.lock does not name x; run helm dependency update']],
    [
      { ...wants('x 1.x'), ...locks(['x 1.1.0']), 'cluster-addon/cni/charts/x/Chart.yaml': 'apiVersion: v2\nname: x\nversion: 1.0.0\n' },
      ['refuse Chart.lock has 1.1.0, and charts/x is 1.0.0; vendor it again, or run helm dependency update'],
    ],
    // A chart of another version is told of elsewhere.
    [
      { ...wants('x 1.x'), ...locks(['x 1.1.0']), 'cluster-addon/cni/charts/x/Chart.yaml': 'apiVersion: v2\nname: x\nversion: 2.0.0\n' },
      ['ok Chart.lock has the versions that Chart.yaml asks for'],
    ],
    // Of two that are there, one is what the lock says.
    [
      {
        ...wants('x 1.x'),
        ...locks(['x 1.1.0']),
        'cluster-addon/cni/charts/x/Chart.yaml': 'apiVersion: v2\nname: x\nversion: 1.0.0\n',
        'cluster-addon/cni/charts/x1/Chart.yaml': 'apiVersion: v2\nname: x\nversion: 1.1.0\n',
      },
      ['ok Chart.lock has the versions that Chart.yaml asks for'],
    ],
    // Charts of Helm 2's time have another digest.
    [
      {
        ...locks(['x 1.0.0'], digest),
        'cluster-addon/cni/Chart.yaml': `apiVersion: v1\nname: cni\nversion: 1.0.0\ndependencies:\n  - {name: x, version: 1.x, repository: "${REPOSITORY}"}\n`,
      },
      ['ok Chart.lock has the versions that Chart.yaml asks for'],
    ],
  ])('says, %#', async (files, said) => {
    const findings = (await check(files)).filter(({ code }) => code === 'chart-lock');
    expect(findings.map(({ verdict, message }) => `${verdict} ${message}`)).toEqual(said);
  });

  // The digests are Helm 3.19.0's, of `helm dependency update` with a chart beside.
  test.each([
    [{}, 'sha256:729580ad2ded233346e14d611c0388a9f4d06b8ec06738428ac31ced4250256d'],
    [
      { alias: 'q', condition: 'q.on', tags: ['second', 'first'], 'import-values': ['data', { child: 'b', parent: 'a' }] },
      'sha256:3925c76e9af2d526dbe904b38d5e5d45b1062aab95ab7402af7be556b2db90f3',
    ],
  ])('has Helm’s digest %#', (fields, expected) => {
    const wanted = { name: 'sub', version: '>=1.0.0 <2', repository: 'file://../sub', ...fields };
    expect(hashDependencies([wanted], [{ name: 'sub', version: '1.5.0', repository: 'file://../sub' }])).toBe(expected);
  });
});

/** A folder beside the project with real charts. */
const CHARTS = '../shared/charts';

describe.skipIf(!existsSync(CHARTS))('real charts (skipped where there are none)', () => {
  const real = (file: string): Overrides => ({ [`cluster-addon/cni/charts/${file}`]: readFileSync(`${CHARTS}/${file}`) });

  test('fit by what is inside', async () => {
    const files = {
      ...wants('cilium 1.17.4', 'metrics-server 3.12.x'),
      ...real('cilium-1.17.4.tgz'),
      ...real('metrics-server-3.12.2.tgz'),
    };
    expect(brief(await check(files))).toEqual([
      'ok dependency-version cilium Chart.yaml:5',
      'ok dependency-version metrics-server Chart.yaml:6',
    ]);
  });

  test('an older archive is refused', async () => {
    expect(brief(await check({ ...wants('cilium 1.17.4'), ...real('cilium-1.16.6.tgz') }))).toEqual([
      'refuse dependency-version cilium Chart.yaml:5',
    ]);
  });
});
