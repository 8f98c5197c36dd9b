import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createFile, type FileTree, sortTree } from '../../src/files/index.ts';
import { buildRelease, hashSource, prepareStack } from '../../src/release/index.ts';
import { parseLines, readStack, refuseOpenPatch, type StackSource } from '../../src/stack/index.ts';
import { formatKubernetesVersion, formatLine, type Version } from '../../src/version/index.ts';
import { briefFinding } from '../support/brief-finding.ts';
import { buildStack, formatChart, formatConfig, type Overrides, SINGLE_STAGE, writeStack } from '../support/stack-builder.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const DIRECTORY = 'stacks/docker/demo';
const MINOR_DIRECTORY = 'stacks/docker/demo/1-32';

const OCCM = 'openstack-cloud-controller-manager';
const CINDER = 'openstack-cinder-csi';

const wrap = (name: string, ...dependencies: readonly (readonly [name: string, version: string, more?: string])[]) =>
  `${formatChart(name, '1.0.0')}dependencies:\n${dependencies
    .map(
      ([dependency, version, more = '']) =>
        `  - name: ${dependency}\n    version: ${version}\n    repository: https://charts.example.org\n${more}`,
    )
    .join('')}`;

/** One tree for several minors, as upstream has it. */
const ROWS: Overrides = {
  'clusteraddon.yaml': `addonStages:
  AfterControlPlaneInitialized:
    - {name: ccm, action: apply}
    - {name: csi, action: apply}
`,
  'cluster-addon/cni/Chart.yaml': null,
  'cluster-addon/cni/values.yaml': null,
  'cluster-addon/cni/templates/cni.yaml': null,
  'cluster-addon/ccm/Chart.yaml': wrap('ccm', [OCCM, '2.32.0 # kept']),
  'cluster-addon/csi/Chart.yaml': wrap('csi', [CINDER, '2.32.0'], ['metrics-server', '3.12.2', '    alias: metrics\n']),
  'cluster-class/values.yaml': `# images
images:
  controlPlane:
    name: ubuntu-capi-image-v1.32.5 # by upstream's script
  worker:
    name: "ubuntu-capi-image-v1.32.5"
osVersion: 22.04.3
other: 1.32.5
`,
  'versions.yaml':
    '- kubernetes: 1.31.9\n  cinder_csi: 2.31.7\n  occm: 2.31.3\n- kubernetes: 1.32.5\n  cinder_csi: 2.32.0\n  occm: 2.32.0\n',
};

interface Brief {
  readonly line: string | undefined;
  readonly kubernetes: string | undefined;
  readonly findings: readonly string[];
  readonly built: boolean;
}

function brief(directory: string, { config, findings, stack }: StackSource): Brief {
  return {
    line: config && formatLine(config.line),
    kubernetes: config && formatKubernetesVersion(config.kubernetes),
    findings: findings.map(briefFinding(directory)),
    built: stack !== undefined,
  };
}

const parse = (overrides: Overrides, directory = DIRECTORY) => parseLines(directory, buildStack(overrides));
const read = (overrides: Overrides, directory = DIRECTORY) => parse(overrides, directory).map((source) => brief(directory, source));

const text = (files: FileTree | undefined, path: string) => files?.find((file) => file.path === path)?.bytes.toString();

/** The differences between two trees, by path. */
function compareTrees(a: FileTree, b: FileTree): string[] {
  const other = new Map(b.map(({ path, sha256 }) => [path, sha256]));
  const changed = a.flatMap(({ path, sha256 }) => (other.get(path) === sha256 ? [] : [other.has(path) ? `~ ${path}` : `+ ${path}`]));
  const here = new Set(a.map(({ path }) => path));
  return [...changed, ...b.flatMap(({ path }) => (here.has(path) ? [] : [`- ${path}`]))].sort();
}

const V1: Version = { kind: 'stable', major: 1 };
const VERSIONS = { clusterStack: V1, clusterAddon: V1, nodeImage: V1 };

test('a classic stack makes one line', () => {
  expect(read({})).toEqual([{ line: 'docker-demo-1-32', kubernetes: 'v1.32.5', findings: [], built: true }]);
});

describe('versions.yaml', () => {
  test('each row makes a line', () => {
    const ok = ['4:11', '6:11', '8:8'].map((place) => `ok line-version cluster-class/values.yaml:${place}`);
    expect(read(ROWS)).toEqual([
      { line: 'docker-demo-1-31', kubernetes: 'v1.31.9', findings: ok, built: true },
      { line: 'docker-demo-1-32', kubernetes: 'v1.32.5', findings: [], built: true },
    ]);
  });

  test('the overlay replaces versions and nothing else', () => {
    const [first, second] = parse(ROWS);
    const own = buildStack({ ...ROWS, 'versions.yaml': null });
    expect(compareTrees(second?.stack?.files ?? [], own)).toEqual([]);
    expect(compareTrees(first?.stack?.files ?? [], own)).toEqual([
      '~ cluster-addon/ccm/Chart.yaml',
      '~ cluster-addon/csi/Chart.yaml',
      '~ cluster-class/values.yaml',
      '~ csctl.yaml',
    ]);
    const changed = first?.stack?.files;
    expect(text(changed, 'csctl.yaml')).toBe(formatConfig({ kubernetes: 'v1.31.9' }));
    expect(text(changed, 'cluster-addon/ccm/Chart.yaml')).toBe(wrap('ccm', [OCCM, '2.31.3 # kept']));
    expect(text(changed, 'cluster-addon/csi/Chart.yaml')).toBe(
      wrap('csi', [CINDER, '2.31.7'], ['metrics-server', '3.12.2', '    alias: metrics\n']),
    );
    expect(text(changed, 'cluster-class/values.yaml')).toBe(String(ROWS['cluster-class/values.yaml']).replaceAll('1.32.5', '1.31.9'));
  });

  test('files that no row touches are shared', () => {
    const tree = buildStack(ROWS);
    const shared = parseLines(DIRECTORY, tree).map(({ stack }) => stack?.files.filter((file) => tree.includes(file)).length);
    expect(shared).toEqual([3, 7]);
  });

  test('places are the row’s', () => {
    const [first] = parse(ROWS);
    const file = `${DIRECTORY}/versions.yaml`;
    expect(first?.config).toEqual({
      line: { provider: 'docker', name: 'demo', kubernetes: { major: 1, minor: 31 } },
      kubernetes: { major: 1, minor: 31, patch: 9 },
      isPatchKnown: true,
      nodeImageMethod: 'none',
      kubernetesPlace: { file, line: 1, column: 15 },
    });
    expect(first?.stack?.rowPlaces).toEqual(
      new Map([
        [`ccm/${OCCM}`, { file, line: 3, column: 9 }],
        [`csi/${CINDER}`, { file, line: 2, column: 15 }],
      ]),
    );
  });

  test('a single-stage tree', () => {
    const [line] = parse({
      ...SINGLE_STAGE,
      'cluster-addon/Chart.yaml': wrap('docker-demo-1-32-cluster-addon', [OCCM, '2.32.0']),
      'versions.yaml': '- {kubernetes: v1.33.1, occm: 2.33.0}\n',
      'csctl.yaml': formatConfig({ kubernetes: 'v1.33.0' }),
    });
    expect(line && brief(DIRECTORY, line)).toEqual({ line: 'docker-demo-1-33', kubernetes: 'v1.33.1', findings: [], built: true });
    expect(text(line?.stack?.files, 'cluster-addon/Chart.yaml')).toBe(wrap('docker-demo-1-32-cluster-addon', [OCCM, '2.33.0']));
    expect([...(line?.stack?.rowPlaces.keys() ?? [])]).toEqual([`/${OCCM}`]);
  });

  const rows = (content: string, more: Overrides = {}): Overrides => ({
    ...ROWS,
    'cluster-class/values.yaml': 'a: 1\n',
    'versions.yaml': content,
    ...more,
  });
  const NEVER: Brief = { line: undefined, kubernetes: undefined, findings: [], built: false };
  const line = (minor: number, patch: number, ...findings: readonly string[]): Brief => ({
    line: `docker-demo-1-${minor}`,
    kubernetes: `v1.${minor}.${patch}`,
    findings,
    built: true,
  });

  test.each<[name: string, overrides: Overrides, lines: readonly Brief[]]>([
    ['empty', rows(''), [{ ...NEVER, findings: ['refuse row-form versions.yaml'] }]],
    ['no row', rows('[]'), [{ ...NEVER, findings: ['refuse row-form versions.yaml:1:1'] }]],
    ['a map', rows('versions:\n  "1.32": {occm: 2.32.0}\n'), [{ ...NEVER, findings: ['refuse row-form versions.yaml:1:1'] }]],
    ['broken', rows('- {kubernetes\n'), [{ ...NEVER, findings: ['refuse yaml-syntax versions.yaml:2:1'] }]],
    ['a malformed row', rows('- kubernetes: 1.32.1\n- x\n'), [line(32, 1), { ...NEVER, findings: ['refuse row-form versions.yaml:2:3'] }]],
    [
      'a row without kubernetes: the other goes on',
      rows('- {kubernetes: 1.32.1}\n- {occm: 2.33.0}\n'),
      [line(32, 1, 'warn row-incomplete versions.yaml:1:3'), { ...NEVER, findings: ['refuse kubernetes-version versions.yaml:2:3'] }],
    ],
    ['quoted, with v', rows('- kubernetes: "v1.32.1"\n'), [line(32, 1)]],
    ['1.30 is a number', rows('- kubernetes: 1.30\n'), [{ ...NEVER, findings: ['refuse kubernetes-version versions.yaml:1:15'] }]],
    ['"1.32" has no patch', rows('- kubernetes: "1.32"\n'), [{ ...NEVER, findings: ['refuse kubernetes-version versions.yaml:1:15'] }]],
    ['null', rows('- kubernetes:\n'), [{ ...NEVER, findings: ['refuse kubernetes-version versions.yaml:1:3'] }]],
    [
      'two rows of a minor',
      rows('- kubernetes: 1.32.1\n- kubernetes: 1.31.1\n- kubernetes: 1.32.2\n'),
      [
        { ...line(32, 1, 'refuse row-duplicate versions.yaml:1:15'), built: false },
        line(31, 1),
        { ...line(32, 2, 'refuse row-duplicate versions.yaml:3:15'), built: false },
      ],
    ],
    [
      'a key twice in a row',
      rows('- kubernetes: 1.32.1\n  occm: 2.32.0\n  occm: 2.32.1\n'),
      [line(32, 1, 'refuse duplicate-key versions.yaml:3:3', 'refuse row-key versions.yaml:3:3')],
    ],
    [
      'two keys for one dependency',
      rows(`- kubernetes: 1.32.1\n  occm: 2.32.0\n  ${OCCM}: 2.32.0\n`),
      [line(32, 1, 'refuse row-key versions.yaml:3:3')],
    ],
    ['a key of nothing', rows('- kubernetes: 1.32.1\n  ocm: 2.32.0\n'), [line(32, 1, 'refuse row-key versions.yaml:2:3')]],
    ['a key that upstream has for itself', rows('- kubernetes: 1.32.1\n  ubuntu: 2204\n'), [line(32, 1)]],
    [
      'names in any spelling, aliases of Chart.yaml',
      rows(`- {kubernetes: 1.32.1, openstack_cinder-csi: 2.32.1, metrics: 3.13.0}\n`),
      [line(32, 1)],
    ],
    [
      'no version',
      rows('- kubernetes: 1.32.1\n  occm:\n  cinder_csi: ""\n'),
      [line(32, 1, 'refuse row-version versions.yaml:2:8', 'refuse row-version versions.yaml:3:15')],
    ],
    ['no version at all', rows('- kubernetes: 1.32.1\n  occm: latest\n'), [line(32, 1, 'refuse row-version versions.yaml:2:9')]],
    [
      'a version in Chart.yaml that cannot be replaced',
      rows('- {kubernetes: 1.32.1, occm: 2.32.1}\n', { 'cluster-addon/ccm/Chart.yaml': wrap('ccm', [OCCM, '&v 2.32.0']) }),
      [line(32, 1, 'refuse row-version cluster-addon/ccm/Chart.yaml:6:17')],
    ],
    [
      'what other rows say, and one does not',
      rows('- {kubernetes: 1.31.1, occm: 2.31.0}\n- {kubernetes: 1.32.1}\n'),
      [line(31, 1), line(32, 1, 'warn row-incomplete versions.yaml:2:3')],
    ],
    ['csctl.yaml for a minor that no row is for', rows('- kubernetes: 1.34.1\n'), [line(34, 1, 'warn base-version csctl.yaml:3:22')]],
    [
      'csctl.yaml with the minor alone',
      rows('- kubernetes: 1.32.1\n', { 'csctl.yaml': formatConfig({ kubernetes: 'v1.32' }) }),
      [line(32, 1)],
    ],
    ['no csctl.yaml', rows('- kubernetes: 1.32.1\n', { 'csctl.yaml': null }), [{ ...NEVER, findings: ['refuse missing-file csctl.yaml'] }]],
    [
      'stack.yaml beside it',
      rows('- kubernetes: 1.32.1\n', { 'stack.yaml': '{}' }),
      [{ ...NEVER, findings: ['refuse layout versions.yaml'] }],
    ],
    [
      'a chart named for no line of the stack',
      rows('- kubernetes: 1.32.1\n', { 'cluster-class/Chart.yaml': formatChart('x') }),
      [line(32, 1, 'warn chart-name cluster-class/Chart.yaml:2:7')],
    ],
    [
      'a chart named for no minor, since it is of several',
      rows('- kubernetes: 1.31.9\n- kubernetes: 1.32.1\n', { 'cluster-class/Chart.yaml': formatChart('docker-demo-cluster-class') }),
      [line(31, 9), line(32, 1)],
    ],
  ])('%s', (_, overrides, lines) => expect(read(overrides)).toEqual(lines));

  test('a chart of several lines is advised one name for all of them', () => {
    const lines = parse(rows('- kubernetes: 1.31.9\n- kubernetes: 1.32.1\n', { 'cluster-class/Chart.yaml': formatChart('x') }));
    expect(lines.map(({ findings }) => findings.map(({ message }) => message))).toEqual([
      ['the chart is named x, and released as docker-demo-1-31-cluster-class; write name: docker-demo-cluster-class'],
      ['the chart is named x, and released as docker-demo-1-32-cluster-class; write name: docker-demo-cluster-class'],
    ]);
  });

  test('messages say what would fit', () => {
    const messages = (content: string) => parse(rows(content))[0]?.findings.map(({ message }) => message);
    expect(messages('- {kubernetes: 1.32.1, cinder: 2.32.0}\n')).toEqual([
      `cinder is not a dependency of any addon’s Chart.yaml (there are metrics, metrics-server, ${CINDER}, ${OCCM})`,
    ]);
    expect(messages('- {kubernetes: 1.32.1, metric_server: 3.13.0}\n')?.[0]).toContain('did you mean metrics-server?');
    expect(messages('- {kubernetes: 1.32.1, ccm: 2.32.0}\n')?.[0]).toContain(`the addon ccm wraps ${OCCM}, so write that`);
    expect(messages('- kubernetes: 1.32.1\n- kubernetes: 1.32.2\n')).toEqual([
      'there is another row for Kubernetes 1.32 in line 2; a line has one, so delete the rest',
    ]);
  });

  test('in a folder for one minor its own rows are meant', () => {
    expect(read(rows('- kubernetes: 1.31.1\n- kubernetes: 1.32.1\n'), MINOR_DIRECTORY)).toEqual([
      line(32, 1, 'warn folder-version versions.yaml:1:3'),
    ]);
    expect(read(rows('- kubernetes: 1.33.1\n'), MINOR_DIRECTORY)).toEqual([
      line(33, 1, 'warn base-version csctl.yaml:3:22', 'warn folder-version versions.yaml:1:15'),
    ]);
  });

  test('a range is quoted where YAML would misread it', () => {
    const chart = (version: string) =>
      text(parse(rows(`- kubernetes: 1.32.1\n  occm: ${version}\n`))[0]?.stack?.files, 'cluster-addon/ccm/Chart.yaml');
    const versions = ['2.30', '2.30.x', '">=2.30, <2.31"', '"*"', '2.32.1+meta'].map((version) => chart(version)?.split('\n')[5]);
    expect(versions).toEqual([
      '    version: "2.30" # kept',
      '    version: "2.30.x" # kept',
      '    version: ">=2.30, <2.31" # kept',
      '    version: "*" # kept',
      '    version: 2.32.1+meta # kept',
    ]);
  });

  test('locks and archives of other rows are left out; what explains itself by no row stays', () => {
    const lock = (version: string) => `dependencies:\n- name: ${OCCM}\n  version: ${version}\ndigest: sha256:0\n`;
    const archive = (version: string) => `cluster-addon/ccm/charts/${OCCM}-${version}.tgz`;
    const gzip = Buffer.from([0x1f, 0x8b]);
    const tree = {
      ...ROWS,
      'cluster-addon/ccm/Chart.lock': lock('2.32.0'),
      [archive('2.31.3')]: gzip,
      [archive('2.32.0')]: gzip,
      [archive('2.29.0')]: gzip,
    };
    const kept = parse(tree).map(({ stack }) => stack?.files.map(({ path }) => path).filter((path) => /lock|charts\//.test(path)));
    expect(kept).toEqual([
      [archive('2.29.0'), archive('2.31.3')],
      ['cluster-addon/ccm/Chart.lock', archive('2.29.0'), archive('2.32.0')],
    ]);
  });

  const DIGEST = `@sha256:${'a'.repeat(64)}`;
  test.each<[name: string, path: string, before: string, after: string]>([
    [
      'kind, whatever version stands there',
      'cluster-class/values.yaml',
      `images:\n  controlPlane:\n    - name: kindest/node:v1.34.3${DIGEST}\n  worker: [{name: kindest/node:v1.34.3}]\n`,
      'images:\n  controlPlane:\n    - name: kindest/node:v1.31.9\n  worker: [{name: kindest/node:v1.31.9}]\n',
    ],
    [
      'its own version, digest and all, stays',
      'cluster-class/values.yaml',
      `images:\n  worker: {name: node:v1.31.9${DIGEST}}\n`,
      `images:\n  worker: {name: node:v1.31.9${DIGEST}}\n`,
    ],
    [
      'an image without a version',
      'cluster-class/values.yaml',
      'images: {controlPlane: {name: ubuntu-22.04.3}}\n',
      'images: {controlPlane: {name: ubuntu-22.04.3}}\n',
    ],
    [
      'elsewhere the tree’s own alone',
      'cluster-class/values.yaml',
      'a: v1.32.5\nb: v1.32.51\nc: v1.32.5-rc.1\nd: 2.1.32.5\n1.32.5: key\ne: "1.32"\n',
      'a: v1.31.9\nb: v1.32.51\nc: v1.32.5-rc.1\nd: 2.1.32.5\n1.32.5: key\ne: "1.32"\n',
    ],
    [
      'anchors and blocks',
      'cluster-class/values.yaml',
      'a: &a v1.32.5\nb: *a\nc: |\n  x v1.32.5\n  y\n',
      'a: &a v1.31.9\nb: *a\nc: |\n  x v1.31.9\n  y\n',
    ],
    [
      'a node image’s URL',
      'node-images/config.yaml',
      'images:\n- url: https://example.org/kube-v1.32/kube-v1.32.5.qcow2 # v1.32.5\n  createOpts: {name: image-v1.32.5}\n',
      'images:\n- url: https://example.org/kube-v1.31/kube-v1.31.9.qcow2 # v1.32.5\n  createOpts: {name: image-v1.31.9}\n',
    ],
    ['node-images.yaml', 'node-images.yaml', 'a: [v1.32.5]\n', 'a: [v1.31.9]\n'],
    ['other files', 'cluster-class/templates/cluster-class.yaml', 'kind: v1.32.5\n', 'kind: v1.32.5\n'],
    ['the placeholder', 'cluster-class/templates/cluster-class.yaml', 'a: << .KubernetesVersion >>\n', 'a: v1.31.9\n'],
    ['the placeholder in an addon', 'cluster-addon/ccm/values.yaml', 'a: x-<<.KubernetesVersion>>\n', 'a: x-v1.31.9\n'],
  ])('node images: %s', (_, path, before, after) => {
    const [first] = parse({ ...ROWS, [path]: before });
    expect(text(first?.stack?.files, path)).toBe(after);
  });

  test('each replacement is told', () => {
    const [first] = parse(ROWS);
    const [told] = first?.findings ?? [];
    expect(told).toEqual({
      code: 'line-version',
      verdict: 'ok',
      subject: 'cluster-class/values.yaml',
      message: 'ubuntu-capi-image-v1.32.5 becomes ubuntu-capi-image-v1.31.9 for Kubernetes v1.31.9',
      file: `${DIRECTORY}/cluster-class/values.yaml`,
      line: 4,
      column: 11,
      waived: false,
    });
  });

  const FIVE = [30, 31, 32, 33, 34].map((minor) => `- {kubernetes: 1.${minor}.1, occm: 2.${minor}.0, cinder_csi: 2.${minor}.1}\n`);

  test('five rows give five releases, the same alone, together and in any order', async () => {
    const build = async (content: readonly string[]) => {
      const built = parse({ ...ROWS, 'versions.yaml': content.join('') }).map(async ({ stack }) => {
        if (stack === undefined) throw new Error('not built');
        const { name, assets } = await buildRelease(prepareStack(stack, VERSIONS));
        return [name, assets.map((asset) => `${asset.name} ${asset.digest}`)] as const;
      });
      return new Map(await Promise.all(built));
    };
    const together = await build(FIVE);
    expect([...together.keys()]).toEqual(FIVE.map((_, index) => `docker-demo-1-${30 + index}-v1`));
    const reversed = await build(FIVE.toReversed());
    const alone = await Promise.all(FIVE.map((row) => build([row])));
    expect(new Map([...reversed].toReversed())).toEqual(together);
    expect(new Map(alone.flatMap((one) => [...one]))).toEqual(together);
  });

  test('a row’s release is that of a classic stack with the same files', async () => {
    const [first] = parse(ROWS);
    const classic = parse({
      ...ROWS,
      'versions.yaml': null,
      'csctl.yaml': formatConfig({ kubernetes: 'v1.31.9' }),
      'cluster-addon/ccm/Chart.yaml': wrap('ccm', [OCCM, '2.31.3 # kept']),
      'cluster-addon/csi/Chart.yaml': wrap('csi', [CINDER, '2.31.7'], ['metrics-server', '3.12.2', '    alias: metrics\n']),
      'cluster-class/values.yaml': String(ROWS['cluster-class/values.yaml']).replaceAll('1.32.5', '1.31.9'),
    });
    const digests = await Promise.all(
      [first, ...classic].map(
        async (source) => source?.stack && (await buildRelease(prepareStack(source.stack, VERSIONS))).assets.map(({ digest }) => digest),
      ),
    );
    expect(digests[0]).toEqual(digests[1]);
  });

  test('hash mode: editing one row renames its line alone', () => {
    const hashes = (content: readonly string[], more: Overrides = {}) =>
      parse({ ...ROWS, 'versions.yaml': content.join(''), ...more }).map(({ stack }) => stack && hashSource(stack.files).clusterStack);
    const before = hashes(FIVE);
    const after = hashes(FIVE.map((row, index) => (index === 2 ? row.replace('2.32.0', '2.32.9') : row)));
    expect(before.map((hash, index) => hash === after[index])).toEqual([true, true, false, true, true]);
    expect(new Set(before).size).toBe(5);
    expect(hashes(FIVE, { 'stack.lock.yaml': 'lockVersion: 1\n' })).toEqual(before);
  });
});

describe('stack.yaml', () => {
  const stack = (kubernetes: string, more = '') => `provider: docker\nclusterStackName: demo\nkubernetesVersion: ${kubernetes}\n${more}`;
  const minor = (content: string, more: Overrides = {}): Overrides => ({ 'csctl.yaml': null, 'stack.yaml': content, ...more });
  const built = (kubernetes: string, ...findings: readonly string[]): Brief => ({
    line: 'docker-demo-1-32',
    kubernetes,
    findings,
    built: true,
  });
  const NEVER = (...findings: readonly string[]): Brief => ({ line: undefined, kubernetes: undefined, findings, built: false });
  const OPEN = 'unknown open-patch stack.yaml:3:20';
  const csctl = (kubernetes: string): Overrides => ({ 'csctl.yaml': formatConfig({ kubernetes }) });
  const wraps = (version: string): Overrides => ({ 'cluster-addon/cni/Chart.yaml': wrap('cni', ['cilium', version]) });
  const range = (value: string) => stack('1.32.5', `addons:\n  cni: ${value}\n`);

  test.each<[name: string, overrides: Overrides, line: Brief]>([
    ['the whole version', minor(stack('1.32.5')), built('v1.32.5')],
    ['quoted, with v', minor(stack('"v1.32.5"')), built('v1.32.5')],
    ['the minor alone', minor(stack('1.32')), built('v1.32.0', OPEN)],
    [
      'the minor, and images of one of its patches',
      minor(stack('1.32'), { 'cluster-class/values.yaml': 'image: node:v1.32.4\nother: v1.33.9\n' }),
      built('v1.32.4', OPEN),
    ],
    ['the minor, and csctl.yaml knows more', minor(stack('1.32'), csctl('v1.32.7')), built('v1.32.7')],
    [
      'the minor, and the lock knows more',
      minor(stack('1.32'), { 'stack.lock.yaml': 'lines:\n  docker-demo-1-32: {kubernetes: v1.32.8}\n' }),
      built('v1.32.8'),
    ],
    ['the minor in both', minor(stack('1.32'), csctl('v1.32')), built('v1.32.0', OPEN)],
    ['csctl.yaml with the minor alone', minor(stack('1.32.5'), csctl('v1.32')), built('v1.32.5')],
    ['csctl.yaml with another patch', minor(stack('1.32.5'), csctl('v1.32.6')), built('v1.32.5', 'refuse config-differs csctl.yaml:3:22')],
    [
      'csctl.yaml with another minor',
      minor(stack('1.32'), csctl('v1.31.6')),
      built('v1.32.0', 'refuse config-differs csctl.yaml:3:22', OPEN),
    ],
    [
      'csctl.yaml of another stack',
      minor(stack('1.32.5'), { 'csctl.yaml': formatConfig({ name: 'x' }) }),
      built('v1.32.5', 'refuse config-differs csctl.yaml:3:22'),
    ],
    ['empty', minor(''), NEVER('refuse config-field stack.yaml')],
    ['no map', minor('[]'), NEVER('refuse config-field stack.yaml:1:1')],
    ['broken', minor('a: ['), NEVER('refuse yaml-syntax stack.yaml:1:5')],
    ['nothing said', minor('addons: {}'), NEVER(...Array<string>(3).fill('refuse config-field stack.yaml:1:1'))],
    ['no version', minor(stack('latest')), NEVER('refuse kubernetes-version stack.yaml:3:20')],
    ['a bad name', minor(stack('1.32.5').replace('demo', 'De-mo')), NEVER('refuse name stack.yaml:2:19')],
    ['an unknown key', minor(stack('1.32.5', 'addon: {}\n')), built('v1.32.5', 'warn unknown-key stack.yaml:4:1')],
    ['within the range', minor(range('1.17.x'), wraps('1.17.4')), built('v1.32.5', 'ok addon-range cluster-addon/cni/Chart.yaml:6:14')],
    [
      'a range that YAML takes for a number',
      minor(range('1.10'), wraps('1.10.4')),
      built('v1.32.5', 'ok addon-range cluster-addon/cni/Chart.yaml:6:14'),
    ],
    [
      'outside of the range',
      minor(range('1.17.x'), wraps('1.18.0')),
      built('v1.32.5', 'refuse addon-range cluster-addon/cni/Chart.yaml:6:14'),
    ],
    ['the range itself', minor(range('1.17.x'), wraps('1.17.x')), built('v1.32.5', 'ok addon-range cluster-addon/cni/Chart.yaml:6:14')],
    [
      'a range that cannot be compared',
      minor(range('1.17.x'), wraps('~1.17.2')),
      built('v1.32.5', 'unknown addon-range cluster-addon/cni/Chart.yaml:6:14'),
    ],
    [
      'one of two charts is meant',
      minor(range('1.17.x'), { 'cluster-addon/cni/Chart.yaml': wrap('cni', ['tetragon', '2.0.0'], ['cilium', '1.17.4']) }),
      built('v1.32.5', 'ok addon-range cluster-addon/cni/Chart.yaml:9:14'),
    ],
    ['no such folder', minor(stack('1.32.5', 'addons:\n  cmi: 1.x\n')), built('v1.32.5', 'refuse addon-folder stack.yaml:5:3')],
    ['no range', minor(range('')), built('v1.32.5', 'refuse addon-range stack.yaml:5:3')],
    ['a bad range', minor(range('new')), built('v1.32.5', 'refuse addon-range stack.yaml:5:8')],
    ['no map of ranges', minor(stack('1.32.5', 'addons: 1.x\n')), built('v1.32.5', 'refuse addon-range stack.yaml:4:9')],
  ])('%s', (_, overrides, line) => expect(read(overrides, MINOR_DIRECTORY)).toEqual([line]));

  test('1.30 is not 1.3', () => {
    expect(read(minor(stack('1.30')), 'demo/1-30')[0]).toMatchObject({ line: 'docker-demo-1-30', kubernetes: 'v1.30.0' });
  });

  test('a folder for another minor', () => {
    expect(read(minor(stack('1.32.5')), 'demo/1-31')[0]?.findings).toEqual(['warn folder-version stack.yaml:3:20']);
  });

  test('images and csctl.yaml get the version, as upstream’s script sets them', () => {
    const values = (version: string) =>
      `images:\n  controlPlane:\n    - name: kindest/node:${version}\n  worker:\n    - name: kindest/node:${version}\n`;
    const [line] = parse(minor(stack('1.32.5'), { ...csctl('v1.32'), 'cluster-class/values.yaml': values('v1.34.3') }), MINOR_DIRECTORY);
    expect(text(line?.stack?.files, 'cluster-class/values.yaml')).toBe(values('v1.32.5'));
    expect(text(line?.stack?.files, 'csctl.yaml')).toBe(formatConfig());
    expect(line?.config?.kubernetesPlace).toEqual({ file: `${MINOR_DIRECTORY}/stack.yaml`, line: 3, column: 20 });
  });

  test('a release needs the patch that a check can do without', () => {
    const [line] = parse(minor(stack('1.32')), MINOR_DIRECTORY);
    expect([line?.config?.isPatchKnown, refuseOpenPatch(line?.findings ?? [])]).toEqual([
      false,
      [
        {
          code: 'open-patch',
          verdict: 'refuse',
          subject: 'Kubernetes',
          message: '1.32 names no patch version, which a release needs: write it out; checked as v1.32.0',
          file: `${MINOR_DIRECTORY}/stack.yaml`,
          line: 3,
          column: 20,
          waived: false,
        },
      ],
    ]);
  });
});

test('read from disk', () => {
  const directory = writeStack(`${temporaryDirectory()}/demo`, ROWS);
  expect(readStack(directory).map((source) => [brief(directory, source).line, source.directory])).toEqual([
    ['docker-demo-1-31', directory],
    ['docker-demo-1-32', directory],
  ]);
});

describe('never throws', () => {
  const words = [
    'kubernetes',
    'occm',
    ': ',
    '\n',
    '  ',
    '- ',
    '&a ',
    '*a',
    '|',
    '{',
    '}',
    '[',
    ']',
    '"',
    '1.32.5',
    '1.30',
    'v1.32',
    '<<',
    '\t',
    ',',
    'images',
    'controlPlane',
    'name',
    'addons',
    'provider',
    'clusterStackName',
    'kubernetesVersion',
    'docker',
    'dependencies',
    'version',
    '\ufeff',
    '!!x ',
    '? ',
  ];
  const bytes = fc.oneof(
    fc.uint8Array().map(Buffer.from),
    fc.array(fc.constantFrom(...words)).map((parts) => Buffer.from(parts.join(''))),
  );
  const paths = [
    'cluster-class/values.yaml',
    'cluster-addon/ccm/Chart.yaml',
    'cluster-addon/ccm/Chart.lock',
    'node-images.yaml',
    'csctl.yaml',
  ];

  test.each(['versions.yaml', 'stack.yaml', 'stack.lock.yaml'])('%s', (name) => {
    fc.assert(
      fc.property(
        bytes,
        (content) =>
          parse({
            ...ROWS,
            'versions.yaml': null,
            'stack.yaml': name === 'stack.lock.yaml' ? 'kubernetesVersion: 1.32\n' : null,
            [name]: content,
          }).length > 0,
      ),
    );
  });

  test.each(paths)('%s of a tree with rows', (path) => {
    fc.assert(fc.property(bytes, (content) => parse({ ...ROWS, [path]: content }).length > 0));
  });

  test('any files', () => {
    const path = fc.constantFrom('versions.yaml', 'stack.yaml', ...paths);
    fc.assert(
      fc.property(
        fc.dictionary(path, bytes),
        (files) => parseLines(DIRECTORY, sortTree(Object.entries(files).map(([name, content]) => createFile(name, content)))).length > 0,
      ),
    );
  });
});
