import { asList, asText, getIn } from '../../data.ts';
import type { Deployment } from './cluster-state.ts';

/** A deployment, as far as it tells what is installed. */
export function parseDeployment(item: unknown): Deployment | undefined {
  const name = asText(getIn(item, 'metadata', 'name'));
  if (name === undefined) return undefined;
  const containers = asList(getIn(item, 'spec', 'template', 'spec', 'containers'));
  // A proxy beside the manager has a version of its own.
  const manager = containers.filter((container) => getIn(container, 'name') === 'manager');
  const words = containers.flatMap((container) => [...asList(getIn(container, 'command')), ...asList(getIn(container, 'args'))]);
  return {
    name,
    namespace: asText(getIn(item, 'metadata', 'namespace')) ?? '',
    provider: asText(getIn(item, 'metadata', 'labels', 'cluster.x-k8s.io/provider')),
    images: (manager.length > 0 ? manager : containers).flatMap((container) => asText(getIn(container, 'image')) ?? []),
    gates: parseGates(words.filter((word) => typeof word === 'string')),
  };
}

/** Of `--feature-gates=A=true,B=false`, or of the word after `--feature-gates`. */
function parseGates(words: readonly string[]): Readonly<Record<string, boolean>> {
  const lists = words.flatMap((word, index) => {
    const [, own] = /^--?feature-gates=(.*)$/.exec(word) ?? [];
    return own ?? (/^--?feature-gates$/.test(word) ? (words[index + 1] ?? []) : []);
  });
  const pairs = lists.flatMap((list) => list.split(',')).map((pair) => pair.trim().split('='));
  return Object.fromEntries(pairs.flatMap(([gate = '', value]) => (gate === '' ? [] : [[gate, !/^(?:0|f|false)$/i.test(value ?? '')]])));
}

/** The tag of an image, as a version: of `ghcr.io/x/cso:v0.2.0-alpha.1@sha256:…` that is `v0.2.0-alpha.1`. */
export function versionOfImage(image: string): string | undefined {
  return /:(v?\d+\.\d+\.\d+[\w.-]*)(?:@sha256:[0-9a-f]+)?$/.exec(image)?.[1];
}
