import { TemplateError, Unsupported } from './ast.ts';
import { kindOf, type Value } from './values.ts';

/** `eq` of Go's templates: of one basic kind only, and an integer is not a float. */
export function areEqual(left: Value, right: Value): boolean {
  const [a, b] = [kindOf(left), kindOf(right)];
  const [basicA, basicB] = [basicKind(a), basicKind(b)];
  if (basicA !== basicB) {
    if (a === 'invalid' || b === 'invalid' || a === 'null' || b === 'null') return false;
    throw new TemplateError(`cannot compare a ${a} with a ${b}`);
  }
  if (basicA !== undefined) return left === right;
  if (isEmptyKind(a) || isEmptyKind(b)) return isEmptyKind(a) && isEmptyKind(b);
  throw new TemplateError(`cannot compare a ${a} with a ${b}`);
}

/** `lt`: numbers of one kind, or texts. */
export function isLess(left: Value, right: Value): boolean {
  const [a, b] = [kindOf(left), kindOf(right)];
  if (a !== b || !['int', 'float', 'string'].includes(a)) {
    if (isEmptyKind(a) || isEmptyKind(b)) throw new Unsupported('a comparison with nothing');
    throw new TemplateError(`cannot order a ${a} and a ${b}`);
  }
  if (typeof left === 'string' && typeof right === 'string') return Buffer.compare(Buffer.from(left), Buffer.from(right)) < 0;
  return (left as number) < (right as number);
}

function basicKind(kind: ReturnType<typeof kindOf>): string | undefined {
  return ['bool', 'int', 'float', 'string'].includes(kind) ? kind : undefined;
}

function isEmptyKind(kind: ReturnType<typeof kindOf>): boolean {
  return kind === 'invalid' || kind === 'null';
}
