import { messageOf } from '../errors.ts';
import { type FileTree, selectFolder, TREE_LIMITS } from '../file-tree.ts';
import { isObject } from '../json.ts';
import type { Chart } from './chart.ts';
import { readArchive } from './read-archive.ts';
import { hashKey, type RenderCache } from './render-cache.ts';
import { readTemplateWords } from './template-actions.ts';

/** What the templates of a chart, and those of all charts inside it, use. */
export interface ChartUse {
  /** Functions whose results are others each time: `genCA`, `now`. */
  readonly volatile: readonly string[];
  /** Every word of templates, values.yaml and values.schema.json, in comments too: a key that is none of them is read by nobody. */
  readonly words: readonly string[];
  /** Paths below `.Values` that are used as a whole, `image.tag`, `resources`: what lies below them may reach anywhere. */
  readonly whole: readonly string[];
  /** Whether all values together are handed on, as by `toYaml .Values`. */
  readonly handsOnAll: boolean;
  /** The chart's own values.yaml. */
  readonly values: string;
}

/** The same for a chart's own templates, and for each chart in its `charts/` by path. */
export interface NestedUse {
  readonly own: ChartUse;
  /** Undefined for what cannot be read. */
  readonly subcharts: ReadonlyMap<string, ChartUse | undefined>;
}

/** Reads what charts use, archives once a content. */
export async function readUse(chart: Chart, cache?: RenderCache): Promise<NestedUse> {
  const own = await scan(chart.files.filter(({ path }) => !path.startsWith('charts/')));
  const subcharts = new Map<string, ChartUse | undefined>();
  for (const { path, kind, sha256 } of chart.subcharts) {
    const file = chart.files.find((candidate) => candidate.path === path);
    if (kind === 'folder') subcharts.set(path, await scan(selectFolder(chart.files, path)));
    else if (file !== undefined && sha256 !== undefined) subcharts.set(path, await readKept(file.bytes, sha256, cache));
  }
  return { own, subcharts };
}

async function readKept(bytes: Buffer, sha256: string, cache: RenderCache | undefined): Promise<ChartUse | undefined> {
  const key = hashKey('use', sha256);
  const kept = await cache?.read(key);
  // Its digest says that it is what was written.
  if (isObject(kept)) return kept as unknown as ChartUse;
  const files = await unpack(bytes, 0);
  if (files === undefined) return undefined;
  const use = await scan(files);
  await cache?.write(key, use);
  return use;
}

/** Umbrella charts nest two or three deep. */
const DEEPEST = 4;

/** Without the top folder; undefined where it is no archive that Helm reads, which other rules say. */
async function unpack(bytes: Buffer, depth: number): Promise<FileTree | undefined> {
  if (depth > DEEPEST) return undefined;
  const files = await readArchive('the archive', bytes, TREE_LIMITS, 'helm').catch((error: unknown) => messageOf(error));
  if (typeof files === 'string') return undefined;
  return files.map((file) => ({ ...file, path: file.path.slice(file.path.indexOf('/') + 1) }));
}

/** Ends a text of an action that only asks whether there is something. */
const CONDITION = /^\{\{-?\s*(?:else\s+)?if\b/;
const HANDS_ON =
  /\b(?:toYaml|toJson|toPrettyJson|toRawJson|toToml|toString|range|with|tpl|merge|mergeOverwrite|mustMerge|deepCopy|values|keys|pick|omit)\b/;

async function scan(files: FileTree, depth = 0): Promise<ChartUse> {
  const volatile = new Set<string>();
  const words = new Set<string>();
  const whole = new Set<string>();
  let handsOnAll = false;
  for (const { path, bytes } of files) {
    if (path.endsWith('.tgz') && /(?:^|\/)charts\/[^/]+$/.test(path)) {
      const nested = await unpack(bytes, depth + 1);
      const use = nested && (await scan(nested, depth + 1));
      for (const word of use?.volatile ?? []) volatile.add(word);
      for (const word of use?.words ?? []) words.add(word);
      for (const word of use?.whole ?? []) whole.add(word);
      handsOnAll ||= use?.handsOnAll ?? true;
      continue;
    }
    if (!/(?:^|\/)(?:templates\/.*|values\.yaml|values\.schema\.json)$/.test(path)) continue;
    const text = bytes.toString('utf8');
    for (const [word] of text.matchAll(/[\p{L}_][\p{L}\p{N}_-]*/gu)) words.add(word);
    for (const { kind, text: name } of readTemplateWords(text)) if (kind === 'name' && VOLATILE.has(name)) volatile.add(name);
    for (const [action] of text.matchAll(/\{\{[\s\S]*?\}\}/g)) {
      if (/\.Values(?![\w.])/.test(action) && HANDS_ON.test(action)) handsOnAll = true;
      if (CONDITION.test(action)) continue;
      for (const [, chain] of action.matchAll(/\.Values((?:\.[\p{L}_][\p{L}\p{N}_]*)+)/gu)) whole.add(chain?.slice(1) ?? '');
    }
  }
  const values = files.find(({ path }) => path === 'values.yaml')?.bytes.toString('utf8') ?? '';
  return { volatile: [...volatile].sort(), words: [...words], whole: [...whole], handsOnAll, values };
}

/** Source: sprig 3.3, docs/; `date` and `htmlDate` take now for what is no time. */
const VOLATILE: ReadonlySet<string> = new Set(
  `genCA genCAWithKey genSelfSignedCert genSelfSignedCertWithKey genSignedCert genSignedCertWithKey genPrivateKey encryptAES
  randAlpha randAlphaNum randAscii randBytes randInt randNumeric shuffle uuidv4 htpasswd bcrypt now ago date dateInZone date_in_zone
  htmlDate htmlDateInZone`.split(/\s+/),
);
