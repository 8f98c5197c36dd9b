import { ReleaseError } from '../../errors.ts';
import { isList, isNull, type Node, parseYaml, readItems, readMap, replaceRanges, type YamlFile } from '../../yaml/index.ts';

/** An entry of `states`, key by key in the order in which they are written. */
export interface NewState {
  readonly release: string;
  readonly state: string;
  readonly since: string;
  readonly reason?: string | undefined;
  readonly url?: string | undefined;
  readonly replacedBy?: string | undefined;
}

/**
 * Adds an entry at the end of the `states` of a releases.yaml; comments, order and spacing of all else stay as they are.
 * @throws ReleaseError `invalid-states` for a file whose states are written in a way that nothing can be added to
 */
export function addState(file: string, bytes: Buffer, entry: NewState): Buffer {
  const yaml = parseYaml(file, bytes);
  const pair = readMap(yaml.root)?.find(({ key }) => key === 'states');
  if (pair === undefined) return append(yaml, `states:\n${formatBlock(entry, '  ')}`);
  const { value, keyNode } = pair;
  if (isNull(value) || (isList(value) && readItems(value).length === 0)) {
    const end = isNull(value) && value.start === value.end ? findColon(yaml, keyNode) : undefined;
    const range = end === undefined ? ([value.start, value.end] as const) : ([end, end] as const);
    return replaceRanges(yaml, [{ range, text: `\n${formatBlock(entry, '  ').replace(/\n$/, '')}` }]);
  }
  const last = readItems(value).at(-1);
  if (value.kind !== 'list' || last === undefined) {
    throw new ReleaseError('invalid-states', `${file}: states is an alias; write the list itself, so that an entry can be added to it`);
  }
  if (yaml.text[value.start] === '[') return replaceRanges(yaml, [{ range: [last.end, last.end], text: `, ${formatFlow(entry)}` }]);
  const at = endOfLine(yaml.text, endOf(last));
  const isOpen = yaml.text[at - 1] !== '\n';
  const text = `${isOpen ? '\n' : ''}${formatBlock(entry, indentOf(yaml.text, value.start))}`;
  return replaceRanges(yaml, [{ range: [at, at], text }]);
}

function append(yaml: YamlFile, text: string): Buffer {
  const { length } = yaml.text;
  const before = length === 0 || yaml.text.endsWith('\n') ? '' : '\n';
  return replaceRanges(yaml, [{ range: [length, length], text: `${before}${text}` }]);
}

/** A block's own end may lie behind the comments after it. */
function endOf(node: Node): number {
  if (node.kind === 'map' && node.pairs.length > 0)
    return Math.max(...node.pairs.map(({ value, keyNode }) => Math.max(keyNode.end, value.end)));
  return node.end;
}

function findColon({ text }: YamlFile, { end }: Node): number {
  return text.indexOf(':', end) + 1;
}

/** Behind the line's end, with a comment that stands there. */
function endOfLine(text: string, from: number): number {
  // A block scalar ends behind its line already.
  if (text[from - 1] === '\n') return from;
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end + 1;
}

function indentOf(text: string, at: number): string {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  return ' '.repeat(at - start);
}

function listFields(entry: NewState): (readonly [string, string])[] {
  const { release, state, since, reason, url, replacedBy } = entry;
  const fields = { release, state, since, reason, url, replacedBy };
  return Object.entries(fields).flatMap(([key, value]) => (value === undefined ? [] : [[key, formatScalar(key, value)] as const]));
}

function formatBlock(entry: NewState, indent: string): string {
  const lines = listFields(entry).map(([key, value], index) => `${indent}${index === 0 ? '- ' : '  '}${key}: ${value}`);
  return `${lines.join('\n')}\n`;
}

function formatFlow(entry: NewState): string {
  return `{${listFields(entry)
    .map(([key, value]) => `${key}: ${value}`)
    .join(', ')}}`;
}

/** Text of people is quoted: as JSON, which YAML reads the same. */
function formatScalar(key: string, value: string): string {
  return key === 'reason' || key === 'url' ? JSON.stringify(value) : value;
}
