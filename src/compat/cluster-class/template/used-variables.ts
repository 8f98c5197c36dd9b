import type { Node, Pipe, Term } from './ast.ts';

/** The variables that a template names, as paths: `oidc.issuerURL`, `builtin.cluster.name`. Those inside `with` and `range` are others. */
export function findVariables(nodes: readonly Node[], atRoot = true): string[] {
  return nodes.flatMap((node) => {
    switch (node.kind) {
      case 'action':
        return inPipe(node.pipe, atRoot);
      case 'if':
      case 'with':
      case 'range':
        return [
          ...inPipe(node.pipe, atRoot),
          ...findVariables(node.body, atRoot && node.kind === 'if'),
          ...findVariables(node.otherwise, atRoot),
        ];
      default:
        return [];
    }
  });
}

function inPipe(pipe: Pipe, atRoot: boolean): string[] {
  return pipe.commands.flat().flatMap((term: Term) => {
    if (term.kind === 'field') return atRoot ? [term.path.join('.')] : [];
    if (term.kind === 'variable') return term.name === '' && term.path.length > 0 ? [term.path.join('.')] : [];
    return term.kind === 'group' ? inPipe(term.pipe, atRoot) : [];
  });
}
