import { checkKey } from './check-key.ts';
import { findForeign } from './find-foreign.ts';
import { type CelError, parseExpression } from './parser.ts';
import { type CelNode, listNodes } from './syntax.ts';

/** The answer of CSO's CEL compiler to an expression. */
export type CelVerdict =
  /** The type `dyn` is known only once there are objects. */
  | { readonly kind: 'compiles'; readonly type: string; readonly variables: ReadonlySet<string> }
  | { readonly kind: 'broken'; readonly why: string; readonly offset: number; readonly variable?: string }
  /** Our parser does not know all that cel-go does. */
  | { readonly kind: 'unknown'; readonly why: string };

/** Names that are our parser's own; with cel-go these are free names. */
const OWN_NAMES: ReadonlySet<string> = new Set(['google', 'optional', 'cel']);

/** Longer than any condition; the time that parsing takes grows with it. */
const LONGEST = 10_000;

const UNSURE: CelVerdict = { kind: 'unknown', why: 'CEL of this kind cannot be checked here' };

/**
 * Parses and checks a CEL expression as CSO does: cel-go's standard library and macros, no extensions, each key a map
 * from texts to anything. Says `unknown` where cel-go might see it otherwise.
 */
export function checkExpression(expression: string, keys: readonly string[]): CelVerdict {
  const usable = new Set(keys.filter((key) => checkKey(key) === undefined));
  const unsure = [...usable].find((key) => key.includes('.') || OWN_NAMES.has(key));
  if (unsure !== undefined) return { kind: 'unknown', why: `it is not known how CEL reads the key ${unsure}` };
  if (expression.length > LONGEST) return { kind: 'unknown', why: 'it is too long to be checked' };
  const parsed = parseExpression(expression, usable);
  if (parsed.kind === 'error') return explain(expression, parsed.error);
  const { syntax, checked } = parsed;
  const problem = findForeign(syntax, usable) ?? (checked.kind === 'checked' ? findForeign(checked.syntax, usable) : undefined);
  if (problem) return { kind: 'broken', ...problem };
  const nodes = listNodes(syntax);
  if (checked.kind === 'error') return nodes.some(isReadOtherwise) ? UNSURE : explain(expression, checked.error);
  const names = nodes.flatMap(({ operator, name }) => (operator === 'id' && name !== undefined ? [name] : []));
  // The types of empty literals are placeholders, with a capital.
  const known = /^[a-z]/.test(checked.type) && checked.type !== 'undefined';
  return { kind: 'compiles', type: known ? checked.type : 'dyn', variables: new Set(names) };
}

const RELATIONS: ReadonlySet<string> = new Set(['<', '<=', '>', '>=', 'in']);

/** Literals whose type cel-go infers further, null where a time may be, `!!`, which it leaves out, and `a == b < c`, which it reads from the left. */
function isReadOtherwise({ operator, value, operands }: CelNode): boolean {
  if (operator === 'list' || operator === 'map') return operands.length === 0;
  if (operator === '!_' || operator === '-_') return operands[0]?.operator === operator;
  if (operator === '==' || operator === '!=') return operands.some((operand) => RELATIONS.has(operand.operator));
  return operator === 'value' && value === null;
}

/** Limits of our parser, not of CEL, and forms that only cel-go has. */
const UNSURE_CODES: ReadonlySet<string> = new Set([
  'limit_exceeded',
  'no_such_key',
  'unsupported_type',
  'optional_expected',
  'invalid_macro_argument',
]);

/** Errors of our parser that are cel-go's, too. */
function explain(expression: string, { code, summary, offset }: CelError): CelVerdict {
  if (code === undefined || offset === undefined || UNSURE_CODES.has(code)) return UNSURE;
  const before = expression.slice(0, offset);
  const found = expression.slice(offset);
  if (code.startsWith('unexpected')) {
    // `.name`, `.5`, messages such as `Foo{}` and `br"…"` are fine in cel-go.
    const isLead = found.startsWith('.') && !/\.\s*$/.test(before);
    if (isLead || found.startsWith('{') || (/^["']/.test(found) && /[bB][rR]$/.test(before))) return UNSURE;
  }
  const variable = code === 'unknown_variable' ? /^[A-Za-z_][A-Za-z0-9_]*/.exec(found)?.[0] : undefined;
  const why = summary === 'Unexpected token: EOF' ? 'it ends where more must follow' : summary;
  return { kind: 'broken', why, offset, ...(variable !== undefined && { variable }) };
}
