import { isSame } from '../data.ts';
import type { Effect } from '../effect.ts';
import { escapePattern } from '../text.ts';

/** One effect of a kind for each cause: worker classes that share a template meet it together. Says which replacements are parallel. */
export function foldEffects(effects: readonly Effect[]): Effect[] {
  const folded: Effect[] = [];
  const alike = new Map<string, number[]>();
  for (const effect of effects) {
    const { kind, scope, subject, cause } = effect;
    // What differs in this is no twin, so that of many effects few are compared whole.
    const { file, line, field, from, to } = cause;
    const key = JSON.stringify([kind, scope.kind === 'classes' ? '' : subject, file, line, field, from, to]);
    const indexes = alike.get(key) ?? [];
    alike.set(key, indexes);
    const index = indexes.find((at) => isTwin(folded[at] ?? effect, effect));
    const known = index === undefined ? undefined : folded[index];
    if (index === undefined || known === undefined) indexes.push(folded.push(effect) - 1);
    else folded[index] = join(known, effect);
  }
  const isParallel = folded.some(
    ({ kind, when, verdict }) => when === 'at-once' && verdict !== 'unknown' && kind.startsWith('roll-control-plane'),
  );
  return folded.map((effect) =>
    isParallel && effect.kind === 'roll-workers' && effect.when === 'at-once'
      ? { ...effect, message: `${effect.message}, at the same time as the control plane` }
      : effect,
  );
}

function isTwin(a: Effect, b: Effect): boolean {
  if (a.kind !== b.kind || a.rule !== b.rule || !isSame(a.cause, b.cause) || a.when !== b.when || a.verdict !== b.verdict) return false;
  if (a.clusterApi !== b.clusterApi || a.addon !== b.addon) return false;
  if (a.scope.kind === 'classes' && b.scope.kind === 'classes') return true;
  return a.subject === b.subject && isSame(a.scope, b.scope);
}

function join(a: Effect, b: Effect): Effect {
  if (a.scope.kind !== 'classes' || b.scope.kind !== 'classes' || a.subject === b.subject) return a;
  const classes = [...new Set([...a.scope.classes, ...b.scope.classes])];
  const subject = `${a.subject}, ${b.subject}`;
  return {
    ...a,
    subject,
    scope: { kind: 'classes', classes },
    message: a.message.replace(new RegExp(`worker class(?:es)? ${escapePattern(a.subject)}(?![\\w.-])`), () => `worker classes ${subject}`),
  };
}
