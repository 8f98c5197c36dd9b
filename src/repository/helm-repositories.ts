import { readFileSync } from 'node:fs';
import { hasErrno, messageOf, ReleaseError } from '../errors.ts';
import { getNode, getScalar, hasSyntaxError, parseYaml, readItems } from '../yaml.ts';

/**
 * The repositories that `helm repo add` has stored, by name; none where there is no such file. A user and password stored
 * beside a URL are put into it.
 * @param file Helm's `repositories.yaml`
 * @throws ReleaseError `unreadable`
 */
export function readHelmRepositories(file: string): ReadonlyMap<string, string> {
  const bytes = readIfThere(file);
  if (bytes === undefined) return new Map();
  const yaml = parseYaml(file, bytes);
  if (hasSyntaxError(yaml)) throw new ReleaseError('unreadable', `${file} is no YAML, so the repositories that Helm knows cannot be read`);
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

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if (hasErrno(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw new ReleaseError('unreadable', `cannot read ${file}: ${messageOf(error)}`, { cause: error });
  }
}
