import type { RenderedObject, Rendering } from '../../chart/index.ts';
import type { Place } from '../../finding.ts';
import type { Template } from './template/index.ts';

/** Where a ClusterClass names a template, and what Cluster API makes of it. */
export type Role =
  | { readonly kind: 'infrastructureCluster' | 'controlPlane' | 'controlPlaneMachines' }
  | { readonly kind: 'bootstrap' | 'workerMachines'; readonly workers: 'machineDeployment' | 'machinePool'; readonly class: string };

export interface TemplateRef {
  /** `spec.controlPlane.ref` */
  readonly path: string;
  readonly role: Role;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
}

export interface ClassVariable {
  readonly name: string;
  readonly required: boolean;
  /** Whether the class says if it is required. */
  readonly saysRequired: boolean;
  readonly schema: Readonly<Record<string, unknown>>;
}

/** Whether every Cluster has to set it: nothing else gives it a value. */
export function mustBeSet({ required, schema }: Pick<ClassVariable, 'required' | 'schema'>): boolean {
  return required && schema['default'] === undefined;
}

export interface Selector {
  readonly apiVersion: string;
  readonly kind: string;
  readonly controlPlane: boolean;
  readonly infrastructureCluster: boolean;
  readonly machineDeployments: readonly string[];
  readonly machinePools: readonly string[];
}

/** `valueFrom` */
export interface ValueSource {
  readonly variable: string | undefined;
  readonly template: Template | undefined;
}

export interface JsonPatch {
  readonly op: string;
  readonly path: string;
  /** The value as it is; undefined where there is none, and for null, which Cluster API treats as absent. */
  readonly value: unknown;
  readonly from: ValueSource | undefined;
}

export interface Definition {
  readonly selector: Selector;
  readonly jsonPatches: readonly JsonPatch[];
}

export interface ClassPatch {
  readonly name: string;
  readonly enabledIf: Template | undefined;
  /** Undefined where there is no such key. */
  readonly definitions: readonly Definition[] | undefined;
  readonly external: boolean;
  /** The extensions that `external` names, those that generate and validate. */
  readonly extensions: readonly string[];
  /** Whether `external` names an extension that adds variables which the class does not show. */
  readonly discoversVariables: boolean;
}

/** A ClusterClass as far as it can be read; what is of another form is judged by its fields. */
export interface ClusterClass {
  readonly object: RenderedObject;
  /** Those without any `ref` are left out. */
  readonly refs: readonly TemplateRef[];
  readonly deploymentClasses: readonly string[];
  readonly poolClasses: readonly string[];
  readonly variables: readonly ClassVariable[];
  readonly patches: readonly ClassPatch[];
  /**
   * The line of a variable or patch, where the chart's template writes its name out and as often as the rendered object
   * has it; else the object's own place.
   */
  readonly placeOf: (list: 'variables' | 'patches', name: string) => Place;
}

/** Of what shipped, its cluster class as Helm rendered it. */
interface Rendered {
  readonly clusterClass: { readonly rendering: Rendering };
}

/** The objects of the cluster class; none where Helm did not render it. */
export function listObjects({ clusterClass: { rendering } }: Rendered): readonly RenderedObject[] {
  return rendering.kind === 'rendered' ? rendering.objects : [];
}

/**
 * Why objects may be missing that the chart renders, for the end of a sentence; undefined where all of them were read.
 * Nothing may be concluded from an object that is not there otherwise.
 */
export function describeUnread({ clusterClass: { rendering } }: Rendered): string | undefined {
  if (rendering.kind !== 'rendered' || rendering.problems.length === 0) return undefined;
  const files = [...new Set(rendering.problems.map(({ place }) => `${place.file}${place.line === undefined ? '' : `:${place.line}`}`))];
  return `what ${files.slice(0, 3).join(', ')} ${files.length === 1 ? 'renders' : 'render'} could not be read, and may have it; see render-invalid`;
}
