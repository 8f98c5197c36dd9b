import { describe, expect, test } from 'vitest';
import { parseSemver } from '../../../src/chart/index.ts';
import { KNOWLEDGE, type KnowledgeFile, mergeKnowledge } from '../../../src/compat/knowledge/index.ts';
import { parseKnowledge } from '../../../src/compat/user-file/index.ts';

const { clusterApi, management } = KNOWLEDGE;
const range = (release: string) => clusterApi.releases.find((one) => one.release === release)?.kubernetes;
const provider = (name: string, release: string) =>
  clusterApi.providers.find((one) => one.name === name)?.releases.find((one) => one.release === release);

describe('releases of Cluster API and its providers', () => {
  test('are of the minor that they are listed under', () => {
    const all = [...clusterApi.releases, ...clusterApi.providers.flatMap(({ releases }) => releases)];
    for (const { release, newest, date } of all) {
      expect(newest.startsWith(`v${release.split(' ')[1]}.`), release).toBe(true);
      expect(parseSemver(newest.slice(1)), newest).toBeDefined();
      expect(date).toMatch(/^20\d\d-\d\d-\d\d$/);
    }
  });

  test('have ranges in order, and patches that know the newest Kubernetes', () => {
    for (const { release, kubernetes, management: own, newest, needs = {} } of clusterApi.releases) {
      expect(own[0], release).toBeGreaterThanOrEqual(kubernetes[0] ?? 0);
      expect(own[1], release).toBe(kubernetes[1]);
      for (const patch of Object.values(needs)) expect(Number(newest.split('.')[2])).toBeGreaterThanOrEqual(Number(patch.split('.')[2]));
    }
  });

  test('hand on only gates that they know', () => {
    for (const { release, gates, flags } of clusterApi.releases) {
      expect(
        Object.values(flags)
          .flat()
          .filter((gate) => !gates.includes(gate)),
        release,
      ).toEqual([]);
    }
    const has = (gate: string) => clusterApi.releases.filter(({ gates }) => gates.includes(gate)).map(({ release }) => release);
    expect(has('ClusterResourceSet').at(-1)).toBe('CAPI 1.11');
    expect(has('RuntimeSDK')).toHaveLength(clusterApi.releases.length);
  });

  test('clusters of Cluster API 1.5 may have Kubernetes 1.22, of 1.6 1.23', () => {
    expect([range('CAPI 1.5'), range('CAPI 1.6')]).toEqual([
      [22, 28],
      [23, 29],
    ]);
  });

  test('the contract is v1beta2 from Cluster API 1.11, CAPO 0.15 and CAPM3 1.13 on', () => {
    const all = [...clusterApi.releases, ...clusterApi.providers.flatMap(({ releases }) => releases)];
    const first = (name: string) => all.find(({ release, contract }) => release.startsWith(name) && contract === 'v1beta2')?.release;
    expect([first('CAPI'), first('CAPO'), first('CAPM3')]).toEqual(['CAPI 1.11', 'CAPO 0.15', 'CAPM3 1.13']);
  });

  test('CAPM3 1.14 serves v1beta1, too', () => {
    expect(provider('CAPM3', 'CAPM3 1.14')?.serves).toEqual(['v1beta1', 'v1beta2']);
  });

  test('providers need what is known, but for baremetal-operator and its companion', () => {
    const names = new Set(clusterApi.providers.flatMap(({ releases }) => releases.flatMap(({ needs = {} }) => Object.keys(needs))));
    expect([...names].filter((name) => !management.components.some((one) => one.name === name))).toEqual([
      'baremetal-operator',
      'ipam-metal3',
    ]);
  });
});

describe('knowledge of a user', () => {
  const TEXT = `
clusterApi:
  source: our own reading
  asOf: 2027-01-02
  releases:
    - release: CAPI 1.15
      newest: v1.15.0
      date: 2026-12-10
      contract: v1beta2
      kubernetes: [32, 37]
      management: [34, 37]
      needs: {"1.37": "1.15.0"}
      certManager: v1.22.0
      kind: v0.33.0
      gates: [ClusterTopology, RuntimeSDK]
      flags: {core: [ClusterTopology, RuntimeSDK], bootstrap: [], controlPlane: [ClusterTopology], docker: [ClusterTopology]}
  providers:
    - name: CAPO
      releases:
        - {release: CAPO 0.15, serves: [v1beta1, v1beta2], core: ["1.11"], newest: v0.15.0, date: 2026-12-20, contract: v1beta2}
  operators:
    - {release: CSO 0.3.0, image: ghcr.io/sovereigncloudstack/cso:v0.3.0, chart: {url: oci://registry.example.com/cso, version: 0.5.0}, core: ["1.11", "1.15"], reason: it is new}
management:
  source: our own reading
  asOf: 2027-01-03
  operator:
    - {version: v0.29.0, date: 2027-01-01, contracts: [v1beta1, v1beta2], gates: merged}
  components:
    - name: cert-manager
      releases: [{version: v1.22.0, kubernetes: [34, 37]}]
`;

  test('adds releases, replaces those of a name, and keeps the oldest first', async () => {
    const { knowledge, findings } = await parseKnowledge('newer.yaml', Buffer.from(TEXT));
    expect(findings).toEqual([]);
    const merged = mergeKnowledge(KNOWLEDGE, knowledge);
    expect(merged.clusterApi.releases.map(({ release }) => release).slice(-2)).toEqual(['CAPI 1.14', 'CAPI 1.15']);
    expect(merged.clusterApi.providers[0]?.releases.map(({ newest }) => newest).slice(-2)).toEqual(['v0.14.7', 'v0.15.0']);
    expect(merged.clusterApi.operators.map(({ release }) => release)).toEqual(['CSO 0.2.0-alpha.1', 'CSO 0.3.0']);
    expect(merged.clusterApi.operators[1]?.creates).toEqual(clusterApi.operators[0]?.creates);
    expect(merged.management.operator.at(-1)?.version).toBe('v0.29.0');
    expect(merged.management.components[0]?.releases.at(-1)).toEqual({ version: 'v1.22.0', kubernetes: [34, 37] });
    expect([merged.clusterApi.asOf, merged.management.asOf]).toEqual(['2027-01-02', '2027-01-03']);
  });

  test('a release comes after its pre-releases, whichever is added', () => {
    const [alpha] = clusterApi.operators;
    if (alpha === undefined) throw new Error('there is no CSO');
    const names = ['CSO 0.2.0', 'CSO 0.2.0-rc.1', 'CSO 0.2.0-alpha.10'];
    for (const added of [names, names.toReversed()]) {
      const operators = added.map((release) => ({ ...alpha, release }));
      const merged = mergeKnowledge(KNOWLEDGE, { clusterApi: { source: 's', asOf: '2027-01-02', operators } });
      expect(merged.clusterApi.operators.map(({ release }) => release)).toEqual([
        alpha.release,
        'CSO 0.2.0-alpha.10',
        'CSO 0.2.0-rc.1',
        'CSO 0.2.0',
      ]);
    }
  });

  test('says what is wrong where it is', async () => {
    const { findings } = await parseKnowledge(
      'newer.yaml',
      Buffer.from(TEXT.replace('CAPI 1.15', 'Cluster API 1.15').replace('name: CAPO', 'name: CAPX')),
    );
    expect(findings.map(({ line, message }) => [line, message.slice(0, 60)])).toEqual([
      [6, 'clusterApi.releases.0.release is not a minor of Cluster API;'],
      [18, 'clusterApi.providers.0.name has to be one of CAPO, CAPM3; di'],
    ]);
  });

  test('changes nothing where it says nothing', () => {
    const none: KnowledgeFile = {};
    expect(mergeKnowledge(KNOWLEDGE, none)).toEqual(KNOWLEDGE);
  });
});
