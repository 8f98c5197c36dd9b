import { expect, test } from 'vitest';
import { formatNotes, formatNotesBody, type NotesReport } from '../../../src/lifecycle/notes/index.ts';

const HOSTILE = '</details><img src=x> @team [a](javascript:x) `b` | c\n# d\n``` ![i](http://x)';

const REPORT: NotesReport = {
  schemaVersion: 1,
  release: 'docker-demo-1-32-v4',
  version: 'v4',
  from: 'docker-demo-1-32-v3',
  summary: 'The pods of cni restart.',
  effects: [
    {
      kind: 'restart-pods',
      subject: 'DaemonSet kube-system/cilium',
      addon: 'cni',
      scope: { kind: 'all' },
      when: 'at-once',
      verdict: 'ok',
      message: 'its pods restart',
      cause: { field: 'spec.template' },
      rule: 'addon-restart' as NotesReport['effects'][number]['rule'],
    },
    {
      kind: 'refused',
      subject: 'variable mtu',
      scope: { kind: 'all' },
      when: 'admission',
      verdict: 'refused',
      message: 'is gone',
      clusterApi: '1.12',
      cause: { field: 'spec.variables' },
      rule: 'variable-removed' as NotesReport['effects'][number]['rule'],
    },
  ],
  versions: [
    {
      name: 'Kubernetes',
      from: 'v1.32.4',
      to: 'v1.32.5',
      links: [{ title: 'Kubernetes v1.32.5', url: 'https://example.com/k' }],
      changes: [],
    },
    { name: 'cilium', addon: 'cni', from: '1.17.3', to: '1.17.4', links: [], changes: ['fixed: a bug'] },
    { name: 'same', addon: 'csi', from: '1', to: '1', links: [], changes: [] },
    { name: 'new', addon: 'csi', to: '2', links: [], changes: [] },
    { name: 'gone', addon: 'old', from: '3', links: [], changes: [] },
  ],
  images: [{ from: 'quay.io/a/b:v1', to: 'quay.io/a/b:v2' }, { to: 'quay.io/a/c:v1' }, { from: 'quay.io/a/d:v1' }],
  commits: [
    {
      commit: 'c'.repeat(40),
      subject: 'Fix it',
      author: 'ann',
      date: '2026-11-23',
      url: `https://github.com/o/r/commit/${'c'.repeat(40)}`,
    },
    { commit: 'd'.repeat(40), subject: 'Raise it', author: 'ann', date: '2026-11-22' },
  ],
  use: 'kind: ClusterStack',
  verify: ['clusterstack verify oci://example.com/r:docker-demo-1-32-v4'],
  unknown: [{ subject: 'csi', message: 'was not rendered' }],
};

test('as they are without a template', () => {
  expect(formatNotes(REPORT, undefined)).toBe(`Cluster stack release \`docker-demo-1-32-v4\`, after \`docker-demo-1-32-v3\`.

### What clusters live through

The pods of cni restart.

| What | Effect | Why |
|---|---|---|
| \`variable mtu\` | **refused**: is gone (Cluster API 1.12) | \`spec.variables\` |
| \`DaemonSet kube-system/cilium\` | its pods restart | \`spec.template\` |

### Versions

| Addon | | Version | Upstream |
|---|---|---|---|
|  | Kubernetes | v1.32.4 → **v1.32.5** | [Kubernetes v1.32.5](https://example.com/k) |
| \`cni\` | cilium | 1.17.3 → **1.17.4** |  |
| \`csi\` | same | 1, unchanged |  |
| \`csi\` | new | **2** |  |
| \`old\` | gone | 3 → **gone** |  |

<details><summary>cilium 1&#46;17&#46;4, as its chart says</summary>

- fixed: a bug

</details>

### Images

| From | To |
|---|---|
| \`quay.io/a/b:v1\` | \`quay.io/a/b:v2\` |
|  | \`quay.io/a/c:v1\` |
| \`quay.io/a/d:v1\` |  |

### Commits

- [\`cccccccccc\`](https://github.com/o/r/commit/${'c'.repeat(40)}) Fix it (2026-11-23)
- \`dddddddddd\` Raise it (2026-11-22)

### How to use it

<details><summary>a ClusterStack and a Cluster</summary>

\`\`\`yaml
kind: ClusterStack
\`\`\`

</details>

### How to verify it

\`\`\`sh
clusterstack verify oci://example.com/r:docker-demo-1-32-v4
\`\`\`

### Not known

- \`csi\`: was not rendered
`);
});

test('a template decides what there is', () => {
  const text = '# {{release}}\n{{#versions}}\n{{#from}}\n* {{name}} {{from}} to {{to}}\n{{/from}}\n{{/versions}}\n{{{sections.verify}}}';
  expect(formatNotes({ ...REPORT, versions: REPORT.versions.slice(0, 2) }, { text, file: 'T' })).toBe(
    '# docker-demo-1-32-v4\n* Kubernetes v1.32.4 to v1.32.5\n* cilium 1.17.3 to 1.17.4\n### How to verify it\n\n```sh\nclusterstack verify oci://example.com/r:docker-demo-1-32-v4\n```\n',
  );
});

test('words of charts, objects and commits stay words', () => {
  const hostile: NotesReport = {
    ...REPORT,
    summary: HOSTILE,
    effects: REPORT.effects.map((effect) => ({ ...effect, subject: HOSTILE, message: HOSTILE, cause: { field: HOSTILE } })),
    versions: [
      { name: HOSTILE, addon: HOSTILE, from: HOSTILE, to: 'x', links: [{ title: HOSTILE, url: 'javascript:x' }], changes: [HOSTILE] },
    ],
    images: [{ from: HOSTILE, to: HOSTILE }],
    commits: [{ commit: 'c'.repeat(40), subject: HOSTILE, author: HOSTILE, date: HOSTILE, url: 'javascript:x' }],
    use: HOSTILE,
    unknown: [{ subject: HOSTILE, message: HOSTILE }],
  };
  for (const text of [formatNotes(hostile, undefined), formatNotesBody(hostile)]) {
    // What stands in code is shown as it is.
    const outside = text.replaceAll(/^(`{3,})\w*\n[\s\S]*?\n\1$/gm, '').replaceAll(/(?<!\\)`[^`\n]*(?<!\\)`/g, '');
    expect(outside.match(/(?<!\\)<(?!!-- -->|\/?details>|\/?summary>|br>|\/?code>)/g)).toBeNull();
    expect(outside.match(/(?<!<!-- -->)@/g)).toBeNull();
    expect(outside.match(/^# /gm)).toBeNull();
    expect(outside.match(/(?<!\\)\]\((?!https?:)/g)).toBeNull();
    expect(outside.split('<details>').length).toBe(outside.split('</details>').length);
  }
});

test('however long, the part for a page ends', () => {
  const many = Array.from({ length: 5000 }, (_, index) => ({ to: `registry.example.com/${'x'.repeat(100)}/${index}:v1` }));
  const body = formatNotesBody({ ...REPORT, images: many, use: 'x'.repeat(200_000) });
  expect(body.length).toBeLessThan(80_000);
  expect(body).toContain('and 4950 more');
  expect(body).toContain('### Commits');
  expect(body).not.toContain('### How to use it');
});
