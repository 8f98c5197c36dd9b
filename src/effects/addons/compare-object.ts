import type { RenderedObject } from '../../chart/index.ts';
import { groupOf } from '../../compat/index.ts';
import { asText, getIn } from '../../data.ts';
import { type Difference, listDifferences, type Path } from '../list-differences.ts';

const WORKLOADS = ['DaemonSet', 'Deployment', 'StatefulSet'];

export function isWorkload({ apiVersion, kind }: Pick<RenderedObject, 'apiVersion' | 'kind'>): boolean {
  return groupOf(apiVersion) === 'apps' && WORKLOADS.includes(kind);
}

/** The differences of an object that are any: nothing against nothing, and 1 against "1" in an amount, are none. */
export function listObjectDifferences(old: RenderedObject, now: RenderedObject): Difference[] {
  const { apiVersion: _, ...before } = old.data;
  const { apiVersion: __, ...after } = now.data;
  return listDifferences(before, after).filter((difference) => !isNothing(difference));
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
  const isAmount = path.includes('limits') || path.includes('requests');
  return isAmount && from !== undefined && to !== undefined && String(from) === String(to);
}

export function isPodTemplate(path: Path): boolean {
  return path[0] === 'spec' && path[1] === 'template';
}

/** Labels and annotations that charts put on everything: in `metadata` they are noise, in a pod template they restart pods. */
const CHART_LABELS = ['helm.sh/chart', 'app.kubernetes.io/version', 'app.kubernetes.io/managed-by', 'heritage', 'chart', 'release'];

export function isChartLabel(path: Path): boolean {
  const at = path.lastIndexOf('labels');
  return at !== -1 && path[at - 1] === 'metadata' && CHART_LABELS.includes(String(path[at + 1]));
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
