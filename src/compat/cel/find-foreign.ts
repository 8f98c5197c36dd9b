import { type CelNode, listNodes } from './syntax.ts';

export interface CelProblem {
  readonly why: string;
  readonly offset: number;
}

/** cel-go's standard library and macros. Source: https://github.com/google/cel-go/blob/v0.23.1/common/stdlib/standard.go */
export const FUNCTIONS: ReadonlySet<string> = new Set(
  'bool bytes double duration dyn has int matches size string timestamp type uint'.split(' '),
);
export const MACROS: ReadonlySet<string> = new Set('all exists exists_one filter map'.split(' '));
export const METHODS: ReadonlySet<string> = new Set([
  ...MACROS,
  ...'contains endsWith matches size startsWith'.split(' '),
  ...'getDate getDayOfMonth getDayOfWeek getDayOfYear getFullYear getHours getMilliseconds getMinutes getMonth getSeconds'.split(' '),
]);

/** With one text each. */
const TEXT_METHODS: ReadonlySet<string> = new Set(['contains', 'endsWith', 'matches', 'startsWith']);
const WITHOUT_FIELDS: ReadonlySet<string | undefined> = new Set([
  'bool',
  'bytes',
  'double',
  'google.protobuf.Duration',
  'google.protobuf.Timestamp',
  'int',
  'string',
  'type',
  'uint',
]);

const COMPARISONS: ReadonlySet<string> = new Set(['<', '<=', '>', '>=']);
const NUMBERS: ReadonlySet<string | undefined> = new Set(['int', 'uint', 'double']);

/**
 * Forms that our parser accepts and cel-go does not.
 * @param keys the objects
 */
export function findForeign(root: CelNode, keys: ReadonlySet<string>): CelProblem | undefined {
  const nodes = listNodes(root);
  // Macros may give their variable an object's name.
  const own = new Set(
    nodes.flatMap(({ operator, name = '', operands }) => (operator === 'rcall' && MACROS.has(name) ? [operands[1]?.name] : [])),
  );
  const objects = new Set([...keys].filter((key) => !own.has(key)));
  for (const node of nodes) {
    const why = judge(node, objects);
    if (why !== undefined) return { why, offset: node.offset };
  }
  return undefined;
}

function judge(node: CelNode, keys: ReadonlySet<string>): string | undefined {
  const { operator, name = '', operands } = node;
  const [left, right] = operands;
  if (operands.some((operand) => isTooLarge(operand, operator === '-_' ? LARGEST + 1n : LARGEST)))
    return 'a number is too large for 64 bits';
  if (operator === 'call' && !FUNCTIONS.has(name)) return `CEL has no function ${name}() without an extension, and CSO loads none`;
  if (operator === 'rcall' && !METHODS.has(name)) return `CEL has no method ${name}() without an extension, and CSO loads none`;
  if (operator === 'call' && name === 'has' && left?.operator !== '.') return 'has() takes a field, such as has(object.status)';
  if (operator === 'rcall' && MACROS.has(name) && left && isTopField(left, keys)) {
    return `${name}() cannot go over a field at an object's top, whose type CSO leaves open; it can go over one below, such as object.status.conditions`;
  }
  if (operator === 'rcall' && TEXT_METHODS.has(name) && right?.type !== undefined && right.type !== 'dyn' && right.type !== 'string') {
    return `${name}() takes a text, not ${right.type}`;
  }
  if ((operator === '.' || operator === '[]') && WITHOUT_FIELDS.has(left?.type)) return `${left?.type} has no fields`;
  if (COMPARISONS.has(operator) && NUMBERS.has(left?.type) && NUMBERS.has(right?.type) && left?.type !== right?.type) {
    return `cannot compare ${left?.type} and ${right?.type} with ${operator}; convert one of them`;
  }
  const keyType = /^map<(bool|int|string|uint), /.exec(left?.type ?? '')?.[1];
  if (operator === '[]' && keyType && right?.type && right.type !== 'dyn' && keyType !== right.type) {
    return `cannot look up ${right.type} in a map whose keys are ${keyType}`;
  }
  return undefined;
}

/** `object.field` and `object["field"]`: of protobuf's type Any, which is not a list to cel-go. */
function isTopField({ operator, operands: [object] }: CelNode, keys: ReadonlySet<string>): boolean {
  return (operator === '.' || operator === '[]') && object?.operator === 'id' && keys.has(object.name ?? '');
}

/** An integer has 64 bits; the lowest one is written with its sign. */
export const LARGEST = 2n ** 63n - 1n;

export function isTooLarge({ value }: CelNode, limit: bigint): boolean {
  return typeof value === 'bigint' && value > limit;
}
