import { type ASTNode, Environment, type ParseResult } from '@marcbachmann/cel-js';
import type { CelNode } from './syntax.ts';

/** Of cel-go's standard library, what the parser lacks. Source: https://github.com/google/cel-go/blob/v0.23.1/common/stdlib/standard.go */
const LACKING_FUNCTIONS = [
  'duration(google.protobuf.Duration): google.protobuf.Duration',
  'duration(int): google.protobuf.Duration',
  'timestamp(google.protobuf.Timestamp): google.protobuf.Timestamp',
  'int(uint): int',
  'int(google.protobuf.Duration): int',
  'int(google.protobuf.Timestamp): int',
  'string(google.protobuf.Duration): string',
  'string(google.protobuf.Timestamp): string',
  'matches(string, string): bool',
];
const LACKING_OPERATORS = ['bytes < bytes', 'bytes <= bytes', 'bytes > bytes', 'bytes >= bytes'];

/** An error of the parser or of its type checker. */
export interface CelError {
  /** Undefined for what is not one of its own. */
  readonly code: string | undefined;
  readonly summary: string;
  readonly offset: number | undefined;
}

export type Parsed =
  | { readonly kind: 'error'; readonly error: CelError }
  | {
      readonly kind: 'parsed';
      /** As written: the type checker was not asked. */
      readonly syntax: CelNode;
      readonly checked:
        | { readonly kind: 'error'; readonly error: CelError }
        | { readonly kind: 'checked'; readonly syntax: CelNode; readonly type: string };
    };

const BASE = createBase();

function createBase(): Environment {
  const base = new Environment({ homogeneousAggregateLiterals: false });
  // Expressions are never evaluated.
  for (const signature of LACKING_FUNCTIONS) base.registerFunction(signature, () => undefined);
  for (const signature of LACKING_OPERATORS) base.registerOperator(signature, () => undefined);
  return base;
}

/** Parses and checks an expression in which each key is a map from texts to anything. Never throws. */
export function parseExpression(expression: string, keys: Iterable<string>): Parsed {
  try {
    const environment = BASE.clone();
    for (const key of keys) environment.registerVariable(key, 'map<string, dyn>');
    return readParsed(environment.parse(expression));
  } catch (error) {
    return { kind: 'error', error: readError(error) };
  }
}

/** The names open to an expression: objects with their fields, and variables with their types. */
export interface Declarations {
  readonly objects: ReadonlyMap<string, Readonly<Record<string, string>>>;
  readonly variables: Readonly<Record<string, string>>;
  /** Called for `matches`, whose expressions are Go's. */
  readonly matches: (text: string, pattern: string) => boolean;
}

/** In place of the parser's own method, which matches as JavaScript does. */
export const GO_MATCHES = 'goMatches';

const RULES = new Environment({ homogeneousAggregateLiterals: true, enableOptionalTypes: true });

export type Evaluated = { readonly kind: 'value'; readonly value: unknown } | { readonly kind: 'error'; readonly error: CelError };

/** Parses and checks an expression, and evaluates it. Never throws, but for what `matches` throws. */
export function parseTyped(
  expression: string,
  declarations: Declarations,
): { readonly parsed: Parsed; readonly evaluate: (values: Readonly<Record<string, unknown>>) => Evaluated } {
  let run: ((values: Record<string, unknown>) => unknown) | undefined;
  let parsed: Parsed;
  try {
    const environment = RULES.clone();
    environment.registerFunction(`string.${GO_MATCHES}(string): bool`, declarations.matches);
    for (const [name, fields] of declarations.objects) environment.registerType(name, { fields });
    for (const [name, type] of Object.entries(declarations.variables)) environment.registerVariable(name, type);
    const program = environment.parse(expression);
    run = program;
    parsed = readParsed(program);
  } catch (error) {
    parsed = { kind: 'error', error: readError(error) };
  }
  const evaluate = (values: Readonly<Record<string, unknown>>): Evaluated => {
    try {
      return { kind: 'value', value: run?.({ ...values }) };
    } catch (error) {
      return { kind: 'error', error: readError(error) };
    }
  };
  return { parsed, evaluate };
}

function readParsed(program: ParseResult): Parsed {
  const syntax = readSyntax(program.ast);
  const { valid, type = 'dyn', error } = program.check();
  const checked = valid
    ? ({ kind: 'checked', syntax: readSyntax(program.ast), type } as const)
    : ({ kind: 'error', error: readError(error) } as const);
  return { kind: 'parsed', syntax, checked };
}

function readError(error: unknown): CelError {
  const { code, summary, range } = (typeof error === 'object' && error !== null ? error : {}) as {
    readonly code?: unknown;
    readonly summary?: unknown;
    readonly range?: { readonly start?: unknown };
  };
  return {
    code: typeof code === 'string' ? code : undefined,
    summary: typeof summary === 'string' ? summary : '',
    offset: typeof range?.start === 'number' ? range.start : undefined,
  };
}

function readSyntax(node: ASTNode): CelNode {
  const { name, value, operands } = readOperands(node);
  // Left there by the type checker, and not among its types.
  const { checkedType } = node as { readonly checkedType?: { readonly name?: unknown } };
  return {
    operator: node.op,
    name,
    value,
    operands: operands.map(readSyntax),
    type: typeof checkedType?.name === 'string' ? checkedType.name : undefined,
    offset: node.range.start,
    end: node.range.end,
  };
}

function readOperands(node: ASTNode): { readonly name?: string; readonly value?: unknown; readonly operands: readonly ASTNode[] } {
  switch (node.op) {
    case 'value':
      return { value: node.args, operands: [] };
    case 'id':
      return { name: node.args, operands: [] };
    case '.':
    case '.?':
      return { name: node.args[1], operands: [node.args[0]] };
    case 'call':
      return { name: node.args[0], operands: node.args[1] };
    case 'rcall':
      return { name: node.args[0], operands: [node.args[1], ...node.args[2]] };
    case 'list':
      return { operands: node.args };
    case 'map':
      return { operands: node.args.flat() };
    case '!_':
    case '-_':
      return { operands: [node.args] };
    default:
      return { operands: node.args };
  }
}
