import type { Rule } from '../../../src/compat/index.ts';
import { OBJECTS } from '../../../src/compat/rules/objects/index.ts';
import type { Verdict } from '../../../src/finding.ts';
import { type CheckOptions, checkBuilt } from '../../support/check-built.ts';
import type { Overrides } from '../../support/stack-builder.ts';

export const CNI = 'cluster-addon/cni/templates/cni.yaml';
export const CLASS = 'cluster-class/templates/cluster-class.yaml';

export function pick(code: string): Rule {
  const rule = OBJECTS.find((candidate) => candidate.code === code);
  if (rule === undefined) throw new Error(code);
  return rule;
}

/** A rule's findings, but for those about charts that fit: verdict, subject, file below the stack, line. */
export async function judge(code: string, files: Overrides, options?: CheckOptions): Promise<[Verdict, string, string][]> {
  const findings = await checkBuilt(
    [pick(code)],
    { [CLASS]: format('cluster.x-k8s.io/v1beta1', 'ClusterClass', 'demo'), ...files },
    options,
  );
  return findings
    .filter(({ verdict }) => verdict !== 'ok')
    .map(({ verdict, subject, file, line }) => [
      verdict,
      subject,
      [file?.replace('stacks/docker/demo/', ''), line].filter(Boolean).join(':'),
    ]);
}

export function format(apiVersion: string, kind: string, name = 'cni', metadata = ''): string {
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: ${name}${metadata && `, ${metadata}`}}\n`;
}

export function formatCrd(group: string, kind: string, { scope = 'Namespaced', version = 'v1' } = {}): string {
  const spec = `{group: ${group}, scope: ${scope}, names: {kind: ${kind}}, versions: [{name: ${version}, served: true}, {name: v0, served: false}]}`;
  return `${format('apiextensions.k8s.io/v1', 'CustomResourceDefinition', `x.${group}`)}spec: ${spec}\n`;
}

/** A second addon that is applied before or after the CNI. */
export function withAddon(text: string, order: 'first' | 'last' | 'other-hook' | 'delete'): Overrides {
  const stage = `    - {name: policy, action: ${order === 'delete' ? 'delete' : 'apply'}}\n`;
  const cni = '    - {name: cni, action: apply}\n';
  const stages = { first: stage + cni, last: cni + stage, delete: cni + stage, 'other-hook': cni }[order];
  return {
    'clusteraddon.yaml': `addonStages:\n  AfterControlPlaneInitialized:\n${stages}  BeforeClusterUpgrade:\n${order === 'other-hook' ? stage : cni}`,
    'cluster-addon/policy/Chart.yaml': 'apiVersion: v2\nname: policy\nversion: 1.0.0\n',
    'cluster-addon/policy/templates/policy.yaml': text,
  };
}

export const at = (minor: number): CheckOptions => ({ facts: { kubernetes: { major: 1, minor, patch: 0 } } });
