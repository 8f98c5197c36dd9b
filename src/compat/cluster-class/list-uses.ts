import type { ClassPatch, ClassVariable } from './model.ts';
import { BUILTIN_PATHS, isBuiltin } from './simulation/builtins.ts';
import { isDeclared, nameOfPath } from './simulation/variable-value.ts';
import { findVariables, type Template } from './template/index.ts';

/** A variable that a patch uses. */
export interface Use {
  /** `oidc.issuerURL` */
  readonly path: string;
  readonly how: 'enabledIf' | 'valueFrom.variable' | 'valueFrom.template';
  /** The path of the operation; undefined for `enabledIf`. */
  readonly pointer: string | undefined;
}

/** All that a patch takes from variables, as far as its templates can be read. */
export function listUses({ enabledIf, definitions }: ClassPatch): Use[] {
  const operations = (definitions ?? []).flatMap(({ jsonPatches }) => jsonPatches);
  return [
    ...inTemplate(enabledIf).map((path): Use => ({ path, how: 'enabledIf', pointer: undefined })),
    ...operations.flatMap(({ from, path: pointer }): Use[] => [
      ...(from?.variable === undefined ? [] : [{ path: from.variable, how: 'valueFrom.variable', pointer } as const]),
      ...inTemplate(from?.template).map((path) => ({ path, how: 'valueFrom.template', pointer }) as const),
    ]),
  ];
}

function inTemplate(template: Template | undefined): string[] {
  const parsed = template?.parsed();
  return parsed?.kind === 'parsed' ? findVariables(parsed.nodes) : [];
}

/** Whether there is what a patch uses: declared by the class, or Cluster API's own. */
export function isThere({ path, how }: Use, variables: readonly ClassVariable[]): boolean {
  const name = nameOfPath(path);
  if (name === 'builtin') return how === 'valueFrom.variable' ? BUILTIN_PATHS.has(path) : isBuiltin(path);
  // Of two with one name Cluster API takes none, and the last counts here.
  const variable = variables.findLast((known) => known.name === name);
  return variable !== undefined && isDeclared(variable.schema, path);
}
