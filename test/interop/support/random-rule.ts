import type { Dice } from './oracle.ts';

type Json = Record<string, unknown>;
type Type = 'bool' | 'string' | 'int' | 'double' | 'list' | 'wrong';

const LEAVES: Readonly<Record<Type, readonly string[]>> = {
  bool: [
    'true',
    'false',
    'self.b',
    'has(self.s)',
    'has(self.o.p)',
    'has(self.absent)',
    '"a" in self.m',
    'self.s in self.l',
    'self.s in ["a", "b"]',
  ],
  string: [
    '"a"',
    '"abc"',
    "r'^[a-z]+$'",
    'self.s',
    'self.o.p',
    'self.c__dash__d',
    'self.l[0]',
    'self.o["p"]',
    'self.absent',
    'oldSelf.s',
    '"é"',
  ],
  int: [
    '0',
    '1',
    '3',
    'self.i',
    'size(self.l)',
    'self.s.size()',
    'self.m["a"]',
    'self.m.a',
    '-1',
    '9223372036854775808',
    'size(self.m)',
    'self.i / 0',
  ],
  double: ['1.5', 'self.n', '0.0'],
  list: ['self.l', '["a"]', '[]', '["a", 1]', '[self.s]'],
  wrong: [
    'null',
    'self',
    'self.o',
    'self.d',
    'x',
    'foo(self.s)',
    'self.s.foo()',
    'self.',
    'self.s ==',
    '1 +',
    'self.m',
    'type(self.s)',
    'dyn(1)',
    '"a',
    '()',
    '{"a": 1}',
    'self.?s',
    'duration("1s")',
    '1u',
    'b"a"',
    'self["s"]',
    'metadata',
  ],
};

function roll(dice: Dice, wanted: Type, depth: number): string {
  const type = dice.oneIn(14) ? dice.pick<Type>(['bool', 'string', 'int', 'double', 'list', 'wrong']) : wanted;
  if (depth === 0 || dice.oneIn(4)) return dice.pick(LEAVES[type]);
  const next = (below: Type) => roll(dice, below, depth - 1);
  switch (type) {
    case 'bool':
      return dice.pick<() => string>([
        () => `${next('bool')} && ${next('bool')}`,
        () => `${next('bool')} || ${next('bool')}`,
        () => `!${next('bool')}`,
        () => `!(${next('bool')})`,
        () => `${next('string')} ${dice.pick(['==', '!=', '<', '>='])} ${next('string')}`,
        () => `${next('int')} ${dice.pick(['==', '!=', '<', '>='])} ${next('int')}`,
        () => `${next('double')} ${dice.pick(['==', '<', '>='])} ${next(dice.pick<Type>(['int', 'double']))}`,
        () => `${next('list')} == ${next('list')}`,
        () => `${next('string')}.${dice.pick(['startsWith', 'endsWith', 'contains', 'matches'])}(${next('string')})`,
        () => `self.s.matches(${dice.pick(['"^[a-z]+$"', '"["', '"^(?=a)"', '"^a"', 'self.o.p'])})`,
        () =>
          `${next('list')}.${dice.pick(['all', 'exists', 'exists_one'])}(e, ${dice.pick(['e == "a"', 'e.size() > 0', 'e > 1', 'e', 'true'])})`,
        () => `self.m.${dice.pick(['all', 'exists'])}(k, ${dice.pick(['k == "a"', 'self.m[k] > 0', 'k > 0'])})`,
        () => `(${next('bool')} ? ${next('bool')} : ${next('bool')})`,
        () => `${next('string')} in ${next('list')}`,
        () => `self.d ${dice.pick(['== 1', '== "a"', '> 0'])}`,
      ])();
    case 'string':
      return dice.pick<() => string>([
        () => `${next('string')} + ${next('string')}`,
        () => `(${next('bool')} ? ${next('string')} : ${next('string')})`,
        () => `${next('string')}.${dice.pick(['lowerAscii', 'upperAscii', 'trim', 'reverse', 'nothing'])}()`,
        () => `string(${next('int')})`,
        () => `${next('list')}[0]`,
      ])();
    case 'int':
      return dice.pick<() => string>([
        () => `${next('int')} ${dice.pick(['+', '-', '*', '/', '%'])} ${next('int')}`,
        () => `size(${next(dice.pick<Type>(['string', 'list']))})`,
        () => `(${next('bool')} ? ${next('int')} : ${next('int')})`,
        () => `int(${next('string')})`,
        () => `-${next('int')}`,
      ])();
    case 'double':
      return `${next('double')} ${dice.pick(['+', '*', '/'])} ${next('double')}`;
    case 'list':
      return dice.pick<() => string>([
        () => `${next('list')} + ${next('list')}`,
        () => `${next('list')}.filter(e, e != "a")`,
        () => `${next('list')}.map(e, e + "a")`,
      ])();
    default:
      return dice.pick(LEAVES.wrong);
  }
}

/** A schema of an object with rules: mostly sound ones, which its default keeps or breaks. */
export function rollRules(dice: Dice): Json {
  const rule = (): Json => {
    const made: Json = { rule: roll(dice, 'bool', 3) };
    if (dice.oneIn(8)) made['messageExpression'] = roll(dice, 'string', 2);
    if (dice.oneIn(12)) made['message'] = dice.pick(['text', ' ', 'a\nb', '']);
    if (dice.oneIn(15)) made['reason'] = dice.pick(['FieldValueInvalid', 'Wrong', '']);
    if (dice.oneIn(12)) made['fieldPath'] = dice.pick(['.s', '.o.p', '.absent', '.o.absent', ' ', '.m.x']);
    if (dice.oneIn(40)) made['rule'] = dice.pick(['', ' ', 'true\n&& true']);
    return made;
  };
  const value = (): Json => ({
    s: dice.pick(['', 'a', 'abc', 'A']),
    i: dice.number(4),
    n: dice.number(6) / 2,
    b: dice.oneIn(2),
    l: dice.pick([[], ['a'], ['a', 'b']]),
    m: dice.pick([{}, { a: 1 }, { a: 0, b: 2 }]),
    d: dice.pick([1, 'a']),
    'c-d': 'a',
    ...(dice.oneIn(3) ? {} : { o: { p: dice.pick(['a', '^a', '[']) } }),
  });
  const most = (limit: Json): Json => (dice.oneIn(4) ? {} : limit);
  return {
    type: 'object',
    properties: {
      s: { type: 'string', ...most({ maxLength: 10 }) },
      i: { type: 'integer' },
      n: { type: 'number' },
      b: { type: 'boolean' },
      l: { type: 'array', ...most({ maxItems: 5 }), items: { type: 'string', ...most({ maxLength: 10 }) } },
      m: { type: 'object', ...most({ maxProperties: 5 }), additionalProperties: { type: 'integer' } },
      d: { 'x-kubernetes-int-or-string': true },
      o: { type: 'object', properties: { p: { type: 'string', ...most({ maxLength: 10 }) } } },
      'c-d': { type: 'string', ...most({ maxLength: 10 }) },
    },
    'x-kubernetes-validations': [rule()],
    ...(dice.oneIn(2) && { default: value() }),
    ...(dice.oneIn(4) && { example: value() }),
  };
}
