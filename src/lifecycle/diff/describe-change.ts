import { formatCount } from '../../text.ts';
import type { Change, ChangeRule } from './change.ts';
import { nameField } from './fold-changes.ts';

/** A line of a report: what it is about, and what there is to say. */
export interface Row {
  readonly subject: string;
  readonly text: string;
  /** The file and line, or the rule. */
  readonly place: string;
}

/** A change in one line. */
export function describeChange(change: Change): Row {
  const place = change.rule === undefined ? '' : sayRule(change.rule);
  return change.places > 1 && !change.noise
    ? { ...describePlaces(change), place }
    : { subject: change.object, text: sayField(change), place };
}

/** One change in several places. */
function describePlaces(change: Change): Omit<Row, 'place'> {
  const { places, where = [], inside, path } = change;
  const said = change.kind === 'file' ? 'files' : sayField({ ...change, path: nameField(inside ?? path), inside: undefined });
  const rest = places > where.length ? ` and ${places - where.length} more` : '';
  return { subject: formatCount(places, 'place'), text: `${said}  in ${where.map(shortenSpec).join(', ')}${rest}` };
}

/** The spec of pods is where most changes are. */
export function shortenSpec(path: string): string {
  return path.replace(/(?<=^| )spec\.template\.spec\./, '');
}

export function sayField(change: Omit<Change, 'inside'> & { readonly inside?: string | undefined }): string {
  const { path, inside, from, to, lines } = change;
  const place = `${shortenPath(change, path)}${inside === undefined ? '' : ` › ${inside}`}`;
  switch (change.change) {
    case 'renamed':
      return `renamed from ${from} to ${to}`;
    case 'moved':
      return `moved from ${from} to ${to}`;
    case 'reordered':
      return `${place}: the same in another order`;
    case 'added':
      return place === '' ? 'added' : `${place}${sayValues(undefined, to)}${to === undefined ? ' added' : ', added'}`;
    case 'removed':
      return place === '' ? 'removed' : `${place}${sayValues(from, undefined)}`;
    case 'changed': {
      if (lines === undefined) return `${place}${place === '' ? sayValues(from, to).replace(/^: /, '') : sayValues(from, to)}`;
      const [gone, come] = ['-', '+'].map((sign) => lines.filter((line) => line.startsWith(sign)).length);
      return `${place}${place === '' ? '' : ': '}+${come} −${gone} lines`;
    }
  }
}

/** The subject says which variable or patch it is. */
function shortenPath({ kind }: Pick<Change, 'kind'>, path: string): string {
  if (kind === 'object') return shortenSpec(path);
  return kind === 'variable' || kind === 'patch'
    ? path.replace(/^spec\.\w+(?:\[[^\]]*\]\.?)?/, '').replace(/^schema\.openAPIV3Schema\.?/, '')
    : path;
}

export function sayValues(from: string | undefined, to: string | undefined): string {
  if (from === undefined && to === undefined) return '';
  if (from === undefined) return `: ${to}`;
  return to === undefined ? `: ${from}, removed` : `: ${from} → ${to}`;
}

export function sayRule(rule: ChangeRule): string {
  switch (rule) {
    case 'release-name':
      return 'the release’s own name';
    case 'helm-labels':
      return 'labels that charts put on everything';
    case 'checksums':
      return 'a hash of something else';
    case 'random':
      return 'another value at every rendering';
    case 'order':
      return 'another order';
    case 'defaults':
      return 'the same to an API server';
    case 'format':
      return 'the same data, written in another way';
    case 'crds':
      return 'definition of an API';
    case 'chart-defaults':
      return 'default values and words of a chart inside';
    case 'source':
      return 'files whose results are compared';
    case 'derived':
      return 'computed from other files';
  }
}
