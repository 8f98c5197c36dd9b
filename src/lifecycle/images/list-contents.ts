import type { RenderedObject, Rendering } from '../../chart/index.ts';
import { STAND_IN } from '../../chart/index.ts';
import { describeGap, type Facts } from '../../compat/index.ts';
import { parseImageName } from '../../oci/index.ts';
import { type FoundImage, findImages } from './find-images.ts';
import { type HeldChart, listCharts } from './list-charts.ts';
import { listNodeImages } from './list-node-images.ts';
import type { ImagesReport, ListedImage, NotSeen } from './report.ts';

/** What is listed by a release's contents alone: the same release gives the same list. */
export interface Contents extends Pick<ImagesReport, 'release' | 'kubernetes' | 'images' | 'nodeImages' | 'charts' | 'unknown'> {}

/** A part of a release, and what it renders to. */
interface Part {
  /** As the report names it. */
  readonly name: string;
  readonly rendering: Rendering;
  readonly objects: readonly Pick<RenderedObject, 'kind' | 'name' | 'data'>[];
}

/**
 * All that clusters of a release fetch from elsewhere.
 * @param held the charts that a stack's lock holds
 */
export function listContents(
  { name, kubernetes }: { readonly name: string; readonly kubernetes: string },
  facts: Facts,
  held: readonly HeldChart[] = [],
): Contents {
  const { clusterClass, addons } = facts;
  const parts = [
    { name: CLASS, folder: CLASS, chart: clusterClass.chart, rendering: clusterClass.rendering, objects: listClassObjects(facts) },
    ...addons.map(({ folder, chart, rendering }) => ({
      name: folder || ADDON,
      folder: folder === '' ? ADDON : `${ADDON}/${folder}`,
      chart,
      rendering,
      objects: rendering.kind === 'rendered' ? rendering.objects : [],
    })),
  ];
  const charts = parts.map((part) =>
    listCharts(
      part.chart,
      part.name,
      held.filter(({ folder }) => folder === part.folder),
    ),
  );
  const machines = listNodeImages(facts);
  const nodes = new Set(machines.nodeImages.map((image) => image.name));
  const images = parts.map((part) => listImages(part, nodes));
  return {
    release: name,
    kubernetes,
    images: images.flatMap(({ listed }) => listed),
    nodeImages: machines.nodeImages,
    charts: charts.flatMap((one) => one.charts),
    unknown: [
      ...parts.flatMap(findGap),
      ...images.flatMap(({ unknown }) => unknown),
      ...machines.unknown,
      ...charts.flatMap((one) => one.unknown),
    ],
  };
}

const CLASS = 'cluster-class';
const ADDON = 'cluster-addon';

/** The class's templates as its patches leave them when nobody sets a variable, and its other objects. */
function listClassObjects(facts: Facts): Part['objects'] {
  const { rendering } = facts.clusterClass;
  if (rendering.kind !== 'rendered') return [];
  const documents = facts.simulations().flatMap(({ defaults }) => defaults().documents);
  return rendering.objects.flatMap((object) => {
    const patched = documents.filter(({ target }) => target.object === object).map(({ document }) => document as RenderedObject['data']);
    return (patched.length > 0 ? patched : [object.data]).map((data) => ({ ...object, data }));
  });
}

/** @param nodes names of images that machines start from, which are listed by themselves */
function listImages({ name: addon, objects }: Part, nodes: ReadonlySet<string | undefined>) {
  const found = new Map<string, FoundImage[]>();
  for (const image of objects.flatMap(findImages)) {
    if (!nodes.has(image.name)) found.set(image.name, [...(found.get(image.name) ?? []), image]);
  }
  const listed: ListedImage[] = [];
  const unknown: NotSeen[] = [];
  for (const [name, images] of [...found].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const places = [...new Set(images.map(({ place }) => place))];
    if (name.includes(STAND_IN))
      unknown.push({ subject: addon, message: `the image at ${places[0]} depends on values that only a cluster has` });
    else listed.push({ name, ...digestOf(name), addon, found: places });
  }
  return { listed, unknown };
}

function digestOf(name: string): Pick<ListedImage, 'digest'> {
  const digest = parseImageName(name)?.digest;
  return digest === undefined ? {} : { digest };
}

function findGap({ name, rendering }: Part): NotSeen[] {
  const message = describeGap(rendering);
  return message === undefined ? [] : [{ subject: name, message }];
}
