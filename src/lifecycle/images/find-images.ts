import type { RenderedObject } from '../../chart/index.ts';
import { asMap, asText, type DataMap, isObject } from '../../data.ts';
import { hasSyntaxError, parseYaml, toData } from '../../yaml/index.ts';
import { findImageWords, isImageKey, isImageName } from './image-words.ts';

/** An image that an object names. */
export interface FoundImage {
  /** As it is written there. */
  readonly name: string;
  /** `DaemonSet/cilium spec.template.spec.containers[config].image` */
  readonly place: string;
}

const CONTAINERS = new Set(['containers', 'initContainers', 'ephemeralContainers']);
/** Texts for people, and names of other things. */
const OTHER_KEYS = new Set([
  'apiVersion',
  'kind',
  'labels',
  'matchLabels',
  'description',
  'summary',
  'message',
  'title',
  'help',
  'comment',
]);
/** Files in files in files; deeper is none of ours. */
const DEEPEST = 64;
/** Characters. Longer texts are data. */
const LONGEST_TEXT = 1024 * 1024;

/** All images that an object names: of its containers, in texts of their commands and files, and in fields of custom resources. */
export function findImages({ kind, name, data }: Pick<RenderedObject, 'kind' | 'name' | 'data'>): FoundImage[] {
  const found: FoundImage[] = [];
  const add = (image: string, path: string) => found.push({ name: image, place: `${kind}/${name} ${path}` });

  function visit(value: unknown, path: string, key: string, depth: number): void {
    if (depth > DEEPEST || OTHER_KEYS.has(key)) return;
    if (typeof value === 'string') visitText(value, path, key, depth);
    else if (Array.isArray(value))
      for (const [index, item] of value.entries()) visit(item, `${path}[${labelOf(item, index)}]`, key, depth + 1);
    else if (isObject(value)) visitMap(value, path, key, depth);
  }

  function visitMap(map: DataMap, path: string, key: string, depth: number): void {
    const image = asText(map['image']);
    const isContainer = CONTAINERS.has(key) && image !== undefined;
    if (isContainer && isImageName(image, 'certain')) add(image, `${path}.image`);
    const joined = isImageKey(key) ? joinParts(map) : undefined;
    if (joined !== undefined) add(joined, path);
    // The value of an environment variable goes by the variable's name, the reference of a volume by the volume's kind.
    const calledAs = (below: string) => (below === 'value' ? asText(map['name']) : below === 'reference' ? key : undefined) ?? below;
    for (const [below, value] of Object.entries(map)) {
      if (isContainer && below === 'image') continue;
      if (below === 'openAPIV3Schema') visitDefaults(value, `${path}.${below}`, depth + 1);
      else if (below === 'annotations') visitAnnotations(value, `${path}.${below}`, depth);
      else visit(value, path === '' ? below : `${path}.${below}`, calledAs(below), depth + 1);
    }
  }

  /** Of a schema, whose examples and allowed values nobody fetches, those values that are filled in. */
  function visitDefaults(value: unknown, path: string, depth: number): void {
    if (depth > DEEPEST) return;
    if (Array.isArray(value)) for (const [index, item] of value.entries()) visitDefaults(item, `${path}[${index}]`, depth + 1);
    for (const [key, below] of Object.entries(asMap(value) ?? {})) {
      if (key === 'default' && !isSchema(below)) visit(below, `${path}.${key}`, path.slice(path.lastIndexOf('.') + 1), depth + 1);
      else visitDefaults(below, `${path}.${key}`, depth + 1);
    }
  }

  /** Whatever else is noted there is for people, or was true once. */
  function visitAnnotations(value: unknown, path: string, depth: number): void {
    for (const [key, text] of Object.entries(asMap(value) ?? {})) if (isImageKey(key)) visit(text, `${path}.${key}`, key, depth + 1);
  }

  function visitText(text: string, path: string, key: string, depth: number): void {
    if (text.length > LONGEST_TEXT) return;
    const documents = text.includes('\n') ? readDocuments(text) : undefined;
    if (documents === undefined) for (const image of findImageWords(text, key)) add(image, path);
    else for (const document of documents) visit(document, path, '', depth + 1);
  }

  visit(data, '', '', 0);
  return found;
}

/** A property may be called `default`, too. */
function isSchema(value: unknown): boolean {
  return ['type', 'properties', 'x-kubernetes-preserve-unknown-fields'].some((key) => asMap(value)?.[key] !== undefined);
}

/** `config`, where items have names. */
function labelOf(item: unknown, index: number): string {
  const name = asText(asMap(item)?.['name']);
  return name !== undefined && /^[\w.-]+$/.test(name) ? name : String(index);
}

/** An image that is said in parts, as the values of charts have it. */
function joinParts(map: DataMap): string | undefined {
  const text = (...keys: readonly string[]) => keys.map((key) => asText(map[key])).find((value) => value !== undefined && value !== '');
  const repository = text('repository', 'name');
  const [registry, tag, digest] = [text('registry'), text('tag'), text('digest', 'sha')];
  if (repository === undefined || (tag === undefined && digest === undefined)) return undefined;
  const hash = digest === undefined ? '' : `@${digest.startsWith('sha256:') ? '' : 'sha256:'}${digest}`;
  const joined = `${registry === undefined ? '' : `${registry}/`}${repository}${tag === undefined ? '' : `:${tag}`}${hash}`;
  return isImageName(joined, 'named') ? joined : undefined;
}

/** The documents of a text that is YAML or JSON with maps or lists in it; undefined for any other. */
function readDocuments(text: string): readonly unknown[] | undefined {
  const documents = text.split(/^---.*$/m).map((part) => {
    const yaml = parseYaml('', Buffer.from(part), { dialect: 'v2' });
    return hasSyntaxError(yaml) ? undefined : yaml.root === undefined ? null : toData(yaml);
  });
  const isData = documents.every((document) => document === null || Array.isArray(document) || isObject(document));
  return isData && documents.some((document) => document !== null) ? documents : undefined;
}
