import { type Effect, listEffects, summarizeEffects } from '../../effects/index.ts';
import { describeFailure } from '../../errors.ts';
import { formatReleaseName, type ReleaseName } from '../../version/index.ts';
import type { Reading, Subject } from '../read-subject.ts';
import { type ReleaseStates, stateOf } from '../states/index.ts';
import { formatPatch } from './format-patch.ts';
import { judgeContents, judgeEffects } from './judge-contents.ts';
import { judgeNames } from './judge-names.ts';
import type { EdgeVerdict, UpgradeEdge, UpgradeReason } from './model.ts';

export interface JudgeOptions {
  readonly reading: Reading;
  /** Reads a release; see `holdSubjects`. */
  readonly read: (release: ReleaseName) => Promise<Subject>;
  readonly states: ReleaseStates;
  readonly clusterApi: string | undefined;
}

/** Judges steps between releases, each once. */
export function openJudge({
  reading,
  read,
  states,
  clusterApi,
}: JudgeOptions): (from: ReleaseName, to: ReleaseName) => Promise<UpgradeEdge> {
  const { instruments } = reading;
  const edges = new Map<string, Promise<UpgradeEdge>>();

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
      const told = await judgeContents(before, after);
      return { reasons: [...told, ...judgeEffects(effects, told)], effects, kubernetes: after.content.kubernetes };
    } catch (error) {
      const { code, message } = describeFailure(error);
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
