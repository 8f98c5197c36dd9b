import { formatLock, parseLock } from '../dependency/index.ts';
import { createFile, type FileTree, findFile, sortTree } from '../files/index.ts';
import { LOCK_FILE, parseLines, type Stack } from '../stack/index.ts';
import { formatKubernetesVersion, formatLine, formatMinor } from '../version/index.ts';

const ROWS = 'versions.yaml';
/** The files that editors can check against a schema, and the schema's name. */
const SCHEMAS: Readonly<Record<string, string>> = { 'csctl.yaml': 'csctl', [ROWS]: 'versions', 'clusteraddon.yaml': 'clusteraddon' };

export interface StackChoice {
  readonly name: string;
  /** `1.36` */
  readonly minor: string;
  /** Where the stack will be, as commands name it. */
  readonly directory: string;
  /** The folder of JSON Schemas, as seen from there. */
  readonly schemas: string;
}

export interface Scaffold {
  /** `docker-mine-1-36` */
  readonly line: string;
  /** `v1.36.1` */
  readonly kubernetes: string;
  readonly files: FileTree;
}

/** The minors that a template has a row for, oldest first: `1.35`, `1.36`. */
export function listMinors(template: FileTree): string[] {
  return readTemplate(template).map(({ config }) => formatMinor(config.kubernetes));
}

/** A stack of one line, made from the row of a template; undefined where the template has none for the minor. */
export function scaffoldStack(template: FileTree, { name, minor, directory, schemas }: StackChoice): Scaffold | undefined {
  const lines = readTemplate(template);
  const chosen = lines.find(({ config }) => formatMinor(config.kubernetes) === minor);
  const newest = lines.at(-1);
  if (chosen === undefined || newest === undefined) return undefined;
  const kubernetes = formatKubernetesVersion(chosen.config.kubernetes);
  const line = formatLine({ ...chosen.config.line, name });
  const { provider } = chosen.config.line;
  const other = lines.filter((one) => one !== chosen).map(({ config }) => formatLine(config.line));
  const rename = (text: string): string =>
    text.replaceAll(formatLine(newest.config.line), line).replaceAll(`${provider}-scs`, `${provider}-${name}`);
  const edit: Readonly<Record<string, (text: string) => string>> = {
    'csctl.yaml': (text) => text.replace('clusterStackName: scs', `clusterStackName: ${formatName(name)}`),
    'cluster-class/Chart.yaml': rename,
    'README.md': (text) =>
      rename(dropRows(text, other))
        .replaceAll(`stacks/${provider}/scs`, () => directory)
        .replaceAll('name `scs`', `name \`${name}\``)
        .replaceAll('  name: scs\n', `  name: ${formatName(name)}\n`)
        .replaceAll(formatKubernetesVersion(newest.config.kubernetes), kubernetes)
        .replaceAll(`"${formatMinor(newest.config.kubernetes)}"`, `"${minor}"`)
        .replaceAll(`--kubernetes ${formatMinor(newest.config.kubernetes)}`, `--kubernetes ${minor}`),
  };
  const rows = createFile(ROWS, Buffer.from(formatRows(readText(template, ROWS), kubernetes, directory)));
  const files = [...chosen.files, rows, ...lockLine(template, formatLine(chosen.config.line), line)].map(({ path, bytes }) => {
    const text = edit[path]?.(bytes.toString()) ?? bytes.toString();
    const schema = SCHEMAS[path];
    return createFile(
      path,
      Buffer.from(schema === undefined ? text : `# yaml-language-server: $schema=${schemas}/${schema}.schema.json\n${text}`),
    );
  });
  return { line, kubernetes, files: sortTree(files) };
}

/** The lines of a template, oldest first. */
function readTemplate(template: FileTree): Stack[] {
  return parseLines('', template)
    .flatMap(({ stack }) => stack ?? [])
    .sort(({ config: { kubernetes: a } }, { config: { kubernetes: b } }) => a.major - b.major || a.minor - b.minor);
}

/** Quoted where YAML would read something else than text. */
function formatName(name: string): string {
  return /^(?:\d.*|true|false|null|yes|no|on|off|y|n)$/.test(name) ? JSON.stringify(name) : name;
}

function readText(files: FileTree, path: string): string {
  return findFile(files, path)?.bytes.toString() ?? '';
}

/** A text without the rows of tables that are about other lines. */
function dropRows(text: string, lines: readonly string[]): string {
  return text
    .split('\n')
    .filter((row) => !lines.some((line) => row.startsWith(`| \`${line}\``)))
    .join('\n');
}

/** The row of one Kubernetes version, as it is written, under a heading of its own. */
function formatRows(text: string, kubernetes: string, directory: string): string {
  const row = text.split(/^(?=- )/m).find((one) => one.startsWith(`- kubernetes: ${kubernetes.slice(1)}\n`)) ?? '';
  return `# One line each: a Kubernetes version, and the versions of the charts that fit it. For another
# line add a row, then run: clusterstack update ${directory}
${row}`;
}

/** The lock of one line of the template, under the new line's name. */
function lockLine(template: FileTree, from: string, to: string): FileTree {
  const bytes = findFile(template, LOCK_FILE)?.bytes;
  const locked = bytes && parseLock(LOCK_FILE, bytes).lock?.get(from);
  return locked === undefined ? [] : [createFile(LOCK_FILE, Buffer.from(formatLock(new Map([[to, locked]]))))];
}
