import type { ManagementReport } from '../management/index.ts';
import { type Colors, formatFindings } from './findings-text.ts';
import { tellAll } from './told.ts';

/** What a management cluster has, and what of it does not fit, for people. */
export function describeManagement({ kubernetes, installed, clusterStacks, classes, findings }: ManagementReport, colors: Colors): string {
  const width = Math.max(0, ...installed.map(({ name }) => name.length));
  const lines = [
    colors.bold(`Management cluster, Kubernetes ${kubernetes ?? 'unknown'}`),
    ...installed.map(({ name, version, gates = {} }) => {
      const on = Object.keys(gates).filter((gate) => gates[gate]);
      return `  ${name.padEnd(width)}  ${version ?? 'unknown'}${on.length === 0 ? '' : colors.dim(`  gates ${on.join(', ')}`)}`;
    }),
    ...section(
      colors.bold('ClusterStacks'),
      clusterStacks.map(({ name, namespace, versions, autoSubscribe, ready }) => {
        const listed = [...versions, ...(autoSubscribe ? ['the newest'] : [])].join(', ');
        return `  ${namespace}/${name}  ${listed}${colors.dim(`  ready: ${ready.length === 0 ? 'none' : ready.join(', ')}`)}`;
      }),
    ),
    ...section(
      colors.bold('Classes in use'),
      classes.map(({ name, clusters }) => `  ${name}  ${colors.dim(clusters.map((one) => `${one.namespace}/${one.name}`).join(', '))}`),
    ),
    ...formatFindings(colors, tellAll(findings)),
  ];
  return `${lines.join('\n')}\n`;
}

function section(head: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [head, ...lines];
}
