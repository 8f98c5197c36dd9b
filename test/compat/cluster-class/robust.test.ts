import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseManifests, type RenderedObject } from '../../../src/chart/index.ts';
import { parseTemplate } from '../../../src/compat/cluster-class/template/index.ts';
import { runRules } from '../../../src/compat/index.ts';
import { CLUSTER_CLASS } from '../../../src/compat/rules/cluster-class/index.ts';
import { isObject } from '../../../src/data.ts';
import { buildFacts } from '../../support/check-built.ts';
import { CLASS } from '../../support/cluster-class.ts';
import { renderTemplate } from '../../support/render-template.ts';

const OBJECTS = parseManifests(CLASS.replace('{{ .Release.Name }}-{{ .Chart.Version }}', 'docker-demo-1-32-v1'), (file) => ({
  file,
})).objects;

async function checkObjects(objects: readonly RenderedObject[]) {
  const facts = await buildFacts({}, { renderings: { 'cluster-class': { kind: 'rendered', objects, problems: [] } } });
  return runRules(facts, CLUSTER_CLASS);
}

/** All places of a value, as paths. */
function listPaths(value: unknown, path: readonly string[] = []): string[][] {
  const below =
    isObject(value) || Array.isArray(value) ? Object.entries(value).flatMap(([key, item]) => listPaths(item, [...path, key])) : [];
  return [[...path], ...below];
}

function put(value: unknown, [key, ...path]: readonly string[], item: unknown): unknown {
  if (key === undefined) return item;
  const copy: Record<string, unknown> = Array.isArray(value)
    ? ([...value] as unknown as Record<string, unknown>)
    : { ...(value as object) };
  copy[key] = put(copy[key], path, item);
  return copy;
}

const VALUES = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fc.constantFrom(
    '__proto__',
    'constructor',
    '{{',
    '{{ .image }}',
    '/spec/__proto__/a',
    '/',
    '*',
    '(',
    '[a',
    'image[0]',
    'a[',
    'builtin',
    '[[:alpha:]]',
    -1,
    Number.MAX_SAFE_INTEGER,
    null,
  ),
  fc.dictionary(
    fc.constantFrom('__proto__', 'type', 'properties', 'items', 'default', 'ref', 'name', 'pattern', 'enum', 'allOf'),
    fc.jsonValue({ maxDepth: 2 }),
  ),
);

describe('whatever stands where in a ClusterClass or a template', () => {
  const places = OBJECTS.flatMap(({ data }, index) => listPaths(data).map((path) => ({ index, path })));

  test('no rule fails', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.constantFrom(...places), VALUES), { minLength: 1, maxLength: 4 }), async (changes) => {
        let objects: readonly RenderedObject[] = OBJECTS;
        for (const [{ index, path }, value] of changes) {
          objects = objects.map((object, at) => {
            const data = at === index ? put(object.data, path, value) : object.data;
            return { ...object, data: isObject(data) ? data : {} };
          });
        }
        expect(Array.isArray(await checkObjects(objects))).toBe(true);
      }),
      { numRuns: 400 },
    );
  });
});

test('a schema nested deeper than any is judged, or left alone', async () => {
  let schema: unknown = { type: 'string' };
  for (let depth = 0; depth < 90; depth++) schema = { type: 'object', properties: { a: schema } };
  const [first, ...others] = OBJECTS;
  if (first === undefined) throw new Error('no object');
  const data = put(first.data, ['spec', 'variables', '0', 'schema', 'openAPIV3Schema'], schema) as Record<string, unknown>;
  expect((await checkObjects([{ ...first, data }, ...others])).length).toBeGreaterThan(0);
});

test('any text is a template or none', () => {
  const part = fc.oneof(
    fc.string(),
    fc.constantFrom(
      '{{',
      '}}',
      '{{-',
      '-}}',
      ' ',
      '.',
      '.a',
      '$',
      '$x',
      ':=',
      '|',
      '(',
      ')',
      '"',
      '`',
      'if',
      'else',
      'end',
      'range',
      'with',
      'eq',
      'index',
      'printf',
      '1',
      '/*',
      '*/',
      'true',
      'nil',
      ',',
    ),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 20 }), fc.jsonValue(), (parts, value) => {
      const text = parts.join('');
      expect(parseTemplate(text).kind).toBeTypeOf('string');
      expect(renderTemplate(text, { a: value }).kind).toBeTypeOf('string');
    }),
    { numRuns: 2000 },
  );
});

test('ten thousand objects take little longer each than a thousand', async () => {
  const measure = async (count: number): Promise<number> => {
    const template = OBJECTS.find(({ kind }) => kind === 'DockerMachineTemplate');
    if (template === undefined) throw new Error('no template');
    const more = Array.from({ length: count }, (_, index): RenderedObject => ({ ...template, name: `machine-${index}` }));
    const start = performance.now();
    await checkObjects([...OBJECTS, ...more]);
    return performance.now() - start;
  };
  await measure(1000);
  const [small, large] = [await measure(1000), await measure(10_000)];
  expect(large).toBeLessThan(Math.max(small * 30, 1000));
});
