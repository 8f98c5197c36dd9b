import { join } from 'node:path';
import { expect, test } from 'vitest';
import { judgeLine } from '../../src/compat/index.ts';
import { gatherRelease, openInstruments, readEarlier } from '../../src/facts/index.ts';
import { isRefused } from '../../src/finding.ts';
import { holdSubjects, listCandidates, NO_STATES, openJudge, openReading } from '../../src/lifecycle/index.ts';
import { openTarget } from '../../src/publish/index.ts';
import { channelOf, formatReleaseName, type ReleaseName, requireReleaseName } from '../../src/version/index.ts';
import { describeWithHelm, SEARCH_PATH } from '../support/helm-tool.ts';
import { buildHistory } from '../support/history.ts';
import { publishTo } from '../support/publish-to.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const HISTORY = await buildHistory();

/** Keeps what was made for a key. */
function remember<Key, Value>(make: (key: Key) => Promise<Value>): (key: Key) => Promise<Value> {
  const known = new Map<Key, Promise<Value>>();
  return (key) => {
    const value = known.get(key) ?? make(key);
    known.set(key, value);
    return value;
  };
}

describeWithHelm('the history', () => {
  test('each step that is ok passes the check with the earlier release, each that is refused fails it', { timeout: 900_000 }, async () => {
    const directory = temporaryDirectory();
    const source = `oci-layout:${join(directory, 'oci')}`;
    const target = openTarget(source, {});
    for (const release of HISTORY) await publishTo(target, release);
    const runtime = { today: '2026-11-28', programs: SEARCH_PATH, cache: join(directory, 'cache') };
    const names = HISTORY.map(({ name }) => requireReleaseName(name));
    const reading = await openReading({ source }, runtime);
    const judge = openJudge({ reading, read: holdSubjects(reading, () => target), states: NO_STATES, clusterApi: undefined });
    const instruments = await openInstruments({}, 'left-out', runtime);
    const gather = remember(async (name: string) => {
      const [content] = HISTORY.filter((release) => release.name === name);
      if (content === undefined) throw new Error(`no ${name}`);
      return gatherRelease(instruments, content, '.', undefined);
    });
    /** As the check of a release reads it, where the one release is all that there is. */
    const readBefore = (from: ReleaseName, to: ReleaseName) => {
      const { line, version } = to;
      const name = formatReleaseName(from);
      const [content] = HISTORY.filter((release) => release.name === formatReleaseName(to));
      if (content === undefined) throw new Error(`no ${formatReleaseName(to)}`);
      const only = { url: 'x', list: async () => [name], read: () => target.read(name) };
      return readEarlier(only, line, {
        content,
        readWithdrawals: async () => () => undefined,
        channel: channelOf(version),
        render: instruments.shipped.render,
      });
    };
    const seen = { ok: 0, conditional: 0, refused: 0 };
    for (const from of names) {
      for (const to of listCandidates(from, names)) {
        const { verdict } = await judge(from, to);
        seen[verdict]++;
        const { facts, users, findings } = await gather(formatReleaseName(to));
        const { earlier } = await readBefore(from, to);
        const judged = await judgeLine({ ...facts, earlier }, users, findings);
        expect([formatReleaseName(from), formatReleaseName(to), isRefused(judged.findings)]).toEqual([
          formatReleaseName(from),
          formatReleaseName(to),
          verdict === 'refused',
        ]);
      }
    }
    for (const [verdict, times] of Object.entries(seen)) expect([verdict, times >= 10]).toEqual([verdict, true]);
  });
});
