import type { UpgradeEdge, UpgradesReport } from '../lifecycle/index.ts';
import type { Colors } from './findings-text.ts';
import { formatTable } from './format-table.ts';
import { indent } from './layout-text.ts';

/** Where clusters may go, and what stands against it; for a way to one release, each step with what to apply. */
export function describeUpgrades({ from, to, source, edges, chain }: UpgradesReport, colors: Colors): string {
  if (to === undefined) {
    const none = `${source} has no release on the same channel that clusters of ${from} can go to`;
    return `${[edges.length === 0 ? none : colors.bold(`from ${from}`), ...edges.flatMap((edge) => describeEdge(edge, colors))].join('\n')}\n`;
  }
  if (chain === undefined || chain.length === 0) {
    const others = edges.length === 0 ? ['  it leads nowhere'] : edges.flatMap((edge) => describeEdge(edge, colors));
    return `${[colors.bold(`there is no way from ${from} to ${to}; from ${from}`), ...others].join('\n')}\n`;
  }
  if (edges.length === 0) return `${from} is where to go: nothing to do\n`;
  const steps = edges.flatMap((edge, index) => ['', ...describeStep(edge, index, edges.length, colors)]);
  return `${[colors.bold(chain.join(' → ')), ...steps].join('\n')}\n`;
}

function describeStep(edge: UpgradeEdge, index: number, count: number, colors: Colors): string[] {
  const [head = '', ...more] = describeEdge(edge, colors);
  const { patch } = edge;
  if (patch === undefined) return [head, ...more];
  const command = `kubectl patch clusters.v1beta1.cluster.x-k8s.io NAME -n NAMESPACE --type merge --patch-file FILE, with`;
  return [
    colors.bold(`step ${index + 1} of ${count}`),
    head,
    ...more,
    `  apply: ${command}`,
    indent(patch.v1beta1.trimEnd(), '    '),
    `  or with clusters.v1beta2.cluster.x-k8s.io`,
    indent(patch.v1beta2.trimEnd(), '    '),
  ];
}

function describeEdge({ to, verdict, state, reasons, summary }: UpgradeEdge, colors: Colors): string[] {
  const rows = reasons.map((reason) => [reason.verdict, reason.code]);
  const heads = formatTable(rows, '    ');
  const told = reasons.flatMap(({ message, url }, index) => [
    heads[index] ?? '',
    `      ${message}${url === undefined ? '' : `  ${colors.dim(url)}`}`,
  ]);
  const shown = state === 'unknown' || state === 'supported' ? '' : `  ${colors.dim(state)}`;
  return [`  ${markEdge(verdict, colors)} ${colors.bold(to)}${shown}`, ...(summary === '' ? [] : [`    ${summary}`]), ...told];
}

function markEdge(verdict: UpgradeEdge['verdict'], colors: Colors): string {
  switch (verdict) {
    case 'ok':
      return colors.green('ok         ');
    case 'conditional':
      return colors.yellow('conditional');
    case 'refused':
      return colors.red('refused    ');
  }
}
