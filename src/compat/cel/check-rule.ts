import { FUNCTIONS, isTooLarge, LARGEST, MACROS, METHODS } from './find-foreign.ts';
import { EVALUATED_FUNCTIONS, KUBERNETES_FUNCTIONS } from './kubernetes.ts';
import { type CelError, type Evaluated, GO_MATCHES, parseTyped } from './parser.ts';
import type { SelfType } from './self-type.ts';
import { type CelNode, listNodes } from './syntax.ts';

/** A rule of `x-kubernetes-validations`, or its message, as Kubernetes' CEL compiler sees it. */
export type CompiledRule =
  | { readonly kind: 'broken'; readonly why: string }
  /** Our parser does not know all that Kubernetes does. */
  | { readonly kind: 'unknown'; readonly why: string }
  | {
      readonly kind: 'compiles';
      readonly type: string;
      readonly usesOldSelf: boolean;
      /** How deep comprehensions are nested; 0 without any. */
      readonly loops: number;
      /** Whether Kubernetes cannot tell beforehand how long a text or a regular expression is. */
      readonly unbounded: boolean;
      /** Characters of its regular expressions. */
      readonly patterns: number;
      /** Undefined where what it would give here and in Kubernetes may differ. */
      readonly evaluate: ((self: unknown) => Evaluated) | undefined;
    };

/** Longer than any rule; the time that parsing takes grows with it. */
const LONGEST = 10_000;

export interface Matching {
  /** Why Go cannot read an expression; undefined where it can. */
  readonly explain: (pattern: string) => string | undefined;
  readonly test: (text: string, pattern: string) => boolean;
}

export function compileRule(expression: string, self: SelfType, matching: Matching): CompiledRule {
  if (expression.length > LONGEST) return unknown('it is too long to be checked');
  const declarations = { objects: self.objects, variables: { self: self.name, oldSelf: self.name }, matches: matching.test };
  const { parsed } = parseTyped(expression, declarations);
  if (parsed.kind === 'error') return explainSyntax(expression, parsed.error);
  const nodes = listNodes(parsed.syntax);
  const foreign = nodes.map((node) => findBroken(node, matching)).find((why) => why !== undefined) ?? findUndeclared(parsed.syntax);
  if (foreign !== undefined) return { kind: 'broken', why: foreign };
  const lacking = nodes.find(isLacking);
  if (lacking !== undefined) return unknown(`${lacking.name ?? lacking.operator} is a part of CEL that is not checked here`);
  if (parsed.checked.kind === 'error') return nodes.some(isReadOtherwise) ? unknown(UNSURE) : explainType(parsed.checked.error, self);
  const typed = listNodes(parsed.checked.syntax);
  const field = typed.map((node) => findNoField(node, self)).find((why) => why !== undefined);
  if (field !== undefined) return { kind: 'broken', why: field };
  if (typed.some(isTypedOtherwise) || nodes.some(isConstantConversion)) return unknown(UNSURE);
  if (nodes.some(({ operator, operands }) => operator === '-_' && operands[0]?.operator === operator)) return unknown(UNSURE);
  const patterns = nodes
    .filter(({ operator, name }) => operator === 'rcall' && name === 'matches')
    .map(({ operands }) => textOf(operands[1]));
  const renamed = renameMatches(expression, nodes);
  const loops = countLoops(parsed.syntax);
  const safe = renamed !== undefined && !nodes.some(isEvaluatedOtherwise) && loops <= 2 && countSums(parsed.syntax) <= 8;
  return {
    kind: 'compiles',
    type: parsed.checked.type,
    usesOldSelf: nodes.some(({ operator, name }) => operator === 'id' && name === 'oldSelf'),
    loops,
    unbounded:
      nodes.some(({ operator, name }) => operator === 'call' && name === 'string') || patterns.some((pattern) => pattern === undefined),
    patterns: patterns.reduce<number>((sum, pattern) => sum + (pattern?.length ?? 0), 0),
    evaluate: safe ? (value) => parseTyped(renamed, declarations).evaluate({ self: value, oldSelf: value }) : undefined,
  };
}

const UNSURE = 'CEL of this kind cannot be checked here';

function unknown(why: string): CompiledRule {
  return { kind: 'unknown', why };
}

/** Problems that do not depend on the types. */
function findBroken({ operator, name = '', operands }: CelNode, { explain }: Matching): string | undefined {
  const isKnown = FUNCTIONS.has(name) || METHODS.has(name) || KUBERNETES_FUNCTIONS.has(name);
  if ((operator === 'call' || operator === 'rcall') && !isKnown) return `Kubernetes' CEL has no function ${name}()`;
  if (operands.some((operand) => isTooLarge(operand, operator === '-_' ? LARGEST + 1n : LARGEST)))
    return 'a number is too large for 64 bits';
  if (operator === 'call' && name === 'has' && operands[0]?.operator !== '.') return 'has() takes a field, such as has(self.field)';
  const pattern = operator === 'rcall' && name === 'matches' ? textOf(operands[1]) : undefined;
  if (pattern !== undefined) {
    const why = explain(pattern);
    if (why !== undefined) return `${JSON.stringify(pattern)} is not a Go regular expression: ${why}`;
  }
  return undefined;
}

/** Of a literal. */
function textOf(node: CelNode | undefined): string | undefined {
  return node?.operator === 'value' && typeof node.value === 'string' ? node.value : undefined;
}

const VARIABLES: ReadonlySet<string> = new Set(
  'self oldSelf bool bytes double int list map null_type string type uint dyn google optional_type'.split(' '),
);
/** Before the names of functions. */
const NAMESPACES: ReadonlySet<string> = new Set('optional sets strings lists format jsonpatch math base64 cel semver'.split(' '));

function findUndeclared(root: CelNode): string | undefined {
  const nodes = listNodes(root);
  // Variables that macros declare exist only inside them; nearly all rules keep to that.
  const own = new Set(
    nodes.flatMap(({ operator, operands }) => (operator === 'rcall' ? operands.slice(1, 3).map(({ name }) => name) : [])),
  );
  const name = nodes.find(
    ({ operator, name = '' }) => operator === 'id' && !VARIABLES.has(name) && !NAMESPACES.has(name) && !own.has(name),
  )?.name;
  return name === undefined ? undefined : `there is no variable ${name}; a rule sees self and oldSelf`;
}

/** Forms that our parser lacks, or reads differently. */
function isLacking({ operator, name = '', operands }: CelNode): boolean {
  if (operator === '.?' || operator === '[?]') return true;
  if (operator === 'id') return NAMESPACES.has(name) || name === 'google' || name === 'optional_type';
  if (operator === 'call') return !FUNCTIONS.has(name) || ['timestamp', 'duration', 'type', 'dyn', 'bytes', 'matches'].includes(name);
  if (operator !== 'rcall') return false;
  if (MACROS.has(name)) return operands.length > (name === 'map' ? 4 : 3);
  return !EVALUATED_FUNCTIONS.has(name) && !['contains', 'endsWith', 'matches', 'size', 'startsWith'].includes(name);
}

/** Literals whose type cel-go infers further, null, `!!`, which it leaves out, and `a == b < c`, which it reads from the left. */
function isReadOtherwise({ operator, value, operands }: CelNode): boolean {
  if (operator === 'list' || operator === 'map') return operands.length === 0;
  if (operator === '!_' || operator === '-_') return operands[0]?.operator === operator;
  if (operator === '==' || operator === '!=') return operands.some((operand) => ['<', '<=', '>', '>=', 'in'].includes(operand.operator));
  return operator === 'value' && value === null;
}

/** Our type checker lets these pass whatever the types are. */
function isTypedOtherwise({ operator, name = '', operands: [left, right] }: CelNode): boolean {
  if (operator === 'in') return left?.type === 'dyn' || right?.type === 'dyn';
  if (operator === '[]') return left?.type === 'dyn' || right?.type === 'dyn' || right?.type === 'double' || right?.type === 'uint';
  return operator === 'rcall' && ['contains', 'endsWith', 'matches', 'startsWith'].includes(name) && right?.type !== 'string';
}

/** `int("a")`: Kubernetes evaluates it while it compiles. */
function isConstantConversion({ operator, name = '', operands }: CelNode): boolean {
  return (
    isEvaluatedOtherwise({ operator, name }) && operands.every((operand) => listNodes(operand).every(({ operator }) => operator !== 'id'))
  );
}

function findNoField({ operator, name = '', operands: [left, right] }: CelNode, { objects }: SelfType): string | undefined {
  const fields = left?.type === undefined ? undefined : objects.get(left.type);
  if (fields === undefined) return undefined;
  if (operator === '.' && !Object.hasOwn(fields, name)) return describeField(name, fields);
  if (operator === '[]') return 'an object has no [ ], only fields; write a dot and the name';
  return operator === 'in' && right === undefined ? describeField(name, fields) : undefined;
}

function describeField(name: string, fields: Readonly<Record<string, string>>): string {
  const names = Object.keys(fields);
  return `the schema has no field ${name}; ${names.length === 0 ? 'there is none' : `there are ${names.slice(0, 12).join(', ')}`}`;
}

/** Rules are evaluated as JavaScript evaluates them: what depends on Go's own ways is left to it. */
function isEvaluatedOtherwise({ operator, name = '' }: Pick<CelNode, 'operator' | 'name'>): boolean {
  return operator === 'call' && ['string', 'double', 'int', 'uint', 'bool'].includes(name);
}

function countLoops({ operator, name = '', operands }: CelNode): number {
  const inside = Math.max(0, ...operands.map(countLoops));
  return operator === 'rcall' && MACROS.has(name) ? inside + 1 : inside;
}

/** Each may double what is added, where a comprehension gives it on. */
function countSums(root: CelNode): number {
  return listNodes(root).filter(({ operator }) => operator === '+').length;
}

/** The same rule with our own `matches`; undefined where its place cannot be told. */
function renameMatches(expression: string, nodes: readonly CelNode[]): string | undefined {
  let text = expression;
  const calls = nodes.filter(({ operator, name }) => operator === 'rcall' && name === 'matches');
  for (const { operands } of calls.sort((a, b) => (b.operands[0]?.end ?? 0) - (a.operands[0]?.end ?? 0))) {
    const [start, end] = [operands[0]?.end, operands[1]?.offset];
    if (start === undefined || end === undefined) return undefined;
    const between = text.slice(start, end);
    if (!/^[\s)]*\.\s*matches\s*\([\s(]*$/.test(between)) return undefined;
    text = text.slice(0, start) + between.replace('matches', GO_MATCHES) + text.slice(end);
  }
  return text;
}

function explainSyntax(expression: string, { code, summary, offset }: CelError): CompiledRule {
  if (code === undefined || offset === undefined || !code.startsWith('unexpected')) return unknown(UNSURE);
  const before = expression.slice(0, offset);
  const found = expression.slice(offset);
  // `.name`, messages such as `Foo{}`, and `br"…"` are fine in cel-go.
  const isLead = found.startsWith('.') && !/\.\s*$/.test(before);
  if (isLead || found.startsWith('{') || (/^["']/.test(found) && /[bB][rR]$/.test(before))) return unknown(UNSURE);
  const where = `at character ${offset + 1}`;
  return { kind: 'broken', why: summary === 'Unexpected token: EOF' ? 'it ends where more must follow' : `${summary}, ${where}` };
}

const CERTAIN: ReadonlySet<string> = new Set(
  'unknown_variable no_such_key no_such_overload no_matching_overload invalid_condition_type incompatible_ternary_branches'.split(' '),
);

/** Errors over plain types, of which there is one opinion. */
function explainType({ code = '', summary }: CelError, { objects }: SelfType): CompiledRule {
  const named = [...objects.keys()].some((name) => summary.includes(name));
  if (!CERTAIN.has(code) || (named && code !== 'no_such_key') || /\b(?:dyn|null|optional|google|type|map|list|uint|bytes)\b/.test(summary))
    return unknown(UNSURE);
  return { kind: 'broken', why: summary };
}
