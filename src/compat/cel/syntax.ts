/** A place in an expression's syntax tree, in one shape for all operators. */
export interface CelNode {
  readonly operator: string;
  /** Of a variable, a field, or a function. */
  readonly name: string | undefined;
  /** Of a constant. */
  readonly value: unknown;
  readonly operands: readonly CelNode[];
  /** As the type checker left it; undefined before, and below macros' own arguments. */
  readonly type: string | undefined;
  readonly offset: number;
  readonly end: number;
}

/** All nodes, the outer before the inner. Expressions can be nested too deep for calls. */
export function listNodes(root: CelNode): CelNode[] {
  const nodes: CelNode[] = [];
  const waiting = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    nodes.push(node);
    waiting.push(...node.operands.toReversed());
  }
  return nodes;
}
