import type { RenderedObject } from '../../../chart/index.ts';
import type { Shipped } from '../../shipped.ts';
import type { ClassPatch, ClusterClass, JsonPatch, TemplateRef } from '../model.ts';
import { matchesSelector } from '../selector.ts';
import { createBuiltin } from './builtins.ts';
import { applyOperation, blur } from './json-patch.ts';
import type { Computed, RenderValue } from './render-value.ts';
import { clone, UNKNOWN } from './unknown.ts';
import { getVariable } from './variable-value.ts';

/** A template of the class that patches change. */
export interface Target {
  readonly ref: TemplateRef;
  readonly object: RenderedObject;
  /** The object as Cluster API finds it, with all defaults. */
  readonly stored: unknown;
}

/** Where a patch fails. */
export interface Failure {
  readonly patch: string;
  readonly target: Target;
  /** The place that the operation is for; undefined for `enabledIf`. */
  readonly pointer: string | undefined;
  readonly message: string;
}

export interface Outcome {
  readonly failures: readonly Failure[];
  /** Patches that were applied to something. */
  readonly applied: ReadonlySet<string>;
  /** Patches whose effect only Cluster API knows, with the reason. */
  readonly unjudged: readonly string[];
  /** Where a template writes `<no value>`, Go's word for what is not there. */
  readonly gaps: readonly Failure[];
  /** Each target as it is after all patches. */
  readonly documents: readonly { readonly target: Target; readonly document: unknown }[];
}

/** The outcome for one target. */
export interface Patched extends Omit<Outcome, 'documents'> {
  readonly target: Target;
  readonly document: unknown;
  /** Whether another value of the variable could have led to something else. */
  readonly dependsOn: (variable: string) => boolean;
}

/** A patch's value, just before it is written. */
export interface PatchWrite {
  readonly patch: string;
  readonly pointer: string;
  readonly value: unknown;
  readonly document: unknown;
}

/** The targets do not know of each other. */
export function joinOutcome({ patches }: ClusterClass, patched: readonly Patched[]): Outcome {
  const external = patches.filter(isExternal).map(({ name }) => name);
  return {
    failures: patched.flatMap(({ failures }) => failures),
    applied: new Set(patched.flatMap(({ applied }) => [...applied])),
    unjudged: [...new Set([...external, ...patched.flatMap(({ unjudged }) => unjudged)])],
    gaps: patched.flatMap(({ gaps }) => gaps),
    documents: patched,
  };
}

/**
 * Applies all patches in order as Cluster API does; what depends on a failed one is not judged.
 * @param variables the values of a cluster's; `builtin` among them is what is known of the cluster itself
 */
export function patchTarget(
  shipped: Shipped,
  { patches }: ClusterClass,
  target: Target,
  variables: Readonly<Record<string, unknown>>,
  render: RenderValue,
  onWrite?: (write: PatchWrite) => void,
): Patched {
  const failures: Failure[] = [];
  const applied = new Set<string>();
  const gaps: Failure[] = [];
  const unjudged = new Set<string>();
  const document = clone(target.stored);
  const { values, dependsOn } = watchValues({ ...variables, builtin: createBuiltin(shipped, target.ref.role, variables['builtin']) });
  for (const patch of patches) {
    if (patch.definitions === undefined) {
      if (isExternal(patch)) blur(document, '/spec');
      continue;
    }
    const matching = patch.definitions.filter(({ selector }) => matchesSelector(selector, target.ref));
    const enabled = matching.length === 0 ? { kind: 'no' as const } : isEnabled(patch, values, render);
    if (enabled.kind === 'failed') failures.push({ patch: patch.name, target, pointer: undefined, message: enabled.message });
    if (enabled.kind === 'maybe') unjudged.add(patch.name);
    if (enabled.kind === 'yes') applied.add(patch.name);
    if (enabled.kind === 'no') continue;
    for (const jsonPatch of matching.flatMap(({ jsonPatches }) => jsonPatches)) {
      const problem =
        enabled.kind === 'yes'
          ? applyOne(document, jsonPatch, values, render, (value) =>
              onWrite?.({ patch: patch.name, pointer: jsonPatch.path, value, document }),
            )
          : undefined;
      const at = { patch: patch.name, target, pointer: jsonPatch.path };
      if (problem === 'gap') gaps.push({ ...at, message: 'the template writes <no value>, for something there has no value' });
      else if (problem === 'unjudged') unjudged.add(patch.name);
      else if (problem !== undefined) failures.push({ ...at, message: problem.message });
      if ((problem !== undefined && problem !== 'gap') || enabled.kind !== 'yes') blur(document, jsonPatch.path);
    }
  }
  return { target, document, failures, applied, unjudged: [...unjudged], gaps, dependsOn };
}

/** Only its own service knows what it does. */
function isExternal({ definitions, external }: ClassPatch): boolean {
  return definitions === undefined && external;
}

type Values = Readonly<Record<string, unknown>>;

/** Sees which variables are asked for, those without a value too. */
function watchValues(variables: Values): { readonly values: Values } & Pick<Patched, 'dependsOn'> {
  const asked = new Set<string | symbol>();
  let all = false;
  const values = new Proxy(variables, {
    get(object, name) {
      asked.add(name);
      return Reflect.get(object, name);
    },
    getOwnPropertyDescriptor(object, name) {
      asked.add(name);
      return Reflect.getOwnPropertyDescriptor(object, name);
    },
    ownKeys(object) {
      all = true;
      return Reflect.ownKeys(object);
    },
  });
  return { values, dependsOn: (variable) => all || asked.has(variable) };
}

function isEnabled(
  { enabledIf }: ClassPatch,
  values: Values,
  render: RenderValue,
): { kind: 'yes' | 'no' | 'maybe' } | { kind: 'failed'; message: string } {
  if (enabledIf === undefined) return { kind: 'yes' };
  const result = render(enabledIf, values);
  if (result.kind === 'failed') return { kind: 'failed', message: `enabledIf: ${result.message}` };
  if (result.value === UNKNOWN) return { kind: 'maybe' };
  return { kind: result.value === true ? 'yes' : 'no' };
}

function applyOne(
  document: unknown,
  jsonPatch: JsonPatch,
  values: Values,
  render: RenderValue,
  onWrite: (value: unknown) => void,
): { message: string } | 'unjudged' | 'gap' | undefined {
  const { op, path } = jsonPatch;
  if (!['add', 'replace', 'remove'].includes(op)) return 'unjudged';
  const value = op === 'remove' ? { kind: 'value' as const, value: undefined } : computeValue(jsonPatch, values, render);
  if (value.kind === 'failed') return value;
  if (op !== 'remove') onWrite(value.value);
  const result = applyOperation(document, { op, path, value: value.value });
  if (result.kind === 'failed') return result;
  if (result.kind === 'uncertain' || value.value === UNKNOWN) return 'unjudged';
  return jsonPatch.from?.template !== undefined && JSON.stringify(value.value)?.includes('<no value>') ? 'gap' : undefined;
}

function computeValue({ value, from }: JsonPatch, values: Values, render: RenderValue): Computed {
  if (from?.variable !== undefined) {
    const found = getVariable(values, from.variable);
    return found.kind === 'found' ? { kind: 'value', value: clone(found.value) } : { kind: 'failed', message: found.message };
  }
  if (from?.template === undefined) return { kind: 'value', value: value === undefined ? UNKNOWN : clone(value) };
  const result = render(from.template, values);
  if (result.kind === 'failed') return { kind: 'failed', message: `valueFrom.template: ${result.message}` };
  return { kind: 'value', value: clone(result.value) };
}
