import { asList, getIn, isObject } from '../../../data.ts';
import { checkNameTemplate } from '../check-name-template.ts';

export interface KubeadmProblem {
  readonly kind: 'bound';
  readonly path: string;
  readonly message: string;
}

/**
 * What the webhooks of the kubeadm providers refuse of a template, and of the objects that Cluster API makes of it, though the
 * CRDs take it.
 * Source: kubeadmconfig_types.go and kubeadm_control_plane.go of Cluster API 1.10
 */
export function checkKubeadm(kind: string, spec: unknown): KubeadmProblem[] {
  const path = 'spec.template.spec';
  const inner = getIn(spec, 'template', 'spec');
  if (kind === 'KubeadmConfigTemplate') return checkConfig(inner, path);
  if (kind !== 'KubeadmControlPlaneTemplate') return [];
  return [
    ...checkConfig(getIn(inner, 'kubeadmConfigSpec'), `${path}.kubeadmConfigSpec`),
    ...['machineNamingStrategy', 'machineNaming'].flatMap((key) => checkNaming(getIn(inner, key, 'template'), `${path}.${key}.template`)),
    ...[['rolloutStrategy'], ['rollout', 'strategy']].flatMap((keys) =>
      checkSurge(getIn(inner, ...keys, 'rollingUpdate', 'maxSurge'), [path, ...keys, 'rollingUpdate.maxSurge'].join('.')),
    ),
  ];
}

function checkConfig(config: unknown, path: string): KubeadmProblem[] {
  const files = asList(getIn(config, 'files'));
  const first = new Map<unknown, number>();
  return [
    ...files.flatMap((file, index) => checkSources(file, 'content', 'contentFrom', `${path}.files[${index}]`)),
    ...files.flatMap((file, index) => {
      const one = getIn(file, 'path');
      const other = first.get(one);
      if (other === undefined) first.set(one, index);
      if (typeof one !== 'string' || other === undefined) return [];
      return [
        problem(`${path}.files[${index}].path`, `is ${JSON.stringify(one)}, as that of files[${other}]; a file may stand there once`),
      ];
    }),
    ...asList(getIn(config, 'users')).flatMap((user, index) => checkSources(user, 'passwd', 'passwdFrom', `${path}.users[${index}]`)),
  ];
}

function checkSources(item: unknown, key: string, from: string, path: string): KubeadmProblem[] {
  const text = getIn(item, key);
  return typeof text === 'string' && text !== '' && isObject(getIn(item, from))
    ? [problem(path, `has both ${key} and ${from}; leave out one of them`)]
    : [];
}

function checkNaming(template: unknown, path: string): KubeadmProblem[] {
  if (typeof template !== 'string' || template === '') return [];
  return [
    // Cluster API looks for these very characters.
    ...(template.includes('{{ .random }}')
      ? []
      : [problem(path, 'must have {{ .random }} in it, written so, for machines have different names')]),
    ...checkNameTemplate(template, ['cluster', 'kubeadmControlPlane']).map((message) => problem(path, message)),
  ];
}

function checkSurge(surge: unknown, path: string): KubeadmProblem[] {
  return (typeof surge === 'number' || /^\d+$/.test(String(surge))) && Number(surge) > 1
    ? [problem(path, `is ${JSON.stringify(surge)}, and takes 0 or 1`)]
    : [];
}

function problem(path: string, message: string): KubeadmProblem {
  return { kind: 'bound', path, message };
}
