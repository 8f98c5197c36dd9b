import type { RoleRule } from '../../compat/index.ts';
import { asText, type DataMap, getIn } from '../../data.ts';
import type { YamlDocument } from '../folder/format-yaml.ts';
import type { Choice } from '../solver/choice.ts';
import { type ClassRights, DEFAULT_RULE, describeRights, listKeptRules, listNeededRules } from './cso-rights.ts';

/** Where CSO takes releases from, and how it logs in there. */
export type CsoSource =
  | { readonly kind: 'oci'; readonly registry: string; readonly repository: string; readonly login: 'none' | 'password' | 'token' }
  | { readonly kind: 'github'; readonly owner: string; readonly repository: string }
  /** Releases were read from somewhere that CSO cannot read: a folder, a layout. */
  | { readonly kind: 'unknown'; readonly url: string };

/** The name of the Secret that the chart makes of its values. */
export const CSO_SECRET = 'cso-cluster-stack-variables';

/** In place of an address that is not known: left out, the chart would take releases of its own default. */
const NO_REGISTRY = 'registry.invalid';

/** How the chart of CSO is told a log-in, by the keys of its values and those of the Secret that it makes of them. */
const SECRETS: Readonly<Record<'password' | 'token' | 'github', readonly (readonly [value: string, key: string])[]>> = {
  password: [
    ['ociUsername', 'oci-username'],
    ['ociPassword', 'oci-password'],
  ],
  token: [['ociAccessToken', 'oci-access-token']],
  github: [['gitAccessToken', 'git-access-token']],
};

/** Values for the chart of CSO. Source: https://github.com/SovereignCloudStack/cluster-stack-operator/tree/main/charts */
export function createCsoValues(
  source: CsoSource,
  cso: Choice,
  classes: readonly ClassRights[],
  previous: readonly RoleRule[],
): YamlDocument {
  const secrets = listSecrets(source);
  const needed = listNeededRules(classes);
  const kept = listKeptRules(classes, needed, previous);
  const rules = [...needed.map(({ rule }) => rule), ...kept];
  const comments = [
    `Values for the chart ${cso.install}: helm upgrade --install cso … --namespace cso-system --values cso-values.yaml`,
    'Only as the release cso in the namespace cso-system: its ExtensionConfig and its Secrets have these names.',
    ...cso.reasons,
    ...describeSource(source),
    ...describeRights(classes, needed, kept),
    ...(secrets.length === 0
      ? []
      : [
          `Never in this file: clusterStackVariables.${secrets.map(([value]) => value).join(' and ')}. Hand over a second file of values from where you keep secrets.`,
        ]),
  ];
  return {
    comments,
    data: {
      controllerManager: {
        manager: { source: source.kind === 'github' ? 'github' : 'oci' },
        // The chart's own rule is among them: a list of values replaces the chart's.
        ...(rules.length > 0 && { rbac: { additionalRules: [DEFAULT_RULE, ...rules] } }),
      },
      clusterStackVariables: listVariables(source),
    },
  };
}

/**
 * Reads back where CSO takes releases from; undefined where its values tell no address.
 * @param values what createCsoValues writes
 * @param secret what createCsoSecret writes; undefined where there is none
 */
export function readCsoSource(values: DataMap, secret: DataMap | undefined): CsoSource | undefined {
  const read = (key: string) => asText(getIn(values, 'clusterStackVariables', key));
  const [owner, name, registry, repository] = [read('gitOrgName'), read('gitRepoName'), read('ociRegistry'), read('ociRepository')];
  if (owner !== undefined && name !== undefined) return { kind: 'github', owner, repository: name };
  if (registry === undefined || repository === undefined || registry === NO_REGISTRY) return undefined;
  const has = (login: 'password' | 'token') => SECRETS[login].every(([, key]) => getIn(secret, 'stringData', key) !== undefined);
  return { kind: 'oci', registry, repository, login: has('token') ? 'token' : has('password') ? 'password' : 'none' };
}

function listVariables(source: CsoSource): Readonly<Record<string, string>> {
  switch (source.kind) {
    case 'oci':
      return { ociRegistry: source.registry, ociRepository: source.repository };
    case 'github':
      return { gitProvider: 'github', gitOrgName: source.owner, gitRepoName: source.repository };
    case 'unknown':
      return { ociRegistry: NO_REGISTRY, ociRepository: `${NO_REGISTRY}/cluster-stacks` };
  }
}

function describeSource(source: CsoSource): readonly string[] {
  switch (source.kind) {
    case 'oci':
      return [
        'Asks the registry with TLS alone; the chart has no value for certificates of your own authority.',
        ...(source.login === 'none'
          ? ['Logs in nowhere, so the repository must be public.']
          : ['Log-ins go to ociRegistry and to no other host.']),
        ...(source.login === 'token' ? ['The access token is sent as a bearer token, base64-encoded, and goes before a password.'] : []),
      ];
    case 'github':
      return [
        'Sees the first 30 releases of the repository alone; a registry has no such limit.',
        'The chart wants an access token for public repositories, too.',
      ];
    case 'unknown':
      return [
        `CSO cannot read ${source.url}: replace both addresses by those of the registry that has the releases, or name it with --cso-source.`,
      ];
  }
}

function listSecrets(source: CsoSource): readonly (readonly [value: string, key: string])[] {
  if (source.kind === 'github') return SECRETS.github;
  return source.kind === 'oci' && source.login !== 'none' ? SECRETS[source.login] : [];
}

/** The Secret that the chart makes of its values, with empty keys; undefined where CSO logs in nowhere. */
export function createCsoSecret(source: CsoSource): YamlDocument | undefined {
  const secrets = listSecrets(source);
  if (secrets.length === 0) return undefined;
  return {
    comments: [
      'The keys that CSO reads, without values, for whoever makes this Secret from elsewhere. It is in no kustomization: an empty one would replace yours.',
      'The chart makes the same Secret of its values, with the keys of its addresses beside these.',
    ],
    data: {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: CSO_SECRET, namespace: 'cso-system' },
      type: 'Opaque',
      stringData: Object.fromEntries(secrets.map(([, key]) => [key, ''])),
    },
  };
}
