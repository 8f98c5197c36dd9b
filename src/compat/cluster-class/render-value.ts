import { parseYaml, toData } from '../../yaml.ts';
import { type Parsed, parseTemplate, renderParsed, UNKNOWN } from './template/index.ts';

/** What a template gives as a value; UNKNOWN where only Cluster API can tell. */
export type Computed = { readonly kind: 'value'; readonly value: unknown } | { readonly kind: 'failed'; readonly message: string };

/** Fills templates of patches and reads what they write; the same template and the same text are read once. */
export type RenderValue = (template: string, values: Readonly<Record<string, unknown>>) => Computed;

export function createRenderer(): RenderValue {
  const read = new Map<string, Computed>();
  const templates = new Map<string, Parsed>();
  return (template, values) => {
    const parsed = templates.get(template) ?? parseTemplate(template);
    templates.set(template, parsed);
    const rendered = renderParsed(parsed, values);
    if (rendered.kind === 'unsupported') return { kind: 'value', value: UNKNOWN };
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

function readYaml(text: string): Computed {
  const word = text.trim();
  if (Object.hasOwn(PLAIN, word)) return { kind: 'value', value: PLAIN[word] };
  const yaml = parseYaml('template', Buffer.from(text), { duplicateKeys: 'refuse', dialect: 'v2' });
  const problem = yaml.findings.find(({ verdict }) => verdict === 'refuse');
  if (problem?.code === 'yaml-syntax') return { kind: 'failed', message: `what it writes ${problem.message}` };
  return { kind: 'value', value: problem === undefined ? (toData(yaml) ?? null) : UNKNOWN };
}
