import * as z from 'zod';
import { formatSuggestion } from '../suggest.ts';

export * from 'zod';

/** Something that is not as the schema says. */
export interface FileIssue {
  readonly path: readonly (string | number)[];
  /** The problem, without its subject: "has to be a text". */
  readonly message: string;
  /** There is nothing at `path`, or nothing but blanks. */
  readonly isMissing: boolean;
  /** Keys that the map at `path` must not have. */
  readonly unknownKeys: readonly string[];
}

/** The data where it is as the schema says, and what is wrong where not. */
export function checkData<Schema extends z.ZodType>(
  schema: Schema,
  data: unknown,
): { readonly data?: z.infer<Schema>; readonly issues: readonly FileIssue[] } {
  const result = schema.safeParse(data, { error: describeIssue, reportInput: true });
  return result.success ? { data: result.data, issues: [] } : { issues: result.error.issues.flatMap(flattenIssue) };
}

function flattenIssue(issue: z.core.$ZodIssue): FileIssue[] {
  const path = issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key));
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    return pickMeant(issue.errors.map((errors) => errors.flatMap(flattenIssue))).map((inner) => ({
      ...inner,
      path: [...path, ...inner.path],
    }));
  }
  const message = issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message;
  const isMissing = isNothing(issue.input) || issue.input === '';
  return [{ path, message, isMissing, unknownKeys: issue.code === 'unrecognized_keys' ? issue.keys : [] }];
}

/** Of alternatives the one with the fewest unknown keys was meant, as each has a key of its own. */
function pickMeant(alternatives: readonly FileIssue[][]): readonly FileIssue[] {
  const strange = (issues: readonly FileIssue[]) => issues.flatMap(({ unknownKeys }) => unknownKeys).length;
  return alternatives.toSorted((a, b) => strange(a) - strange(b) || a.length - b.length)[0] ?? [];
}

export function isNothing(value: unknown): boolean {
  return value === undefined || value === null;
}

const WORDS: Readonly<Record<string, string>> = { string: 'a text', array: 'a list', object: 'a map of keys', record: 'a map of keys' };

function describeIssue(issue: z.core.$ZodRawIssue): string | undefined {
  if (isNothing(issue.input)) return 'is missing';
  switch (issue.code) {
    case 'invalid_type':
      if (issue.expected === 'string' && typeof issue.input === 'number') return `is the number ${issue.input} to YAML; put it in quotes`;
      return `has to be ${WORDS[issue.expected] ?? issue.expected}`;
    case 'too_small':
      return 'is empty';
    case 'invalid_format':
      return issue.format === 'date' ? 'is not a date; write it like 2027-01-31' : undefined;
    case 'invalid_value': {
      const allowed = issue.values.map(String);
      return `has to be one of ${allowed.join(', ')}${formatSuggestion(String(issue.input), allowed)}`;
    }
    case 'unrecognized_keys': {
      const known = issue.inst instanceof z.ZodObject ? Object.keys(issue.inst.shape) : [];
      return issue.keys.map((key) => `${key} is not known here; known are ${known.join(', ')}${formatSuggestion(key, known)}`).join('. ');
    }
    default:
      return undefined;
  }
}
