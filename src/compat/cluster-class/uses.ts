import type { ClassPatch } from './model.ts';
import { findVariables, type Template } from './template/index.ts';

/** A variable that a patch uses. */
export interface Use {
  /** `oidc.issuerURL` */
  readonly path: string;
  /** `enabledIf`, `valueFrom.variable`, `valueFrom.template` */
  readonly how: string;
}

/** All that a patch takes from variables, as far as its templates can be read. */
export function listUses({ enabledIf, definitions }: ClassPatch): Use[] {
  const patches = (definitions ?? []).flatMap(({ jsonPatches }) => jsonPatches);
  return [
    ...inTemplate('enabledIf', enabledIf),
    ...patches.flatMap(({ from }) => [
      ...(from?.variable === undefined ? [] : [{ path: from.variable, how: 'valueFrom.variable' }]),
      ...inTemplate('valueFrom.template', from?.template),
    ]),
  ];
}

function inTemplate(how: string, template: Template | undefined): Use[] {
  const parsed = template?.parsed();
  return parsed?.kind === 'parsed' ? findVariables(parsed.nodes).map((path) => ({ path, how })) : [];
}
