import { posix } from 'node:path';
import { compileGoPattern } from './go-pattern.ts';

/** Decides whether Helm leaves a path of a chart out. Paths use `/` and are relative to the chart. */
export type IgnoreRules = (path: string, isFolder: boolean) => boolean;

interface Rule {
  readonly negate: boolean;
  readonly foldersOnly: boolean;
  readonly matches: (path: string) => boolean;
}

/** Helm adds this rule to every chart. */
const DEFAULT_RULE = 'templates/.?*';

/** Characters of a whole file. The ones that charts bring have a few hundred. */
const LONGEST_FILE = 64 * 1024;

/** Longer than any path, and short enough for a regular expression. */
const LONGEST_RULE = 4096;

/** More than anybody writes; each is tried for each file. */
const MOST_RULES = 5000;

export type HelmignoreProblem = { readonly line: number; readonly message: string };

/**
 * Reads a `.helmignore` with the rules of Helm 3's `pkg/ignore`, which differ from git's: the first matching
 * rule decides, a negated rule ignores all that it does *not* match, and `**` is an error.
 */
export function parseHelmignore(text: string): { readonly rules: IgnoreRules; readonly problems: readonly HelmignoreProblem[] } {
  const rules: Rule[] = [];
  const problems: HelmignoreProblem[] = [];
  const isTooLong = text.length > LONGEST_FILE;
  if (isTooLong) {
    const message = `has more than ${LONGEST_FILE} characters, and no rules are read from it; leave out what is not needed`;
    problems.push({ line: 1, message });
  }
  const lines = (isTooLong ? '' : text).replace(/^\ufeff/, '').split('\n', MOST_RULES + 1);
  if (lines.length > MOST_RULES) problems.push({ line: MOST_RULES + 1, message: `there are more than ${MOST_RULES} lines` });
  [...lines.slice(0, MOST_RULES), DEFAULT_RULE].forEach((raw, index) => {
    const rule = parseRule(raw.trim());
    if (typeof rule === 'string') problems.push({ line: index + 1, message: rule });
    else if (rule !== undefined) rules.push(rule);
  });
  return { rules: (path, isFolder) => isIgnored(rules, path, isFolder), problems };
}

/** Whether a file or any folder above it is ignored: Helm does not enter ignored folders. */
export function isFileIgnored(rules: IgnoreRules, path: string): boolean {
  const parts = path.split('/');
  const folders = parts.slice(0, -1).map((_, index) => parts.slice(0, index + 1).join('/'));
  return folders.some((folder) => rules(folder, true)) || rules(path, false);
}

function isIgnored(rules: readonly Rule[], path: string, isFolder: boolean): boolean {
  for (const rule of rules) {
    if (rule.negate) {
      if (rule.foldersOnly && !isFolder) return true;
      if (!rule.matches(path)) return true;
    } else if ((isFolder || !rule.foldersOnly) && rule.matches(path)) return true;
  }
  return false;
}

function parseRule(text: string): Rule | string | undefined {
  if (text === '' || text.startsWith('#')) return undefined;
  if (text.includes('**')) return 'Helm does not support ** in .helmignore';
  if (text.length > LONGEST_RULE) return `is longer than ${LONGEST_RULE} characters`;
  const negate = text.startsWith('!');
  let pattern = negate ? text.slice(1) : text;
  const foldersOnly = pattern.endsWith('/');
  if (foldersOnly) pattern = pattern.slice(0, -1);
  const regex = compileGoPattern(pattern.replace(/^\//, ''));
  if (regex === undefined) return `Helm cannot read the pattern ${text}`;
  // Without a slash only the last part of the path is compared.
  const matches = pattern.includes('/') ? (path: string) => regex.test(path) : (path: string) => regex.test(posix.basename(path));
  return { negate, foldersOnly, matches };
}
