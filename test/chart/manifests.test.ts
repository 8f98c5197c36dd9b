import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseManifests } from '../../src/chart/index.ts';

const placeOf = (file: string) => ({ file });

describe('parseManifests', () => {
  test('gives objects with the template that they come from', () => {
    const text = `---
# Source: cni/crds/policy.yaml
# Source: of its author
---
apiVersion: example.com/v1
kind: Policy
metadata: {name: p, namespace: ns}
---
# Source: cni/templates/empty.yaml
---
# Source: cni/templates/a.yaml
apiVersion: v1
kind: Service
metadata:
  name: 0123
`;
    expect(parseManifests(text, placeOf)).toEqual({
      objects: [
        {
          template: 'cni/crds/policy.yaml',
          place: { file: 'cni/crds/policy.yaml' },
          apiVersion: 'example.com/v1',
          kind: 'Policy',
          name: 'p',
          namespace: 'ns',
          data: { apiVersion: 'example.com/v1', kind: 'Policy', metadata: { name: 'p', namespace: 'ns' } },
        },
        {
          template: 'cni/templates/a.yaml',
          place: { file: 'cni/templates/a.yaml' },
          apiVersion: 'v1',
          kind: 'Service',
          name: '0123',
          namespace: undefined,
          data: { apiVersion: 'v1', kind: 'Service', metadata: { name: 83 } },
        },
      ],
      problems: [],
    });
  });

  test('gives a list, and then its items', () => {
    const text =
      '---\n# Source: a/templates/x.yaml\nkind: List\nitems:\n- {kind: A, metadata: {name: a, namespace: ns}}\n- {kind: B}\n- 3\n';
    const { objects, problems } = parseManifests(text, placeOf);
    expect(objects.map(({ kind, name, namespace, apiVersion }) => ({ kind, name, namespace, apiVersion }))).toEqual([
      { kind: 'List', name: '', namespace: undefined, apiVersion: '' },
      { kind: 'A', name: 'a', namespace: 'ns', apiVersion: '' },
      { kind: 'B', name: '', namespace: undefined, apiVersion: '' },
    ]);
    expect(problems).toEqual([{ message: 'renders to a List with an item that is not an object', place: { file: 'a/templates/x.yaml' } }]);
  });

  test('reads plain texts and merge keys as Kubernetes does', () => {
    const text = 'kind: A\nmetadata: {<<: {name: a}}\nspec: {a: yes, b: off, c: "yes", d: 1_000, e: yesterday, f: no}\n';
    const [object] = parseManifests(text, placeOf).objects;
    expect(object?.name).toBe('a');
    expect(object?.data['spec']).toEqual({ a: true, b: false, c: 'yes', d: 1000, e: 'yesterday', f: false });
  });

  test('reads quoted texts that go on at the begin of a line, as Helm does', () => {
    const text = '---\n# Source: a/templates/x.yaml\nkind: A\nmetadata:\n  name: "a\nb"\nspec: {mode: 0400}\n';
    const { objects, problems } = parseManifests(text, placeOf);
    expect([objects.map(({ name, data }) => [name, data['spec']]), problems]).toEqual([[['a b', { mode: 256 }]], []]);
  });

  test.each(['--- text', '---text', '----', '--- {}'])('tells that CSO loses the document before %j', (line) => {
    const text = `---\n# Source: a/crds/x.yaml\nkind: A\n${line}\nkind: B\n`;
    const { objects, problems } = parseManifests(text, placeOf);
    expect(objects.map(({ kind }) => kind)).toEqual(['A', 'B']);
    expect(problems).toEqual([
      {
        message: `has the line ${JSON.stringify(line)}: CSO loses the document before it without a word; write --- on a line of its own`,
        place: { file: 'a/crds/x.yaml' },
      },
    ]);
  });

  test.each(['---', '--- ', '---\t# text', '--- # text'])('takes %j for the end of a document', (line) => {
    const { objects, problems } = parseManifests(`kind: A\n${line}\nkind: B\n`, placeOf);
    expect([objects.map(({ kind }) => kind), problems]).toEqual([['A', 'B'], []]);
  });

  test('shows the line that cannot be read', () => {
    const text = '---\n# Source: a/templates/x.yaml\nkind: A\r\nspec:\n  a: b: c\n';
    expect(parseManifests(text, placeOf).problems.map(({ message }) => message)).toEqual([
      'is not valid YAML: the value has a ": " in it; put it in quotes, or begin a new line for the key (where it renders to "a: b: c")',
    ]);
  });

  test('tells where an object stands among those of its template', () => {
    const asked: unknown[] = [];
    const text =
      '---\n# Source: a/templates/x.yaml\nkind: A\nmetadata: {name: a}\n---\n# Source: a/templates/y.yaml\n[\n---\n# Source: a/templates/x.yaml\nkind: B\n';
    parseManifests(text, (template, object) => {
      asked.push({ template, ...object });
      return { file: template };
    });
    expect(asked).toEqual([
      { template: 'a/templates/x.yaml', kind: 'A', name: 'a', index: 0 },
      { template: 'a/templates/y.yaml', kind: '', name: '', index: 0 },
      { template: 'a/templates/x.yaml', kind: 'B', name: '', index: 1 },
    ]);
  });

  test('takes the name of a template from where Helm writes it alone', () => {
    const text =
      'kind: First\n---\r\n# Source: a/templates/x.yaml\r\nkind: A\n---\n\n# Source: of its author\nkind: B\n--- # Source: c\nkind: C\n';
    expect(parseManifests(text, placeOf).objects.map(({ kind, template }) => [kind, template])).toEqual([
      ['First', ''],
      ['A', 'a/templates/x.yaml'],
      ['B', 'a/templates/x.yaml'],
      ['C', 'a/templates/x.yaml'],
    ]);
  });

  test('takes for a list what calls itself one and has items', () => {
    const text = 'kind: ConfigMapList\nitems: [{kind: A}]\n---\nkind: List\nitems: {kind: B}\n---\nkind: Lists\nitems: [{kind: C}]\n';
    const { objects, problems } = parseManifests(text, placeOf);
    expect([objects.map(({ kind }) => kind), problems]).toEqual([['ConfigMapList', 'A', 'List', 'Lists'], []]);
  });

  test('gives fields of odd types as texts, and none for those that are null', () => {
    const text = 'apiVersion: 1\nkind: true\nmetadata: {name: null, namespace: 2}\n---\nmetadata: [a]\nkind: null\n';
    expect(parseManifests(text, placeOf).objects.map(({ place: _p, data: _d, template: _t, ...object }) => object)).toEqual([
      { apiVersion: '1', kind: 'true', name: '', namespace: '2' },
      { apiVersion: '', kind: '', name: '', namespace: undefined },
    ]);
  });

  test('shows no more of a line than helps', () => {
    const long = 'x'.repeat(100);
    const { problems } = parseManifests(`kind: A\nb:\n  ${long}: b: c\n---${long}\nkind: B\n`, placeOf);
    expect(problems.map(({ message }) => message)).toEqual([
      `has the line "---${'x'.repeat(37)}": CSO loses the document before it without a word; write --- on a line of its own`,
      expect.stringMatching(/ \(where it renders to "x{60}"\)$/),
    ]);
  });

  test('reports what is not an object', () => {
    const text = '---\n# Source: a/templates/x.yaml\na: [\n---\n# Source: a/templates/y.yaml\n- 1\n---\nhello\n';
    expect(parseManifests(text, placeOf).problems.map(({ message, place }) => [message.slice(0, 17), place.file])).toEqual([
      ['is not valid YAML', 'a/templates/x.yaml'],
      ['renders to someth', 'a/templates/y.yaml'],
      ['renders to someth', 'a/templates/y.yaml'],
    ]);
  });

  test('reads 10,000 objects in bounded time', () => {
    const object =
      '---\n# Source: a/templates/x.yaml\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n  labels: {a: b, c: "d"}\ndata:\n  e: |\n    f\n    g\n';
    const start = performance.now();
    expect(parseManifests(object.repeat(10_000), placeOf).objects.length).toBe(10_000);
    // About one second on a small machine; quadratic work would take minutes.
    expect(performance.now() - start).toBeLessThan(20_000);
  });

  test('never throws', () => {
    const piece = fc.constantFrom(
      '---\n',
      '# Source: a/b\n',
      'kind: List\n',
      'items: [*a]\n',
      '- &a x\n',
      '{',
      '}',
      ': ',
      '"',
      '\n',
      '\t',
      '<<: *a',
      '!!set',
      '\u0000',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 30 }), (pieces) => void parseManifests(pieces.join(''), placeOf)),
    );
  });
});
