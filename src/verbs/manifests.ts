import { ReleaseError } from '../errors.ts';
import type { ManifestsReport, ManifestsRequest } from '../management/index.ts';
import { KNOWLEDGE, READING, RELEASES } from './common/flags.ts';
import { type CommandLine, defineVerb, printJson } from './common/verb.ts';

export type { ManifestsReport as Output } from '../management/index.ts';

export default defineVerb<ManifestsReport>({
  name: 'manifests',
  summary: 'write what a management cluster needs to run the releases at sources',
  example: 'oci://ghcr.io/my-org/cluster-stacks -o management --namespace tenant-a',
  order: 230,
  words: { name: '[source...]', description: 'URLs of targets, or folders of releases; without any, the one of --source' },
  flags: [
    { flags: '-o, --output <dir>', description: 'the folder to write; without it nothing is written' },
    { flags: '--check <dir>', description: 'compare a folder in place of writing it, and exit 1 where it is out of date' },
    { flags: '--explain', description: 'tell the reasons of each version' },
    { flags: '--prune', description: 'drop releases and files that were written before and are not wanted any more' },
    { flags: '--newest <number>', description: 'only so many releases of each line (default: all)' },
    {
      flags: '--namespace <name>',
      description: 'a namespace that gets the ClusterStacks (default: as the folder has it, or default); may be repeated',
      repeats: true,
    },
    { flags: '--namespace-label <key=value>', description: 'all namespaces with this label get them, by Kyverno from 1.19 on' },
    {
      flags: '--policy <kind>',
      description: 'how clusters are held to releases on offer (default: native)',
      choices: ['native', 'kyverno', 'none'],
    },
    { flags: '--tenant-role', description: 'write a ClusterRole for tenants, too' },
    {
      flags: '--node-images <secret/cloud>',
      description: 'write node images for the OpenStack Resource Controller, too, put in with this Secret’s cloud',
    },
    { flags: '--cso-source <url>', description: 'where CSO takes releases from (default: as the folder has it, or the first source)' },
    {
      flags: '--cso-login <kind>',
      description: 'how CSO logs in there (default: none at ghcr.io, password elsewhere)',
      choices: ['none', 'password', 'token'],
    },
    { flags: '--cso <version>', description: 'the release of CSO, like 0.2.0-alpha.1 (default: the newest that fits)' },
    { flags: '--cluster-api <minor>', description: 'the minor of Cluster API, like 1.12 (default: the newest that fits)' },
    { flags: '--management-kubernetes <minor>', description: 'the minor that the management cluster has, like 1.34' },
    RELEASES,
    KNOWLEDGE,
    { flags: '--require-helm', description: 'fail where there is no helm to render cluster classes' },
    { flags: '--today <date>', description: 'judge what is maintained by this day, like 2026-11-23' },
    ...READING,
  ],
  list: 'files',
  async run(line, surroundings) {
    const [{ manifests, pickStates }, { readStates }, { openFolders }, request] = await Promise.all([
      import('../management/index.ts'),
      import('../lifecycle/index.ts'),
      import('./common/sources.ts'),
      readRequest(line),
    ]);
    const { sources, runtime } = openFolders(line, surroundings, line.words);
    const { states } = await readStates(line.releases);
    return manifests({ ...request, sources, states: pickStates(states, runtime.today) }, runtime);
  },
  async show(report, { json, explain }, color) {
    return json ? printJson(report) : (await import('../report/index.ts')).formatManifests(report, { color, explain: explain === true });
  },
  exitCode: ({ mode, files, findings }) => {
    const differs = mode === 'checked' && files.some(({ result }) => result !== 'same' && result !== 'kept');
    return differs || findings.some(({ code }) => code === 'release-unread') ? 1 : 0;
  },
});

async function readRequest(line: CommandLine): Promise<Omit<ManifestsRequest, 'sources' | 'states'>> {
  const { parseLabel, parseMinor, parseNewest, requireNamespaces } = await import('../management/index.ts');
  const output: string | undefined = line.output;
  const checked = typeof line.check === 'string' ? line.check : undefined;
  if (output !== undefined && checked !== undefined)
    throw new ReleaseError('usage', '--output writes and --check compares; give one of them');
  if (line.namespace !== undefined && line.namespaceLabel !== undefined) {
    throw new ReleaseError('usage', '--namespace and --namespace-label are two ways to say who gets ClusterStacks; give one of them');
  }
  const { knowledge, offline, requireHelm, policy = 'native', csoSource, csoLogin, cso, clusterApi } = line;
  return {
    knowledge,
    offline,
    requireHelm,
    policy,
    csoSource,
    csoLogin,
    cso: cso?.replace(/^v/, ''),
    clusterApi: clusterApi?.replace(/^v/, ''),
    folder: output ?? checked,
    check: checked !== undefined,
    prune: line.prune === true,
    newest: line.newest === undefined ? undefined : parseNewest(line.newest),
    namespaces: requireNamespaces(line.namespace ?? []),
    label: line.namespaceLabel === undefined ? undefined : parseLabel(line.namespaceLabel),
    tenantRole: line.tenantRole === true,
    images: line.nodeImages === undefined ? undefined : readCloud(line.nodeImages),
    kubernetes: line.managementKubernetes === undefined ? undefined : parseMinor(line.managementKubernetes),
  };
}

function readCloud(text: string): { readonly secret: string; readonly cloud: string } {
  const [, secret, cloud] = /^([a-z0-9.-]+)\/([^/\s]+)$/.exec(text) ?? [];
  if (secret !== undefined && cloud !== undefined) return { secret, cloud };
  throw new ReleaseError(
    'usage',
    `--node-images ${JSON.stringify(text)} has to be the name of a Secret and of a cloud in it, like openstack-clouds/openstack`,
  );
}
