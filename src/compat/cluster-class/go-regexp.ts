/** A regular expression as Go reads it. Source: https://github.com/google/re2/wiki/Syntax */
export type GoRegExp =
  | { readonly kind: 'usable'; readonly regexp: RegExp }
  /** Go refuses it. */
  | { readonly kind: 'invalid'; readonly why: string }
  /** Go and JavaScript may read it differently. */
  | { readonly kind: 'unknown' };

/** One step through an expression: an escape, a whole class, the begin of a group, or a character. */
const STEP = /\\(?:[\s\S]|$)|\[\^?\]?(?:\\[\s\S]|\[:\^?\w+:\]|[^\]\\])*\]?|\(\?(?:<?[=!]|P?<\w+>|[:>]|[imsU-]+[:)])?|[\s\S]/g;

/** What both languages read alike: escapes of punctuation, the usual classes, and controls. */
const COMMON_ESCAPE = /^\\(?:[dDwWbBtnrfv]|[^\p{L}\p{N}])$/u;

export function toGoRegExp(pattern: string): GoRegExp {
  let common = true;
  for (const [step] of pattern.matchAll(STEP)) {
    if (/^\(\?<?[=!]/.test(step)) return { kind: 'invalid', why: 'Go knows no look-around (?=, (?!, (?<=, (?<!' };
    if (/^\(\?>/.test(step)) return { kind: 'invalid', why: 'Go knows no atomic group (?>' };
    if (/^\\[1-9]$/.test(step)) return { kind: 'invalid', why: `Go knows no back reference ${step}` };
    if (step.startsWith('\\') && step !== '\\' && !COMMON_ESCAPE.test(step)) common = /^\\[sS]$/.test(step) && common;
    if (step.startsWith('(?') && step !== '(?:') common = false;
    if (step.startsWith('[') && /\[:|\\[^dDwWsStnrfv\\\][.^$*+?(){}|/-]|&&|--/.test(step)) common = false;
    if (step.startsWith('[') && step.startsWith('[]')) common = false;
  }
  try {
    const regexp = new RegExp(pattern, 'u');
    return common ? { kind: 'usable', regexp } : { kind: 'unknown' };
  } catch (error) {
    return common && isBroken(pattern)
      ? { kind: 'invalid', why: String((error as Error).message).replace(/^.*: /, '') }
      : { kind: 'unknown' };
  }
}

/** Broken in any dialect, and not only for the strictness of JavaScript's `u`. */
function isBroken(pattern: string): boolean {
  try {
    new RegExp(pattern);
    return false;
  } catch {
    return true;
  }
}
