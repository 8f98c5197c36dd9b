import { ComponentType, ExternalReferenceType, HashAlgorithm } from '@cyclonedx/cyclonedx-library/Enums';
import {
  Bom,
  Component,
  ExternalReference,
  ExternalReferenceRepository,
  HashDictionary,
  Metadata,
  Property,
  PropertyRepository,
  Tool,
  ToolRepository,
  Tools,
} from '@cyclonedx/cyclonedx-library/Models';
import { JSON as Json, JsonSerializer } from '@cyclonedx/cyclonedx-library/Serialize';
import { Spec1dot6 } from '@cyclonedx/cyclonedx-library/Spec';
import { digestOf } from '../../../digest.ts';
import { groupBy } from '../../../group-by.ts';
import { parseImageName } from '../../../oci/index.ts';
import { cleanData } from '../../../text.ts';
import { formatLine, formatVersion, parseReleaseName } from '../../../version/index.ts';
import { isFetchable } from '../list-charts.ts';
import type { Contents } from '../list-contents.ts';
import type { FetchedChart, ListedImage, ListedNodeImage } from '../report.ts';

export interface SbomOptions {
  /** `clusterstack 0.1.0` */
  readonly tool: string;
  /** When the release's sources were made; left out where that is not known, and never the moment of a run. */
  readonly created: string | undefined;
  /** Of the release's files and their names. */
  readonly content: string;
}

/**
 * A software bill of materials in CycloneDX 1.6, as JSON. The same contents give the same bytes.
 * Source: https://cyclonedx.org/docs/1.6/json/
 */
export function formatCycloneDx(contents: Contents, { tool, created, content }: SbomOptions): string {
  const { release, kubernetes, images, nodeImages, charts, unknown } = cleanData(contents);
  const name = parseReleaseName(release);
  const [line, version] = name === undefined ? [release, ''] : [formatLine(name.line), formatVersion(name.version)];
  const subject = new Component(ComponentType.Application, line, {
    version,
    bomRef: release,
    purl: `pkg:generic/${line}@${encode(version)}`,
  });
  const parts = [
    describeKubernetes(kubernetes),
    ...images.map(describeImage),
    ...nodeImages.map(describeNodeImage),
    ...charts.map(describeChart),
  ];
  const groups = [...groupBy(parts, ({ purl }) => purl)].sort(([a], [b]) => (a < b ? -1 : 1));
  const components = groups.flatMap(([, same]) => createComponents(same));
  for (const component of components) subject.dependencies.add(component.bomRef);
  const [vendor = '', release_ = ''] = tool.split(' ');
  const bom = new Bom({
    metadata: new Metadata({
      component: subject,
      tools: new Tools({ tools: new ToolRepository([new Tool({ name: vendor, version: release_ })]) }),
      properties: new PropertyRepository([
        property('content', content),
        ...sortProperties(unknown.map(({ subject: about, message }) => property('unknown', `${about}: ${message}`))),
      ]),
      ...(created !== undefined && { timestamp: new Date(created) }),
    }),
  });
  for (const component of components) bom.components.add(component);
  bom.serialNumber = formatSerial(serialize(bom));
  return `${serialize(bom)}\n`;
}

/** Lists are in order already: the library sorts as the language of whoever runs it does. */
function serialize(bom: Bom): string {
  return new JsonSerializer(new Json.Normalize.Factory(Spec1dot6)).serialize(bom, { sortLists: false, space: 2 });
}

/** One component of what has one name, or one for each content where it stands for several. */
function createComponents(named: readonly Part[]): Component[] {
  const contents = [...groupBy(named, ({ sha256 = '' }) => sha256)].sort(([a], [b]) => (a < b ? -1 : 1));
  return contents.flatMap(([sha256, same]) => createComponent(same, contents.length === 1 || sha256 === '' ? '' : `#sha256:${sha256}`));
}

/** What parts of a release have in common, with what each of them has. */
function createComponent(same: readonly Part[], suffix: string): Component[] {
  const properties = same.flatMap(({ properties }) => properties.map(([key, value]) => property(key, value)));
  return same.slice(0, 1).map(
    ({ type, name, sha256, ...options }) =>
      new Component(type, name, {
        ...options,
        bomRef: `${options.purl}${suffix}`,
        hashes: new HashDictionary(sha256 === undefined ? [] : [[HashAlgorithm['SHA-256'], sha256]]),
        properties: new PropertyRepository(sortProperties(properties)),
      }),
  );
}

function sortProperties(properties: readonly Property[]): readonly Property[] {
  return properties.toSorted((a, b) => (a.name === b.name ? (a.value < b.value ? -1 : 1) : a.name < b.name ? -1 : 1));
}

/** A UUID of the content, of the version that is free to say what it is made of. Source: RFC 9562, section 5.8 */
function formatSerial(content: string): string {
  const hex = digestOf(Buffer.from(content)).slice('sha256:'.length);
  const [a, b, c, d, e] = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)];
  return `urn:uuid:${a}-${b}-${c}-${d}-${e}`;
}

/** A component before it is one: two parts of a release may bring the same. */
interface Part {
  readonly type: ComponentType;
  readonly name: string;
  readonly version?: string;
  readonly purl: string;
  /** Of its content, in hexadecimal digits. */
  readonly sha256?: string | undefined;
  readonly externalReferences?: ExternalReferenceRepository;
  readonly properties: readonly (readonly [key: string, value: string])[];
}

function describeKubernetes(version: string): Part {
  return {
    type: ComponentType.Platform,
    name: 'kubernetes',
    version,
    purl: `pkg:github/kubernetes/kubernetes@${encode(version)}`,
    properties: [],
  };
}

/** Source: https://github.com/package-url/purl-spec/blob/main/types-doc/oci-definition.md */
function describeImage({ name, digest, addon, found }: ListedImage): Part {
  const reference = parseImageName(name);
  const repository = reference === undefined ? name : `${reference.registry}/${reference.repository}`;
  const tag = reference?.tag ?? (reference?.digest === undefined ? 'latest' : undefined);
  const purl = [
    `pkg:oci/${encode(repository.slice(repository.lastIndexOf('/') + 1))}`,
    ...(digest === undefined ? [] : [`@${encode(digest)}`]),
    `?repository_url=${encode(repository)}`,
    ...(tag === undefined ? [] : [`&tag=${encode(tag)}`]),
  ].join('');
  return {
    type: ComponentType.Container,
    name: repository,
    version: tag ?? digest ?? '',
    purl,
    sha256: digest?.replace(/^sha256:/, ''),
    properties: [['addon', addon], ...found.map((place) => ['found', place] as const)],
  };
}

function describeNodeImage({ kind, name, url, checksum, digest, found }: ListedNodeImage): Part {
  if (kind === 'container')
    return describeImage({ name: name ?? '', ...(digest !== undefined && { digest }), addon: 'node-images', found });
  const shown = name ?? url?.slice(url.lastIndexOf('/') + 1) ?? '';
  const sha256 = /^(?:sha256:)?([0-9a-f]{64})$/i.exec(checksum ?? '')?.[1]?.toLowerCase();
  const isElsewhere = checksum !== undefined && sha256 === undefined;
  return {
    type: ComponentType.OperatingSystem,
    name: shown,
    purl: `pkg:generic/${encode(shown)}${url === undefined ? '' : `?download_url=${encode(url)}`}`,
    sha256,
    externalReferences: distribution(url),
    properties: [...(isElsewhere ? [['checksum', checksum] as const] : []), ...found.map((place) => ['found', place] as const)],
  };
}

function describeChart({ name, version, digest, repository, addon }: FetchedChart): Part {
  const where = repository === undefined ? '' : `?repository_url=${encode(repository)}`;
  return {
    type: ComponentType.Application,
    name,
    version,
    purl: `pkg:helm/${encode(name)}@${encode(version)}${where}`,
    sha256: digest?.replace(/^sha256:/, ''),
    externalReferences: distribution(repository),
    properties: [['addon', addon]],
  };
}

function distribution(url: string | undefined): ExternalReferenceRepository {
  const isPlace = url !== undefined && isFetchable(url);
  return new ExternalReferenceRepository(isPlace ? [new ExternalReference(url, ExternalReferenceType.Distribution)] : []);
}

function property(name: string, value: string): Property {
  return new Property(`clusterstack:${name}`, value);
}

/** As package URLs escape. Source: https://github.com/package-url/purl-spec/blob/main/PURL-SPECIFICATION.rst#character-encoding */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll('%3A', ':');
}
