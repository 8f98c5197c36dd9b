import { listUses } from '../../compat/index.ts';
import { asList, asText, getIn, isObject } from '../../data.ts';
import type { Effect } from '../../effect.ts';
import { escapePattern } from '../../text.ts';
import { formatClusterClassName } from '../../version/index.ts';
import { type Context, createEffect } from '../context.ts';
import { createCause } from '../create-cause.ts';
import { maskOwnNames } from '../own-names.ts';
import type { ClassPair, OpenClass } from './open-classes.ts';

interface Unjudged {
  /** The patches that could not be applied for something that is not known. */
  readonly unjudged: ReadonlySet<string>;
  /** The variables that have another value on the other side. */
  readonly changed: ReadonlySet<string>;
}

/**
 * Patches that differ, and that nothing which was tried shows an effect of: variables are tried one at a time, and two of
 * them together may switch a patch on. Of one cluster all values are known, and those patches are unseen that ask for more.
 * @param effects those of the templates
 */
export function listUnseenPatches(
  context: Context,
  { before, after }: ClassPair,
  effects: readonly Effect[],
  { unjudged, changed }: Unjudged,
): Effect[] {
  const shown = new Set(effects.flatMap(({ cause }) => /^patch (.+?): /.exec(cause.field)?.[1] ?? []));
  // Of an unjudged patch both sides look alike, whatever values it is given.
  const seesChange = createChangeFinder(context, after, changed);
  const asking = listPatches(after)
    .filter(({ name, content }) => unjudged.has(name) && seesChange(name, content))
    .map(({ name }) => ({ name, open: after }));
  return [...listOnly(after, before), ...listOnly(before, after), ...asking]
    .filter(({ name }) => context.cluster === undefined || unjudged.has(name))
    .filter(({ name }, index, all) => !shown.has(name) && all.findIndex((other) => other.name === name) === index)
    .map(({ name, open }) =>
      createEffect(context, {
        kind: 'unknown',
        subject: `patch ${name}`,
        rule: 'patch-unseen',
        message:
          context.cluster === undefined
            ? `the patch ${name} differs, and no variable set by itself shows what that does; clusters that set several, or are unlike others, may see it`
            : `the patch ${name} or a value that it is given differs, and it depends on something that the cluster's YAML does not tell`,
        cause: createCause(open.clusterClass.placeOf('patches', name), `patch ${name}`),
      }),
    );
}

/** Whether a patch is given something that is another on the other side: a variable, or what Cluster API tells of the cluster. */
function createChangeFinder(context: Context, after: OpenClass, changed: ReadonlySet<string>): (name: string, content: string) => boolean {
  const builtins = listChangedBuiltins(context);
  const seesBuiltin = after.clusterClass.patches.filter((patch) =>
    // Whoever takes all of `builtin` takes what is in it.
    listUses(patch).some(({ path }) => builtins.some((builtin) => `${builtin}.`.startsWith(`${path}.`))),
  );
  const names = new Set(seesBuiltin.map(({ name }) => name));
  return (name, content) => names.has(name) || [...changed].some((variable) => namesVariable(content, variable));
}

function listChangedBuiltins({ before, after, changesVersion }: Context): string[] {
  const isOtherClass = formatClusterClassName(before) !== formatClusterClassName(after);
  const versions = ['cluster.topology', 'controlPlane', 'machineDeployment', 'machinePool'].map((part) => `builtin.${part}.version`);
  return [
    ...(isOtherClass ? ['builtin.cluster.topology.class', 'builtin.cluster.topology.classRef.name'] : []),
    ...(changesVersion ? versions : []),
  ];
}

function namesVariable(content: string, name: string): boolean {
  return new RegExp(`(?<![\\w-])${escapePattern(name)}(?![\\w-])`).test(content);
}

/** Patches that the other class does not have, whatever they are called there. */
function listOnly(open: OpenClass, other: OpenClass): { readonly name: string; readonly open: OpenClass }[] {
  const known = new Set(listPatches(other).map(({ content }) => content));
  return listPatches(open).flatMap(({ name, content }) => (known.has(content) ? [] : [{ name, open }]));
}

function listPatches({ clusterClass: { object }, side }: OpenClass): { readonly name: string; readonly content: string }[] {
  return (
    asList(getIn(object.data, 'spec', 'patches'))
      // Those of an extension are not known at all, which is said once.
      .filter(isObject)
      .filter((patch) => patch['external'] === undefined)
      .map((patch) => {
        const { name, description: _, ...content } = patch;
        return { name: asText(name) ?? '', content: JSON.stringify(maskOwnNames(content, side)) };
      })
  );
}
