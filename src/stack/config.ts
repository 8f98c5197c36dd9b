import { createFinding, type Finding, type Place, type Verdict } from '../finding.ts';
import { formatLine, type KubernetesVersion, type Line, NAME_PATTERN, parseKubernetesVersion } from '../version/index.ts';
import { getNode, getScalar, hasSyntaxError, parseYaml, placeOf, readMap, type YamlFile, type YamlScalar } from '../yaml.ts';

/** How node images come into a release: not at all, or as a list copied from `node-images/config.yaml`. */
type NodeImageMethod = 'none' | 'get';

/** What csctl.yaml says. */
export interface StackConfig {
  readonly line: Line;
  readonly kubernetes: KubernetesVersion;
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

/** Reads csctl.yaml as csctl does, with the same refusals and CSO's on top. */
export function parseConfig(file: string, bytes: Buffer): { readonly config?: StackConfig; readonly findings: readonly Finding[] } {
  // csctl's YAML library refuses duplicate keys.
  const yaml = parseYaml(file, bytes, { duplicateKeys: 'refuse' });
  const findings: Finding[] = [...yaml.findings];
  if (hasSyntaxError(yaml)) return { findings };
  const add = (verdict: Verdict, code: string, message: string, place: Place = placeOf(yaml, yaml.root)) =>
    findings.push(createFinding(verdict, code, file, message, place));
  if (readMap(yaml.root) === undefined) {
    add('refuse', 'config-field', 'is no map of keys; it needs apiVersion and config');
    return { findings };
  }
  findings.push(...findUnknownKeys(yaml));

  const required = (...path: readonly string[]): YamlScalar | undefined => {
    const node = getNode(yaml.root, ...path);
    const scalar = getScalar(yaml, node);
    if (scalar !== undefined && scalar.source !== '') return scalar;
    const parent = getNode(yaml.root, ...path.slice(0, -1));
    add('refuse', 'config-field', `${path.join('.')} is missing or empty`, placeOf(yaml, node ?? parent ?? yaml.root));
    return undefined;
  };

  const apiVersion = getScalar(yaml, getNode(yaml.root, 'apiVersion'));
  if (apiVersion?.source !== API_VERSION) {
    add('warn', 'config-api-version', `apiVersion should be ${API_VERSION}`, apiVersion?.place);
  }
  const provider = readName(required('config', 'provider', 'type'), 'config.provider.type', add);
  const name = readName(required('config', 'clusterStackName'), 'config.clusterStackName', add);
  const version = required('config', 'kubernetesVersion');
  const kubernetes = version && readKubernetesVersion(version, add);
  const nodeImageMethod = readMethod(yaml, add);
  if (provider === undefined || name === undefined || version === undefined || kubernetes === undefined) return { findings };

  const line: Line = { provider, name, kubernetes: { major: kubernetes.major, minor: kubernetes.minor } };
  const length = formatLine(line).length;
  if (length > HELM_RELEASE_NAME_LIMIT) {
    add(
      'refuse',
      'name-too-long',
      `${formatLine(line)} has ${length} characters; CSO uses it as a Helm release name, which may have ${HELM_RELEASE_NAME_LIMIT}`,
    );
  }
  return { findings, config: { line, kubernetes, nodeImageMethod, kubernetesPlace: version.place } };
}

type Add = (verdict: Verdict, code: string, message: string, place?: Place) => void;

function readName(scalar: YamlScalar | undefined, key: string, add: Add): string | undefined {
  if (scalar === undefined) return undefined;
  if (NAME_PATTERN.test(scalar.source)) return scalar.source;
  const because = scalar.source.includes('-')
    ? 'has a "-", and CSO splits release names at every "-"'
    : 'may have only lower-case letters and digits';
  const suggestion = scalar.source.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  const write = suggestion === '' ? '' : `; write ${suggestion}`;
  add('refuse', 'name', `${key} ${JSON.stringify(scalar.source)} ${because}${write}`, scalar.place);
  return undefined;
}

function readKubernetesVersion(scalar: YamlScalar, add: Add): KubernetesVersion | undefined {
  const version = parseKubernetesVersion(scalar.source);
  if (version !== undefined) return version;
  const { source } = scalar;
  const refuse = (why: string) => add('refuse', 'kubernetes-version', `config.kubernetesVersion ${why}`, scalar.place);
  const minor = /^v?(\d+)\.(\d+)$/.exec(source);
  if (typeof scalar.value === 'number') {
    refuse(`${source} is the number ${scalar.value} to YAML; write the full version, v${source}.<patch>`);
  } else if (minor !== null) refuse(`${JSON.stringify(source)} has no patch version; write v${minor[1]}.${minor[2]}.<patch>`);
  else if (parseKubernetesVersion(`v${source}`) !== undefined) refuse(`${source} lacks the "v"; write v${source}`);
  else refuse(`${JSON.stringify(source)} is no released version; write it like v1.32.5`);
  return undefined;
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
    add('refuse', 'config-field', 'config.provider.config.method is no single word; write method: get', placeOf(yaml, node));
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
  return Object.entries(KNOWN_KEYS).flatMap(([path, known]) => {
    const map = readMap(path === '' ? yaml.root : getNode(yaml.root, ...path.split('.'))) ?? [];
    return map
      .filter(({ key }) => !known.includes(key))
      .map(({ key, keyNode }) =>
        createFinding(
          'warn',
          'unknown-key',
          yaml.file,
          `${key} is not known here and ignored; known are ${known.join(', ')}`,
          placeOf(yaml, keyNode),
        ),
      );
  });
}
