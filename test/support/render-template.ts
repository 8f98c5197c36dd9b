import { parseTemplate, type Rendered, renderParsed } from '../../src/compat/cluster-class/template/index.ts';

/** Fills a template as patches of a ClusterClass do. */
export function renderTemplate(source: string, data: Readonly<Record<string, unknown>>): Rendered {
  return renderParsed(parseTemplate(source), data);
}
