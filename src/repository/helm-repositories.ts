import { ReleaseError } from '../errors.ts';
import { readFile } from '../files/index.ts';
import { getNode, getScalar, hasSyntaxError, parseYaml, readItems } from '../yaml/index.ts';

/** Bytes. */
const LIMIT = 4 * 1024 * 1024;

/**
 * The repositories that `helm repo add` has stored, by name; none where there is no such file. A user and password stored
 * beside a URL are put into it.
 * @param file Helm's `repositories.yaml`
 * @throws ReleaseError `unreadable`
 */
export function readHelmRepositories(file: string): ReadonlyMap<string, string> {
  // The user's own, which may well be a link to where settings are kept.
  const read = readFile(file, { limit: LIMIT, links: 'follow' });
  if (read.kind === 'missing') return new Map();
  if (read.kind !== 'read') throw new ReleaseError('unreadable', `${file}, where Helm keeps its repositories, ${read.why}`);
  const yaml = parseYaml(file, read.bytes);
  if (hasSyntaxError(yaml)) throw new ReleaseError('unreadable', `${file} is not YAML, so the repositories that Helm knows cannot be read`);
  const entries = readItems(getNode(yaml.root, 'repositories')).map((item): [string, string] => {
    const field = (key: string) => getScalar(yaml, getNode(item, key))?.source ?? '';
    return [field('name'), addLogin(field('url'), field('username'), field('password'))];
  });
  return new Map(entries.filter(([name, url]) => name !== '' && url !== ''));
}

function addLogin(text: string, username: string, password: string): string {
  if (username === '' || !/^https?:/.test(text) || !URL.canParse(text)) return text;
  const url = new URL(text);
  url.username = encodeURIComponent(username);
  url.password = encodeURIComponent(password);
  return url.href;
}
