import { ReleaseError } from '../../errors.ts';
import type { Label } from '../objects/cluster-stacks.ts';

/**
 * A label as `key=value`.
 * Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
 * @throws ReleaseError `usage`
 */
export function parseLabel(text: string): Label {
  const [, key, value] =
    /^((?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?\/)?[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)=((?:[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?)$/.exec(
      text,
    ) ?? [];
  if (key !== undefined && value !== undefined) return { key, value };
  throw new ReleaseError('usage', `${JSON.stringify(text)} is not a label; write it like clusterstacks.example.org/scs=enabled`);
}

/** @throws ReleaseError `usage` for one that Kubernetes would refuse */
export function requireNamespaces(names: readonly string[]): readonly string[] {
  const strange = names.find((name) => !/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(name));
  if (strange === undefined) return names;
  throw new ReleaseError('usage', `${JSON.stringify(strange)} is not a namespace; it has lower-case letters, digits and dashes`);
}

/** A number of releases. @throws ReleaseError `usage` */
export function parseNewest(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new ReleaseError('usage', `${JSON.stringify(text)} is not a number of releases; write it like 3`);
}

/** The minor of Kubernetes 1, `1.34`. @throws ReleaseError `usage` */
export function parseMinor(text: string): number {
  const [, minor] = /^v?1\.(\d{1,3})(?:\.\d+)?$/.exec(text) ?? [];
  if (minor !== undefined) return Number(minor);
  throw new ReleaseError('usage', `${JSON.stringify(text)} is not a Kubernetes minor; write it like 1.34`);
}
