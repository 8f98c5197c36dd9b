import data from './named-objects.json' with { type: 'json' };

/** Fields of templates that name another object of the namespace. */
export interface NamedObjects {
  /** `2026-11-28` */
  readonly asOf: string;
  readonly source: string;
  /** `[]` in a path stands for each item of a list. */
  readonly fields: readonly { readonly kind: string; readonly path: string; readonly names: string }[];
}

export const NAMED_OBJECTS: NamedObjects = data;
