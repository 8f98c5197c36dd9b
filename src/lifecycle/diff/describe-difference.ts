import { formatCount } from '../../text.ts';
import type { Change } from './change.ts';
import { compareTexts, type TextDifference } from './compare-texts.ts';
import type { Difference, Masks } from './compare-values.ts';
import { formatValue } from './format-value.ts';
import { formatSteps } from './path.ts';

/** What a difference says of its place. */
export type Said = Pick<Change, 'change' | 'path' | 'inside' | 'from' | 'to' | 'lines'> & { readonly isFormat: boolean };

/** Texts in texts in texts are data no more. */
const DEEPEST = 3;

/** A difference in words; one of a text that is data itself becomes as many as there are in it. */
export function describeDifference(difference: Difference, masks: Masks): Said[] {
  const path = formatSteps(difference.path);
  return describe(difference, masks, 0).map(({ inside, ...said }) => ({ path, ...said, ...(inside !== '' && { inside }) }));
}

type Inner = Omit<Said, 'path' | 'inside'> & { readonly inside: string };

function describe({ change, from, to }: Difference, masks: Masks, depth: number): Inner[] {
  const said = { inside: '', change, ...formatBoth(from, to), isFormat: false };
  if (typeof from !== 'string' || typeof to !== 'string') return [said];
  const found: TextDifference = depth < DEEPEST ? compareTexts(from, to, masks) : { kind: 'text' };
  switch (found.kind) {
    case 'text':
      return [said];
    case 'lines':
      return [{ ...said, from: countLines(from), to: countLines(to), lines: found.lines }];
    case 'data':
      if (found.differences.length === 0) return [{ ...said, from: countLines(from), to: countLines(to), isFormat: true }];
      return found.differences.flatMap((one) =>
        describe(one, masks, depth + 1).map((inner) => {
          const steps = formatSteps(one.path);
          return { ...inner, inside: inner.inside === '' ? steps : `${steps} › ${inner.inside}` };
        }),
      );
  }
}

function formatBoth(from: unknown, to: unknown): Pick<Change, 'from' | 'to'> {
  const [old, now] = [formatValue(from), formatValue(to)];
  return { ...(old !== undefined && { from: old }), ...(now !== undefined && { to: now }) };
}

function countLines(text: string): string {
  return formatCount(text.replace(/\n$/, '').split('\n').length, 'line');
}
