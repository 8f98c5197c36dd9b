import { getOwn, isObject } from '../../data.ts';
import { ReleaseError } from '../../errors.ts';
import { code, escapeCell } from '../../markdown.ts';

/** A template's parts. */
type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'value'; readonly path: string; readonly form: 'text' | 'code' | 'url' | 'ready' }
  | { readonly kind: 'section'; readonly path: string; readonly isInverted: boolean; readonly parts: Part[] };

const TAG = /\{\{\{\s*([\w.]+)\s*\}\}\}|\{\{\s*(?:(!)[^}]*|([#^/])\s*([\w.]+)|(?:(code|url)\s+)?([\w.]+))\s*\}\}/g;
/** Tags of sections alone on their line leave no empty line. */
const ALONE = /^[ \t]*(\{\{\s*[#^/!][^}]*\}\})[ \t]*\r?\n/gm;

const DEEPEST = 16;
const MOST_STEPS = 200_000;
/** Characters. GitHub takes 125,000 of a release's body. */
const LONGEST = 1024 * 1024;

/**
 * Fills a template as Mustache has them: values, lists and what is there or not, and nothing that runs. `{{name}}` is text
 * without a Markdown of its own, `{{code name}}` is code, `{{url name}}` a link's target. `{{{sections.name}}}` alone comes
 * as it is: Markdown that was made here.
 * Source: https://mustache.github.io/mustache.5.html
 * @throws ReleaseError `usage` for a template that is not well formed, or that does not end
 */
export function renderTemplate(template: string, data: object, file: string): string {
  const parts = parseTemplate(template.replaceAll(ALONE, '$1'), file);
  let steps = 0;
  let length = 0;
  const spend = (text: string): string => {
    steps++;
    length += text.length;
    if (steps > MOST_STEPS || length > LONGEST) throw refuse(file, `it makes more than ${LONGEST} characters, or takes too many steps`);
    return text;
  };
  const renderAll = (list: readonly Part[], contexts: readonly unknown[]): string =>
    list.map((part) => renderPart(part, contexts)).join('');
  function renderPart(part: Part, contexts: readonly unknown[]): string {
    if (part.kind === 'text') return spend(part.text);
    const value = lookUp(part.path, contexts);
    if (part.kind === 'value') return spend(formatValue(value, part.form));
    const isEmpty =
      value === undefined || value === null || value === false || value === '' || (Array.isArray(value) && value.length === 0);
    if (part.isInverted) return isEmpty ? renderAll(part.parts, contexts) : '';
    if (isEmpty) return '';
    const items: readonly unknown[] = Array.isArray(value) ? value : [value];
    return items.map((item) => spend('') + renderAll(part.parts, [...contexts, item])).join('');
  }
  return renderAll(parts, [data]);
}

function parseTemplate(template: string, file: string): readonly Part[] {
  const root: Part[] = [];
  const open: { readonly path: string; readonly parts: Part[]; readonly at: number }[] = [];
  const current = () => open.at(-1)?.parts ?? root;
  let end = 0;
  const fail = (at: number, why: string) => refuse(`${file}:${template.slice(0, at).split('\n').length}`, why);
  const addText = (text: string, at: number) => {
    if (/\{\{/.test(text)) throw fail(at + text.indexOf('{{'), 'a {{ that begins no tag');
    if (text !== '') current().push({ kind: 'text', text });
  };
  for (const match of template.matchAll(TAG)) {
    const [whole, ready, comment, sign, section = '', helper, path = ''] = match;
    addText(template.slice(end, match.index), end);
    end = match.index + whole.length;
    if (comment !== undefined) continue;
    if (ready !== undefined) {
      if (!ready.startsWith('sections.')) throw fail(match.index, `{{{${ready}}}} is not made here; write {{${ready}}}, which is safe`);
      current().push({ kind: 'value', path: ready, form: 'ready' });
    } else if (sign === undefined) current().push({ kind: 'value', path, form: helper === 'code' || helper === 'url' ? helper : 'text' });
    else if (sign === '/') {
      if (open.at(-1)?.path !== section) throw fail(match.index, `{{/${section}}} closes nothing that is open`);
      open.pop();
    } else {
      if (open.length === DEEPEST) throw fail(match.index, `sections are nested deeper than ${DEEPEST}`);
      const parts: Part[] = [];
      current().push({ kind: 'section', path: section, isInverted: sign === '^', parts });
      open.push({ path: section, parts, at: match.index });
    }
  }
  addText(template.slice(end), end);
  const left = open.at(-1);
  if (left !== undefined) throw fail(left.at, `{{#${left.path}}} is not closed`);
  return root;
}

/** The innermost context that has a path's first name tells the rest. */
function lookUp(path: string, contexts: readonly unknown[]): unknown {
  if (path === '.') return contexts.at(-1);
  const [first = '', ...others] = path.split('.');
  const holder = contexts.findLast((context) => isObject(context) && Object.hasOwn(context, first));
  return [first, ...others].reduce((value: unknown, key) => (isObject(value) ? getOwn(value, key) : undefined), holder);
}

function formatValue(value: unknown, form: 'text' | 'code' | 'url' | 'ready'): string {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return '';
  const text = String(value);
  switch (form) {
    case 'ready':
      return text;
    case 'code':
      return code(text);
    case 'url':
      return formatUrl(text);
    case 'text':
      return escapeCell(text);
  }
}

/** For the parentheses of a link; empty for what no browser should open. */
export function formatUrl(text: string): string {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return '';
  return new URL(text).href.replaceAll(
    /[()<>"'`\\|\s*_[\]]/g,
    (char) => `%${char.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`,
  );
}

function refuse(where: string, why: string): ReleaseError {
  return new ReleaseError('usage', `the template ${where}: ${why}`);
}
