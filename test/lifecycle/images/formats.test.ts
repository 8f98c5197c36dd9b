import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { describe, expect, test, vi } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { formatCycloneDx } from '../../../src/lifecycle/images/formats/format-cyclonedx.ts';
import { formatHauler } from '../../../src/lifecycle/images/formats/format-hauler.ts';
import { formatImgpkg } from '../../../src/lifecycle/images/formats/format-imgpkg.ts';
import { formatSkopeo } from '../../../src/lifecycle/images/formats/format-skopeo.ts';
import { formatText } from '../../../src/lifecycle/images/formats/format-text.ts';
import { formatYaml } from '../../../src/lifecycle/images/formats/format-yaml.ts';
import { formatZarf } from '../../../src/lifecycle/images/formats/format-zarf.ts';
import type { ImagesReport } from '../../../src/lifecycle/images/index.ts';
import { cleanData } from '../../../src/text.ts';

const digest = (digit: string) => `sha256:${digit.repeat(64)}`;

const REPORT: ImagesReport = {
  schemaVersion: 1,
  release: 'docker-demo-1-32-v4',
  kubernetes: 'v1.32.5',
  images: [
    { name: `quay.io/a/pinned:v1@${digest('a')}`, digest: digest('a'), addon: 'cni', found: ['DaemonSet/a spec.image'] },
    { name: 'nginx', digest: digest('b'), addon: 'csi', found: ['Pod/a spec.image'] },
    { name: 'registry.example.com:5000/x/y:1.0', digest: digest('c'), addon: 'csi', found: ['Pod/a spec.image', 'Pod/b spec.image'] },
    { name: 'docker.io/library/nginx:latest', digest: digest('b'), addon: 'cni', found: ['Pod/c spec.image'] },
  ],
  nodeImages: [
    { kind: 'container', name: `kindest/node:v1.32.5@${digest('d')}`, digest: digest('d'), found: ['DockerMachineTemplate/x'] },
    { kind: 'file', name: 'ubuntu', url: 'https://images.example.com/u.qcow2', checksum: digest('e'), found: ['node-images.yaml'] },
    {
      kind: 'file',
      url: 'https://images.example.com/v.qcow2',
      checksum: 'https://images.example.com/v.sha256',
      found: ['Metal3MachineTemplate/x'],
    },
    { kind: 'name', name: 'ubuntu-24.04', found: ['OpenStackMachineTemplate/x'] },
  ],
  charts: [
    { name: 'cilium', version: '1.17.4', digest: digest('f'), repository: 'https://helm.example.com/', addon: 'cni' },
    { name: 'own', version: '0.1.0', repository: 'file://../own', addon: 'csi' },
    { name: 'oci', version: '1.0.0+b', digest: digest('0'), repository: 'oci://registry.example.com/charts', addon: 'csi' },
  ],
  unknown: [{ subject: 'metrics', message: 'was not rendered' }],
};
const EMPTY: ImagesReport = { ...REPORT, images: [], nodeImages: [], charts: [], unknown: [] };

test('text: a name a line, all else behind a #', () => {
  expect(formatText(REPORT)).toBe(`# docker-demo-1-32-v4, Kubernetes v1.32.5

# images of cni
quay.io/a/pinned:v1@${digest('a')}
docker.io/library/nginx:latest@${digest('b')}

# images of csi
nginx@${digest('b')}
registry.example.com:5000/x/y:1.0@${digest('c')}

# node images
kindest/node:v1.32.5@${digest('d')}
# https://images.example.com/u.qcow2 ${digest('e')}
# https://images.example.com/v.qcow2 https://images.example.com/v.sha256
# ubuntu-24.04, by its name in the cloud

# charts
# cilium 1.17.4 https://helm.example.com/ ${digest('f')}
# own 0.1.0 file://../own
# oci 1.0.0+b oci://registry.example.com/charts ${digest('0')}

# not known: metrics: was not rendered
`);
  expect(formatText(EMPTY)).toBe('# docker-demo-1-32-v4, Kubernetes v1.32.5\n\n# nothing found\n');
});

test('skopeo: what is pinned by its digest, all else by its tag', () => {
  expect(parse(formatSkopeo(REPORT))).toEqual({
    'docker.io': { images: { 'kindest/node': [digest('d')], 'library/nginx': ['latest'] } },
    'quay.io': { images: { 'a/pinned': [digest('a')] } },
    'registry.example.com:5000': { images: { 'x/y': ['1.0'] } },
  });
  expect(formatSkopeo(EMPTY)).toBe('{}\n');
});

test('hauler: images, charts that a repository has, and files', () => {
  const apiVersion = 'content.hauler.cattle.io/v1';
  expect(parseAllDocuments(formatHauler(REPORT)).map((document) => document.toJS())).toEqual([
    {
      apiVersion,
      kind: 'Images',
      metadata: { name: 'docker-demo-1-32-v4-images' },
      spec: {
        images: [
          { name: `docker.io/kindest/node:v1.32.5@${digest('d')}` },
          { name: 'docker.io/library/nginx:latest' },
          { name: `quay.io/a/pinned:v1@${digest('a')}` },
          { name: 'registry.example.com:5000/x/y:1.0' },
        ],
      },
    },
    {
      apiVersion,
      kind: 'Charts',
      metadata: { name: 'docker-demo-1-32-v4-charts' },
      spec: {
        charts: [
          { name: 'cilium', repoURL: 'https://helm.example.com/', version: '1.17.4' },
          { name: 'oci', repoURL: 'oci://registry.example.com/charts', version: '1.0.0+b' },
        ],
      },
    },
    {
      apiVersion,
      kind: 'Files',
      metadata: { name: 'docker-demo-1-32-v4-node-images' },
      spec: { files: [{ path: 'https://images.example.com/u.qcow2' }, { path: 'https://images.example.com/v.qcow2' }] },
    },
  ]);
  expect(formatHauler(EMPTY)).toBe('');
});

test('imgpkg: digests alone, and a refusal where one is not known', () => {
  const image = (name: string, digit: string, id: string) => ({
    image: `${name}@${digest(digit)}`,
    annotations: { 'kbld.carvel.dev/id': id },
  });
  expect(parse(formatImgpkg(REPORT))).toEqual({
    apiVersion: 'imgpkg.carvel.dev/v1alpha1',
    kind: 'ImagesLock',
    images: [
      image('docker.io/kindest/node', 'd', `docker.io/kindest/node:v1.32.5@${digest('d')}`),
      image('docker.io/library/nginx', 'b', 'docker.io/library/nginx:latest'),
      image('quay.io/a/pinned', 'a', `quay.io/a/pinned:v1@${digest('a')}`),
      image('registry.example.com:5000/x/y', 'c', 'registry.example.com:5000/x/y:1.0'),
    ],
  });
  const open = { ...REPORT, images: [{ name: 'a/b:v1', addon: 'cni', found: [] }] };
  expect(() => formatImgpkg(open)).toThrow(
    expect.objectContaining({ code: 'usage', message: expect.stringContaining('docker.io/a/b:v1') }),
  );
});

test('zarf: a component for each addon', () => {
  expect(parse(formatZarf(REPORT))).toEqual({
    kind: 'ZarfPackageConfig',
    metadata: {
      name: 'docker-demo-1-32-v4',
      description: 'Images of the cluster stack release docker-demo-1-32-v4 for Kubernetes v1.32.5',
      version: 'v4',
    },
    components: [
      { name: 'cni', required: true, images: ['docker.io/library/nginx:latest', `quay.io/a/pinned:v1@${digest('a')}`] },
      { name: 'csi', required: true, images: ['docker.io/library/nginx:latest', 'registry.example.com:5000/x/y:1.0'] },
      { name: 'node-images', required: true, images: [`docker.io/kindest/node:v1.32.5@${digest('d')}`] },
    ],
  });
  expect(parse(formatZarf(EMPTY)).components).toHaveLength(1);
});

describe('CycloneDX', () => {
  const OPTIONS = { tool: 'clusterstack 0.1.0', created: '2026-11-23T10:00:00Z', content: digest('9') };
  const UNORDERED = ['h: b', 'ch: a', 'Z: a', 'h: a'].map((text) => ({ subject: text.slice(0, -3), message: text.slice(-1) }));
  const schemas = createRequire(import.meta.url)
    .resolve('@cyclonedx/cyclonedx-library/package.json')
    .replace('package.json', 'res/schema/');
  const read = (name: string) => JSON.parse(readFileSync(`${schemas}${name}`, 'utf8'));

  test.each([REPORT, EMPTY])('is valid', (report) => {
    const ajv = new Ajv({ strict: false, validateFormats: false });
    for (const name of ['spdx', 'jsf-0.82', 'cryptography-defs'])
      ajv.addSchema({ ...read(`${name}.SNAPSHOT.schema.json`), $id: `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json` });
    const validate = ajv.compile(read('bom-1.6.SNAPSHOT.schema.json'));
    validate(JSON.parse(formatCycloneDx(report, OPTIONS)));
    expect(validate.errors).toBeNull();
    expect(validate({ bomFormat: 'CycloneDX', specVersion: '1.6', components: [{}] })).toBe(false);
  });

  test('has the same bytes for the same contents, in whatever order they were found', () => {
    const turned = {
      ...REPORT,
      images: REPORT.images.toReversed(),
      nodeImages: REPORT.nodeImages.toReversed(),
      charts: REPORT.charts.toReversed(),
    };
    const bom = formatCycloneDx(REPORT, OPTIONS);
    expect(formatCycloneDx(turned, OPTIONS)).toBe(bom);
    const others = [
      formatCycloneDx({ ...REPORT, images: REPORT.images.slice(1) }, OPTIONS),
      formatCycloneDx(REPORT, { ...OPTIONS, created: undefined }),
    ];
    const serials = [bom, ...others].map((text) => JSON.parse(text).serialNumber);
    expect(new Set(serials).size).toBe(3);
  });

  test('tells apart what has one name and more than one content', () => {
    const [chart] = REPORT.charts;
    if (chart === undefined) throw new Error('no chart');
    const { digest: _, ...unknown } = chart;
    const charts = [chart, { ...chart, addon: 'csi' }, { ...chart, digest: digest('1'), addon: 'other' }, { ...unknown, addon: 'third' }];
    const { components } = JSON.parse(formatCycloneDx({ ...EMPTY, charts }, OPTIONS));
    const purl = 'pkg:helm/cilium@1.17.4?repository_url=https:%2F%2Fhelm.example.com%2F';
    expect(components.slice(1).map((one: { readonly [key: string]: unknown }) => [one['bom-ref'], one['purl'], one['hashes']])).toEqual([
      [purl, purl, undefined],
      [`${purl}#${digest('1')}`, purl, [{ alg: 'SHA-256', content: '1'.repeat(64) }]],
      [`${purl}#${digest('f')}`, purl, [{ alg: 'SHA-256', content: 'f'.repeat(64) }]],
    ]);
  });

  test('is in the same order whatever the language of the machine', () => {
    const compare = vi.spyOn(String.prototype, 'localeCompare').mockImplementation(() => 1);
    try {
      const { components, metadata } = JSON.parse(formatCycloneDx({ ...REPORT, unknown: UNORDERED }, OPTIONS));
      const purls = components.map(({ purl }: { purl: string }) => purl);
      expect(purls).toEqual(purls.toSorted());
      expect(metadata.properties.map(({ value }: { value: string }) => value)).toEqual([digest('9'), 'Z: a', 'ch: a', 'h: a', 'h: b']);
      expect(compare).not.toHaveBeenCalled();
    } finally {
      compare.mockRestore();
    }
  });

  test('names what was found, and what was not seen', () => {
    const { metadata, components, dependencies } = JSON.parse(formatCycloneDx(REPORT, OPTIONS));
    expect(metadata).toEqual({
      timestamp: '2026-11-23T10:00:00.000Z',
      tools: [{ name: 'clusterstack', version: '0.1.0' }],
      component: {
        type: 'application',
        name: 'docker-demo-1-32',
        version: 'v4',
        'bom-ref': 'docker-demo-1-32-v4',
        purl: 'pkg:generic/docker-demo-1-32@v4',
      },
      properties: [
        { name: 'clusterstack:content', value: digest('9') },
        { name: 'clusterstack:unknown', value: 'metrics: was not rendered' },
      ],
    });
    expect(components.map(({ type, purl }: { type: string; purl: string }) => `${type} ${purl}`).sort()).toEqual([
      'application pkg:helm/cilium@1.17.4?repository_url=https:%2F%2Fhelm.example.com%2F',
      'application pkg:helm/oci@1.0.0%2Bb?repository_url=oci:%2F%2Fregistry.example.com%2Fcharts',
      'application pkg:helm/own@0.1.0?repository_url=file:%2F%2F..%2Fown',
      `container pkg:oci/nginx@${digest('b')}?repository_url=docker.io%2Flibrary%2Fnginx&tag=latest`,
      `container pkg:oci/node@${digest('d')}?repository_url=docker.io%2Fkindest%2Fnode&tag=v1.32.5`,
      `container pkg:oci/pinned@${digest('a')}?repository_url=quay.io%2Fa%2Fpinned&tag=v1`,
      `container pkg:oci/y@${digest('c')}?repository_url=registry.example.com:5000%2Fx%2Fy&tag=1.0`,
      'operating-system pkg:generic/ubuntu-24.04',
      'operating-system pkg:generic/ubuntu?download_url=https:%2F%2Fimages.example.com%2Fu.qcow2',
      'operating-system pkg:generic/v.qcow2?download_url=https:%2F%2Fimages.example.com%2Fv.qcow2',
      'platform pkg:github/kubernetes/kubernetes@v1.32.5',
    ]);
    const refs = components.map((component: { 'bom-ref': string }) => component['bom-ref']).sort();
    expect(dependencies.find(({ ref }: { ref: string }) => ref === 'docker-demo-1-32-v4').dependsOn.toSorted()).toEqual(refs);
  });
});

test('YAML: what could be taken for something else is quoted, what cannot be seen is escaped', () => {
  const data = {
    plain: 'a/b:v1',
    number: '1.10',
    truth: 'yes',
    empty: '',
    list: [],
    map: {},
    text: 'a: b #c',
    nested: [{ a: 'x', b: ['w'] }, 'z'],
  };
  expect(formatYaml(data)).toBe(
    'plain: a/b:v1\nnumber: "1.10"\ntruth: "yes"\nempty: ""\nlist: []\nmap: {}\ntext: "a: b #c"\nnested:\n  - a: x\n    b:\n      - w\n  - z\n',
  );
  expect(parse(formatYaml(data))).toEqual(data);
  const hostile = { 'a\n- b: c': 'x\n---\ny\u0007\u2028', '##[error]': '::error::x' };
  expect(formatYaml(hostile).split('\n')).toHaveLength(3);
});

test('hostile words stay on their lines, and take no secret along', () => {
  const hostile = {
    ...EMPTY,
    charts: [{ name: 'x\n# y', version: '1', repository: 'https://user:pass@host/', addon: 'cni' }],
    unknown: [{ subject: 'a\nb', message: 'c\nd' }],
  };
  const text = formatText(cleanData(hostile));
  expect(text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))).toEqual([]);
  expect(text).not.toContain('pass');
  expect(formatCycloneDx(hostile, { tool: 'clusterstack 0', created: undefined, content: digest('9') })).not.toContain('pass@');
});
