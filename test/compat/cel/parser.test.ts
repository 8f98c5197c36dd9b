import { expect, test } from 'vitest';
import { parseTyped } from '../../../src/compat/cel/parser.ts';
import { type CelNode, listNodes } from '../../../src/compat/cel/syntax.ts';

/** The package documents the type of a whole expression alone. That of its parts is a field which its checker leaves behind. */
test('every part of a checked expression has its type', () => {
  const { parsed } = parseTyped('self.size in [1, 2] && self.name.startsWith("a")', {
    objects: new Map([['Self', { name: 'string', size: 'int' }]]),
    variables: { self: 'Self' },
    matches: () => false,
  });
  const checked = parsed.kind === 'parsed' && parsed.checked.kind === 'checked' ? parsed.checked : undefined;
  const show = ({ operator, name = '', type }: CelNode) => `${operator} ${name}: ${type}`;
  expect(checked && listNodes(checked.syntax).map(show)).toEqual([
    '&& : bool',
    'in : bool',
    '. size: int',
    'id self: Self',
    'list : list<int>',
    'value : int',
    'value : int',
    'rcall startsWith: bool',
    '. name: string',
    'id self: Self',
    'value : string',
  ]);
});
