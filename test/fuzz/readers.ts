import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { parseConstraint, readArchive } from '../../src/chart/index.ts';
import { parseTemplate } from '../../src/compat/cluster-class/template/index.ts';
import { parseCompatibility, parseKnowledge, RULES } from '../../src/compat/index.ts';
import { checkChartArchive, parseLock } from '../../src/dependency/index.ts';
import { openRepository } from '../../src/github/index.ts';
import { createNetwork } from '../../src/http/index.ts';
import { parseStates } from '../../src/lifecycle/index.ts';
import { openLayout, openRegistry, parseManifest, parseReference, readStoredLogin } from '../../src/oci/index.ts';
import { parsePlan } from '../../src/options/index.ts';
import { createRecord, packArchive, parseMetadata, parseRelease } from '../../src/release/index.ts';
import { parseRecord } from '../../src/release/record.ts';
import { createRepositories, parseIndex, readHelmRepositories } from '../../src/repository/index.ts';
import { parseLines } from '../../src/stack/index.ts';
import { parseYaml, toData } from '../../src/yaml/index.ts';
import { checkBuilt } from '../support/check-built.ts';
import { CLASS } from '../support/cluster-class.ts';
import { buildContent } from '../support/release-builder.ts';
import { buildStack, type Overrides } from '../support/stack-builder.ts';

/** Something that reads what others wrote. It may refuse: with a finding, or an error that has a code. */
export interface Reader {
  readonly name: string;
  readonly seeds: readonly Buffer[];
  /** @param seed which of the seeds the bytes were made from */
  read(bytes: Buffer, seed: number): unknown;
}

const LAYOUTS: readonly Overrides[] = [
  {},
  {
    'versions.yaml': '- kubernetes: 1.32.5\n  occm: 2.32.0\n- {kubernetes: "1.31.9", occm: "2.31.3"}\n',
    'cluster-addon/cni/Chart.yaml':
      'apiVersion: v2\nname: cni\nversion: 1.0.0\ndependencies:\n  - {name: openstack-cloud-controller-manager, version: 2.32.0, repository: https://charts.example.com, alias: occm}\n',
  },
  {
    'csctl.yaml': null,
    'stack.yaml': 'provider: docker\nclusterStackName: demo\nkubernetesVersion: 1.32\naddons:\n  cni: 1.x\n',
    'stack.lock.yaml': 'lockVersion: 1\nlines:\n  docker-demo-1-32:\n    kubernetes: v1.32.5\n',
  },
];
const DIRECTORY = 'stacks/docker/demo';

/** Each file of each layout, and the same tree with that file as it was made. */
const STACK_FILES = LAYOUTS.flatMap((layout) => buildStack(layout).map(({ path, bytes }) => ({ layout, path, bytes })));

const CLASS_FILE = 'cluster-class/templates/cluster-class.yaml';

/** A stack that rules find something to look at in. */
const RULED: Overrides = {
  [CLASS_FILE]: CLASS,
  'clusteraddon.yaml': `apiVersion: clusteraddonconfig.x-k8s.io/v1alpha1
clusterAddonVersion: clusteraddons.clusterstack.x-k8s.io/v1alpha1
addonStages:
  AfterControlPlaneInitialized:
    - name: cni
      action: apply
      waitForPostCondition:
        objects: [{key: ds, apiVersion: apps/v1, kind: DaemonSet, name: cilium, namespace: kube-system}]
        conditions: ds.status.numberReady == ds.status.desiredNumberScheduled
  BeforeClusterUpgrade:
    - {name: cni, action: apply}
`,
  'cluster-addon/cni/templates/cni.yaml': `apiVersion: apps/v1
kind: DaemonSet
metadata: {name: cilium, namespace: kube-system, annotations: {"helm.sh/hook": pre-install}}
spec:
  selector: {matchLabels: {app: cilium}}
  template:
    metadata: {labels: {app: cilium}}
    spec: {containers: [{name: agent, image: "quay.io/cilium/cilium:v1.17.4", env: [{name: A, value: b}]}]}
`,
};
const RULED_FILES = buildStack(RULED).filter(({ path }) => path in RULED);

const LOCK = `# Written by clusterstack update
lockVersion: 1
lines:
  docker-demo-1-32:
    kubernetes: v1.32.5
    charts:
      "cluster-addon/cni":
        - name: "cilium"
          version: "1.17.4"
          repository: "https://helm.cilium.io"
          sha256: ${'ab'.repeat(32)}
`;

const STATES = `states:
  - {release: docker-demo-1-36-v1, state: withdrawn, since: 2026-11-01, reason: r, url: "https://example.org", replacedBy: docker-demo-1-36-v2}
risks:
  - {to: docker-demo-1-36-v4, from: [docker-demo-1-35, docker-demo-1-36-v1..docker-demo-1-36-v2], name: lost, message: m, fixedIn: docker-demo-1-36-v5}
barriers:
  - {release: docker-demo-1-36-v3, reason: r}
`;
const COMPATIBILITY = `waivers:
  - {code: addon-version, subject: openstack-cloud-controller-manager, reason: patched, expires: 2027-01-31}
addons:
  - chart: my-cloud-controller
    compare: appVersion
    skew: {newer: refuse, older: [warn, refuse]}
    source: our own tests
    asOf: 2026-11-01
kubernetes:
  releases:
    "1.36": {endOfLife: 2027-06-28}
`;

const INDEX = `apiVersion: v1
entries:
  cilium:
  - apiVersion: v2
    appVersion: 1.17.4
    created: "2025-05-14T00:00:00Z"
    digest: ${'cd'.repeat(32)}
    name: cilium
    urls:
    - https://helm.cilium.io/cilium-1.17.4.tgz
    version: 1.17.4
  - name: cilium
    version: 1.16.6
    urls: [cilium-1.16.6.tgz]
generated: "2025-05-14T00:00:00Z"
`;

const DIGEST = `sha256:${'ef'.repeat(32)}`;
const MANIFEST = JSON.stringify({
  schemaVersion: 2,
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  artifactType: 'application/vnd.scs.cluster-stacks.v1',
  config: { mediaType: 'application/vnd.oci.empty.v1+json', digest: DIGEST, size: 2 },
  layers: [{ mediaType: 'a/b', digest: DIGEST, size: 100, annotations: { 'org.opencontainers.image.title': 'metadata.yaml' } }],
  annotations: { kubernetesVersion: 'v1.32.5' },
});

const GITHUB_RELEASE = JSON.stringify([
  {
    id: 1,
    tag_name: 'docker-demo-1-32-v1',
    target_commitish: 'main',
    name: 'docker-demo-1-32-v1',
    body: 'text',
    draft: false,
    prerelease: false,
    immutable: false,
    upload_url: 'https://uploads.github.com/repos/o/r/releases/1/assets{?name,label}',
    html_url: 'https://github.com/o/r/releases/tag/x',
    assets: [
      {
        id: 2,
        name: 'metadata.yaml',
        size: 10,
        state: 'uploaded',
        digest: DIGEST,
        url: 'https://api.github.com/repos/o/r/releases/assets/2',
      },
    ],
  },
]);

const ARCHIVE = packArchive([...buildStack()].filter(({ path }) => path.startsWith('cluster-addon/cni/')));

/** Calls back with a new folder, which is gone afterwards. */
async function inFolder<Result>(
  files: Readonly<Record<string, Buffer>>,
  use: (folder: string) => Result | Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'clusterstack-fuzz-'));
  try {
    for (const [path, bytes] of Object.entries(files)) {
      mkdirSync(join(folder, path, '..'), { recursive: true });
      writeFileSync(join(folder, path), bytes);
    }
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const once = { attempts: 1, delay: 1, longest: 1, sleep: () => Promise.resolve(), random: () => 0, notify: () => {} };

/** A server whose every answer is the given one: its status, some headers, and its body. */
function createServer(bytes: Buffer) {
  const statuses = [200, 200, 200, 200, 201, 202, 301, 307, 400, 401, 403, 404, 429, 500];
  let asked = 0;
  return async (): Promise<Response> => {
    const status = statuses[((bytes[0] ?? 0) + asked++) % statuses.length] ?? 200;
    // What no server can send is left out.
    const value = bytes
      .subarray(0, 200)
      .toString('latin1')
      .replaceAll(/[^\u0020-\u007e]/g, '');
    const headers = new Headers({ 'content-type': 'application/vnd.oci.image.manifest.v1+json' });
    headers.set('www-authenticate', asked % 2 === 0 ? `Bearer realm="https://host.example/token",service="${value}"` : value);
    headers.set('location', value);
    headers.set('link', `<${value}>; rel="next"`);
    headers.set('docker-content-digest', value.slice(0, 71));
    return new Response(asked > 20 ? '{}' : new Uint8Array(bytes), { status, headers });
  };
}

/** All of them answer or refuse; one that gives up on the first does not keep the others from being read. */
function settleAll(...answers: readonly Promise<unknown>[]): Promise<unknown> {
  return Promise.allSettled(answers).then((results) => results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : [])));
}

/** All readers of the product. @throws when a seed cannot be made */
export async function createReaders(): Promise<readonly Reader[]> {
  const content = await buildContent();
  const record = createRecord({
    release: content,
    stack: 'docker-demo-1-32',
    directory: DIRECTORY,
    findings: [],
    tool: 'clusterstack 0.1.0',
  });
  const archive = await ARCHIVE;
  const text = (...texts: readonly string[]) => texts.map((one) => Buffer.from(one));
  return [
    {
      name: 'yaml',
      seeds: [...STACK_FILES.map(({ bytes }) => bytes), ...text(LOCK, INDEX, CLASS)],
      read: (bytes) => toData(parseYaml('a.yaml', bytes)),
    },
    {
      name: 'stack',
      seeds: STACK_FILES.map(({ bytes }) => bytes),
      read: (bytes, seed) => {
        const { layout, path } = STACK_FILES[seed] ?? { layout: {}, path: 'csctl.yaml' };
        return parseLines(DIRECTORY, buildStack({ ...layout, [path]: bytes })).map(({ findings }) => findings);
      },
    },
    {
      name: 'rules',
      seeds: RULED_FILES.map(({ bytes }) => bytes),
      read: (bytes, seed) => {
        const files = { ...RULED, [RULED_FILES[seed]?.path ?? CLASS_FILE]: bytes };
        // A tree that gives no line has nothing for the rules to look at.
        const [source] = parseLines(DIRECTORY, buildStack(files));
        return source?.stack === undefined ? [] : checkBuilt(RULES, files);
      },
    },
    {
      name: 'template',
      seeds: text(
        '{{ if and .a (not .b) }}{{ range $i, $x := .list }}{{ $x.name | quote | upper }}{{ else }}x{{ end }}{{ end }}',
        '{{- with .x }}{{ printf "%s-%d" .y 3 }}{{ end -}}',
      ),
      read: (bytes) => parseTemplate(bytes.toString('utf8')),
    },
    {
      name: 'constraint',
      seeds: text('>= 1.2.3-0, < 2 || ~1.4 || 1.2 - 1.5', '^0.1.x !=1.0'),
      read: (bytes) => parseConstraint(bytes.toString('utf8')),
    },
    { name: 'lock', seeds: text(LOCK), read: (bytes) => parseLock('stack.lock.yaml', bytes) },
    { name: 'compatibility', seeds: text(COMPATIBILITY), read: (bytes) => parseCompatibility('compatibility.yaml', bytes) },
    { name: 'knowledge', seeds: text(COMPATIBILITY), read: (bytes) => parseKnowledge('knowledge.yaml', bytes) },
    { name: 'releases', seeds: text(STATES), read: (bytes) => parseStates('releases.yaml', bytes) },
    { name: 'record', seeds: text(JSON.stringify(record, null, 2)), read: (bytes) => parseRecord(bytes.toString('utf8'), 'x.json') },
    {
      name: 'plan',
      seeds: text(
        JSON.stringify({
          schemaVersion: 1,
          request: { mode: { kind: 'stable' }, targets: ['oci://h/r'], source: 'oci://h/r' },
          releases: [
            { stack: 'docker-demo-1-32', directory: DIRECTORY, release: 'docker-demo-1-32-v1', digest: DIGEST, action: 'planned' },
          ],
        }),
      ),
      read: (bytes) => parsePlan(bytes.toString('utf8'), 'plan.json'),
    },
    {
      name: 'metadata',
      seeds: content.assets.filter(({ name }) => name === 'metadata.yaml').map(({ bytes }) => bytes),
      read: (bytes) => parseMetadata(bytes, 'metadata.yaml'),
    },
    {
      name: 'release',
      seeds: content.assets.map(({ bytes }) => bytes),
      read: (bytes, seed) =>
        parseRelease(
          content.name,
          content.assets.map((asset, index) => (index === seed ? { ...asset, bytes } : asset)),
        ),
    },
    { name: 'archive', seeds: [gunzipSync(archive)], read: (bytes) => readArchive('a.tgz', gzipSync(bytes, { level: 1 })) },
    {
      name: 'chart archive',
      seeds: [archive, gunzipSync(archive)],
      read: (bytes, seed) =>
        checkChartArchive(seed === 0 ? bytes : gzipSync(bytes, { level: 1 }), { name: 'cluster-addon', version: '1.0.0' }, 'a repository'),
    },
    { name: 'index', seeds: text(INDEX), read: (bytes) => parseIndex(bytes.toString('utf8'), 'cilium', 'https://charts.example.com/') },
    { name: 'manifest', seeds: text(MANIFEST), read: (bytes) => parseManifest(bytes, 'application/vnd.oci.image.manifest.v1+json') },
    {
      name: 'reference',
      seeds: text(`ghcr.io:443/org/name:v1@${DIGEST}`, '[::1]:5000/a/b'),
      read: (bytes) => parseReference(bytes.toString('utf8')),
    },
    {
      name: 'registry',
      seeds: text(
        MANIFEST,
        '{"name":"org/x","tags":["docker-demo-1-32-v1"]}',
        '{"token":"t","expires_in":300}',
        '{"errors":[{"code":"DENIED","message":"no"}]}',
      ),
      read: (bytes) => {
        const store = openRegistry(
          parseReference('registry.example/org/x'),
          createNetwork({
            fetch: createServer(bytes),
            retry: once,
            credentials: async () => ({ kind: 'basic', username: 'u', password: 'p' }) as never,
          }),
        );
        return settleAll(
          store.tags(),
          store.resolve('docker-demo-1-32-v1'),
          store.fetch({ mediaType: 'a/b', digest: DIGEST, size: bytes.length }),
          store.probe(parseManifest(Buffer.from(MANIFEST), 'application/vnd.oci.image.manifest.v1+json')),
        );
      },
    },
    {
      name: 'github',
      seeds: text(GITHUB_RELEASE, '{"message":"Not Found","status":"404"}', '{"object":{"type":"commit","sha":"abc"}}'),
      read: (bytes) => {
        const github = openRepository(
          { owner: 'o', repository: 'r' },
          { apiUrl: undefined, token: 't', network: createNetwork({ fetch: createServer(bytes), retry: once }) },
        );
        return settleAll(github.releases(), github.releaseByTag('a'), github.describe(), github.tagCommit('a'), github.hasCommit('a'));
      },
    },
    {
      name: 'chart repository',
      seeds: text(INDEX),
      read: (bytes) =>
        createRepositories({
          network: createNetwork({ fetch: createServer(bytes), retry: once }),
          cache: undefined,
          aliases: () => new Map(),
          mirrors: new Map(),
        })
          .open('https://charts.example.com')
          .versions('cilium', '>=1'),
    },
    {
      name: 'layout',
      seeds: text(
        JSON.stringify({
          schemaVersion: 2,
          manifests: [
            {
              mediaType: 'application/vnd.oci.image.manifest.v1+json',
              digest: DIGEST,
              size: 100,
              annotations: { 'org.opencontainers.image.ref.name': 'docker-demo-1-32-v1' },
            },
          ],
        }),
      ),
      read: (bytes) =>
        inFolder(
          {
            'oci-layout': Buffer.from('{"imageLayoutVersion":"1.0.0"}'),
            'index.json': bytes,
            [`blobs/sha256/${'ef'.repeat(32)}`]: Buffer.from(MANIFEST),
          },
          (folder) => {
            const store = openLayout(folder, { patience: 1 });
            return settleAll(store.tags(), store.resolve('docker-demo-1-32-v1'));
          },
        ),
    },
    {
      name: 'docker credentials',
      seeds: text(JSON.stringify({ auths: { 'ghcr.io': { auth: 'dTpw' }, 'https://index.docker.io/v1/': { identitytoken: 'x' } } })),
      read: (bytes) =>
        inFolder({ 'config.json': bytes }, (folder) =>
          readStoredLogin(join(folder, 'config.json'), 'ghcr.io', { runHelper: () => Promise.reject(new Error('none')) }),
        ),
    },
    {
      name: 'helm repositories',
      seeds: text('apiVersion: ""\nrepositories:\n- name: corp\n  url: https://charts.example.com\n  username: u\n'),
      read: (bytes) => inFolder({ 'repositories.yaml': bytes }, (folder) => readHelmRepositories(join(folder, 'repositories.yaml'))),
    },
  ];
}
