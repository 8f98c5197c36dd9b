import type { ManifestsReport } from '../management/index.ts';
import { formatCount } from '../text.ts';
import { type Colors, formatFindings } from './findings-text.ts';
import { tellAll } from './told.ts';

const RESULTS = { written: 'written', checked: 'compared', planned: 'nothing is written without --output' } as const;

/** What `manifests` chose, listed and did, for people. */
export function describeManifests(report: ManifestsReport, colors: Colors, explain: boolean): string {
  const { choices, kubernetes, clusterStacks, files, findings, mode, folder } = report;
  const width = Math.max(0, ...choices.map(({ name }) => name.length));
  const parts = choices.flatMap(({ name, version, kind, reasons }) => [
    `  ${name.padEnd(width)}  ${version}  ${colors.dim(KINDS[kind])}`,
    ...(explain ? reasons.map((reason) => `      ${colors.dim(reason)}`) : []),
  ]);
  const stacks = clusterStacks.map(({ name, versions }) => `  ${name}  ${versions.join(', ')}`);
  const changed = files.filter(({ result }) => result !== 'same' && result !== 'kept');
  const differences = changed.flatMap(({ difference }) => (difference === undefined ? [] : [difference.trimEnd()]));
  const lines = [
    colors.bold(`Management cluster${kubernetes ? `, Kubernetes ${kubernetes.min} to ${kubernetes.max}` : ''}`),
    ...parts,
    colors.bold('ClusterStacks'),
    ...stacks,
    ...formatFindings(colors, tellAll(findings)),
    ...differences,
    ...(mode === 'written' ? changed.map(({ path, result }) => `  ${result.padEnd(7)}  ${path}`) : []),
    `${folder ?? formatCount(files.length, 'file')}: ${mode === 'planned' ? RESULTS.planned : `${RESULTS[mode]}, ${changed.length === 0 ? 'up to date' : formatCount(changed.length, mode === 'checked' ? 'difference' : 'change')}`}`,
  ];
  return `${lines.join('\n')}\n`;
}

const KINDS = {
  component: 'before the others',
  installer: 'installs the providers',
  cso: 'Cluster Stack Operator',
  core: 'core provider',
  bootstrap: 'bootstrap provider',
  controlPlane: 'control plane provider',
  infrastructure: 'infrastructure provider',
  ipam: 'IPAM provider',
} as const;
