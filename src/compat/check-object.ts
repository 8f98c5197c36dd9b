import { getOwn, isObject } from '../data.ts';
import { formatSuggestion } from '../suggest.ts';
import { KUBERNETES_FIELDS, type KubernetesNode } from './knowledge/kubernetes-fields.ts';

const { kinds, nodes, newest } = KUBERNETES_FIELDS;

/** What server-side apply refuses of an object, or may refuse where Kubernetes is newer than all that is known. */
export interface ObjectProblem {
  readonly isCertain: boolean;
  readonly message: string;
}

/** More of one object are as likely one mistake. */
const MOST = 10;

export function isKnownKind(apiVersion: string, kind: string): boolean {
  return findKind(apiVersion, kind) !== undefined;
}

function findKind(apiVersion: string, kind: string): number | undefined {
  return getOwn(kinds, `${apiVersion}/${kind}`);
}

/**
 * The fields of an object of Kubernetes' own kinds that its kind does not have, and values of another type, the first ten;
 * none for other kinds.
 * @param minor of Kubernetes 1; undefined where any may be: then only what none has
 * @param isOpen whether a text stands for something that nobody knows, and so may be of any type
 */
export function checkObject(
  data: Readonly<Record<string, unknown>>,
  apiVersion: string,
  kind: string,
  minor: number | undefined,
  isOpen: (text: string) => boolean,
): readonly ObjectProblem[] {
  const problems: ObjectProblem[] = [];
  const tell = (message: string, isCertain = true): void => {
    if (problems.length < MOST) problems.push({ isCertain, message });
  };

  function checkNode(index: number, value: unknown, path: string): void {
    const node = nodes[index] ?? 'any';
    // Null is as if it were not there.
    if (node === 'any' || value === null || value === undefined || problems.length === MOST) return;
    if (typeof value === 'string' && isOpen(value)) return;
    if (typeof node === 'string') return checkScalar(node, value, path);
    if ('list' in node) {
      if (!Array.isArray(value)) return tell(`has ${describe(value)} at ${path}, where a list belongs`);
      for (const [at, item] of value.entries()) checkNode(node.list, item, `${path}[${nameItem(item, at)}]`);
      return;
    }
    if (!isObject(value)) return tell(`has ${describe(value)} at ${path}, where a map belongs`);
    if ('map' in node) for (const [key, below] of Object.entries(value)) checkNode(node.map, below, `${path}.${key}`);
    else for (const [key, below] of Object.entries(value)) checkField(node.fields, key, below, path === '' ? key : `${path}.${key}`);
  }

  function checkScalar(node: Single, value: unknown, path: string): void {
    const found = typeof value;
    if (found === node || (node === 'scalar' && found !== 'object')) return;
    if (found === 'object') return tell(`has ${describe(value)} at ${path}, where ${WORDS[node]} belongs`);
    const advice = node === 'string' ? 'put it in quotes' : found === 'string' ? 'write it without quotes' : 'write one';
    tell(`has ${describe(value)} at ${path}, where ${WORDS[node]} belongs; ${advice}`);
  }

  function checkField(fields: FieldsOf, key: string, value: unknown, path: string): void {
    const field = getOwn(fields, key);
    if (field === undefined) {
      const meant = formatSuggestion(key, Object.keys(fields));
      return tell(`has ${path}, which no ${apiVersion} ${kind} has${meant}`, minor === undefined || minor <= newest);
    }
    if (typeof field === 'number') return checkNode(field, value, path);
    const [index, since, until] = field;
    if (minor !== undefined && minor < since) return tell(`has ${path}, which Kubernetes has from 1.${since} on`);
    if (minor !== undefined && until !== undefined && minor > until)
      return tell(`has ${path}, which Kubernetes had up to 1.${until}`, minor <= newest);
    checkNode(index, value, path);
  }

  const index = findKind(apiVersion, kind);
  if (index !== undefined) checkNode(index, data, '');
  return problems;
}

type FieldsOf = Extract<KubernetesNode, { readonly fields: unknown }>['fields'];
type Single = Exclude<Extract<KubernetesNode, string>, 'any'>;

const WORDS: Readonly<Record<Single, string>> = {
  scalar: 'a single value',
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
};

/** Never the value, which may be a secret. */
function describe(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  switch (typeof value) {
    case 'string':
      return 'a text';
    case 'object':
      return 'a map';
    default:
      return `a ${typeof value}`;
  }
}

function nameItem(item: unknown, index: number): string | number {
  const name = isObject(item) ? item['name'] : undefined;
  return typeof name === 'string' && /^[-\w.]{1,63}$/.test(name) ? name : index;
}
