import { createFinding, type Finding, type Place } from '../finding.ts';
import { formatLine, type KubernetesVersion, type Line, NAME_PATTERN } from '../version/index.ts';
import { getNode, getScalar, hasSyntaxError, parseYaml, placeOf, readMap, type YamlFile, type YamlScalar } from '../yaml/index.ts';
import { type Add, type KubernetesForm, readKubernetesVersion } from './kubernetes-version.ts';

/** How node images come into a release: not at all, or as a list copied from `node-images/config.yaml`. */
type NodeImageMethod = 'none' | 'get';

/** The contents of csctl.yaml, or of a row of versions.yaml or a stack.yaml in its place. */
export interface StackConfig {
  readonly line: Line;
  readonly kubernetes: KubernetesVersion;
  /** False where no file says the patch: the one here stands in for it. */
  readonly isPatchKnown: boolean;
  readonly nodeImageMethod: NodeImageMethod;
  /** Where the Kubernetes version stands. */
  readonly kubernetesPlace: Place;
}

const API_VERSION = 'csctl.clusterstack.x-k8s.io/v1alpha1';

/** CSO passes `<provider>-<name>-<major>-<minor>` to Helm as a release name, which has this limit. */
const HELM_RELEASE_NAME_LIMIT = 53;

const KNOWN_KEYS: Readonly<Record<string, readonly string[]>> = {
  '': ['apiVersion', 'config'],
  config: ['kubernetesVersion', 'clusterStackName', 'provider'],
  'config.provider': ['type', 'apiVersion', 'config'],
  'config.provider.config': ['method'],
};

/**
 * Reads csctl.yaml as csctl does, with the same refusals and CSO's on top.
 * @param form what it may say of Kubernetes, which is less where another file beside it says more
 */
export function parseConfig(
  file: string,
  bytes: Buffer,
  form: KubernetesForm = 'csctl',
): { readonly config?: StackConfig; readonly findings: readonly Finding[] } {
  // csctl's YAML library refuses duplicate keys.
  const yaml = parseYaml(file, bytes, { duplicateKeys: 'refuse' });
  const findings: Finding[] = [...yaml.findings];
  if (hasSyntaxError(yaml)) return { findings };
  const add: Add = (verdict, code, message, place = placeOf(yaml, yaml.root)) =>
    findings.push(createFinding(verdict, code, file, message, place));
  if (readMap(yaml.root) === undefined) {
    add('refuse', 'config-field', 'is not a map of keys; it needs apiVersion and config');
    return { findings };
  }
  // One by one: there may be more than a call takes arguments.
  for (const finding of findUnknownKeys(yaml)) findings.push(finding);

  const required = (...path: readonly string[]) => requireScalar(yaml, path, add);
  const apiVersion = getScalar(yaml, getNode(yaml.root, 'apiVersion'));
  if (apiVersion?.source !== API_VERSION) {
    add('warn', 'config-api-version', `apiVersion should be ${API_VERSION}`, apiVersion?.place);
  }
  const provider = readName(required('config', 'provider', 'type'), 'config.provider.type', add);
  const name = readName(required('config', 'clusterStackName'), 'config.clusterStackName', add);
  const version = required('config', 'kubernetesVersion');
  const kubernetes = version && readKubernetesVersion(version, 'config.kubernetesVersion', form, add);
  const nodeImageMethod = readMethod(yaml, add);
  if (provider === undefined || name === undefined || version === undefined || kubernetes === undefined) return { findings };

  const { major, minor } = kubernetes.version;
  const line: Line = { provider, name, kubernetes: { major, minor } };
  findings.push(...checkLineName(line, placeOf(yaml, yaml.root)));
  return {
    findings,
    config: {
      line,
      kubernetes: kubernetes.version,
      isPatchKnown: kubernetes.exact,
      nodeImageMethod,
      kubernetesPlace: version.place,
    },
  };
}

/** The scalar at a path that must have one. */
export function requireScalar(yaml: YamlFile, path: readonly string[], add: Add): YamlScalar | undefined {
  const node = getNode(yaml.root, ...path);
  const scalar = getScalar(yaml, node);
  if (scalar !== undefined && scalar.source !== '') return scalar;
  const parent = getNode(yaml.root, ...path.slice(0, -1));
  add('refuse', 'config-field', `${path.join('.')} is missing or empty`, placeOf(yaml, node ?? parent ?? yaml.root));
  return undefined;
}

/** Whether Helm takes the line's name. */
export function checkLineName(line: Line, place: Place): Finding[] {
  const message = findLineProblem(formatLine(line));
  return message === undefined ? [] : [createFinding('refuse', 'name-too-long', place.file, message, place)];
}

/** Why Helm does not take a line's name; undefined where it does. */
export function findLineProblem(line: string): string | undefined {
  if (line.length <= HELM_RELEASE_NAME_LIMIT) return undefined;
  return `${line} has ${line.length} characters; CSO uses it as a Helm release name, which may have ${HELM_RELEASE_NAME_LIMIT}`;
}

/** A provider's or a stack's name, which goes into names of releases. */
export function readName(scalar: YamlScalar | undefined, key: string, add: Add): string | undefined {
  if (scalar === undefined) return undefined;
  const problem = findNameProblem(scalar.source);
  if (problem === undefined) return scalar.source;
  add('refuse', 'name', `${key} ${problem}`, scalar.place);
  return undefined;
}

/** Why a text is not a provider's or a stack's name, and which one it could be; undefined where it is. */
export function findNameProblem(text: string): string | undefined {
  if (NAME_PATTERN.test(text)) return undefined;
  const because = text.includes('-')
    ? 'has a "-", and CSO splits release names at every "-"'
    : 'may have only lower-case letters and digits';
  const suggestion = text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  return `${JSON.stringify(text)} ${because}${suggestion === '' ? '' : `; write ${suggestion}`}`;
}

function readMethod(yaml: YamlFile, add: Add): NodeImageMethod {
  const config = getNode(yaml.root, 'config', 'provider', 'config');
  if (config !== undefined && readMap(config) === undefined && getScalar(yaml, config) !== undefined) {
    add(
      'refuse',
      'config-field',
      'config.provider.config is text, not a map; write method: get below it, without a "|"',
      placeOf(yaml, config),
    );
  }
  const node = getNode(config, 'method');
  const scalar = getScalar(yaml, node);
  if (scalar === undefined && node !== undefined && readMap(config) !== undefined) {
    add('refuse', 'config-field', 'config.provider.config.method is not a single word; write method: get', placeOf(yaml, node));
  }
  if (scalar === undefined || scalar.source === '') return 'none';
  if (scalar.source === 'get') return 'get';
  const why =
    scalar.source === 'build'
      ? 'builds node images with Packer, which needs the provider plugin of csctl; build them beforehand, list them in node-images/config.yaml and write method: get'
      : 'is not known; write get, or leave it out when the stack has no node images';
  add('refuse', 'node-image-method', `config.provider.config.method ${JSON.stringify(scalar.source)} ${why}`, scalar.place);
  return 'none';
}

/** csctl ignores what it does not know, so a misspelt key is lost in silence. */
function findUnknownKeys(yaml: YamlFile): Finding[] {
  return Object.entries(KNOWN_KEYS).flatMap(([path, known]) => checkKeys(yaml, path === '' ? [] : path.split('.'), known));
}

/** Keys of a map that nothing reads. */
export function checkKeys(yaml: YamlFile, path: readonly string[], known: readonly string[]): Finding[] {
  const map = readMap(getNode(yaml.root, ...path)) ?? [];
  return map
    .filter(({ key }) => !known.includes(key))
    .map(({ key, keyNode }) => {
      const message = `${key} is not known here and ignored; known are ${known.join(', ')}`;
      return createFinding('warn', 'unknown-key', yaml.file, message, placeOf(yaml, keyNode));
    });
}
