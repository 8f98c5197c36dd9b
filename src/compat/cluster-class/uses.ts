import type { ClassPatch } from './model.ts';
import { findVariables, parseTemplate } from './template/index.ts';

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

function inTemplate(how: string, source: string | undefined): Use[] {
  const parsed = source === undefined ? undefined : parseTemplate(source);
  return parsed?.kind === 'parsed' ? findVariables(parsed.nodes).map((path) => ({ path, how })) : [];
}
