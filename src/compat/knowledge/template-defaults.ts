import data from './template-defaults.json' with { type: 'json' };

/** The defaults that the webhooks of Cluster API and its providers write into templates before patches see them. */
export interface TemplateDefaults {
  /** `2026-11-28` */
  readonly asOf: string;
  readonly source: string;
  readonly kinds: readonly KindDefaults[];
}

export interface KindDefaults {
  readonly group: string;
  readonly kind: string;
  readonly versions: readonly string[];
  /** Module, tag and file. */
  readonly source: string;
  /** Whether the writes are all that there are. */
  readonly complete: boolean;
  /** In order. */
  readonly writes: readonly Write[];
}

/** Keys that an object gets where it lacks them; nothing where the object is not there. */
export interface Write {
  /** `spec.template.spec`; empty for the whole. */
  readonly at: string;
  readonly add: Readonly<Record<string, unknown>>;
  /** Some of the releases that are still in use do not write it. */
  readonly varies?: boolean;
}

export const TEMPLATE_DEFAULTS: TemplateDefaults = data;
