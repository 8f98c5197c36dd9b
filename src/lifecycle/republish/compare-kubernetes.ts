import { parseKubernetesVersion } from '../../version/index.ts';

/** Compares `v1.32.5` and its like; negative where the first is lower. */
export function compareKubernetes(a: string, b: string): number {
  const [left, right] = [parseKubernetesVersion(a), parseKubernetesVersion(b)];
  if (left === undefined || right === undefined) return 0;
  return left.major - right.major || left.minor - right.minor || left.patch - right.patch;
}
