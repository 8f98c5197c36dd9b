import type { RenderedObject } from '../../chart/index.ts';
import { groupOf } from '../../compat/index.ts';
import { asText, getIn } from '../../data.ts';
import { type Difference, listDifferences, type Path } from '../list-differences.ts';
import { isDefault, isSameQuantity } from '../same-value.ts';
import { WORKLOADS } from './applied.ts';

export function isWorkload({ apiVersion, kind }: Pick<RenderedObject, 'apiVersion' | 'kind'>): boolean {
  return groupOf(apiVersion) === 'apps' && WORKLOADS.includes(kind);
}

/** The differences of an object that are any: nothing against nothing, equal amounts, and defaults written out are none. */
export function listObjectDifferences(old: RenderedObject, now: RenderedObject): Difference[] {
  const { apiVersion: _, ...before } = old.data;
  const { apiVersion: __, ...after } = now.data;
  const isPods = isWorkload(now) || (groupOf(now.apiVersion) === 'batch' && now.kind === 'Job');
  return listDifferences(before, after).filter((difference) => !isNothing(difference) && !(isPods && isFilledIn(difference)));
}

/** Maps that Kubernetes does not tell apart from none when they are empty. */
const MAPS = ['labels', 'annotations', 'nodeSelector', 'matchLabels', 'data', 'stringData', 'limits', 'requests', 'parameters'];

function isNothing({ path, from, to }: Difference): boolean {
  const name = String(path.at(-1) ?? '');
  const isNone = (value: unknown) =>
    value === undefined ||
    (Array.isArray(value) && value.length === 0) ||
    (MAPS.includes(name) && typeof value === 'object' && value !== null && Object.keys(value).length === 0);
  if (isNone(from) && isNone(to)) return true;
  return (path.includes('limits') || path.includes('requests')) && isSameQuantity(path, from, to);
}

/** Whether one side writes out what the API server fills in on the other. An empty security context of a container is no such value. */
function isFilledIn({ path, from, to }: Difference): boolean {
  if (from !== undefined && to !== undefined) return false;
  return path.at(-1) !== 'securityContext' && isDefault(path, from ?? to);
}

export function isPodTemplate(path: Path): boolean {
  return path[0] === 'spec' && path[1] === 'template';
}

/** Labels and annotations that charts put on everything: in `metadata` they are noise, in a pod template they restart pods. */
export const CHART_LABELS: ReadonlySet<unknown> = new Set([
  'helm.sh/chart',
  'app.kubernetes.io/version',
  'app.kubernetes.io/managed-by',
  'heritage',
  'chart',
  'release',
]);

export function isChartLabel(path: Path): boolean {
  const at = path.lastIndexOf('labels');
  return at !== -1 && path[at - 1] === 'metadata' && CHART_LABELS.has(path[at + 1]);
}

/** A hash of another object, by which charts restart pods. */
export function isChecksum(path: Path): boolean {
  const at = path.lastIndexOf('annotations');
  return at !== -1 && /^checksum[/-]|config-?hash$|\/checksum/i.test(String(path[at + 1]));
}

/** Whether nobody but whoever deletes a pod replaces it, or there is none. */
export function waitsForDeletion({ data, kind }: RenderedObject): boolean {
  return kind !== 'Deployment' && asText(getIn(data, 'spec', 'updateStrategy', 'type')) === 'OnDelete';
}

/** The difference that tells most: an image, then what is no label or annotation. */
export function pickTelling(differences: readonly [Difference, ...Difference[]]): Difference {
  const [first] = differences;
  const isMetadata = ({ path }: Difference) => path.includes('labels') || path.includes('annotations');
  return (
    differences.find(({ path }) => path.at(-1) === 'image') ??
    differences.find((difference) => !isMetadata(difference)) ??
    differences.find(({ path }) => !isChartLabel(path)) ??
    first
  );
}
