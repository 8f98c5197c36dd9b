import { type ASTNode, Environment } from '@marcbachmann/cel-js';
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
    const parsed = environment.parse(expression);
    const syntax = readSyntax(parsed.ast);
    const { valid, type = 'dyn', error } = parsed.check();
    const checked = valid
      ? ({ kind: 'checked', syntax: readSyntax(parsed.ast), type } as const)
      : ({ kind: 'error', error: readError(error) } as const);
    return { kind: 'parsed', syntax, checked };
  } catch (error) {
    return { kind: 'error', error: readError(error) };
  }
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
