import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { judgeLine } from '../../../src/compat/index.ts';
import { attempt } from '../../../src/errors.ts';
import { gatherRelease, openInstruments, readEarlier } from '../../../src/facts/index.ts';
import { isRefused } from '../../../src/finding.ts';
import { listUpgrades, type UpgradesRequest } from '../../../src/lifecycle/index.ts';
import { openTarget } from '../../../src/publish/index.ts';
import type { ReleaseContent } from '../../../src/release/index.ts';
import { parseReleaseName, requireReleaseName } from '../../../src/version/index.ts';
import { describeWithHelm, SEARCH_PATH } from '../../support/helm-tool.ts';
import { buildHistory } from '../../support/history.ts';
import { publishTo } from '../../support/publish-to.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const HISTORY = await buildHistory();
const SLOW = { timeout: 600_000 };

async function publish(releases: readonly ReleaseContent[]) {
  const directory = temporaryDirectory();
  const source = `oci-layout:${join(directory, 'oci')}`;
  const target = openTarget(source, {});
  for (const release of releases) await publishTo(target, release);
  const runtime = { today: '2026-11-28', programs: SEARCH_PATH, cache: join(directory, 'cache') };
  const list = (more: Pick<UpgradesRequest, 'from'> & Partial<UpgradesRequest>) =>
    listUpgrades({ source, to: undefined, releases: undefined, clusterApi: undefined, ...more }, runtime);
  return { directory, source, target, runtime, list };
}

const find = (name: string): ReleaseContent => {
  const release = HISTORY.find((one) => one.name === `docker-demo-${name}`);
  if (release === undefined) throw new Error(`no ${name}`);
  return release;
};

describeWithHelm('the history', () => {
  test('each step that is ok passes the check with the earlier release, each that is refused fails it', SLOW, async () => {
    const { target, runtime, list } = await publish(HISTORY);
    const instruments = await openInstruments({}, 'left-out', runtime);
    const seen = { ok: 0, conditional: 0, refused: 0 };
    for (const { name } of HISTORY) {
      const { edges } = await list({ from: name });
      for (const { to, verdict } of edges) {
        seen[verdict]++;
        // The check as a release makes it, where the one release is all that there is.
        const only = { url: 'x', list: async () => [name], read: () => target.read(name) };
        const { line, version } = requireReleaseName(to);
        const channel = version.kind === 'stable' ? 'stable' : version.channel;
        const earlier = await readEarlier(only, line, { channel, render: instruments.shipped.render });
        const content = HISTORY.find((release) => release.name === to);
        if (content === undefined) throw new Error(`no ${to}`);
        const { facts, users, findings } = await gatherRelease(instruments, content, '.', earlier);
        const judged = await judgeLine(facts, users, findings);
        expect([name, to, isRefused(judged.findings)]).toEqual([name, to, verdict === 'refused']);
      }
    }
    console.log(seen);
    expect(seen.ok * seen.conditional * seen.refused).toBeGreaterThan(0);
  });
});
