import { ReleaseError } from '../../errors.ts';
import { createFinding, type Finding } from '../../finding.ts';
import type { Previous } from '../folder/read-previous.ts';
import type { Label } from '../objects/cluster-stacks.ts';
import type { Distribution } from './create-manifests.ts';
import type { ManifestsRequest } from './request.ts';

/**
 * As it was, where nothing is said. What namespaces have they keep, and at the same versions, unless what is not wanted is dropped.
 * @throws ReleaseError `usage` for another label than before: one policy has one
 */
export function chooseDistribution(
  { label, namespaces, prune }: Pick<ManifestsRequest, 'label' | 'namespaces' | 'prune'>,
  previous: Pick<Previous, 'label' | 'namespaces'>,
): Distribution {
  const isSaid = label !== undefined || namespaces.length > 0;
  const kept = isSaid && prune ? { namespaces: [], label: undefined } : previous;
  if (label !== undefined && kept.label !== undefined && formatLabel(label) !== formatLabel(kept.label)) {
    throw new ReleaseError(
      'usage',
      `namespaces with the label ${formatLabel(kept.label)} have ClusterStacks, and would lose them; give the new label to these namespaces first, and then say --prune`,
    );
  }
  const named = [...new Set([...namespaces, ...kept.namespaces])].sort();
  const chosen = label ?? kept.label;
  return { namespaces: named.length === 0 && chosen === undefined ? ['default'] : named, label: chosen };
}

function formatLabel({ key, value }: Label): string {
  return `${key}=${value}`;
}

/** Namespaces that had ClusterStacks and get none. */
export function judgeNamespaces(
  { namespaces, label }: Pick<Previous, 'label' | 'namespaces'>,
  distribution: Distribution,
): readonly Finding[] {
  const lost = label !== undefined && distribution.label !== undefined && formatLabel(label) !== formatLabel(distribution.label);
  const places = [...[...namespaces].filter((name) => !distribution.namespaces.includes(name)), ...(lost ? [formatLabel(label)] : [])];
  return places.map((name) =>
    createFinding(
      'warn',
      'release-dropped',
      name,
      'has no ClusterStacks any more; CSO deletes their releases where no cluster of it uses them',
    ),
  );
}
