/** The parts of a node image's name. */
export interface ImageVersion {
  /** `1.32.5` */
  readonly version: string;
  /** Whether the name says that this is Kubernetes' version, and no other one of the image. */
  readonly isCertain: boolean;
}

/** A container image's reference: `kindest/node:v1.32.5@sha256:…`. */
export interface ContainerImage {
  readonly repository: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

const MARKED_VERSION = /(?:^|[^a-z0-9])(?:kube|k8s|kubernetes)[-_.]?v?(\d+\.\d+\.\d+)(?![.\d])/gi;
const SINGLE_VERSION = /(?:^|[-_.])v(\d+\.\d+\.\d+)(?![.\d])/gi;
const KUBERNETES_WORD = /(?:^|[^a-z0-9])(?:kube|k8s|kubernetes|kubeadm|capi|kind|kindest)(?:[^a-z0-9]|$)/i;
const FILE_ENDING = /(?:\.(?:qcow2|img|raw|vmdk|ova|iso|gz|xz|bz2|zst)){1,8}$/i;

/**
 * The Kubernetes version in a name such as `ubuntu-capi-image-v1.32.5` or `ubuntu-2204-kube-v1.32.5`. Undefined where there is
 * none, or several without a word that tells them apart.
 */
export function parseImageName(name: string): ImageVersion | undefined {
  const marked = findVersions(name, MARKED_VERSION);
  const versions = marked.length > 0 ? marked : findVersions(name, SINGLE_VERSION);
  const [version] = versions;
  if (version === undefined || versions.length > 1) return undefined;
  const isCertain = marked.length > 0 || KUBERNETES_WORD.test(name);
  // Images have versions of their own, which are lower than those of any Kubernetes that a stack is made for.
  return isCertain || /^1\.[2-9]\d\./.test(version) ? { version, isCertain } : undefined;
}

/** The same of the file that a URL names. */
export function parseImageUrl(url: string): ImageVersion | undefined {
  const file = readFileName(url);
  return file === undefined ? undefined : parseImageName(file.replace(FILE_ENDING, ''));
}

/** Source: https://github.com/distribution/reference */
export function parseContainerImage(text: string): ContainerImage {
  const [name = '', digest] = text.split('@', 2);
  // A colon before a slash is that of a port.
  const [, repository = name, tag] = /^(.*?)(?::([^/:]+))?$/.exec(name) ?? [];
  return { repository, tag, digest };
}

export function isKindNode({ repository }: ContainerImage): boolean {
  return /(?:^|\/)kindest\/node$/.test(repository);
}

/** The version in the tag of an image of machines in Docker. */
export function parseContainerVersion(image: ContainerImage): ImageVersion | undefined {
  const { repository, tag = '' } = image;
  if (!isKindNode(image)) return parseImageName(`${repository.replace(/^.*\//, '')}-${tag}`);
  const version = /^v?(\d+\.\d+\.\d+)(?![.\d])/.exec(tag)?.[1];
  return version === undefined ? undefined : { version, isCertain: true };
}

/**
 * `22.04`, where a name or a URL has `ubuntu-2204` or `ubuntu-22.04` in it; undefined where it has none, or two. What the file
 * itself is called counts more than its folders.
 */
export function parseUbuntuRelease(text: string): string | undefined {
  return findUbuntuRelease(text.slice(text.lastIndexOf('/') + 1)) ?? findUbuntuRelease(text);
}

function findUbuntuRelease(text: string): string | undefined {
  const releases = new Set(
    [...text.matchAll(/(?:^|[^a-z0-9])ubuntu[-_](\d\d)\.?(0[4]|10)(?!\d)/gi)].map(([, year, month]) => `${year}.${month}`),
  );
  const [release] = releases;
  return releases.size === 1 ? release : undefined;
}

function findVersions(name: string, pattern: RegExp): string[] {
  return [...new Set([...name.matchAll(pattern)].map((match) => match[1] ?? ''))];
}

function readFileName(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  try {
    return decodeURIComponent(new URL(url).pathname.replace(/^.*\//, ''));
  } catch {
    return undefined;
  }
}
