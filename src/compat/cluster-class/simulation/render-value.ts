import { parseYaml, toData } from '../../../yaml/index.ts';
import { createBudget } from '../../budget.ts';
import { renderParsed, type Template, UNKNOWN } from '../template/index.ts';

/** The value that a template gives; UNKNOWN where only Cluster API can tell, and why. */
export type Computed =
  | { readonly kind: 'value'; readonly value: unknown; readonly why?: string }
  | { readonly kind: 'failed'; readonly message: string };

/** For all templates of a class, with all values that are tried: below five seconds, and below 200 MB. */
const LIMITS = { steps: 5_000_000, bytes: 20_000_000, depth: 100 };

/** Fills templates of patches and reads what they write; the same text is read once. */
export type RenderValue = (template: Template, values: Readonly<Record<string, unknown>>) => Computed;

export function createRenderer(): RenderValue {
  const read = new Map<string, Computed>();
  const budget = createBudget(LIMITS);
  return (template, values) => {
    const rendered = renderParsed(template.parsed(), values, budget);
    if (rendered.kind === 'unsupported') return { kind: 'value', value: UNKNOWN, why: rendered.why };
    if (rendered.kind === 'failed') return rendered;
    const known = read.get(rendered.text) ?? readYaml(rendered.text);
    read.set(rendered.text, known);
    return known;
  };
}

/** The words that templates write most, as Go reads them. */
const PLAIN: Readonly<Record<string, unknown>> = {
  '': null,
  true: true,
  false: false,
  yes: true,
  no: false,
  on: true,
  off: false,
  y: true,
  n: false,
};

/** Of equal keys Cluster API takes the last. */
function readYaml(text: string): Computed {
  const word = text.trim();
  if (Object.hasOwn(PLAIN, word)) return { kind: 'value', value: PLAIN[word] };
  const yaml = parseYaml('template', Buffer.from(text), { dialect: 'v2' });
  const problem = yaml.findings.find(({ verdict }) => verdict === 'refuse');
  if (problem?.code === 'yaml-syntax') return { kind: 'failed', message: `what it writes ${problem.message}` };
  return { kind: 'value', value: problem === undefined ? (toData(yaml) ?? null) : UNKNOWN };
}
