import { afterAll, beforeAll, expect, test } from 'vitest';
import { validateRules } from '../../src/compat/cluster-class/schema/validate-rules.ts';
import { createSchemaBudget, hasRules, type SchemaVerdict, validateSchema } from '../../src/compat/cluster-class/schema/validate-schema.ts';
import { renderTemplate } from '../support/render-template.ts';
import { describeWith } from './support/needs.ts';
import { buildOracle, createDice, type Oracle, readSeed } from './support/oracle.ts';
import { rollRules } from './support/random-rule.ts';
import { rollSchema } from './support/random-schema.ts';
import { rollTemplate, VALUES } from './support/random-template.ts';

/** Building one for the first time fetches Cluster API's dependencies. */
const BUILDING = 600_000;

describeWith(['go'], 'Go’s templates with sprig', () => {
  let oracle: Oracle;
  beforeAll(async () => {
    oracle = await buildOracle('template');
  }, BUILDING);
  afterAll(() => oracle?.close());

  test('write the same, or fail where we say so', { timeout: 60_000 }, async () => {
    const dice = createDice(readSeed());
    const questions = Array.from({ length: 10_000 }, () => ({ template: rollTemplate(dice), values: dice.pick(VALUES) }));
    const answers = (await oracle.ask(questions)) as readonly { readonly text: string; readonly error?: string }[];
    const counts = { text: 0, failed: 0, unsupported: 0 };
    const different = questions.flatMap(({ template, values }, index) => {
      const ours = renderTemplate(template, values);
      const theirs = answers[index];
      counts[ours.kind]++;
      if (ours.kind === 'unsupported') return [];
      const same = ours.kind === 'failed' ? theirs?.error !== undefined : theirs?.error === undefined && theirs?.text === ours.text;
      return same ? [] : [{ template, values, ours, theirs }];
    });
    expect(different).toEqual([]);
    expect(counts.text).toBeGreaterThan(300);
    expect(counts.failed).toBeGreaterThan(3000);
  });
});

describeWith(['go'], 'Cluster API’s webhook', () => {
  let oracle: Oracle;
  beforeAll(async () => {
    oracle = await buildOracle('variables');
  }, BUILDING);
  afterAll(() => oracle?.close());

  async function compare(schemas: readonly Readonly<Record<string, unknown>>[]) {
    const answers = (await oracle.ask(
      schemas.map((schema) => ({ name: 'any', required: false, schema: { openAPIV3Schema: schema } })),
    )) as readonly (readonly string[])[];
    const counts = { ok: 0, refuse: 0, unknown: 0 };
    const different = schemas.flatMap((schema, index) => {
      const ours = judge(schema);
      const verdict = ours.problems.length > 0 ? 'refuse' : ours.unsure.length > 0 ? 'unknown' : 'ok';
      const theirs = answers[index] ?? [];
      counts[verdict]++;
      return verdict === 'unknown' || (verdict === 'refuse') === theirs.length > 0 ? [] : [{ schema, ours, theirs }];
    });
    return { counts, different };
  }

  test('refuses the same schemas, defaults, examples and enums', { timeout: 60_000 }, async () => {
    const dice = createDice(readSeed());
    const { counts, different } = await compare(Array.from({ length: 5000 }, () => rollSchema(dice)));
    expect(different).toEqual([]);
    expect(counts.unknown).toBeLessThan(250);
    expect(counts.refuse).toBeGreaterThan(1000);
  });

  test('refuses the same rules, and the same values for them', { timeout: 120_000 }, async () => {
    const dice = createDice(readSeed());
    const { counts, different } = await compare(Array.from({ length: 1500 }, () => rollRules(dice)));
    expect(different).toEqual([]);
    expect(counts.ok).toBeGreaterThan(100);
    expect(counts.refuse).toBeGreaterThan(400);
  });
});

function judge(schema: Readonly<Record<string, unknown>>): SchemaVerdict {
  const verdict = validateSchema(schema, createSchemaBudget());
  if (verdict.problems.length > 0 || !hasRules(schema)) return verdict;
  const rules = validateRules(schema, createSchemaBudget());
  return { problems: rules.problems, unsure: [...verdict.unsure, ...rules.unsure] };
}
