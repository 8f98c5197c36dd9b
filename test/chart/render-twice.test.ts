import { describe, expect, test } from 'vitest';
import {
  type ChartUse,
  type Comparison,
  createRenderer,
  openRenderCache,
  type Rendering,
  readUse,
  renderTwice,
} from '../../src/chart/index.ts';
import { describeWithHelm, readCni } from '../support/helm-tool.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const TEMPLATE = 'cni/templates/a.yaml';
const object = { apiVersion: 'v1', kind: 'ConfigMap', name: 'a', place: { file: TEMPLATE } };

function renderedAs(data: Readonly<Record<string, unknown>>): Rendering {
  return { kind: 'rendered', objects: [{ template: TEMPLATE, namespace: undefined, ...object, data }], problems: [] };
}

const FIRST = renderedAs({ a: 0, b: 0 });
const SAME: Comparison = { kind: 'compared', differences: [] };
const differAt = (...keys: readonly string[]): Comparison => ({
  kind: 'compared',
  differences: keys.map((key) => ({ object, path: [key] })),
});

/** What a chart with these functions uses, and a sub-chart's. */
async function useOf(functions: string, subchart = '', definitions = '') {
  const own: ChartUse = (await readUse(await readCni({ 'templates/a.yaml': functions, 'templates/_a.tpl': definitions }))).own;
  const inner = (await readUse(await readCni({ 'templates/a.yaml': subchart }))).own;
  return {
    own,
    subcharts: new Map([
      ['charts/a', inner],
      ['charts/broken.tgz', undefined],
    ]),
  };
}

/** Gives one rendering after the other, and counts them. */
function giveInTurn(...renderings: readonly Rendering[]) {
  let count = 0;
  const again = async () => renderings[count++] ?? FIRST;
  return { again, counted: () => count };
}

describe('a chart is rendered again', () => {
  test.each<[name: string, functions: string, subchart: string, times: number]>([
    ['not at all without functions whose results differ', '{{ upper "now" }}', '', 0],
    ['once for long results', '{{ genCA "a" 1 }}', '', 1],
    ['once for those of a sub-chart', '', '{{ uuidv4 }}', 1],
    ['four times for results that may be equal by chance', '{{ randInt 0 2 }}', '', 4],
    ['four times for one digit', '{{ uuidv4 }}{{ randNumeric 1 }}', '', 4],
    ['four times for a shuffled text of a sub-chart', '{{ uuidv4 }}', '{{ shuffle "ab" }}', 4],
  ])('%s', async (_, functions, subchart, times) => {
    const { again, counted } = giveInTurn();
    expect(await renderTwice(await useOf(functions, subchart), FIRST, 'key', again)).toEqual(SAME);
    expect(counted()).toBe(times);
  });

  test.each(['{{ uuidv4 }}{{ now }}', '{{ ago .Values.a }}'])('after more than a second for the clock of %s', async (functions) => {
    const started = performance.now();
    await renderTwice(await useOf(functions), FIRST, 'key', giveInTurn().again);
    expect(performance.now() - started).toBeGreaterThan(1000);
  });

  test('without waiting where the results are not of a clock', async () => {
    const started = performance.now();
    await renderTwice(await useOf('{{ uuidv4 }}'), FIRST, 'key', giveInTurn().again);
    expect(performance.now() - started).toBeLessThan(1000);
  });

  test('for definitions that a chart beside it may include', async () => {
    const unused = '{{ define "a" }}{{ uuidv4 }}{{ end }}';
    const [alone, beside] = [giveInTurn(), giveInTurn()];
    await renderTwice(await useOf('a', 'b', unused), FIRST, 'key', alone.again);
    await renderTwice(await useOf('a', '{{ include "other" . }}', unused), FIRST, 'key', beside.again);
    expect([alone.counted(), beside.counted()]).toEqual([0, 1]);
  });

  test('and all that differed in any of the times is told once', async () => {
    const use = await useOf('{{ randInt 0 2 }}');
    const { again } = giveInTurn(renderedAs({ a: 1, b: 0 }), FIRST, renderedAs({ a: 1, b: 1 }), renderedAs({ a: 2, b: 0 }));
    expect(await renderTwice(use, FIRST, 'key', again)).toEqual(differAt('a', 'b'));
  });

  test('and is unknown once it fails', async () => {
    const use = await useOf('{{ randInt 0 2 }}');
    const { again, counted } = giveInTurn(renderedAs({ a: 1, b: 0 }), { kind: 'failed', message: 'why', place: { file: TEMPLATE } });
    expect(await renderTwice(use, FIRST, 'key', again)).toEqual({ kind: 'unknown', message: 'why' });
    expect(counted()).toBe(2);
  });

  test('once a content', async () => {
    const cache = openRenderCache(temporaryDirectory());
    const use = await useOf('{{ uuidv4 }}');
    const other = renderedAs({ a: 1, b: 0 });
    const { again, counted } = giveInTurn(other, other);
    for (const key of ['one', 'one', 'two']) expect(await renderTwice(use, FIRST, key, again, cache)).toEqual(differAt('a'));
    expect(counted()).toBe(2);
  });
});

describe('without Helm', () => {
  const skipped: Rendering = { kind: 'skipped', reason: 'no-helm', message: 'there is no helm' };
  test('a chart without such functions is the same each time', async () => {
    expect(await renderTwice(await useOf('a'), skipped, undefined, giveInTurn().again)).toEqual(SAME);
  });

  test('any other is unknown, for the sake of its functions', async () => {
    const { again, counted } = giveInTurn();
    expect(await renderTwice(await useOf('{{ uuidv4 }}{{ now }}', '{{ now }}'), skipped, undefined, again)).toEqual({
      kind: 'unknown',
      message: 'its templates call now, uuidv4, and there is no helm',
    });
    expect(counted()).toBe(0);
  });
});

test.each<[name: string, first: Rendering, key: string | undefined]>([
  ['what fails', { kind: 'failed', message: 'why', place: { file: TEMPLATE } }, 'key'],
  ['what is skipped', { kind: 'skipped', reason: 'missing-dependency', message: 'why' }, 'key'],
  ['what is kept by nothing', FIRST, undefined],
])('%s is not compared', async (_, first, key) => {
  expect(await renderTwice(await useOf('{{ uuidv4 }}'), first, key, giveInTurn().again)).toBeUndefined();
});

describeWithHelm('with real helm', (helm) => {
  test('a rendering of another day has another date and time of day, and is not kept', async () => {
    const cache = openRenderCache(temporaryDirectory());
    const render = createRenderer({ helm, cache, atATime: 1 });
    const chart = await readCni({
      'templates/a.yaml': `kind: A
year: {{ now | date "2006" }}
hour: {{ now | date "15" }}
zone: {{ now | date "MST -0700" }}
`,
    });
    const request = { kind: 'cluster-class', chart, release: 'a', namespace: 'cluster' } as const;
    const read = async (again?: 'again') => {
      const rendering = await render(request, again);
      if (rendering.kind !== 'rendered') throw new Error(JSON.stringify(rendering));
      return rendering.objects[0]?.data ?? {};
    };
    const [first, other, kept] = [await read(), await read('again'), await read()];
    expect([first['zone'], other['zone'], kept]).toEqual(['UTC +0000', 'OFF +961303', first]);
    expect(['year', 'hour'].filter((key) => first[key] === other[key])).toEqual([]);
  });
});
