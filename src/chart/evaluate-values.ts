import { mkdir, writeFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { isObject } from '../data.ts';
import type { Place } from '../finding.ts';
import { getNode, hasSyntaxError, parseYaml, readMap, toData } from '../yaml/index.ts';
import { type Helm, inTemporaryFolder, runHelm } from './helm.ts';
import { cleanMessage } from './helm-error.ts';
import { type Rendering, type RenderProblem, STAND_IN } from './rendering.ts';
import { readTemplateWords, type TemplateWord } from './template-actions.ts';
import { completeContext, formatLiteral } from './values-context.ts';

/** An `overwrite.yaml`, or a cluster-addon-values.yaml: a Go template that yields Helm values. */
export interface ValuesTemplate {
  /** The path to show. */
  readonly file: string;
  readonly bytes: Buffer;
}

/** The values as text, or why there are none. */
export type Evaluation =
  | {
      readonly kind: 'values';
      readonly text: string;
      /** Whether a real cluster would give values of the same form: all that the template asks for is known here. */
      readonly complete: boolean;
      /** The expressions that STAND_IN stands for. */
      readonly guessed?: RenderProblem;
    }
  /** Helm ran into a limit, was killed, or answered nonsense. */
  | { readonly kind: 'broken'; readonly message: string }
  | Exclude<Rendering, { readonly kind: 'rendered' }>;

const NAME = 'templates/_values.yaml';

/**
 * Evaluates a values template as CSO does, with Helm for an engine: the template is a file of its own in a throw-away
 * chart, called with what CSO gives it, so that its lines, `$` and definitions are its own. What Helm makes of it goes
 * out as base64, else Helm would take it for an object and drop Go's `<no value>`.
 *
 * The answers of the operator's environment are not known: STAND_IN is put there, so that all else is seen.
 *
 * @param cluster what `.Cluster`, `.ControlPlane` and `.InfraCluster` are
 * @param unknownFields what fields are that are not known here: absent, as in a cluster without them, or STAND_IN
 */
export async function evaluateValues(
  { file, bytes }: ValuesTemplate,
  cluster: Readonly<Record<string, unknown>>,
  helm: Helm,
  unknownFields: 'absent' | 'stand-in' = 'absent',
): Promise<Evaluation> {
  const source = bytes.toString('utf8');
  const words = readTemplateWords(source);
  const foreign = words.find(({ kind, text }) => kind === 'name' && HELM_ONLY.has(text));
  if (foreign !== undefined) return fail(file, `calls ${foreign.text}, which Helm's charts have and CSO's templates have not`, foreign);
  const calls = words.filter(({ kind, text }) => kind === 'name' && CSO_ONLY.has(text));
  const context = completeContext(cluster, words, unknownFields === 'stand-in' ? STAND_IN : undefined);
  const complete = context.complete && calls.length === 0;
  const template = calls.length === 0 ? bytes : Buffer.from(replaceCalls(source, calls));
  const evaluation = await evaluate(file, template, context.data, helm);
  if (evaluation.kind === 'values') {
    const guessed = describeGuess(file, calls, unknownFields === 'stand-in' && !context.complete);
    return { ...evaluation, complete, ...(guessed && { guessed }) };
  }
  if (evaluation.kind !== 'failed' || complete || /^parse error at /.test(evaluation.message)) return evaluation;
  return skip(`${file} asks for ${describeUnknown(calls)}, and without that it fails: ${evaluation.message}`);
}

/** The expressions in a template that only an operator or a real cluster could answer. */
function describeUnknown(calls: readonly TemplateWord[]): string {
  const names = [...new Set(calls.map(({ text }) => text))].join(', ');
  return names === '' ? 'fields that only a real cluster has' : `what ${names} gives in the operator alone`;
}

function describeGuess(file: string, calls: readonly TemplateWord[], standsForFields: boolean): RenderProblem | undefined {
  const [first] = calls;
  if (first === undefined && !standsForFields) return undefined;
  const { line, column } = first ?? {};
  return { message: `${file} asks for ${describeUnknown(calls)}`, place: { file, ...(line && { line }), ...(column && { column }) } };
}

/** In their place a function of Helm's that drops its argument; in a pipeline that is its last one as well. */
function replaceCalls(source: string, calls: readonly TemplateWord[]): string {
  const lines = source.split('\n');
  for (const { text, line, column } of calls.toReversed()) {
    const before = lines[line - 1] ?? '';
    lines[line - 1] = `${before.slice(0, column - 1)}printf "${STAND_IN}%.0s"${before.slice(column - 1 + text.length)}`;
  }
  return lines.join('\n');
}

async function evaluate(file: string, bytes: Buffer, data: Readonly<Record<string, unknown>>, helm: Helm): Promise<Evaluation> {
  return inTemporaryFolder(async (folder) => {
    await mkdir(join(folder, 'values/templates'), { recursive: true });
    const write = (path: string, text: string | Buffer) => writeFile(join(folder, 'values', path), text);
    await write('Chart.yaml', 'apiVersion: v2\nname: values\nversion: 0.0.0\n');
    await write(NAME, bytes);
    await write(
      'templates/result.yaml',
      `{{ $cluster := ${formatLiteral(data)} }}result: {{ include "values/${NAME}" $cluster | b64enc }}\n`,
    );
    const result = await runHelm(helm.path, ['template', 'values', join(folder, 'values')], folder);
    if (result.kind === 'broken') return { kind: 'broken', message: `with the values of ${file}, ${cleanMessage(result.stderr, folder)}` };
    if (result.kind === 'failed') return parseFailure(file, cleanMessage(result.stderr, folder));
    // Helm takes the blank away where nothing follows.
    const encoded = /^result: ?(\S*)$/m.exec(result.stdout)?.[1];
    if (encoded === undefined) return { kind: 'broken', message: `helm answered for ${file} with something that is not a rendering` };
    return readValues(file, Buffer.from(encoded, 'base64'));
  });
}

/** CSO takes the text below `values`, or else the document itself. */
function readValues(file: string, bytes: Buffer): Evaluation {
  const yaml = parseYaml(file, bytes);
  if (hasSyntaxError(yaml)) {
    const syntax = yaml.findings.find(({ verdict }) => verdict === 'refuse');
    return fail(file, `evaluates to text that ${syntax?.message ?? 'is not valid YAML'}`);
  }
  if (yaml.root === undefined) return { kind: 'values', text: '', complete: true };
  if (readMap(yaml.root) === undefined) return fail(file, 'evaluates to something that is not a map of values');
  const data = toData(yaml);
  const values = isObject(data) && getNode(yaml.root, 'values') !== undefined ? data['values'] : undefined;
  return { kind: 'values', text: typeof values === 'string' ? values : bytes.toString('utf8'), complete: true };
}

function parseFailure(file: string, message: string): Evaluation {
  const stopped = /^execution error at \(values\/templates\/result\.yaml:\d+:\d+\): (.*)$/.exec(message)?.[1];
  // A template that says itself when to stop speaks of the cluster's user.
  if (stopped !== undefined) return skip(`${file} stops for a cluster without choices of its user: ${stopped}`);
  const places = [...message.matchAll(/values\/templates\/_values\.yaml:(\d+)(?::(\d+))?/g)];
  const [, line, column] = places.at(-1) ?? [];
  const own = message
    .replace(/^.*error calling include: (?:template: )?/, '')
    .replaceAll(`values/${NAME}`, posix.basename(file))
    .replace(/^template: /, '');
  const place = line === undefined ? undefined : { line: Number(line), ...(column !== undefined && { column: Number(column) + 1 }) };
  return fail(file, own, place);
}

function skip(message: string): Evaluation {
  return { kind: 'skipped', reason: 'unknown-values', message };
}

function fail(file: string, message: string, place?: Pick<Place, 'line' | 'column'>): Evaluation {
  const { line, column } = place ?? {};
  return { kind: 'failed', message, place: { file, ...(line && { line }), ...(column && { column }) } };
}

/** Functions of Helm's templates that neither slim-sprig nor Go has. Source: helm 3.19 pkg/engine and sprig 3.3, slim-sprig 3.0 */
const HELM_ONLY = new Set(
  `abbrev abbrevboth add1f addf bcrypt buildCustomCert camelcase decryptAES deepCopy derivePassword divf encryptAES
  fromJsonArray fromToml fromYaml fromYamlArray genCA genCAWithKey genPrivateKey genSelfSignedCert genSelfSignedCertWithKey
  genSignedCert genSignedCertWithKey htpasswd include initials kebabcase lookup merge mergeOverwrite mulf mustDeepCopy
  mustMerge mustMergeOverwrite mustToToml mustToYaml nospace randAlpha randAlphaNum randAscii randBytes randNumeric required
  semver semverCompare sha512sum shuffle snakecase subf swapcase toToml toYaml toYamlPretty tpl untitle uuidv4 wrap wrapWith`.split(/\s+/),
);

/** slim-sprig's own. */
const CSO_ONLY = new Set(['env', 'expandenv', 'getHostByName']);
