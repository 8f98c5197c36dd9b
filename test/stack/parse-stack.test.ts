import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createFile, sortTree } from '../../src/files/index.ts';
import { parseConfig } from '../../src/stack/config.ts';
import { parseStack } from '../../src/stack/index.ts';
import { cleanData } from '../../src/text.ts';
import { briefFinding } from '../support/brief-finding.ts';
import { buildStack, formatChart, formatConfig, type Overrides, parseBuilt, SINGLE_STAGE } from '../support/stack-builder.ts';

const DIRECTORY = 'stacks/docker/demo';

/** All findings, and whether there is something to build. */
function read(overrides: Overrides, directory = DIRECTORY): { readonly findings: string[]; readonly built: boolean } {
  const { findings, stack } = parseStack(directory, buildStack(overrides));
  return { findings: findings.map(briefFinding(directory)), built: stack !== undefined };
}

const config = (text: string | Buffer): Overrides => ({ 'csctl.yaml': text });
const latin1 = (text: string) => Buffer.from(text, 'latin1');
const BUILT = true;
const NOT_BUILT = false;

type Row = readonly [name: string, overrides: Overrides, findings: readonly string[], built: boolean];

describe('csctl.yaml', () => {
  test.each<Row>([
    ['missing', { 'csctl.yaml': null }, ['refuse missing-file csctl.yaml'], NOT_BUILT],
    ['empty', config(''), ['refuse config-field csctl.yaml'], NOT_BUILT],
    ['comments only', config('# nothing\n'), ['refuse config-field csctl.yaml'], NOT_BUILT],
    ['a list', config('- apiVersion: v1\n'), ['refuse config-field csctl.yaml:1:1'], NOT_BUILT],
    ['a scalar', config('docker'), ['refuse config-field csctl.yaml:1:1'], NOT_BUILT],
    ['broken', config('config: [\n'), ['refuse yaml-syntax csctl.yaml:2:1'], NOT_BUILT],
    ['a tab', config('config:\n\tprovider: docker\n'), ['refuse yaml-syntax csctl.yaml:2:1'], NOT_BUILT],
    ['not UTF-8', config(latin1(formatConfig({ name: 'd\xe4mo' }))), ['refuse not-utf8 csctl.yaml:4:22'], NOT_BUILT],
    [
      'fields missing',
      config('apiVersion: csctl.clusterstack.x-k8s.io/v1alpha1\nconfig:\n  provider: {}\n'),
      ['refuse config-field csctl.yaml:3:3', 'refuse config-field csctl.yaml:3:3', 'refuse config-field csctl.yaml:3:13'],
      NOT_BUILT,
    ],
    ['null', config(formatConfig({ name: '' })), ['refuse config-field csctl.yaml:4:21'], NOT_BUILT],
    ['empty text', config(formatConfig({ name: '""' })), ['refuse config-field csctl.yaml:4:21'], NOT_BUILT],
    ['a map for a text', config(formatConfig({ name: '{a: b}' })), ['refuse config-field csctl.yaml:4:21'], NOT_BUILT],
    [
      'keys twice',
      config(`${formatConfig()}config: {}\n`),
      [
        'refuse config-field csctl.yaml:1:1',
        'refuse duplicate-key csctl.yaml:8:1',
        'refuse config-field csctl.yaml:8:9',
        'refuse config-field csctl.yaml:8:9',
      ],
      NOT_BUILT,
    ],
    [
      'a key twice, the last counts',
      config(formatConfig().replace('  provider:', '  clusterStackName: other\n  provider:')),
      ['warn chart-name cluster-class/Chart.yaml:2:7', 'refuse duplicate-key csctl.yaml:5:3'],
      BUILT,
    ],
    ['another apiVersion', config(formatConfig().replace('v1alpha1', 'v1')), ['warn config-api-version csctl.yaml:1:13'], BUILT],
    ['no apiVersion', config(formatConfig().replace(/^.*\n/, '')), ['warn config-api-version csctl.yaml:1:1'], BUILT],
    ['1.30 unquoted', config(formatConfig({ kubernetes: '1.30' })), ['refuse kubernetes-version csctl.yaml:3:22'], NOT_BUILT],
    ['1.32 quoted', config(formatConfig({ kubernetes: '"1.32"' })), ['refuse kubernetes-version csctl.yaml:3:22'], NOT_BUILT],
    ['v1.32', config(formatConfig({ kubernetes: 'v1.32' })), ['refuse kubernetes-version csctl.yaml:3:22'], NOT_BUILT],
    ['no v', config(formatConfig({ kubernetes: '1.32.5' })), ['refuse kubernetes-version csctl.yaml:3:22'], NOT_BUILT],
    ['a prerelease', config(formatConfig({ kubernetes: 'v1.32.0-rc.1' })), ['refuse kubernetes-version csctl.yaml:3:22'], NOT_BUILT],
    ['a leading 0', config(formatConfig({ kubernetes: 'v1.032.5' })), ['refuse kubernetes-version csctl.yaml:3:22'], NOT_BUILT],
    ['upper case in the name', config(formatConfig({ name: 'Demo' })), ['refuse name csctl.yaml:4:21'], NOT_BUILT],
    ['- in the name', config(formatConfig({ name: 'my-demo' })), ['refuse name csctl.yaml:4:21'], NOT_BUILT],
    ['- in the provider', config(formatConfig({ provider: 'open-stack' })), ['refuse name csctl.yaml:6:11'], NOT_BUILT],
    [
      '_ in both',
      config(formatConfig({ provider: 'a_b', name: 'c_d' })),
      ['refuse name csctl.yaml:4:21', 'refuse name csctl.yaml:6:11'],
      NOT_BUILT,
    ],
    ['nothing but signs', config(formatConfig({ name: '"---"' })), ['refuse name csctl.yaml:4:21'], NOT_BUILT],
    [
      'too long',
      config(formatConfig({ name: 'a'.repeat(42) })),
      ['warn chart-name cluster-class/Chart.yaml:2:7', 'refuse name-too-long csctl.yaml:1:1'],
      BUILT,
    ],
    ['just not too long', config(formatConfig({ name: 'a'.repeat(41) })), ['warn chart-name cluster-class/Chart.yaml:2:7'], BUILT],
    ['method build', config(formatConfig({ method: 'build' })), ['refuse node-image-method csctl.yaml:9:15'], BUILT],
    ['method unknown', config(formatConfig({ method: 'Get' })), ['refuse node-image-method csctl.yaml:9:15'], BUILT],
    [
      'unknown keys',
      config(
        formatConfig()
          .replace('config:\n', 'extra: 1\nconfig:\n  kubernetsVersion: v1.1.1\n')
          .replace('    type:', '    name: x\n    type:'),
      ),
      ['warn unknown-key csctl.yaml:2:1', 'warn unknown-key csctl.yaml:4:3', 'warn unknown-key csctl.yaml:8:5'],
      BUILT,
    ],
    ['a byte order mark', config(`\ufeff${formatConfig()}`), ['warn byte-order-mark csctl.yaml'], BUILT],
    ['CRLF', config(formatConfig().replaceAll('\n', '\r\n')), ['warn crlf csctl.yaml:1:49'], BUILT],
    ['several documents', config(`${formatConfig()}---\na: b\n`), ['warn yaml-documents csctl.yaml:8:1'], BUILT],
    ['a number as a name keeps its digits', config(formatConfig({ name: '007' })), ['warn chart-name cluster-class/Chart.yaml:2:7'], BUILT],
  ])('%s', (_, overrides, findings, built) => expect(read(overrides)).toEqual({ findings, built }));

  test('is read whole', () => {
    const { config: parsed } = parseConfig('csctl.yaml', Buffer.from(formatConfig({ method: 'get', name: '"123"' })));
    expect(parsed).toEqual({
      line: { provider: 'docker', name: '123', kubernetes: { major: 1, minor: 32 } },
      kubernetes: { major: 1, minor: 32, patch: 5 },
      isPatchKnown: true,
      nodeImageMethod: 'get',
      kubernetesPlace: { file: 'csctl.yaml', line: 3, column: 22 },
    });
  });

  test.each([
    ['stacks/1-31', ['warn folder-version csctl.yaml:3:22']],
    ['stacks/1.31/', ['warn folder-version csctl.yaml:3:22']],
    ['1-31', ['warn folder-version csctl.yaml:3:22']],
    ['stacks/2-32', ['warn folder-version csctl.yaml:3:22']],
    ['stacks/1-32', []],
    ['stacks/scs-1-31', []],
    ['stacks/1-31/docker', []],
  ])('in the folder %s', (directory, findings) => expect(read({}, directory).findings).toEqual(findings));

  test.each<[name: string, files: Record<string, string>, findings: readonly string[]]>([
    [
      'an addon',
      { 'cluster-addon/cni/Chart.yaml': `${formatChart('cni')}kubeVersion: ">=1.33.0"\n` },
      ['refuse kube-version cluster-addon/cni/Chart.yaml:4:14'],
    ],
    // CSO renders cluster classes with its own Helm's Kubernetes version, 1.34, whatever the stack's.
    [
      'a cluster class for its own minor',
      { 'cluster-class/Chart.yaml': `${formatChart('docker-demo-1-32-cluster-class')}kubeVersion: 1.32.x\n` },
      ['refuse kube-version cluster-class/Chart.yaml:4:14'],
    ],
    [
      'a cluster class for all',
      { 'cluster-class/Chart.yaml': `${formatChart('docker-demo-1-32-cluster-class')}kubeVersion: ">=1.27.0"\n` },
      [],
    ],
  ])('a kubeVersion that Helm would not render: %s', (_, files, findings) => expect(read(files).findings).toEqual(findings));

  const stage = (fields: string, hook = 'AfterControlPlaneInitialized') => ({
    'clusteraddon.yaml': `addonStages:\n  ${hook}:\n    - {${fields}}\n`,
  });
  test.each<[name: string, files: Record<string, string>, findings: readonly string[]]>([
    ['apply', stage('name: cni, action: apply'), []],
    ['delete', stage('name: cni, action: delete'), []],
    [
      'an alias for the action',
      { 'clusteraddon.yaml': 'x: &a apply\naddonStages:\n  BeforeClusterUpgrade:\n    - {name: cni, action: *a}\n' },
      [],
    ],
    [
      'a merge key is not looked into',
      { 'clusteraddon.yaml': 'x: &s {action: apply}\naddonStages:\n  BeforeClusterUpgrade:\n    - {<<: *s, name: cni}\n' },
      [],
    ],
    ['an empty file', { 'clusteraddon.yaml': '' }, ['refuse stage-form clusteraddon.yaml']],
    [
      'a map for a list',
      { 'clusteraddon.yaml': 'addonStages:\n  BeforeClusterUpgrade:\n    cni: apply\n' },
      ['refuse stage-form clusteraddon.yaml:3:5'],
    ],
    [
      'a list of names',
      { 'clusteraddon.yaml': 'addonStages:\n  BeforeClusterUpgrade: [cni]\n' },
      ['refuse stage-form clusteraddon.yaml:2:26'],
    ],
    ['a key twice, which CSO fails on', stage('name: cni, action: apply, name: csi'), ['refuse duplicate-key clusteraddon.yaml:3:34']],
    ['a list for a text', stage('name: cni, action: [apply]'), ['refuse stage-form clusteraddon.yaml:3:27']],
    [
      'a hook of CSO’s that another names',
      {
        'clusteraddon.yaml': 'addonStages:\n  AfterControlPlaneInitialized: &s [{name: cni, action: apply}]\n  BeforeClusterUpgrade: *s\n',
      },
      [],
    ],
    [
      'a folder without a chart that a stage names',
      { ...stage('name: csi, action: apply'), 'cluster-addon/csi/values.yaml': '' },
      ['refuse missing-file cluster-addon/csi/Chart.yaml'],
    ],
  ])('a stage: %s', (_, files, findings) => expect(read(files).findings).toEqual(findings));

  test.each<[name: string, files: Record<string, string>, findings: readonly string[]]>([
    ['values that are a list', { 'cluster-class/values.yaml': '- a\n' }, ['refuse values-file cluster-class/values.yaml:1:1']],
    ['empty values', { 'cluster-class/values.yaml': '# nothing\n' }, []],
    [
      'a schema that is not JSON',
      { 'cluster-addon/cni/values.schema.json': '{' },
      ['refuse values-schema cluster-addon/cni/values.schema.json'],
    ],
    ['a control character', { 'cluster-class/values.yaml': 'a: b\u0000\n' }, ['refuse yaml-syntax cluster-class/values.yaml:1:5']],
    ['a misspelt method', { 'csctl.yaml': `${formatConfig()}    config:\n      methode: get\n` }, ['warn unknown-key csctl.yaml:9:7']],
    [
      'a method in a block of text',
      { 'csctl.yaml': `${formatConfig()}    config: |\n      method: get\n` },
      ['refuse config-field csctl.yaml:8:13'],
    ],
    ['a list of methods', { 'csctl.yaml': `${formatConfig()}    config:\n      method: [get]\n` }, ['refuse config-field csctl.yaml:9:15']],
  ])('%s', (_, files, findings) => expect(read(files).findings).toEqual(findings));

  test('a message quotes what is written, and is one line without control characters where people read it', () => {
    const { findings } = parseStack(
      DIRECTORY,
      buildStack({ 'cluster-class/Chart.yaml': formatChart('"a\\n::error::b\\e[31m"'), 'csctl.yaml': `"x\\ny": 1\n${formatConfig()}` }),
    );
    expect(cleanData(findings).map(({ code, message }) => [code, /\p{Cc}/u.test(message)])).toEqual([
      ['chart-name', false],
      ['unknown-key', false],
    ]);
  });
});

describe('files', () => {
  test.each<Row>([
    ['a valid stack', {}, [], BUILT],
    ['a valid single-stage stack', SINGLE_STAGE, [], BUILT],
    [
      'no cluster-class',
      { 'cluster-class/Chart.yaml': null, 'cluster-class/values.yaml': null, 'cluster-class/templates/cluster-class.yaml': null },
      ['refuse missing-folder cluster-class'],
      NOT_BUILT,
    ],
    [
      'a cluster-class without Chart.yaml',
      { 'cluster-class/Chart.yaml': null },
      ['refuse missing-file cluster-class/Chart.yaml'],
      NOT_BUILT,
    ],
    [
      'a file cluster-class',
      {
        'cluster-class/Chart.yaml': null,
        'cluster-class/values.yaml': null,
        'cluster-class/templates/cluster-class.yaml': null,
        'cluster-class': '',
      },
      ['refuse missing-folder cluster-class'],
      NOT_BUILT,
    ],
    [
      'no cluster-addon',
      { 'cluster-addon/cni/Chart.yaml': null, 'cluster-addon/cni/values.yaml': null, 'cluster-addon/cni/templates/cni.yaml': null },
      ['refuse missing-folder cluster-addon'],
      BUILT,
    ],
    [
      'no cluster-addon, single stage',
      { ...SINGLE_STAGE, 'cluster-addon/Chart.yaml': null, 'cluster-addon/templates/addon.yaml': null },
      ['refuse missing-folder cluster-addon'],
      NOT_BUILT,
    ],
    ['neither stages nor values', { 'clusteraddon.yaml': null }, ['refuse missing-file clusteraddon.yaml'], NOT_BUILT],
    ['both stages and values', { 'cluster-addon-values.yaml': '' }, ['warn unread-file cluster-addon-values.yaml'], BUILT],
    ['broken stages', { 'clusteraddon.yaml': 'a: [' }, ['refuse yaml-syntax clusteraddon.yaml:1:5'], BUILT],
    ['an addon without Chart.yaml', { 'cluster-addon/csi/values.yaml': '' }, ['warn missing-file cluster-addon/csi/Chart.yaml'], BUILT],
    [
      'a single-stage addon without Chart.yaml',
      { ...SINGLE_STAGE, 'cluster-addon/Chart.yaml': null },
      ['refuse missing-file cluster-addon/Chart.yaml'],
      NOT_BUILT,
    ],
    [
      'an addon chart without version',
      { 'cluster-addon/cni/Chart.yaml': 'apiVersion: v2\nname: cni\n' },
      ['refuse chart-field cluster-addon/cni/Chart.yaml:1:1'],
      BUILT,
    ],
    [
      'a class named otherwise',
      { 'cluster-class/Chart.yaml': formatChart('demo') },
      ['warn chart-name cluster-class/Chart.yaml:2:7'],
      BUILT,
    ],
    [
      'a single-stage addon named otherwise',
      { ...SINGLE_STAGE, 'cluster-addon/Chart.yaml': formatChart('demo') },
      ['warn chart-name cluster-addon/Chart.yaml:2:7'],
      BUILT,
    ],
    [
      'a class that cannot be stamped',
      { 'cluster-class/Chart.yaml': formatChart('&a demo') },
      ['refuse chart-field cluster-class/Chart.yaml:2:10'],
      NOT_BUILT,
    ],
    [
      'a chart file beyond the limit',
      { 'cluster-class/big': Buffer.alloc(5_242_881) },
      ['refuse chart-file-too-large cluster-class/big'],
      BUILT,
    ],
    ['a chart file at the limit', { 'cluster-class/big': Buffer.alloc(5_242_880) }, [], BUILT],
    ['a large file that Helm ignores', { 'cluster-class/big': Buffer.alloc(5_242_881), 'cluster-class/.helmignore': 'big\n' }, [], BUILT],
    [
      'a large file in an addon',
      { 'cluster-addon/cni/big': Buffer.alloc(5_242_881) },
      ['refuse chart-file-too-large cluster-addon/cni/big'],
      BUILT,
    ],
    ['** in .helmignore', { 'cluster-class/.helmignore': '*.bak\n**/x\n' }, ['refuse helmignore cluster-class/.helmignore:2:1'], BUILT],
    ['a bad pattern in an addon', { 'cluster-addon/cni/.helmignore': '[' }, ['refuse helmignore cluster-addon/cni/.helmignore:1:1'], BUILT],
    [
      'a Chart.yaml that Helm ignores',
      { 'cluster-class/.helmignore': 'Chart.yaml' },
      ['refuse missing-file cluster-class/Chart.yaml'],
      NOT_BUILT,
    ],
    ['broken values', { 'cluster-class/values.yaml': 'a: b: c\n' }, ['refuse yaml-syntax cluster-class/values.yaml:1:4'], BUILT],
    ['CRLF in a template', { 'cluster-class/templates/a.yaml': 'a\r\n' }, ['warn crlf cluster-class/templates/a.yaml'], BUILT],
    ['method get without a list', config(formatConfig({ method: 'get' })), ['refuse missing-file node-images/config.yaml'], BUILT],
    ['method get', { ...config(formatConfig({ method: 'get' })), 'node-images/config.yaml': 'a: 1\n' }, [], BUILT],
    [
      'both node image lists, the same',
      { ...config(formatConfig({ method: 'get' })), 'node-images/config.yaml': 'a: 1\n', 'node-images.yaml': 'a: 1\n' },
      [],
      BUILT,
    ],
    [
      'both node image lists, different',
      { ...config(formatConfig({ method: 'get' })), 'node-images/config.yaml': 'a: 1\n', 'node-images.yaml': 'a: 2\n' },
      ['warn node-images-differ node-images.yaml'],
      BUILT,
    ],
    ['a broken node image list', { 'node-images.yaml': '[' }, ['refuse yaml-syntax node-images.yaml:1:2'], BUILT],
    ['a list that no method asks for', { 'node-images/config.yaml': '[' }, [], BUILT],
    [
      'an unknown placeholder',
      { 'cluster-class/values.yaml': 'a: 1\nb: x << .ClusterStackVersion >>\n' },
      ['refuse placeholder cluster-class/values.yaml:2:6'],
      BUILT,
    ],
    [
      'a misspelt placeholder',
      { 'cluster-addon/cni/values.yaml': '# << .clusterAddonVersion >>\n' },
      ['refuse placeholder cluster-addon/cni/values.yaml:1:3'],
      BUILT,
    ],
    [
      'a trimming placeholder',
      { 'cluster-addon/cni/values.yaml': 'a: <<- .NodeImageVersion ->>\n' },
      ['refuse placeholder cluster-addon/cni/values.yaml:1:4'],
      BUILT,
    ],
    [
      'known placeholders',
      { 'cluster-class/values.yaml': 'a: << .ClusterClassVersion >>\nb: <<.ClusterAddonVersion>>\nc: <<\t.NodeImageVersion >>\n' },
      [],
      BUILT,
    ],
    ['a placeholder that never ends', { 'cluster-class/files/x': `<< .${'a'.repeat(200_000)}` }, [], BUILT],
    ['heredocs are left alone', { 'cluster-class/templates/a.sh': 'cat << EOF >> .x\n<<EOF\n<<- .\nEOF\n1 << 2 >> 3\n' }, [], BUILT],
    ['no placeholders in stages', { 'clusteraddon.yaml': 'addonStages: {}\na: << .Foo >>\n' }, [], BUILT],
    [
      'a path for a placeholder',
      { 'cluster-class/files/x': 'a\n<< .Values.foo >>' },
      ['refuse placeholder cluster-class/files/x:2:1'],
      BUILT,
    ],
    [
      'a function for a placeholder',
      { 'cluster-class/files/x': '<< printf .ClusterAddonVersion >>' },
      ['refuse placeholder cluster-class/files/x:1:1'],
      BUILT,
    ],
    [
      'placeholder in single-stage values',
      { ...SINGLE_STAGE, 'cluster-addon-values.yaml': '<< .Foo >>' },
      ['refuse placeholder cluster-addon-values.yaml:1:1'],
      BUILT,
    ],
    ['no placeholders in binary files', { 'cluster-class/files/a.bin': '\0<< .Foo >>' }, [], BUILT],
    ['files that do not ship', { 'README.md': '<< .Foo >>\r\n', 'test/x.yaml': '[' }, [], BUILT],
  ])('%s', (_, overrides, findings, built) => expect(read(overrides)).toEqual({ findings, built }));

  test('nothing at all', () => {
    const { findings, stack } = parseStack(DIRECTORY, []);
    expect(stack).toBeUndefined();
    expect(findings.map(briefFinding(DIRECTORY))).toEqual([
      'refuse missing-folder cluster-class',
      'refuse missing-file clusteraddon.yaml',
      'refuse missing-file csctl.yaml',
    ]);
  });

  test('the parts of a stack', () => {
    const {
      files,
      clusterClassChart,
      addons,
      config: _,
      ...rest
    } = parseBuilt({
      'cluster-class/.helmignore': '*.bak',
      'cluster-class/a.bak': '',
      'cluster-addon/README': '',
      'node-images.yaml': 'a: 1\n',
    });
    const paths = (tree: readonly { readonly path: string }[]) => tree.map(({ path }) => path);
    expect({ ...rest, clusterClass: paths(rest.clusterClass), clusterAddon: paths(rest.clusterAddon) }).toEqual({
      directory: DIRECTORY,
      clusterClass: ['.helmignore', 'Chart.yaml', 'templates/cluster-class.yaml', 'values.yaml'],
      clusterAddon: ['README', 'cni/Chart.yaml', 'cni/templates/cni.yaml', 'cni/values.yaml'],
      nodeImages: createFile('node-images.yaml', Buffer.from('a: 1\n')),
      rowPlaces: new Map(),
    });
    expect([files.length, clusterClassChart.name.source, addons.kind]).toEqual([12, 'docker-demo-1-32-cluster-class', 'multi-stage']);
  });
});

describe('never throws', () => {
  const yamlLike = fc
    .array(
      fc.constantFrom(
        'config',
        'provider',
        'type',
        'kubernetesVersion',
        'clusterStackName',
        ': ',
        '\n',
        '  ',
        '- ',
        '&a ',
        '*a',
        '!!x ',
        '|',
        '>',
        '{',
        '}',
        '[',
        ']',
        '"',
        "'",
        '#',
        '---\n',
        '\t',
        '\0',
        '? ',
        '1.30',
        '<<',
        '%',
        ',',
        '\ufeff',
        '\r\n',
      ),
    )
    .map((parts) => Buffer.from(parts.join('')));
  const bytes = fc.oneof(fc.uint8Array().map(Buffer.from), yamlLike);

  test('parseConfig', () => {
    fc.assert(
      fc.property(bytes, (content) => void parseConfig('csctl.yaml', content)),
      { numRuns: 200 },
    );
  });

  test('parseStack', () => {
    const path = fc.constantFrom(
      ...Object.keys({
        'csctl.yaml': 0,
        'versions.yaml': 0,
        'clusteraddon.yaml': 0,
        'cluster-addon-values.yaml': 0,
        'cluster-class/Chart.yaml': 0,
        'cluster-class/.helmignore': 0,
        'cluster-class/values.yaml': 0,
        'cluster-addon/Chart.yaml': 0,
        'cluster-addon/x/Chart.yaml': 0,
        'node-images.yaml': 0,
        'node-images/config.yaml': 0,
      }),
    );
    fc.assert(
      fc.property(fc.dictionary(path, bytes), (overrides) => void parseStack(DIRECTORY, buildStack(overrides))),
      { numRuns: 100 },
    );
    fc.assert(
      fc.property(
        fc.dictionary(path, bytes),
        (files) => void parseStack(DIRECTORY, sortTree(Object.entries(files).map(([name, content]) => createFile(name, content)))),
      ),
      { numRuns: 100 },
    );
  });
});

test('so many unknown keys that no call takes them as arguments are all told', () => {
  const keys = Array.from({ length: 200_000 }, (_, index) => `a${index}: 1\n`).join('');
  const { findings, built } = read(config(`${formatConfig()}${keys}`));
  expect([findings.length, findings[0], built]).toEqual([200_000, 'warn unknown-key csctl.yaml:8:1', true]);
});

test('of unknown placeholders, a file’s first 1000 are told', () => {
  const { findings, built } = read({ 'cluster-class/files/x': '<< .A >>'.repeat(200_000) });
  expect([findings.length, findings[999], built]).toEqual([1000, 'refuse placeholder cluster-class/files/x:1:7993', true]);
});
