import { describe, expect, test } from 'vitest';
import { createBudget, OverBudget } from '../../../src/compat/budget.ts';
import { isDuration, readSeconds } from '../../../src/compat/cluster-class/kubernetes-values.ts';
import { validateRules } from '../../../src/compat/cluster-class/schema/validate-rules.ts';
import { createSchemaBudget, validateSchema } from '../../../src/compat/cluster-class/schema/validate-schema.ts';
import { listWords } from '../../../src/compat/cluster-class/simulation/assignments.ts';
import { applyOperation } from '../../../src/compat/cluster-class/simulation/json-patch.ts';
import { createSampleBudget, defaultOf, listSamples } from '../../../src/compat/cluster-class/simulation/samples.ts';
import { UNKNOWN } from '../../../src/compat/cluster-class/template/index.ts';
import { createCompiler } from '../../../src/compat/go-regexp/compiler.ts';
import { readValuesTemplate } from '../../../src/compat/rules/parts/read-values.ts';
import { listRepeated, listStages, stagesOf } from '../../../src/compat/stages.ts';
import { parseStages } from '../../../src/stack/index.ts';
import { parseYaml, toData } from '../../../src/yaml/index.ts';
import { renderTemplate } from '../../support/render-template.ts';

/** Far more than any of these takes; without a budget each takes minutes, or gigabytes. */
const MOST_TIME = 5000;
const MOST_MEMORY = 300e6;

function measured<T>(run: () => T): T {
  const [start, before] = [performance.now(), process.memoryUsage().rss];
  const result = run();
  expect(performance.now() - start).toBeLessThan(MOST_TIME);
  expect(process.memoryUsage().rss - before).toBeLessThan(MOST_MEMORY);
  return result;
}

test('a duration of many digits is none, and that is seen at once', () => {
  const digits = '1'.repeat(200_000);
  expect(measured(() => [isDuration(`${digits}x`), isDuration('1h30.5m.5s'), readSeconds(digits), readSeconds('-1h30.5m.5s')])).toEqual([
    ...[false, true],
    ...[0, -5430.5],
  ]);
});

test('stages of one name are found among many', () => {
  const hook = (name: string, length: number) => {
    const lines = Array.from({ length }, (_, index) => `  - {name: a${index}, action: apply}\n`);
    return `  ${name}:\n${lines.join('')}  - {name: a7, action: delete}\n`;
  };
  const text = `addonStages:\n${hook('AfterControlPlaneInitialized', 50_000)}${hook('BeforeClusterUpgrade', 8)}`;
  const stages = parseStages(parseYaml('clusteraddon.yaml', Buffer.from(text)));
  expect(measured(() => stagesOf({ stages }, 'AfterControlPlaneInitialized').length)).toBe(50_000);
  expect(measured(() => listRepeated(listStages({ stages })).map(({ hook, action }) => [hook, action?.source]))).toEqual([
    ['AfterControlPlaneInitialized', 'delete'],
    ['BeforeClusterUpgrade', 'delete'],
  ]);
});

test('words are found in a template of many beginnings', () => {
  const template = `${'{{ '.repeat(200_000)}"a" 7 }}`;
  expect(measured(() => listWords([template, undefined]))).toEqual(['a', 7, 8]);
});

test('values of many beginnings are read', () => {
  const bytes = Buffer.from(`a: '{{ b }}'\nc: "${'{{'.repeat(200_000)}"\n`);
  const yaml = measured(() => readValuesTemplate({ file: 'values.yaml', bytes }));
  expect(yaml && toData(yaml)).toEqual({ a: '\u2026', c: '{{'.repeat(200_000) });
});

test('a budget is spent, of the whole too, and says which limit was passed', () => {
  const whole = createBudget({ steps: 5, bytes: 5, depth: 1 });
  const part = createBudget({ steps: 3, bytes: 1000, depth: 2 }, whole);
  part.spend('steps', 3);
  expect(() => part.spend('steps')).toThrow(new OverBudget('it takes more than 3 steps'));
  expect(() => createBudget({ steps: 9, bytes: 9, depth: 9 }, whole).spend('bytes', 6)).toThrow('it makes texts of more than 5 characters');
  expect(() => whole.deeper(() => whole.deeper(() => 1))).toThrow('it is nested more than 1 deep');
  expect(createBudget({ steps: 1, bytes: 1, depth: 1 }).deeper(() => 1)).toBe(1);
});

const LIST = Array.from({ length: 200 }, (_, index) => `item ${index}`);

describe('a template that would never end', () => {
  test.each([
    ['ranges in ranges', '{{range .l}}{{range $.l}}{{range $.l}}{{range $.l}}x{{end}}{{end}}{{end}}{{end}}', /500,000 steps/],
    ['a text that grows', `{{$x := "aaaaaaaaaa"}}${'{{$x = replace "a" "aaaaaaaaaa" $x}}'.repeat(12)}{{$x}}`, /./],
    ['texts in texts', `{{${'replace "a" "aaaaaaaaaa" ('.repeat(12)}"aaaaaaaaaa"${')'.repeat(12)}}}`, /4,000,000 characters/],
    [
      'a list of itself',
      `{{ list . . ${'| list 1 | concat (list 1) '.repeat(3)} ${'| list 1 '.repeat(300)} | toJson }}`,
      /150 deep|characters|steps/,
    ],
    [
      'lists that double',
      `{{$a := list "x"}}${Array.from({ length: 40 }, (_, i) => `{{$a${i} := list ${i === 0 ? '$a $a' : `$a${i - 1} $a${i - 1}`}}}`).join('')}{{toJson $a39}}`,
      /steps|characters/,
    ],
    ['an indentation of each character', `{{ indent 1000 (join "\\n" .l) ${'| indent 1000 '.repeat(9)} }}`, /4,000,000 characters/],
    ['a width', '{{ printf "%1000000000d" 1 }}', /printf/],
    ['a repetition', '{{ repeat 1000000000 "a" }}', /repeat/],
    ['a count', '{{ range until 1000000000 }}x{{ end }}', /until/],
    ['else if after else if', `{{if .a}}${'{{else if .b}}x'.repeat(5_000)}{{end}}`, /nested more than 100 deep/],
    ['parentheses', `{{ ${'('.repeat(50_000)}1${')'.repeat(50_000)} }}`, /nested more than 100 deep|words/],
    ['arguments', `{{ list ${'1 '.repeat(200_000)} }}`, /more than/],
    ['words', '{{1}}'.repeat(200_000), /100,000 words/],
    ['characters', `{{ "${'a'.repeat(1_000_001)}" }}`, /1,000,000 characters/],
    ['a regular expression', `{{ regexMatch "${'(a?){900}'.repeat(30)}" "${'a'.repeat(1000)}" }}`, /too large|steps/],
  ])('%s', (_, template, why) => {
    const rendered = measured(() => renderTemplate(template, { l: LIST }));
    expect(rendered.kind === 'unsupported' ? rendered.why : rendered).toMatch(why);
  });

  test('blanks before a trim take no longer than other texts', () => {
    const rendered = measured(() => renderTemplate(`${' '.repeat(400_000)}a${' '.repeat(400_000)}{{- "b" }}`, {}));
    expect(rendered).toEqual({ kind: 'text', text: `${' '.repeat(400_000)}ab` });
  });
});

test('integers wrap as in Go', () => {
  const largest = '999999999999999999';
  expect(renderTemplate(`{{ mul ${largest} ${largest} ${largest} }} {{ add ${largest} (mul ${largest} 10) }}`, {})).toEqual({
    kind: 'text',
    text: '-6773617339575566337 -7446744073709551627',
  });
});

describe('regular expressions', () => {
  test.each([
    ['^([a-zA-Z0-9-]+)+_v[0-9]+$', 'a'.repeat(50_000), false],
    ['(x+x+)+y', 'x'.repeat(50_000), false],
    ['\\pN', '٣', true],
    ['(?i)^straße\\z', 'STRAßE', true],
    ['^(?P<name>a)(?<other>b)$', 'ab', true],
    ['[[:alpha:]]', '1', false],
    ['^.$', '\n', false],
    ['^a$', 'a\n', false],
  ])('%s is matched as Go does, in time', (pattern, text, matches) => {
    const expression = createCompiler()(pattern);
    expect(measured(() => expression.kind === 'usable' && expression.test(text))).toBe(matches);
  });

  test.each(['(?=a)', '(?<!a)', '(a)\\1', '\\Z', '\\C', 'a++', '(?>a)', 'x{1001}', '(', '[b-a]', '\\pX'])('%s is not Go’s', (pattern) => {
    expect(createCompiler()(pattern).kind).toBe('invalid');
  });

  test.each(['(?P<a>x)(?P<a>y)', '.{1000}'.repeat(100)])('%s is left to Go', (pattern) => {
    expect(createCompiler()(pattern).kind).toBe('unknown');
  });
});

describe('a schema that would never end', () => {
  /** Lists of 99 lists of 99 lists … */
  const nested = (depth: number): Record<string, unknown> =>
    depth === 0 ? { type: 'string' } : { type: 'array', minItems: 99, items: nested(depth - 1) };
  const variable = (schema: Record<string, unknown>) => ({ name: 'any', required: true, saysRequired: true, schema });

  test('has no samples', () => {
    expect(measured(() => listSamples(variable(nested(6))))).toEqual([]);
    expect(measured(() => listSamples(variable({ type: 'string', minLength: 1e9 })))).toEqual([]);
    expect(measured(() => listSamples(variable({ type: 'object', minProperties: 1e9 })))).toEqual([]);
  });

  test('has a default that nobody knows', () => {
    const properties = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`p${index}`, { type: 'string', default: 'a' }]));
    const schema = { type: 'array', items: { type: 'object', properties }, default: Array.from({ length: 3000 }, () => ({})) };
    expect(measured(() => defaultOf(variable(schema)))).toBe(UNKNOWN);
  });

  test('ten thousand variables share a budget', () => {
    const budget = createSampleBudget();
    const schema = { type: 'string', pattern: '^([a-z]{1,60}x?){1,16}$' };
    const samples = measured(() => Array.from({ length: 10_000 }, () => listSamples(variable(schema), budget)));
    expect(samples[0]).toEqual(['sample']);
    expect(samples.at(-1)).toEqual([]);
  });

  test.each([
    [
      'too deep',
      (): Record<string, unknown> =>
        Array.from({ length: 101 }).reduce<Record<string, unknown>>((items) => ({ type: 'array', items }), { type: 'string' }),
      'it is nested more than 100 deep',
    ],
    [
      'a default for each of many choices',
      () => ({
        type: 'array',
        items: { type: 'string', anyOf: Array.from({ length: 1000 }, (_, index) => ({ enum: [`a${index}`] })) },
        default: Array.from({ length: 2000 }, () => 'a999'),
      }),
      'it takes more than 500,000 steps',
    ],
    [
      'a long enum of large values',
      () => {
        const large = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`k${index}`, 'value']));
        return { type: 'object', 'x-kubernetes-preserve-unknown-fields': true, enum: Array.from({ length: 500 }, () => large) };
      },
      'it takes more than 500,000 steps',
    ],
  ])('%s is unknown', (_, create, why) => {
    const schema = create();
    expect(measured(() => validateSchema(schema, createSchemaBudget()))).toEqual({ problems: [], unsure: [why] });
  });
});

describe('rules that would never end', () => {
  const judge = (rule: string, value: unknown) => {
    const schema = {
      type: 'array',
      maxItems: 1000,
      items: { type: 'string', maxLength: 9 },
      default: value,
      'x-kubernetes-validations': [{ rule }],
    };
    return measured(() => validateRules(schema, createSchemaBudget()));
  };
  const many = Array.from({ length: 1000 }, () => 'a');

  test.each([
    ['loops in loops', 'self.all(a, self.all(b, self.all(c, a + b + c != "")))', many],
    ['a text that doubles', `self${'.map(a, a + a)'.repeat(60)}.size() > 0`, ['a']],
    ['two loops over many', 'self.all(a, self.all(b, a == b))', [...many, ...many, ...many]],
    ['nesting', `${'('.repeat(4000)}true${')'.repeat(4000)}`, ['a']],
    ['length', `true${' && true'.repeat(5000)}`, ['a']],
  ])('%s', (_, rule, value) => {
    const { problems, unsure } = judge(rule, value);
    expect(problems).toEqual([]);
    expect(unsure.length).toBeGreaterThan(0);
  });

  test('a hostile expression is matched in time', () => {
    const { problems } = judge('self.all(a, !a.matches("^(a+)+$") || a.size() > 9)', ['aaaaaaaa!']);
    expect(problems).toEqual([]);
  });
});

test('patches do not nest a document without end', () => {
  const document: Record<string, unknown> = {};
  let parent = document;
  for (let depth = 0; depth < 500; depth++) {
    const next = {};
    parent['a'] = next;
    parent = next;
  }
  expect(applyOperation(document, { op: 'add', path: '/a'.repeat(202), value: 1 })).toEqual({ kind: 'uncertain' });
  expect(applyOperation(document, { op: 'add', path: '/a'.repeat(201), value: 1 })).toEqual({ kind: 'applied' });
});

describe('as Go sees it', () => {
  test.each([
    ['{{ has .missing (list "a") }}', 'false'],
    ['{{ has "a" .missing }}', 'false'],
    ['{{ has "a" (list "a") }}', 'true'],
    ['{{ has "a" .nothing }}', 'false'],
    ['{{ has .nothing (list .nothing) }}', 'true'],
    ['{{ if has .missing .list }}in{{ else }}out{{ end }}', 'out'],
    ['{{ eq .missing 1 }} {{ eq 1 .missing }} {{ eq .nothing "a" }} {{ eq true .nothing }}', 'false false false false'],
    ['{{ eq .missing .list }} {{ eq .list .nothing }} {{ eq .missing .nothing }} {{ eq .nothing .nothing }}', 'false false true true'],
    ['{{ eq 1 1 }} {{ eq 1 2 }} {{ eq "a" "a" }} {{ eq "a" "b" }} {{ eq true false }}', 'true false true false false'],
    [
      '{{ lt "a" "b" }} {{ lt "b" "a" }} {{ lt 1 1 }} {{ lt 1 2 }} {{ le 1 1 }} {{ gt 2 1 }} {{ ge 1 2 }}',
      'true false false true true true false',
    ],
  ])('%s', (template, text) => {
    expect(renderTemplate(template, { list: ['a'], nothing: null })).toEqual({ kind: 'text', text });
  });

  test.each([
    ['{{ lt 1 "a" }}', 'cannot order a int and a string'],
    ['{{ lt .number 1 }}', 'cannot order a float and a int'],
    ['{{ eq 1 "a" }}', 'cannot compare a int with a string'],
    ['{{ eq .flag "true" }}', 'cannot compare a bool with a string'],
    ['{{ eq .number 1 }}', 'cannot compare a float with a int'],
    ['{{ eq .list .list }}', 'cannot compare a list with a list'],
    ['{{ eq "a" .list }}', 'cannot compare a string with a list'],
    ['{{ lt true true }}', 'cannot order a bool and a bool'],
    ['{{ lt .missing 1 }}', undefined],
    ['{{ lt 1 .missing }}', undefined],
    ['{{ "\\/" }}', 'a text has the escape \\/'],
    ['{{/* a */ b */}}', 'a comment ends before its action does'],
    ['{{ min }}', undefined],
  ])('%s fails', (template, message) => {
    const rendered = renderTemplate(template, { flag: true, number: 1, list: ['a'] });
    expect(message === undefined ? rendered.kind : rendered).toEqual(message === undefined ? 'unsupported' : { kind: 'failed', message });
  });

  test.each([
    [{ 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }], default: 1 }, []],
    [
      { 'x-kubernetes-int-or-string': true, allOf: [{ anyOf: [{ type: 'integer' }, { type: 'string' }] }, { maxLength: 3 }], default: 'a' },
      [],
    ],
    [
      { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'string' }, { type: 'integer' }] },
      ['anyOf[0].type must stand outside', 'anyOf[1].type must stand outside'],
    ],
    [{ 'x-kubernetes-int-or-string': true, oneOf: [{ type: 'integer' }] }, ['oneOf[0].type must stand outside']],
    [
      { 'x-kubernetes-int-or-string': true, allOf: [{ maxLength: 3 }, { anyOf: [{ type: 'integer' }, { type: 'string' }] }] },
      ['allOf[1].anyOf[0].type must stand outside', 'allOf[1].anyOf[1].type must stand outside'],
    ],
    [
      { 'x-kubernetes-int-or-string': true, allOf: [{ anyOf: [{ type: 'integer' }, { type: 'string' }], maxLength: 3 }] },
      ['allOf[0].anyOf[0].type must stand outside', 'allOf[0].anyOf[1].type must stand outside'],
    ],
    [{ anyOf: [{ type: 'integer' }, { type: 'string' }] }, ['the schema has no type']],
    [{ 'x-kubernetes-int-or-string': true, default: true }, ['default: true is neither integer nor string']],
    [{ 'x-kubernetes-int-or-string': true, default: 1.5 }, ['default: 1.5 is neither integer nor string']],
    [{ type: 'string', anyOf: [{ properties: { a: { minLength: 1 } } }] }, []],
    [{ type: 'string', anyOf: [{ properties: { metadata: {} } }] }, ['anyOf[0].properties.metadata may not be restricted here']],
    [{ type: 'number', enum: [1, 2], default: 2.5 }, []],
    [{ type: 'object', additionalProperties: { type: 'object', properties: { a: { type: 'string', default: 1 } } } }, []],
    [{ type: 'boolean', allOf: [{ format: 'uuid' }], default: true }, ['default: true is boolean, not uuid']],
    [{ type: 'string', format: 'ipv4', default: '999.0.2.1' }, ['default: "999.0.2.1" is not of the format ipv4']],
    [{ type: 'string', pattern: '(?=a)' }, ['pattern is not a Go regular expression: invalid or unsupported Perl syntax: `(?=`']],
  ])('the schema %j', (schema, problems) => {
    expect(validateSchema(schema, createSchemaBudget()).problems).toEqual(problems);
  });

  test.each([
    [{ 'x-kubernetes-int-or-string': true }, 0],
    [{ 'x-kubernetes-int-or-string': true, type: 'string' }, 1],
    [{ 'x-kubernetes-int-or-string': true, format: 'ipv4' }, 1],
    [{ type: 'array', items: { 'x-kubernetes-int-or-string': true, type: 'integer' } }, 1],
  ])('%j leaves %i questions to Cluster API', (schema, count) => {
    expect(validateSchema(schema, createSchemaBudget()).unsure).toHaveLength(count);
  });
});
