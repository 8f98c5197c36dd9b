import { describeError, ReleaseError } from '../../errors.ts';
import type { ReleaseSource } from '../../release/index.ts';
import { formatReleaseName, type ReleaseName } from '../../version/index.ts';
import { type Effect, listEffects, summarizeEffects } from '../../effects/index.ts';
import { type Reading, readPublished, type Subject } from '../read-subject.ts';
import { type ReleaseStates, stateOf } from '../states/index.ts';
import { formatPatch } from './format-patch.ts';
import { judgeContents, judgeEffects } from './judge-contents.ts';
import { judgeNames } from './judge-names.ts';
import type { EdgeVerdict, UpgradeEdge, UpgradeReason } from './model.ts';

/** Releases that are held in memory at a time: one has some megabytes of rendered objects. */
const MOST_HELD = 12;

export interface JudgeOptions {
  readonly reading: Reading;
  readonly source: ReleaseSource;
  readonly states: ReleaseStates;
  readonly clusterApi: string | undefined;
}

/** Judges steps between releases of a source; each step and release once, as far as memory goes. */
export function openJudge({
  reading,
  source,
  states,
  clusterApi,
}: JudgeOptions): (from: ReleaseName, to: ReleaseName) => Promise<UpgradeEdge> {
  const { instruments } = reading;
  const edges = new Map<string, Promise<UpgradeEdge>>();
  const subjects = new Map<string, Promise<Subject>>();

  function read(release: ReleaseName): Promise<Subject> {
    const name = formatReleaseName(release);
    const subject = subjects.get(name) ?? readOne(name);
    // The one that was asked for last is the last to go.
    subjects.delete(name);
    subjects.set(name, subject);
    for (const [oldest] of subjects) if (subjects.size > MOST_HELD) subjects.delete(oldest);
    return subject;
  }

  async function readOne(name: string): Promise<Subject> {
    const published = await source.read(name);
    if (published !== undefined) return readPublished(reading, published);
    throw new ReleaseError('source-failed', `${source.url} lists ${name} and has no such release; try again`);
  }

  async function judge(from: ReleaseName, to: ReleaseName): Promise<UpgradeEdge> {
    const state = stateOf(states, formatReleaseName(to), instruments.runtime.today, instruments.knowledge.kubernetes.endOfLife);
    const told = judgeNames(states, from, to, state);
    const { reasons, effects, kubernetes } = await compare(await read(from), to);
    const all = [...told, ...reasons];
    return {
      from: formatReleaseName(from),
      to: formatReleaseName(to),
      verdict: verdictOf(all),
      state: state.name,
      reasons: all,
      effects,
      summary: kubernetes === undefined ? '' : summarizeEffects(effects),
      ...(kubernetes !== undefined && { patch: formatPatch(to, kubernetes) }),
    };
  }

  async function compare(before: Subject, to: ReleaseName) {
    try {
      const after = await read(to);
      const effects = listEffects(before.facts, after.facts, clusterApi === undefined ? {} : { clusterApi });
      return {
        reasons: [...(await judgeContents(before, after)), ...judgeEffects(effects)],
        effects,
        kubernetes: after.content.kubernetes,
      };
    } catch (error) {
      const { code, message } = describeError(error);
      if (code === 'internal') throw error;
      return {
        reasons: [{ code, verdict: 'refuse', message } satisfies UpgradeReason],
        effects: [] as readonly Effect[],
        kubernetes: undefined,
      };
    }
  }

  return (from, to) => {
    const key = `${formatReleaseName(from)} ${formatReleaseName(to)}`;
    const edge = edges.get(key) ?? judge(from, to);
    edges.set(key, edge);
    return edge;
  };
}

function verdictOf(reasons: readonly UpgradeReason[]): EdgeVerdict {
  if (reasons.some(({ verdict }) => verdict === 'refuse')) return 'refused';
  return reasons.length > 0 ? 'conditional' : 'ok';
}
