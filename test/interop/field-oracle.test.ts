import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkObject } from '../../src/compat/check-object.ts';
import { KUBERNETES_FIELDS } from '../../src/compat/knowledge/kubernetes-fields.ts';
import { describeWith } from './support/needs.ts';
import { buildOracle, createDice, type Dice, type Oracle, readSeed } from './support/oracle.ts';

/** Building it for the first time fetches client-go. */
const BUILDING = 600_000;
/** That of the oracle. */
const MINOR = 36;

const { kinds, nodes } = KUBERNETES_FIELDS;
const WRONG: readonly unknown[] = ['text', 7, true, { a: 'b' }, ['a'], null, {}, []];

/** Beside these it tells of keys of lists, which are for another rule. */
const ABOUT_FIELDS =
  /field not declared in schema|: expected |may not have non-map elements|has an element that's a (?:map|list)|with lists as elements/;

/** A value of a node's type, now and then of another, or with a field that is none. */
function roll(dice: Dice, index: number, depth = 0): unknown {
  const node = nodes[index] ?? 'any';
  // What is not looked into has a type of its own.
  if (node === 'any') return null;
  if (depth > 1 && dice.oneIn(60)) return dice.pick(WRONG);
  switch (node) {
    case 'scalar':
      return dice.pick(['1', 1, true]);
    case 'string':
      return 'text';
    case 'number':
      return dice.pick([1, 1.5]);
    case 'boolean':
      return true;
  }
  // One entry each: what two of one key are is for another rule.
  if ('list' in node) return [roll(dice, node.list, depth + 1)];
  if ('map' in node) return { key: roll(dice, node.map, depth + 1) };
  const names = Object.keys(node.fields).filter(() => dice.oneIn(depth < 2 ? 2 : 4));
  const fields = names.map((name) => {
    const field = node.fields[name] ?? 0;
    return [name, roll(dice, typeof field === 'number' ? field : field[0], depth + 1)];
  });
  return Object.fromEntries([...fields, ...(dice.oneIn(40) ? [['other', 1]] : [])]);
}

describeWith(['go'], 'server-side apply', () => {
  let oracle: Oracle;
  beforeAll(async () => {
    oracle = await buildOracle('fields');
  }, BUILDING);
  afterAll(() => oracle?.close());

  test('takes the same fields and types', { timeout: 120_000 }, async () => {
    const dice = createDice(readSeed());
    const objects = Object.entries(kinds).flatMap(([api, index]) => {
      const [apiVersion, kind] = [api.slice(0, api.lastIndexOf('/')), api.slice(api.lastIndexOf('/') + 1)];
      return Array.from({ length: 100 }, () => ({ ...(roll(dice, index) as Readonly<Record<string, unknown>>), apiVersion, kind }));
    });
    const answers = (await oracle.ask(objects)) as readonly (string | null)[];
    const counts = { taken: 0, refused: 0 };
    const different = objects.flatMap((object, index) => {
      const ours = checkObject(object, object.apiVersion, object.kind, MINOR, () => false).map(({ message }) => message);
      const theirs = answers[index] ?? '';
      // Of an entry without its keys it tells nothing more; and it does not have kinds of other minors.
      if (/^no kind|that omits/.test(theirs)) return [];
      counts[ours.length === 0 ? 'taken' : 'refused']++;
      return ours.length > 0 === ABOUT_FIELDS.test(theirs) ? [] : [{ object, ours, theirs }];
    });
    expect(different.slice(0, 3)).toEqual([]);
    expect(counts.taken).toBeGreaterThan(500);
    expect(counts.refused).toBeGreaterThan(500);
  });
});
