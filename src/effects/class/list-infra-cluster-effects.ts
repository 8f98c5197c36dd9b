import type { Effect } from '../../effect.ts';
import { type Context, createEffect } from '../context.ts';
import { describeDifference } from './describe-difference.ts';
import type { TemplateChange, TemplateDifference } from './template-change.ts';

/** Of OpenStackCluster, the paths that may change, and the first minor of CAPO that takes it. Source: pkg/webhooks/openstackcluster_webhook.go at v0.10.8, v0.12.4, v0.13.2, v0.14.7 */
const OPENSTACK: readonly { readonly path: string; readonly since: string }[] = [
  { path: 'identityRef', since: '0.10' },
  { path: 'bastion', since: '0.10' },
  { path: 'managedSecurityGroups.allowAllInClusterTraffic', since: '0.10' },
  { path: 'managedSecurityGroups.allNodesSecurityGroupRules', since: '0.10' },
  { path: 'managedSecurityGroups.controlPlaneNodesSecurityGroupRules', since: '0.12' },
  { path: 'managedSecurityGroups.workerNodesSecurityGroupRules', since: '0.12' },
  { path: 'apiServerLoadBalancer.allowedCIDRs', since: '0.10' },
  { path: 'apiServerLoadBalancer.monitor', since: '0.13' },
  { path: 'controlPlaneAvailabilityZones', since: '0.10' },
  { path: 'controlPlaneOmitAvailabilityZone', since: '0.10' },
];

/** These depend on the cluster's own state or on what the other value names. */
const DEPENDS: readonly { readonly path: string; readonly on: string }[] = [
  { path: 'controlPlaneEndpoint', on: 'it may change only while the cluster has no endpoint' },
  { path: 'apiServerFixedIP', on: 'it may be set once, where floating IPs are disabled' },
  { path: 'apiServerPort', on: 'it may be set once, where floating IPs are disabled' },
  { path: 'apiServerFloatingIP', on: 'it may be set to the address that the load balancer has' },
  { path: 'network', on: 'from CAPO 0.12 on a filter may become the id of the same network; anything else is rejected' },
  { path: 'subnets', on: 'from CAPO 0.12 on a filter may become the id of the same subnet; anything else is rejected' },
  {
    path: 'managedSubnets',
    on: 'from CAPO 0.13 on dnsNameservers may change, where no subnet is added or removed; anything else is rejected',
  },
];

const FREE = ['DockerClusterTemplate', 'DevClusterTemplate', 'Metal3ClusterTemplate'];

/** What a changed template of the infrastructure cluster does: the one object is patched, if its provider lets it. */
export function listInfraClusterEffects(context: Context, change: TemplateChange): Effect[] {
  return change.differences.map((difference) => {
    const [kind, verdict, message] = judge(change, difference);
    const isMetadata = difference.path[2] === 'metadata';
    const rule = isMetadata ? 'object-template-metadata' : 'infra-cluster';
    return createEffect(context, { kind, verdict, ...describeDifference(change, difference, rule, message) });
  });
}

function judge({ kind }: TemplateChange, difference: TemplateDifference): readonly [Effect['kind'], Effect['verdict'], string] {
  const { path } = difference;
  const patched = `the ${kind.replace(/Template$/, '')} is changed in place`;
  if (path[2] === 'metadata' || FREE.includes(kind)) return ['in-place', 'ok', patched];
  if (kind !== 'OpenStackClusterTemplate') {
    return ['in-place', 'conditional', `${patched}, if its provider does not reject it; which fields may change is not known of this kind`];
  }
  const at = path.slice(3).join('.');
  const within = (known: string) => at === known || at.startsWith(`${known}.`);
  const mutable = OPENSTACK.find((entry) => within(entry.path));
  if (mutable !== undefined) {
    if (mutable.path === 'bastion' && difference.to === undefined)
      return ['in-place', 'conditional', `${patched}, unless the bastion is still enabled, which is rejected`];
    if (mutable.since === '0.10') return ['in-place', 'ok', patched];
    return [
      'in-place',
      'conditional',
      `${patched} from CAPO ${mutable.since} on; older releases reject it, and the topology does not reconcile`,
    ];
  }
  const depends = DEPENDS.find((entry) => within(entry.path));
  if (depends !== undefined) return ['in-place', 'conditional', `${patched} or rejected: ${depends.on}`];
  return ['refused', 'refused', 'CAPO 0.10 to 0.14 reject the change of OpenStackCluster, and the topology does not reconcile'];
}
