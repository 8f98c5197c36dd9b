import type { Effect, EffectScope } from '../../../src/effects/index.ts';

/** All of an effect in a line, but for the file of the class: for tables. */
export function tellEffect({ kind, subject, addon, scope, when, verdict, clusterApi, byReading, message, cause, rule }: Effect): string {
  const api = clusterApi === undefined ? [] : [`CAPI ${clusterApi}${byReading ? ` read ${byReading.join(' ')}` : ''}`];
  const place = cause.line === undefined ? '' : ` :${cause.line}`;
  const values = `${cause.from === undefined ? '' : ` from ${cause.from}`}${cause.to === undefined ? '' : ` to ${cause.to}`}`;
  const shown = addon === undefined ? subject : `${subject} (${addon})`;
  return [kind, shown, tellScope(scope), when, verdict, ...api, rule, `${cause.field}${place}${values}`, message].join(' | ');
}

function tellScope(scope: EffectScope): string {
  switch (scope.kind) {
    case 'classes':
      return scope.classes.join(' ');
    case 'some':
      return scope.where;
    default:
      return scope.kind;
  }
}
