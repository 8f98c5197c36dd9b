/** A Kubernetes minor; every `KubernetesVersion` is of one. */
export interface Minor {
  readonly major: number;
  readonly minor: number;
}

/** `1.32` */
export function formatMinor({ major, minor }: Minor): string {
  return `${major}.${minor}`;
}

/** How many minors a Kubernetes version is above a minor as tables write it, `"1.25"`; negative below it. */
export function minorsAbove(version: Minor, minor: string): number {
  const [majorPart = 0, minorPart = 0] = minor.split('.').map(Number);
  return (version.major - majorPart) * 1000 + version.minor - minorPart;
}

export function isSameMinor(a: Minor, b: Minor): boolean {
  return a.major === b.major && a.minor === b.minor;
}
