import type { Rendering } from '../chart/index.ts';

/** A rendering of which every document was read, with all values known. */
export type CompleteRendering = Extract<Rendering, { readonly kind: 'rendered' }>;

/**
 * Whether all of what a chart renders to was read. Only then is an object that was not found not there; what was not read
 * is reported once, by `not-rendered` or `render-invalid`.
 */
export function isComplete(rendering: Rendering): rendering is CompleteRendering {
  return rendering.kind === 'rendered' && rendering.problems.length === 0 && rendering.guessed === undefined;
}

/** Why it is not complete, as a part of a sentence; undefined where it is. */
export function describeGap(rendering: Rendering): string | undefined {
  if (rendering.kind !== 'rendered') return rendering.message;
  const [problem] = rendering.problems;
  return problem ? `${problem.place.file} was not read: ${problem.message}` : rendering.guessed?.message;
}
