import { describe, expect, test } from 'vitest';
import type { Effect } from '../../src/effects/index.ts';
import { controlPlaneClass, mutate, type SpecChange } from './support/control-plane-class.ts';
import oracle from './support/rollout-oracle.json' with { type: 'json' };
import { classEffects } from './support/sides.ts';

interface Row extends SpecChange {
  readonly first: boolean;
  readonly joined: boolean;
}

/** Which machines the effects say are replaced. */
function read(effects: readonly Effect[]) {
  const kinds = effects.filter(({ verdict }) => verdict === 'ok' || verdict === 'conditional').map(({ kind }) => kind);
  return {
    first: kinds.includes('roll-control-plane') || kinds.includes('roll-control-plane-init'),
    joined: kinds.includes('roll-control-plane') || kinds.includes('roll-control-plane-join'),
  };
}

describe.each(Object.entries(oracle.releases))('Cluster API %s', (release, rows) => {
  const api = release === '1.10.8' ? 'v1beta1' : 'v1beta2';
  test.each((rows as readonly Row[]).map((row) => [row.path.join('.'), row] as const))('%s', async (_, { first, joined, ...change }) => {
    const more = change.path[0] === 'version' ? { kubernetes: { major: 1, minor: 32, patch: 6 } } : {};
    const options = { clusterApi: release };
    const effects = await classEffects(controlPlaneClass(api), controlPlaneClass(api, mutate(api, change)), options, more);
    // Whether a machine is older than the time depends on the machine.
    const expected = change.path[0] === 'rolloutAfter' ? { first: true, joined: true } : { first, joined };
    expect(read(effects)).toEqual(expected);
    expect(effects.length).toBeGreaterThan(change.path.at(-1) === 'apiVersion' || change.path.at(-1) === 'format' ? -1 : 0);
  });
});
