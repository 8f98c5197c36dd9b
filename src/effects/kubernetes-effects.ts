import type { Effect } from '../effect.ts';
import { compareKubernetes, formatKubernetesVersion } from '../version/index.ts';
import { type Context, createEffect, describeKind } from './context.ts';

export interface WorkerClass {
  readonly kind: 'machineDeployment' | 'machinePool';
  readonly name: string;
}

/** What another Kubernetes version does: rejected, or the order in which all machines are replaced. */
export function listKubernetesEffects(context: Context, workers: readonly WorkerClass[]): Effect[] {
  const { from, to } = context.kubernetes;
  const cause = { field: 'Kubernetes version', from: formatKubernetesVersion(from), to: formatKubernetesVersion(to) };
  const order = compareKubernetes(from, to);
  if (order === 0) return [];
  const refuse = (rule: Effect['rule'], message: string, verdict: Effect['verdict'] = 'refused') =>
    createEffect(context, { kind: 'refused', when: 'admission', subject: 'Kubernetes version', rule, message, verdict, cause });
  if (order > 0) return [refuse('kubernetes-lowered', `Kubernetes goes down from ${cause.from} to ${cause.to}, which Cluster API rejects`)];
  const isSkipping = to.major !== from.major || to.minor > from.minor + 1;
  const roll = (kind: 'roll-control-plane' | 'roll-workers', subject: string, message: string, verdict: Effect['verdict'] = 'ok') =>
    createEffect(context, {
      kind,
      subject,
      verdict,
      ...(kind === 'roll-workers' && { scope: { kind: 'classes', classes: [subject] } as const }),
      rule: 'kubernetes-raised',
      message,
      cause,
    });
  return [
    ...(isSkipping
      ? [refuse('kubernetes-skipped', `Kubernetes goes up from ${cause.from} to ${cause.to}, and Cluster API takes one minor at a time`)]
      : []),
    roll('roll-control-plane', 'control plane', `${describeKind('roll-control-plane', 'the control plane')}, before any worker`),
    createEffect(context, {
      kind: 'in-place-workload',
      subject: 'DaemonSet kube-system/kube-proxy',
      rule: 'kube-proxy',
      message: 'the image of DaemonSet kube-system/kube-proxy changes, and its pods restart on every node, where the cluster has it',
      cause,
    }),
    ...workers.map(({ kind, name }) => {
      const rolled = `${describeKind('roll-workers', `worker class ${name}`)} after the control plane`;
      return kind === 'machineDeployment'
        ? roll('roll-workers', name, `${rolled}, one MachineDeployment at a time`)
        : roll('roll-workers', name, `${rolled}; the provider of its MachinePools decides how`, 'conditional');
    }),
  ];
}
