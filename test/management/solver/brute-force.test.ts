import { expect, test } from 'vitest';
import { solve } from '../../../src/management/solver/solve.ts';
import type { Tables, Wanted } from '../../../src/management/solver/wanted.ts';
import { release, TABLES, wanted } from './wanted.ts';

// A second release of CSO, which takes newer releases of Cluster API and no older ones.
const [known] = TABLES.clusterApi.operators;
if (known === undefined) throw new Error('the table knows no CSO');
const two: Tables = {
  ...TABLES,
  clusterApi: {
    ...TABLES.clusterApi,
    operators: [known, { ...known, release: 'CSO 0.3.0', core: ['1.11', '1.14'], reason: 'is invented' }],
  },
};

const number = (version: string) => {
  const [major = 0, minor = 0, patch = 0] = version
    .replace(/^(?:v|CAPI )/, '')
    .split('.')
    .map(Number);
  return major * 1e6 + minor * 1e3 + patch;
};
const minor = (version: string) => Math.floor(number(version) / 1e3);
const within = (value: number, [first = 0, last = Number.POSITIVE_INFINITY]: readonly number[]) => first <= value && value <= last;
const pick = <T>(all: readonly T[], isFit: (one: T) => boolean) => all.toReversed().filter(isFit);

/** Tries all there is, in the order of what is wanted most; Kubernetes, which is not chosen, last. */
function* tryAll({ releases, kubernetes: given, cso, kyverno }: Wanted, { clusterApi, management }: Tables) {
  const component = (name: string) => management.components.find((one) => one.name === name)?.releases ?? [];
  const demands = releases.flatMap((one) => one.demands ?? []);
  const providers = clusterApi.providers.filter(({ operator }) => releases.some(({ line }) => line.provider === operator));
  const minors = Array.from({ length: 20 }, (_, index) => 40 - index).filter((one) => given === undefined || one === given);
  for (const operator of pick(clusterApi.operators, (one) => cso === undefined || one.release === `CSO ${cso}`)) {
    for (const core of pick(clusterApi.releases, (one) => within(minor(one.release), operator.core.map(minor)))) {
      if (releases.some(({ kubernetes }) => !within(kubernetes.minor, core.kubernetes))) continue;
      if (demands.some((one) => one.releases?.some((name) => name.startsWith('CAPI')) && !one.releases.includes(core.release))) continue;
      const fits = providers.map(({ prefix, releases: all }) =>
        pick(
          all,
          (one) =>
            !one.newest.includes('-') &&
            within(minor(core.release), one.core.map(minor)) &&
            (one.contract === 'v1beta1' || core.contract === 'v1beta2') &&
            demands.every((demand) => !demand.kind.startsWith(prefix) || demand.releases?.includes(one.release)),
        ),
      );
      const [left = [], right = [undefined]] = fits;
      if (providers.length > 0 && fits.some((list) => list.length === 0)) continue;
      for (const a of providers.length === 0 ? [undefined] : left) {
        for (const b of providers.length < 2 ? [undefined] : right) {
          const contracts = [core.contract, ...[a, b].flatMap((one) => one?.contract ?? [])];
          for (const installer of pick(management.operator, (one) => contracts.every((contract) => one.contracts.includes(contract)))) {
            const needed = [a, b].flatMap((one) => one?.needs?.['openstack-resource-controller'] ?? []);
            const ranges = (one: { readonly kubernetes?: readonly number[] } | undefined) => one?.kubernetes ?? [0];
            for (const cert of pick(component('cert-manager'), (one) => number(one.version) <= number(core.certManager))) {
              if (cert.kubernetes === undefined && cert.version !== core.certManager) continue;
              for (const orc of needed.length === 0
                ? [undefined]
                : pick(component('openstack-resource-controller'), (one) => needed.every((from) => number(one.version) >= number(from)))) {
                for (const policies of kyverno === undefined
                  ? [undefined]
                  : pick(component('kyverno'), (one) => number(one.version) >= number(kyverno.from))) {
                  const fit = minors.filter((one) =>
                    [core.management, ranges(cert), ranges(orc), ranges(policies)].every((range) => within(one, range)),
                  );
                  if (fit.length > 0) {
                    yield [
                      operator.release,
                      core.newest,
                      a?.newest,
                      b?.newest,
                      installer.version,
                      cert.version,
                      orc?.version,
                      policies?.version,
                      Math.min(...fit),
                      Math.max(...fit),
                    ];
                  }
                }
              }
            }
          }
        }
      }
    }
  }
}

const STACKS: Readonly<Record<string, readonly [string, string?][]>> = {
  docker: [['docker-scs']],
  openstack: [['openstack-scs']],
  'old openstack': [['openstack-scs', 'v1alpha7']],
  metal3: [['metal3-scs']],
  'new metal3': [['metal3-scs', 'v1beta2']],
  all: [['docker-scs'], ['openstack-scs'], ['metal3-scs']],
};

const rows = Object.entries(STACKS).flatMap(([stacks, names]) =>
  [[30], [32], [36], [28, 34], [26, 34]].flatMap((minors) =>
    [undefined, '0.2.0-alpha.1', '0.3.0'].flatMap((cso) =>
      [undefined, 31, 34].map((kubernetes) => ({
        stacks,
        names,
        minors,
        cso,
        kubernetes,
        kyverno: minors.length === 1 && kubernetes === undefined,
      })),
    ),
  ),
);

test('the choice is the best of all there are, in each of 270 cases', () => {
  expect(rows).toHaveLength(270);
  const kinds = { solved: 0, impossible: 0 };
  for (const { names, minors, cso, kubernetes, kyverno, stacks } of rows) {
    const releases = names.flatMap(([name, version]) =>
      minors.map((minor) => release(`${name}-1-${minor}-v1`, `v1.${minor}.3`, version, two)),
    );
    const input = wanted(releases, { cso, kubernetes, kyverno: kyverno ? { from: 'v1.19.0', why: 'wanted' } : undefined });
    const solution = solve(input, two);
    const [best] = tryAll(input, two);
    kinds[solution.kind]++;
    const row = `${stacks} ${minors} cso ${cso} on ${kubernetes}`;
    if (solution.kind === 'impossible') {
      expect(best, row).toBeUndefined();
      expect(solution.facts.length, row).toBeLessThanOrEqual(2);
      continue;
    }
    const version = (kind: string, name?: string) =>
      solution.choices.find((one) => one.kind === kind && (name === undefined || one.name === name))?.version;
    const own = ['openstack', 'metal3'].flatMap((name) => version('infrastructure', name) ?? []);
    const found = [
      version('cso')?.replace('v', 'CSO '),
      version('core'),
      own[0],
      own[1],
      version('installer'),
      ...['cert-manager', 'openstack-resource-controller', 'kyverno'].map((name) => version('component', name)),
      ...solution.kubernetes,
    ];
    expect(found, row).toEqual(best);
  }
  expect(kinds).toEqual({ solved: 192, impossible: 78 });
});
