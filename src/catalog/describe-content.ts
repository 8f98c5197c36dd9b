import { AT_CREATION, AT_UPGRADE, appliedBy, type ClassVariable, type Facts, listSamples, mustBeSet } from '../compat/index.ts';
import { formatClusterStack } from '../consumption.ts';
import { listContents } from '../lifecycle/images/index.ts';
import { listCharts, type Subject } from '../lifecycle/index.ts';
import { cleanData, cleanText } from '../text.ts';
import { formatClusterClassName, formatVersion, requireReleaseName } from '../version/index.ts';
import { formatYamlText } from '../yaml/index.ts';
import type { SiteAddon, SiteContent, SiteVariable } from './model.ts';

/** What its page tells of a release. Nothing of what was read is kept, and no text has what cannot be seen. */
export function describeContent({ content, facts, published }: Subject): SiteContent {
  const release = requireReleaseName(content.name);
  const classes = facts.clusterClass.classes();
  const variables = classes.flatMap((one) => one.variables);
  const workerClasses = [...new Set(classes.flatMap((one) => one.deploymentClasses))];
  const hasNodeImages = facts.nodeImages !== undefined;
  const told = {
    kubernetes: content.kubernetes,
    addonVersion: formatVersion(content.versions.clusterAddon),
    files: content.assets.map(({ name, bytes, digest }) => ({ name, size: bytes.length, digest })),
    addons: facts.addons.map((addon) => describeAddon(addon, facts)),
    variables: classes.length === 0 ? undefined : variables.map(describeVariable),
    workerClasses,
    fetched: listFetched(content, facts),
    hasNodeImages,
    provenance: published?.provenance ?? content.provenance,
  };
  const cluster = (api: 'v1beta1' | 'v1beta2') =>
    formatCluster(api, formatClusterClassName(release), content.kubernetes, variables, workerClasses);
  return {
    ...cleanData(told),
    clusterStack: formatClusterStack(release, hasNodeImages),
    clusters: { v1beta1: cluster('v1beta1'), v1beta2: cluster('v1beta2') },
  };
}

function listFetched(release: Subject['content'], facts: Facts): SiteContent['fetched'] {
  const { images, nodeImages, unknown } = listContents(release, facts);
  return { images, nodeImages, unknown };
}

function describeAddon({ folder, chart }: Facts['addons'][number], facts: Facts): SiteAddon {
  const hooks =
    facts.stages === undefined ? [AT_CREATION] : [AT_CREATION, AT_UPGRADE].filter((hook) => appliedBy(facts, hook).includes(folder));
  return { name: folder || ADDON_FOLDER, charts: listCharts(chart), hooks };
}

const ADDON_FOLDER = 'cluster-addon';

function describeVariable({ name, required, schema }: ClassVariable): SiteVariable {
  const { type, description, default: given, ...rest } = schema;
  const json = (value: unknown) => JSON.stringify(value) ?? '';
  return {
    name,
    required,
    type: typeof type === 'string' ? type : '',
    description: typeof description === 'string' ? description : '',
    default: given === undefined ? undefined : json(given),
    schema: Object.keys(rest).length === 0 ? '' : json(rest),
  };
}

/** A Cluster of a class, with values for the variables that have to be set. JSON is YAML, too. */
function formatCluster(
  api: 'v1beta1' | 'v1beta2',
  className: string,
  kubernetes: string,
  variables: readonly ClassVariable[],
  workerClasses: readonly string[],
): string {
  const needed = variables.filter(mustBeSet);
  const lines = [
    `apiVersion: cluster.x-k8s.io/${api}`,
    'kind: Cluster',
    'metadata:',
    '  name: my-cluster',
    '  namespace: cluster',
    'spec:',
    '  clusterNetwork:',
    '    pods: {cidrBlocks: [192.168.0.0/16]}',
    '    services: {cidrBlocks: [10.96.0.0/12]}',
    '  topology:',
    ...(api === 'v1beta1' ? [`    class: ${className}`] : ['    classRef:', `      name: ${className}`]),
    `    version: ${kubernetes}`,
    '    controlPlane:',
    '      replicas: 1',
  ];
  const workers = workerClasses.map((name, index) => [
    `        - class: ${formatYamlText(name)}`,
    `          name: md-${index}`,
    '          replicas: 1',
  ]);
  if (workers.length > 0) lines.push('    workers:', '      machineDeployments:', ...workers.flat());
  if (needed.length > 0) {
    lines.push('    variables: # these have no default: put your own values');
    for (const variable of needed) {
      lines.push(
        `      - name: ${formatYamlText(variable.name)}`,
        `        value: ${JSON.stringify(listSamples(variable)[0] ?? 'CHANGE-ME')}`,
      );
    }
  }
  return `${lines.map((line) => cleanLine(line)).join('\n')}\n`;
}

/** With its own indent. */
function cleanLine(line: string): string {
  const indent = /^ */.exec(line)?.[0] ?? '';
  return `${indent}${cleanText(line.slice(indent.length))}`;
}
