/** A key of a map, the index of an item of a list, or what tells the item from the others. */
export type Step = string | number | { readonly item: string };

export type Path = readonly Step[];

/** `spec.template.spec.containers[cilium-agent].args[3]`, `data["ca.crt"]` */
export function formatSteps(path: Path): string {
  return path
    .map((step) => {
      if (typeof step === 'object') return `[${step.item}]`;
      if (typeof step === 'number') return `[${step}]`;
      return /^[\w-]+$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
    })
    .join('')
    .replace(/^\./, '');
}

/** The innermost key of a map on a path: `args` of `containers[a].args[3]`. */
export function lastKey(path: Path): string {
  return path.findLast((step) => typeof step === 'string') ?? '';
}
