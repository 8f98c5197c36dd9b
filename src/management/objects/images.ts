import { type DataMap, isSame } from '../../data.ts';
import type { YamlDocument } from '../folder/format-yaml.ts';

/** A node image of a release. */
export interface NodeImage {
  readonly name: string;
  readonly url: string;
  readonly diskFormat: string;
  readonly containerFormat: string;
  readonly visibility: string | undefined;
}

/** Whose cloud images are put in: a Secret with a clouds.yaml, and the cloud's name in it. */
export interface CloudRef {
  readonly secret: string;
  readonly cloud: string;
}

/** What was written before. */
export interface PreviousImages {
  /** What each Image holds, by namespace and name: `tenant-a/ubuntu-2404`. */
  readonly images: ReadonlyMap<string, DataMap>;
  /** Whether those stay that no release asks for. */
  readonly keep: boolean;
}

export interface ImageList {
  readonly documents: readonly YamlDocument[];
  /** Node images that are not written as their release has them. */
  readonly unwritten: readonly { readonly name: string; readonly why: string }[];
}

/**
 * Images for the OpenStack Resource Controller to put into a cloud, each once, in each namespace: classes find them by name.
 * What an Image holds cannot be changed, so the first of a name stays as it is.
 * Source: https://k-orc.cloud, API v1alpha1
 */
export function createImages(
  images: readonly NodeImage[],
  namespaces: readonly string[],
  cloud: CloudRef,
  previous: PreviousImages,
): ImageList {
  const unwritten = new Map<string, { readonly name: string; readonly why: string }>();
  const tell = (name: string, why: string) => unwritten.set(`${name} ${why}`, { name, why });
  const wanted = new Map<string, DataMap>();
  for (const image of images) {
    const key = formatObjectName(image.name);
    const resource = createResource(image);
    const problem = findProblem(image);
    if (problem !== undefined) tell(image.name, problem);
    else if (!wanted.has(key)) wanted.set(key, resource);
    else if (!isSame(wanted.get(key), resource)) tell(image.name, `another release has other content under the name ${key}`);
  }
  const documents = namespaces.flatMap((namespace) => {
    const own = new Map(wanted);
    for (const [place, resource] of previous.images) {
      const key = place.slice(namespace.length + 1);
      if (place !== `${namespace}/${key}` || !(previous.keep || own.has(key))) continue;
      if (own.has(key) && !isSame(own.get(key), resource)) tell(key, 'it was written with other content, which cannot be changed');
      own.set(key, resource);
    }
    return [...own].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, resource]) => createImage(name, namespace, resource, cloud));
  });
  return { documents, unwritten: [...unwritten.values()] };
}

function createImage(name: string, namespace: string, resource: DataMap, { secret, cloud }: CloudRef): YamlDocument {
  return {
    comments: [],
    data: {
      apiVersion: 'openstack.k-orc.cloud/v1alpha1',
      kind: 'Image',
      metadata: { name, namespace },
      spec: {
        cloudCredentialsRef: { secretName: secret, cloudName: cloud },
        managementPolicy: 'managed',
        // A release that goes takes no machine's image with it.
        managedOptions: { onDelete: 'detach' },
        resource,
      },
    },
  };
}

function createResource({ name, url, diskFormat, containerFormat, visibility }: NodeImage): DataMap {
  return { name, ...(visibility !== undefined && { visibility }), content: { containerFormat, diskFormat, download: { url } } };
}

/** Kubernetes names, which names of images need not be. */
function formatObjectName(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9.-]+/g, '-')
    .replaceAll(/\.[.-]+|(?<!-)-+\./g, '.')
    .replaceAll(/^[^a-z0-9]+|(?<![^a-z0-9])[^a-z0-9]+$/g, '');
}

const DISK_FORMATS = ['ami', 'ari', 'aki', 'vhd', 'vhdx', 'vmdk', 'raw', 'qcow2', 'vdi', 'ploop', 'iso'];
const CONTAINER_FORMATS = ['ami', 'ari', 'aki', 'bare', 'ovf', 'ova', 'docker', 'compressed'];
const VISIBILITIES = ['public', 'private', 'shared', 'community'];

/** What the CRD refuses. */
function findProblem({ name, url, diskFormat, containerFormat, visibility }: NodeImage): string | undefined {
  if (!/^[^,]{1,255}$/.test(name)) return 'its name has a comma, or more than 255 letters';
  if (formatObjectName(name) === '') return 'its name has nothing that a Kubernetes name may have';
  if (!/^https?:\/\/\S{1,2000}$/.test(url) || !URL.canParse(url)) return `${JSON.stringify(url)} is no address`;
  if (!DISK_FORMATS.includes(diskFormat)) return `its disk format is ${JSON.stringify(diskFormat)}`;
  if (!CONTAINER_FORMATS.includes(containerFormat)) return `its container format is ${JSON.stringify(containerFormat)}`;
  return visibility === undefined || VISIBILITIES.includes(visibility) ? undefined : `its visibility is ${JSON.stringify(visibility)}`;
}
