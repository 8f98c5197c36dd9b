import type { Node } from './ast.js';
/** The variables that a template names, as paths: `oidc.issuerURL`, `builtin.cluster.name`. Those inside `with` and `range` are others. */
export declare function findVariables(nodes: readonly Node[], atRoot?: boolean): string[];
