import type { RoleRule } from '../../compat/index.ts';
import { asList, asText, type DataMap, getIn, isObject } from '../../data.ts';
import { ReleaseError } from '../../errors.ts';
import { parseJson } from '../../json.ts';
import { hasSyntaxError, parseYaml, toData } from '../../yaml/index.ts';
import type { PreviousList } from '../manifests/list-stacks.ts';
import { type Label, parseDistribution, parseLabelled } from '../objects/cluster-stacks.ts';
import { CSO_SECRET, type CsoSource, readCsoSource } from '../objects/cso.ts';
import { readRules } from '../objects/cso-rights.ts';
import { POLICY } from '../objects/policies.ts';
import { type FolderFile, isOurs } from './folder-file.ts';

/** What a folder has the management cluster run already. */
export interface Previous extends PreviousList {
  /** Versions by provider: `cluster-api`, `kubeadm`, `openstack`. */
  readonly providers: ReadonlyMap<string, string>;
  /** Namespaces with ClusterStacks of their own. */
  readonly namespaces: ReadonlySet<string>;
  /** The label of namespaces that get them. */
  readonly label: Label | undefined;
  /** What each Image holds, by namespace and name. */
  readonly images: ReadonlyMap<string, DataMap>;
  /** Where CSO takes releases from; undefined where that was not known. */
  readonly cso: CsoSource | undefined;
  /** What CSO's role has beside the chart's own rules. */
  readonly rules: readonly RoleRule[];
}

/**
 * Reads back what `manifests` wrote.
 * @throws ReleaseError `unreadable` for a file of ours that is broken: what it listed must not get lost
 */
export function readPrevious(files: readonly FolderFile[]): Previous {
  const versions = new Map<string, Set<string>>();
  const allowed = new Map<string, string>();
  const providers = new Map<string, string>();
  const namespaces = new Set<string>();
  const images = new Map<string, DataMap>();
  const rules: RoleRule[] = [];
  let label: Label | undefined;
  let csoValues: DataMap | undefined;
  let csoSecret: DataMap | undefined;
  const list = (name: string, some: readonly unknown[]) => {
    const all = versions.get(name) ?? new Set();
    for (const version of some) if (typeof version === 'string') all.add(version);
    versions.set(name, all);
  };
  for (const object of files.filter(isOurs).flatMap(readObjects)) {
    if (isObject(object['clusterStackVariables'])) csoValues = object;
    rules.push(...readRules(getIn(object, 'controllerManager', 'rbac', 'additionalRules')));
    const [kind, name, namespace] = [
      asText(object['kind']),
      asText(getIn(object, 'metadata', 'name')),
      asText(getIn(object, 'metadata', 'namespace')),
    ];
    if (kind === undefined || name === undefined) continue;
    if (kind === 'ClusterStack') {
      list(name, asList(getIn(object, 'spec', 'versions')));
      if (namespace !== undefined) namespaces.add(namespace);
    } else if (name === CSO_SECRET) {
      csoSecret = object;
    } else if (kind === 'Image') {
      const resource = getIn(object, 'spec', 'resource');
      if (isObject(resource)) images.set(`${namespace ?? ''}/${name}`, resource);
    } else if (kind === 'GeneratingPolicy') {
      for (const [stack, some] of parseDistribution(findIn(object, 'variables', 'stacks'))) list(stack, some);
      label = parseLabelled(findIn(object, 'matchConditions', 'labelled')) ?? label;
    } else if (name === POLICY && kind === 'ConfigMap') addTexts(allowed, object['data']);
    else if (name === POLICY && kind === 'ValidatingPolicy') {
      // A map of texts is the same in CEL and in JSON.
      addTexts(allowed, parseJson(findIn(object, 'variables', 'releases')));
    } else if (kind.endsWith('Provider') && kind !== 'IPAMProvider') addTexts(providers, { [name]: getIn(object, 'spec', 'version') });
  }
  return {
    versions: new Map([...versions].map(([name, some]) => [name, [...some]])),
    allowed,
    providers,
    namespaces,
    label,
    images,
    cso: csoValues && readCsoSource(csoValues, csoSecret),
    rules,
  };
}

function readObjects({ path, text }: FolderFile): readonly DataMap[] {
  // Editors and Git put other ends to lines, and blanks and comments behind marks.
  return text.split(/^---(?=\s|$).*\n?/m).flatMap((document) => {
    const yaml = parseYaml(path, Buffer.from(document));
    const [problem] = hasSyntaxError(yaml) ? yaml.findings : [];
    if (problem !== undefined) {
      throw new ReleaseError(
        'unreadable',
        `${path} was written by clusterstack manifests and is broken, so it is not known what it listed: ${problem.message}; restore it`,
      );
    }
    const data = toData(yaml);
    return isObject(data) ? [data] : [];
  });
}

/** The expression of a name, in a list of a policy. */
function findIn(policy: DataMap, key: 'variables' | 'matchConditions', name: string): string {
  const found = asList(getIn(policy, 'spec', key)).find((one) => getIn(one, 'name') === name);
  return asText(getIn(found, 'expression')) ?? '';
}

function addTexts(map: Map<string, string>, data: unknown): void {
  for (const [key, value] of Object.entries(isObject(data) ? data : {})) if (typeof value === 'string') map.set(key, value);
}
