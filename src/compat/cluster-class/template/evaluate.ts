import { getOwn } from '../../../data.ts';
import { type Budget, createBudget, OverBudget, spendValue } from '../../budget.ts';
import { type Node, type Pipe, TemplateError, type Term, Unsupported } from './ast.ts';
import { spendCall } from './cost.ts';
import { createRegexMatch, FUNCTIONS } from './functions.ts';
import type { Parsed } from './parser.ts';
import { getFields, isTrue, kindOf, printValue, type Value } from './values.ts';

/** The outcome of a template; `unsupported` means that only Go can tell. */
export type Rendered =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'unsupported'; readonly why: string };

/** More than any template needs: below a second, and below 20 MB. */
const LIMITS = { steps: 500_000, bytes: 4_000_000, depth: 150 };

interface Scope {
  readonly budget: Budget;
  readonly dot: Value;
  readonly variables: ReadonlyMap<string, Value>;
}

/** Fills a template with variables, as Cluster API does; `whole` is the budget of all templates together. */
export function renderParsed(parsed: Parsed, data: Readonly<Record<string, Value>>, whole?: Budget): Rendered {
  if (parsed.kind === 'invalid') return { kind: 'failed', message: parsed.message };
  if (parsed.kind === 'unsupported') return { kind: 'unsupported', why: parsed.what };
  try {
    const budget = createBudget(LIMITS, whole);
    return { kind: 'text', text: renderNodes(parsed.nodes, { budget, dot: data, variables: new Map([['', data]]) }) };
  } catch (error) {
    if (error instanceof TemplateError) return { kind: 'failed', message: error.message };
    if (error instanceof Unsupported || error instanceof OverBudget) return { kind: 'unsupported', why: error.message };
    throw error;
  }
}

function renderNodes(nodes: readonly Node[], outer: Scope): string {
  let scope = outer;
  let output = '';
  for (const node of nodes) {
    scope.budget.spend('steps');
    switch (node.kind) {
      case 'text':
        scope.budget.spend('bytes', node.text.length);
        output += node.text;
        break;
      case 'action': {
        const value = evaluatePipe(node.pipe, scope);
        if (node.pipe.variables.length > 0) scope = setVariables(scope, node.pipe.variables, [value]);
        else {
          spendValue(scope.budget, value);
          output += printValue(value);
        }
        break;
      }
      case 'if':
      case 'with': {
        const value = evaluatePipe(node.pipe, scope);
        const inner = setVariables(scope, node.pipe.variables, [value]);
        if (!isTrue(value)) output += renderNodes(node.otherwise, inner);
        else output += renderNodes(node.body, node.kind === 'with' ? { ...inner, dot: value } : inner);
        break;
      }
      case 'range':
        output += renderRange(node, scope);
        break;
      default:
        throw new Unsupported(node.kind);
    }
  }
  return output;
}

function renderRange(node: Extract<Node, { kind: 'if' | 'with' | 'range' }>, scope: Scope): string {
  const value = evaluatePipe(node.pipe, scope);
  const names = node.pipe.variables;
  const renderEach = (entries: readonly (readonly [Value, Value])[]) =>
    entries
      .map(([key, item]) => renderNodes(node.body, { ...setVariables(scope, names, names.length === 2 ? [key, item] : [item]), dot: item }))
      .join('');
  switch (kindOf(value)) {
    case 'invalid':
    case 'null':
      return renderNodes(node.otherwise, scope);
    case 'list': {
      const items = value as readonly Value[];
      return items.length === 0 ? renderNodes(node.otherwise, scope) : renderEach(items.map((item, index) => [BigInt(index), item]));
    }
    case 'map': {
      const entries = Object.entries(value as object).sort(([a], [b]) => (a < b ? -1 : 1));
      return entries.length === 0 ? renderNodes(node.otherwise, scope) : renderEach(entries);
    }
    case 'int':
      throw new Unsupported('range over a number');
    default:
      throw new TemplateError(`range over a ${kindOf(value)}`);
  }
}

function setVariables(scope: Scope, names: readonly string[], values: readonly Value[]): Scope {
  if (names.length === 0) return scope;
  scope.budget.spend('steps', scope.variables.size);
  return { ...scope, variables: new Map([...scope.variables, ...names.map((name, index) => [name, values[index]] as const)]) };
}

function evaluatePipe(pipe: Pipe, scope: Scope): Value {
  let piped: readonly Value[] = [];
  for (const command of pipe.commands) piped = [evaluateCommand(command, piped, scope)];
  return piped[0];
}

function evaluateCommand([head, ...rest]: readonly Term[], piped: readonly Value[], scope: Scope): Value {
  if (head === undefined) throw new Unsupported('an empty command');
  if (head.kind !== 'function') {
    const given = rest.length + piped.length > 0;
    // Nothing has any field, and a field of nothing is nothing again.
    if (given && 'path' in head && head.path.length > 1) throw new Unsupported('a field with arguments');
    if (given) throw new TemplateError('a value that is not a function has arguments');
    if (head.kind === 'literal' && head.value === null) throw new TemplateError('nil is not a command');
    return evaluateTerm(head, scope);
  }
  if (head.name === 'and' || head.name === 'or') return evaluateLogic(head.name, rest, piped, scope);
  const call = head.name === 'regexMatch' ? createRegexMatch(scope.budget.compile) : getOwn(FUNCTIONS, head.name);
  if (call === undefined) throw new Unsupported(head.name);
  const values = [...rest.map((term) => evaluateTerm(term, scope)), ...piped];
  spendCall(scope.budget, head.name, values);
  // The number of arguments is Go's to check, but for those that take any.
  if (call.length > values.length) throw new Unsupported(`too few arguments of ${head.name}`);
  if (call.length < values.length && !VARIADIC.has(head.name)) throw new Unsupported(`too many arguments of ${head.name}`);
  return call(...values);
}

const VARIADIC = new Set('eq index print printf coalesce quote squote list concat dict add mul max min'.split(' '));

/** Stops at the first value that decides. */
function evaluateLogic(name: 'and' | 'or', terms: readonly Term[], piped: readonly Value[], scope: Scope): Value {
  if (terms.length + piped.length === 0) throw new TemplateError(`${name} needs a value`);
  let value: Value;
  for (const next of [...terms.map((term) => () => evaluateTerm(term, scope)), ...piped.map((given) => () => given)]) {
    value = next();
    if (isTrue(value) === (name === 'or')) return value;
  }
  return value;
}

function evaluateTerm(term: Term, scope: Scope): Value {
  switch (term.kind) {
    case 'literal':
      return term.value;
    case 'dot':
      return scope.dot;
    case 'field':
      return getFields(scope.dot, term.path);
    case 'variable':
      if (!scope.variables.has(term.name)) throw new TemplateError(`the variable $${term.name} has no value`);
      return getFields(scope.variables.get(term.name), term.path);
    case 'group':
      return getFields(evaluatePipe(term.pipe, scope), term.path);
    case 'function':
      return evaluateCommand([term], [], scope);
  }
}
