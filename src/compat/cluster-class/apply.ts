import type { RenderedObject } from '../../chart/index.ts';
import { parseYaml, toData } from '../../yaml.ts';
import type { Facts } from '../facts.ts';
import { createBuiltin } from './builtins.ts';
import { applyOperation, blur } from './json-patch.ts';
import type { ClassPatch, ClusterClass, Definition, JsonPatch, TemplateRef } from './model.ts';
import { matchesSelector } from './selector.ts';
import { renderTemplate, UNKNOWN } from './template/index.ts';
import { getVariable } from './variable-value.ts';

/** A template of the class that patches change. */
export interface Target {
  readonly ref: TemplateRef;
  readonly object: RenderedObject;
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
  /** Patches whose effect nobody but Cluster API can tell, with the reason. */
  readonly unjudged: readonly string[];
  /** Each target as it is after all patches. */
  readonly documents: readonly { readonly target: Target; readonly document: unknown }[];
}

/** Applies all patches in order as Cluster API does; what depends on a failed one is not judged. */
export function applyPatches(
  facts: Facts,
  { patches }: ClusterClass,
  targets: readonly Target[],
  variables: Readonly<Record<string, unknown>>,
): Outcome {
  const failures: Failure[] = [];
  const unjudged = new Set<string>();
  const states = targets.map((target) => ({
    target,
    document: structuredClone(target.object.data) as unknown,
    values: { ...variables, builtin: createBuiltin(facts, target.ref.role) },
  }));
  for (const patch of patches) {
    if (patch.definitions === undefined) {
      if (!patch.external) continue;
      unjudged.add(patch.name);
      for (const state of states) blur(state.document, '/spec');
      continue;
    }
    for (const { target, document, values } of states) {
      const matching = patch.definitions.filter(({ selector }) => matchesSelector(selector, target.ref));
      const enabled = matching.length === 0 ? { kind: 'no' as const } : isEnabled(patch, values);
      if (enabled.kind === 'failed') failures.push({ patch: patch.name, target, pointer: undefined, message: enabled.message });
      if (enabled.kind === 'maybe') unjudged.add(patch.name);
      if (enabled.kind === 'no') continue;
      for (const { jsonPatches } of matching) {
        for (const jsonPatch of jsonPatches) {
          const problem = enabled.kind === 'yes' ? applyOne(document, jsonPatch, values) : undefined;
          if (problem === 'unjudged') unjudged.add(patch.name);
          else if (problem !== undefined) failures.push({ patch: patch.name, target, pointer: jsonPatch.path, message: problem.message });
          if (problem !== undefined || enabled.kind !== 'yes') blur(document, jsonPatch.path);
        }
      }
    }
  }
  return { failures, unjudged: [...unjudged], documents: states };
}

type Values = Readonly<Record<string, unknown>>;

/** Go's YAML takes more words for true than YAML 1.2 does. */
const YAML_TRUE = /^\s*(?:y|yes|on)\s*$/i;

function isEnabled({ enabledIf }: ClassPatch, values: Values): { kind: 'yes' | 'no' | 'maybe' } | { kind: 'failed'; message: string } {
  if (enabledIf === undefined) return { kind: 'yes' };
  const rendered = renderTemplate(enabledIf, values);
  if (rendered.kind === 'unsupported') return { kind: 'maybe' };
  if (rendered.kind === 'failed') return { kind: 'failed', message: `enabledIf: ${rendered.message}` };
  const read = parseRendered(rendered.text);
  if (read.kind === 'failed') return { kind: 'failed', message: `enabledIf: ${read.message}` };
  return { kind: read.value === true || YAML_TRUE.test(rendered.text) ? 'yes' : 'no' };
}

function applyOne(document: unknown, jsonPatch: JsonPatch, values: Values): { message: string } | 'unjudged' | undefined {
  const { op, path } = jsonPatch;
  if (!['add', 'replace', 'remove'].includes(op)) return 'unjudged';
  const value = op === 'remove' ? { kind: 'value' as const, value: undefined } : computeValue(jsonPatch, values);
  if (value.kind === 'failed') return value;
  const result = applyOperation(document, { op, path, value: value.value });
  if (result.kind === 'failed') return result;
  return result.kind === 'uncertain' || value.value === UNKNOWN ? 'unjudged' : undefined;
}

type Computed = { readonly kind: 'value'; readonly value: unknown } | { readonly kind: 'failed'; readonly message: string };

function computeValue({ value, from }: JsonPatch, values: Values): Computed {
  if (from?.variable !== undefined) {
    const found = getVariable(values, from.variable);
    return found.kind === 'found' ? { kind: 'value', value: clone(found.value) } : { kind: 'failed', message: found.message };
  }
  if (from?.template === undefined) return { kind: 'value', value: value === undefined ? UNKNOWN : clone(value) };
  const rendered = renderTemplate(from.template, values);
  if (rendered.kind === 'unsupported') return { kind: 'value', value: UNKNOWN };
  if (rendered.kind === 'failed') return { kind: 'failed', message: `valueFrom.template: ${rendered.message}` };
  const read = parseRendered(rendered.text);
  return read.kind === 'failed' ? { kind: 'failed', message: `valueFrom.template: ${read.message}` } : read;
}

/** What a template wrote is read as YAML. */
function parseRendered(text: string): Computed {
  const yaml = parseYaml('template', Buffer.from(text), { duplicateKeys: 'refuse' });
  const problem = yaml.findings.find(({ verdict }) => verdict === 'refuse');
  if (problem?.code === 'yaml-syntax') {
    return { kind: 'failed', message: `what it writes ${problem.message}` };
  }
  return { kind: 'value', value: problem === undefined ? (toData(yaml) ?? null) : UNKNOWN };
}

function clone(value: unknown): unknown {
  return value === UNKNOWN ? UNKNOWN : structuredClone(value);
}

/** The definitions of a patch that change a target. */
export function listMatching(patch: ClassPatch, target: Target): readonly Definition[] {
  return (patch.definitions ?? []).filter(({ selector }) => matchesSelector(selector, target.ref));
}
