import { isUtf8 } from 'node:buffer';
import { formatSize } from '../../format-size.ts';
import { ADDON_VALUES, HASHES, METADATA, NODE_IMAGES, STAGES } from '../../release/index.ts';
import { hasSyntaxError, parseYaml, toData } from '../../yaml/index.ts';
import type { Change, ChangeKind, ChangeRule } from './change.ts';
import { compareValues, type Difference, type Masks } from './compare-values.ts';
import { describeDifference } from './describe-difference.ts';
import { hideKeys, hideSecrets } from './hide-secrets.ts';
import { type FilePair, pathOf, type ReleaseFile } from './list-files.ts';

/** What a file is to its readers. */
interface Role {
  readonly kind: ChangeKind;
  readonly object: string;
  /** `text` is a template that yields YAML. */
  readonly form: 'data' | 'text';
  /** Why its contents mean little. */
  readonly rule?: ChangeRule;
}

/**
 * The differences of files: of those that are data what differs in them, and of each that it is another.
 * @param isRendered whether what a part's files make is compared too
 */
export function compareFiles(pairs: readonly FilePair[], masks: Masks, isRendered: (part: string) => boolean): Change[] {
  return pairs.flatMap((pair) => {
    const role = findRole((pair.after ?? pair.before)?.key ?? '', pair);
    const inside = role === undefined ? [] : compareContents(pair, role, masks);
    return [...(inside ?? []), describeFile(pair, masks, role === undefined ? undefined : inside, isRendered)];
  });
}

function findRole(key: string, { before, after }: FilePair): Role | undefined {
  switch (key) {
    case METADATA:
      return { kind: 'version', object: 'release', form: 'data' };
    case STAGES:
      return { kind: 'stage', object: STAGES, form: 'data' };
    case NODE_IMAGES:
      return { kind: 'node-image', object: NODE_IMAGES, form: 'data' };
    case ADDON_VALUES:
      return { kind: 'value', object: ADDON_VALUES, form: 'text' };
  }
  const part = (after ?? before)?.part;
  if (part === undefined) return undefined;
  const path = key.replace(/^cluster-class\/|^cluster-addon\//, '').replace(key.startsWith(`cluster-addon/${part}/`) ? `${part}/` : '', '');
  const [, folders = '', name = ''] = /^((?:charts\/[^/]+\/)*)(Chart\.yaml|values\.yaml|overwrite\.yaml)$/.exec(path) ?? [];
  const charts = folders.split('charts/').join('').replace(/\/$/, '');
  const object = charts === '' ? part : `${part}/${charts}`;
  if (name === 'Chart.yaml') return { kind: 'addon', object, form: 'data' };
  if (name === 'values.yaml') return { kind: 'value', object, form: 'data', ...(charts !== '' && { rule: 'chart-defaults' }) };
  return name === 'overwrite.yaml' && charts === '' ? { kind: 'value', object, form: 'text' } : undefined;
}

/** The fields of a Chart.yaml that say which chart it is. */
const TELLING = /^(?:version|appVersion|name|type|kubeVersion|dependencies\b.*)$/;

/** Undefined where a file is not what its name says. */
function compareContents(pair: FilePair, role: Role, masks: Masks): Change[] | undefined {
  const [from, to] = [pair.before, pair.after].map((file) => file && readContents(file, role));
  if ((pair.before && from === undefined) || (pair.after && to === undefined)) return undefined;
  // A file that is gone or new is told as such.
  if (from === undefined || to === undefined) return [];
  const part = (pair.after ?? pair.before)?.part;
  const differences =
    role.form === 'text'
      ? [{ path: [], change: 'changed', from, to, at: { before: [], after: [] } } satisfies Difference]
      : compareValues(from, to, masks);
  return differences.flatMap((difference) => {
    const own = ruleOf(role, difference, masks);
    return describeDifference(difference, masks).flatMap(({ isFormat, ...said }): Change[] => {
      if (isFormat && said.path === '') return [];
      const rule =
        own ??
        (isFormat
          ? 'format'
          : role.kind === 'addon' && role.object.includes('/') && !TELLING.test(said.path)
            ? 'chart-defaults'
            : undefined);
      const place = role.form === 'text' ? { path: ADDON_VALUES === role.object ? '' : 'overwrite.yaml' } : {};
      const { kind, object } = role;
      return [
        {
          kind,
          ...(part !== undefined && { part }),
          object,
          ...said,
          ...place,
          places: 1,
          noise: rule !== undefined,
          ...(rule && { rule }),
        },
      ];
    });
  });
}

function ruleOf(role: Role, { path, from, to, change }: Difference, masks: Masks): ChangeRule | undefined {
  if (change === 'reordered') return undefined;
  const key = path.at(-1);
  const whole = role.kind === 'addon' && key === 'version' ? 'whole' : undefined;
  const isOwn = typeof from === 'string' && typeof to === 'string' && masks.before(from, whole) === masks.after(to, whole);
  if (isOwn || (role.kind === 'version' && key !== 'kubernetes' && path[0] === 'versions')) return 'release-name';
  return role.rule;
}

function readContents({ key, bytes }: ReleaseFile, { form }: Role): unknown {
  if (!isUtf8(bytes)) return undefined;
  if (form === 'text') return hideKeys(bytes.toString('utf8'));
  const yaml = parseYaml(key, bytes, { dialect: 'v2' });
  return hasSyntaxError(yaml) ? undefined : hideSecrets(toData(yaml));
}

/** Bytes of a file that is searched for the release's names. */
const MOST_SEARCHED = 1024 * 1024;

/** That a file is another. */
function describeFile(pair: FilePair, masks: Masks, inside: readonly Change[] | undefined, isRendered: (part: string) => boolean): Change {
  const { before, after } = pair;
  const part = (after ?? before)?.part;
  const rule = findFileRule(pair, masks, inside, isRendered);
  const isRenamed = before !== undefined && after !== undefined && before.name !== after.name;
  return {
    kind: 'file',
    change: before === undefined ? 'added' : after === undefined ? 'removed' : isRenamed ? 'renamed' : 'changed',
    ...(part !== undefined && { part }),
    object: pathOf(pair),
    path: '',
    ...(before && { from: isRenamed ? before.path : describeBytes(before) }),
    ...(after && { to: isRenamed ? after.path : describeBytes(after) }),
    places: 1,
    noise: rule !== undefined,
    ...(rule && { rule }),
  };
}

function findFileRule(
  { before, after }: FilePair,
  masks: Masks,
  inside: readonly Change[] | undefined,
  isRendered: (part: string) => boolean,
): ChangeRule | undefined {
  const { key = '', part } = after ?? before ?? {};
  if (key === HASHES || key.endsWith('/Chart.lock')) return 'derived';
  if (before && after && isOwnName(before, after, masks)) return 'release-name';
  if (inside !== undefined && before && after) {
    if (inside.length === 0) return 'format';
    return inside.every(({ rule }) => rule === 'release-name') ? 'release-name' : 'source';
  }
  return part !== undefined && isRendered(part) ? 'source' : undefined;
}

function isOwnName(before: ReleaseFile, after: ReleaseFile, masks: Masks): boolean {
  const texts = [before, after].map(({ bytes }) => (bytes.length <= MOST_SEARCHED && isUtf8(bytes) ? bytes.toString('utf8') : undefined));
  const [from, to] = texts;
  return from !== undefined && to !== undefined && before.name === after.name && masks.before(from) === masks.after(to);
}

function describeBytes({ bytes, sha256 }: ReleaseFile): string {
  return `${formatSize(bytes.length)} (sha256 ${sha256.slice(0, 12)})`;
}
