/** A Kubernetes minor; every `KubernetesVersion` is of one. */
export interface Minor {
  readonly major: number;
  readonly minor: number;
}

/** `1.32` */
export function formatMinor({ major, minor }: Minor): string {
  return `${major}.${minor}`;
}

/** Reads a minor as tables write it, `1.25`. */
export function parseMinor(text: string): Minor {
  const [major = 0, minor = 0] = text.split('.').map(Number);
  return { major, minor };
}

/** How many minors a Kubernetes version is above one of a table; negative below it. */
export function minorsAbove(version: Minor, text: string): number {
  const { major, minor } = parseMinor(text);
  return (version.major - major) * 1000 + version.minor - minor;
}

export function isSameMinor(a: Minor, b: Minor): boolean {
  return a.major === b.major && a.minor === b.minor;
}
