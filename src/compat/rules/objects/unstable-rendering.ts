import { type FieldDifference, formatPath } from '../../../chart/index.ts';
import { nameObject } from '../../identify-object.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { listAppliedCharts } from './list-applied.ts';

const secret = (value: string) => ({
  'cluster-addon/cni/templates/cni.yaml': `apiVersion: v1\nkind: Secret\nmetadata: {name: cni}\nstringData: {password: "${value}"}\n`,
});

export const UNSTABLE_RENDERING: Rule<'unstable-rendering'> = {
  code: 'unstable-rendering',
  title: 'a chart renders to the same output each time',
  why: 'CSO renders a chart again whenever it applies it, and lookup finds no earlier value. A certificate, password or date that the chart generates is replaced under the running pods, and differs between clusters. Cilium does this by default; with hubble.tls.auto.method set to "cronJob" or "certmanager" its certificates are created in the cluster.',
  source: 'how CSO renders charts; sprig’s functions; https://github.com/cilium/cilium/issues/36012',
  verdicts: ['warn', 'ok', 'unknown'],
  passes: { files: secret('{{ .Values.password }}') },
  fails: { files: secret('{{ randAlphaNum 16 }}') },
  check: (facts) =>
    listAppliedCharts(facts).flatMap(({ subject, chart, repeated }): Judgement[] => {
      if (repeated === undefined) return [];
      const place = { file: chart.yaml.file };
      if (repeated.kind === 'unknown') {
        const message = `whether it renders to the same each time is not known: ${repeated.message}`;
        return [{ verdict: 'unknown', subject, place, message }];
      }
      if (repeated.differences.length === 0) return [{ verdict: 'ok', subject, place, message: 'renders to the same each time' }];
      return groupByObject(repeated.differences).map(judgeObject);
    }),
};

function judgeObject(differences: readonly [FieldDifference, ...FieldDifference[]]): Judgement {
  const [{ object }] = differences;
  const isWhole = differences.some(({ path }) => path.length === 0);
  const found = isWhole
    ? 'is not there each time that Helm renders the chart'
    : `has ${formatPaths(differences)}, which Helm renders to something else each time`;
  const message = `${found}, and CSO renders again whenever it applies; give a fixed value, or have it made once, in the cluster or outside of the chart`;
  return { verdict: 'warn', subject: nameObject(object), place: object.place, message };
}

/** So many fields are enough to see what is meant. */
const MOST_SHOWN = 4;

export function formatPaths(differences: readonly FieldDifference[]): string {
  const paths = [...new Set(differences.map(({ path }) => formatPath(path)))];
  const rest = paths.length - MOST_SHOWN;
  return paths.slice(0, MOST_SHOWN).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}

/** Differences of one object together, in the order in which they were rendered. */
export function groupByObject(differences: readonly FieldDifference[]): (readonly [FieldDifference, ...FieldDifference[]])[] {
  const groups = new Map<string, [FieldDifference, ...FieldDifference[]]>();
  for (const difference of differences) {
    const key = JSON.stringify(difference.object);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [difference]);
    else group.push(difference);
  }
  return [...groups.values()];
}
