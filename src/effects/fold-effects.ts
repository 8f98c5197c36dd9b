import type { Effect } from '../effect.ts';
import { escapePattern } from '../text.ts';

/** One effect of a kind for each cause: worker classes that share a template meet it together. Says which replacements are parallel. */
export function foldEffects(effects: readonly Effect[]): Effect[] {
  const folded: Effect[] = [];
  const indexes = new Map<string, number>();
  for (const effect of effects) {
    const key = keyOf(effect);
    const index = indexes.get(key) ?? folded.length;
    indexes.set(key, index);
    const known = folded[index];
    folded[index] = known === undefined ? effect : join(known, effect);
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

/** Equal for effects that are one: those of worker classes whichever the classes are. */
function keyOf({ kind, rule, cause, when, verdict, clusterApi, addon, scope, subject }: Effect): string {
  const { file, line, field, from, to } = cause;
  const who = scope.kind === 'classes' ? ['classes'] : [scope.kind, scope.kind === 'some' ? scope.where : '', subject];
  return JSON.stringify([kind, rule, file, line, field, from, to, when, verdict, clusterApi, addon, ...who]);
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
