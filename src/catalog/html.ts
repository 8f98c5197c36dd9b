import { html as markUp, raw } from 'hono/html';

/** Markup that is safe: made by {@link html}, where all that is not markup itself is escaped. */
export type Html = Exclude<ReturnType<typeof markUp>, Promise<unknown>>;

/** Texts are escaped; nothing is left out but what is undefined. */
type Value = string | number | undefined | Html | readonly Value[];

/** Markup with values in it, for HTML, SVG and Atom. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  const made = markUp(strings, ...values);
  if (made instanceof Promise) throw new TypeError('markup is made of texts alone');
  return made;
}

/** Our own style sheet, in which nothing may be escaped. */
export function styleElement(css: string): Html {
  return raw(`<style>${css}</style>`);
}
