import { parseImageName } from '../../oci/index.ts';

/** Whether a text is surely the name of an image, by how sure its place is that it has one. */
export type Likelihood =
  /** Kubernetes itself reads it as an image. */
  | 'certain'
  /** What it is called ends in "image". */
  | 'named'
  /** Any text. */
  | 'any';

/** A container's image that an admission webhook puts in. Source: https://istio.io/latest/docs/setup/additional-setup/gateway/ */
const INJECTED = 'auto';

const FILE = /\.(?:qcow2|img|raw|vmdk|ova|iso|gz|xz|bz2|zst|tgz|zip|ya?ml|json)$/i;
/** Tags without a digit are mostly words of something else. */
const VERSION_TAG = /\d|^(?:latest|stable|main|master|edge|nightly)$/;
/** `host/path:8080` */
const PORT_TAG = /^(?:[89]\d|\d{3,5})$/;
/** `node.cilium.io/agent-not-ready:NoSchedule` */
const TAINT = /^(?:NoSchedule|PreferNoSchedule|NoExecute)$/;
/** Prefixes of labels and API groups, which a colon may follow. */
const LABEL_HOST = /(?:^|\.)(?:kubernetes\.io|x-k8s\.io|(?<!registry\.)k8s\.io)$/;
/** A name on the internet, or an address that says its port. */
const HOST = /\.[a-z]{2,}(?::\d+)?$|:\d+$/;

/** Whether a text is an image's name. Wrong is worse than missing: words, labels, taints, URLs and addresses are none. */
export function isImageName(text: string, likelihood: Likelihood): boolean {
  // Most words are none: without a host and without a version.
  if (likelihood !== 'certain' && !/[/:@]/.test(text)) return false;
  const reference = parseImageName(text);
  if (reference === undefined || text === INJECTED) return false;
  if (likelihood === 'certain') return true;
  const { registry, repository, tag, digest } = reference;
  const hasHost = HOST.test(registry) && text.toLowerCase().startsWith(registry);
  // An address is none, and neither is a file.
  if (!/[a-z]/.test(repository.replace(/^library\//, '')) || (FILE.test(text) && digest === undefined)) return false;
  const isVersion = digest !== undefined || (tag !== undefined && VERSION_TAG.test(tag));
  if (likelihood === 'named') return isVersion || (hasHost && tag === undefined);
  if (!hasHost || LABEL_HOST.test(registry)) return false;
  return isVersion && (digest !== undefined || !(PORT_TAG.test(tag ?? '') || TAINT.test(tag ?? '')));
}

/** Whether a key, a flag or a variable is called so that its value is an image: `image`, `--prometheus-image`, `RELATED_IMAGE_CSI`. */
export function isImageKey(key: string): boolean {
  return /(?:^|[a-z0-9_.-])images?$/i.test(key) || /^related_image_/i.test(key);
}

/**
 * The images in a command, its arguments or a file: whole words, or what follows a flag's or a key's sign.
 * @param key what the text is called
 */
export function findImageWords(text: string, key: string): string[] {
  return text.split('\n').flatMap((line) => (/^\s*(?:#|\/\/)/.test(line) ? [] : findInLine(line, key)));
}

function findInLine(line: string, key: string): string[] {
  const found: string[] = [];
  let before = key;
  for (const word of line.split(/([\s"'`,;=]+)/)) {
    if (!/[\w/]/.test(word)) continue;
    const name = word.replace(/:$/, '');
    if (isImageName(word, isImageKey(before) ? 'named' : 'any')) found.push(word);
    // What a flag or key is called counts for its value, and for the others of a list; any other word ends that.
    else before = /^-|:$/.test(word) || isImageKey(name) ? name : '';
  }
  return found;
}
