import type { RenderedObject } from '../../../chart/index.ts';
import { getIn, getOwn } from '../../../data.ts';
import type { Place } from '../../../finding.ts';
import { getNode, getScalar, parseYaml, readItems, type YamlFile } from '../../../yaml/index.ts';
import { groupOf } from '../../api-version.ts';
import { listObjects } from '../../cluster-class/model.ts';
import type { Simulation } from '../../cluster-class/simulation/simulate.ts';
import type { Facts } from '../../facts.ts';

/** The subject of what the file of node images says. */
export const NODE_IMAGES = 'node-images.yaml';

/** One place that says which image machines start from. */
export interface NodeImage {
  /** `DockerMachineTemplate/control-plane`, `node-images.yaml`. */
  readonly subject: string;
  readonly form: 'name' | 'url' | 'container';
  readonly text: string;
  readonly place: Place;
  /** Of the file behind a URL. */
  readonly hash?: { readonly algorithm: string; readonly value: string };
  /** What a Metal3 machine checks the file with: its hash, or the URL of a file that has it. */
  readonly checksum?: string;
  /** `22.04`, where it is said apart from the text. */
  readonly ubuntu?: string;
  /** Which of several images that the stack provides it belongs to; undefined where it is asked for, by a machine template. */
  readonly provided?: string;
  /** Whether it is one for machines in OpenStack. */
  readonly isOpenStack: boolean;
}

/** Where machine templates say it. Of several fields those that are there count. */
const MACHINE_FIELDS: Readonly<Record<string, readonly { readonly path: readonly string[]; readonly form: NodeImage['form'] }[]>> = {
  DockerMachineTemplate: [{ path: ['customImage'], form: 'container' }],
  DockerMachinePoolTemplate: [{ path: ['template', 'customImage'], form: 'container' }],
  Metal3MachineTemplate: [{ path: ['image', 'url'], form: 'url' }],
  // A string up to v1alpha7, then a filter, or an object of the OpenStack Resource Controller.
  OpenStackMachineTemplate: [
    { path: ['image'], form: 'name' },
    { path: ['image', 'filter', 'name'], form: 'name' },
    { path: ['image', 'imageRef', 'name'], form: 'name' },
  ],
};

/** All that the stack says of its node images: in `node-images.yaml`, and in the cluster class with the defaults of its variables. */
export function listSaidImages(facts: Facts): NodeImage[] {
  const objects = listObjects(facts);
  const simulations = facts.simulations();
  const machines =
    simulations.length > 0 ? simulations.flatMap((one) => readClassImages(one, objects)) : objects.flatMap((one) => readMachine(one, one));
  const images = [...readNodeImagesFile(facts), ...objects.flatMap(readImageObject), ...machines];
  // Text that is templated beyond Helm is left alone.
  return images.filter(({ text }) => text !== '' && !/\{\{|<</.test(text));
}

/** The same, once for each place and text. */
export function findNodeImages(facts: Facts): NodeImage[] {
  // One place may say it for several templates, as the default of a variable does, and several refs may name one template.
  const once = new Map<string, NodeImage>();
  for (const image of listSaidImages(facts)) {
    const { subject: _, checksum: __, ...said } = image;
    const key = JSON.stringify(said);
    if (!once.has(key)) once.set(key, image);
  }
  return [...once.values()];
}

/** The URLs of node images, for asking whether they are there. */
export function listImageUrls(facts: Facts): string[] {
  const urls = findNodeImages(facts).filter(({ form, text }) => form === 'url' && /^https?:\/\//.test(text) && URL.canParse(text));
  return [...new Set(urls.map(({ text }) => text))].sort();
}

/** `openStackNodeImages`, as the OpenStack provider integration reads them. */
function readNodeImagesFile({ nodeImages }: Facts): NodeImage[] {
  if (nodeImages === undefined) return [];
  const yaml: YamlFile = parseYaml(nodeImages.file, nodeImages.content.bytes);
  return readItems(getNode(yaml.root, 'openStackNodeImages')).flatMap((item, index): NodeImage[] => {
    const name = getScalar(yaml, getNode(item, 'createOpts', 'name'));
    const url = getScalar(yaml, getNode(item, 'url'));
    const common = { subject: NODE_IMAGES, provided: `${NODE_IMAGES} ${index}`, isOpenStack: true };
    return [
      ...(name ? [{ ...common, form: 'name' as const, text: name.source, place: name.place }] : []),
      ...(url ? [{ ...common, form: 'url' as const, text: url.source, place: url.place }] : []),
    ];
  });
}

/** An Image of the OpenStack Resource Controller, which uploads what its URL names. */
function readImageObject({ apiVersion, kind, name, data, place }: RenderedObject): NodeImage[] {
  if (kind !== 'Image' || groupOf(apiVersion) !== 'openstack.k-orc.cloud') return [];
  const common = { subject: `Image/${name}`, provided: `Image/${name}`, place, isOpenStack: true };
  const resource = getIn(data, 'spec', 'resource');
  const [algorithm, value] = ['algorithm', 'value'].map((key) => getIn(resource, 'content', 'download', 'hash', key));
  const system = ['distro', 'version'].map((key) => getIn(resource, 'properties', 'operatingSystem', key));
  const ubuntu = system[0] === 'ubuntu' && typeof system[1] === 'string' ? { ubuntu: system[1] } : {};
  const names = new Set([name, getIn(resource, 'name'), getIn(data, 'spec', 'import', 'filter', 'name')]);
  const url = getIn(resource, 'content', 'download', 'url');
  const hash = typeof algorithm === 'string' && typeof value === 'string' ? { hash: { algorithm, value } } : {};
  return [
    ...[...names].flatMap((text) => (typeof text === 'string' ? [{ ...common, form: 'name' as const, text }] : [])),
    ...(typeof url === 'string' ? [{ ...common, ...hash, ...ubuntu, form: 'url' as const, text: url }] : []),
  ];
}

/** The machine templates that a class names, as its patches leave them when nobody sets a variable. */
function readClassImages({ clusterClass, defaults }: Simulation, objects: readonly RenderedObject[]): NodeImage[] {
  const patched = new Map(defaults().documents.map(({ target: { ref }, document }) => [ref, document]));
  return clusterClass.refs.flatMap((ref) => {
    const object = objects.find(({ kind, name }) => kind === ref.kind && name === ref.name);
    if (object === undefined) return [];
    const written = readMachine(object, object).map(({ text }) => text);
    return readMachine(object, { data: patched.has(ref) ? patched.get(ref) : object.data }).map((image) =>
      // A value that a patch put there is found in the class.
      written.includes(image.text) ? image : { ...image, place: clusterClass.object.place },
    );
  });
}

function readMachine({ kind, name, place }: RenderedObject, { data }: { readonly data: unknown }): NodeImage[] {
  const fields = getOwn(MACHINE_FIELDS, kind) ?? [];
  return fields.flatMap(({ path, form }) => {
    const text = getIn(data, 'spec', 'template', 'spec', ...path);
    if (typeof text !== 'string') return [];
    const checksum = form === 'url' ? getIn(data, 'spec', 'template', 'spec', 'image', 'checksum') : undefined;
    const sum = typeof checksum === 'string' ? { checksum } : {};
    return [{ subject: `${kind}/${name}`, form, text, ...sum, place, isOpenStack: kind.startsWith('OpenStack') }];
  });
}
