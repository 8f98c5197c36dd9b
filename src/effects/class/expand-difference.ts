import { isObject } from '../../data.ts';
import { type Difference, listDifferences } from '../list-differences.ts';

/** Parts of a KubeadmControlPlane's spec of which not all fields do the same. */
const MIXED =
  /^spec\.template(?:\.spec(?:\.machineTemplate(?:\.spec)?|\.rollout|\.kubeadmConfigSpec(?:\.clusterConfiguration(?:\.apiServer|\.etcd)?|\.(?:init|join)Configuration(?:\.timeouts|\.discovery)?)?)?)?$/;

/** Gone as a whole these are told as such. */
const WHOLE = /\.(?:cluster|init|join)Configuration$/;

/** A part that is on one side alone, field by field where its fields do not all do the same. */
export function expandDifference(difference: Difference): readonly Difference[] {
  const { path, label, from, to } = difference;
  const at = path.join('.');
  const whole = from ?? to;
  if ((from !== undefined && to !== undefined) || !isObject(whole) || Object.keys(whole).length === 0 || !MIXED.test(at))
    return [difference];
  if (to === undefined && WHOLE.test(at)) return [difference];
  return listDifferences(from ?? {}, to ?? {}, path, label).flatMap(expandDifference);
}
