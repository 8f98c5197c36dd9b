import { describe, expect, test } from 'vitest';
import { parseConstraint, parseSemver } from '../../../src/chart/index.ts';
import { KNOWLEDGE, type KnowledgeFile, mergeKnowledge, newestAsOf } from '../../../src/compat/knowledge/index.ts';

const DATE = /^20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;
const { addons, kubernetes } = KNOWLEDGE;

describe('what ships', () => {
  test('every entry says where it is from and of when', () => {
    for (const { source, asOf } of [...addons.rules, ...addons.charts, kubernetes]) {
      expect(source).not.toBe('');
      expect(asOf).toMatch(DATE);
    }
  });

  test('every rule has exactly one relation, with constraints that Helm reads', () => {
    for (const rule of addons.rules) {
      expect(['skew', 'ranges', 'supports'].filter((relation) => relation in rule)).toHaveLength(1);
      const texts = 'supports' in rule ? rule.supports.flatMap(({ versions, kubernetes }) => [versions, kubernetes]) : [];
      for (const text of 'ranges' in rule ? Object.values(rule.ranges) : texts) expect(parseConstraint(text), text).toBeDefined();
    }
  });

  test('no chart has two entries', () => {
    for (const table of [addons.rules, addons.charts]) expect(new Set(table.map(({ chart }) => chart)).size).toBe(table.length);
  });

  test('an OCCM or cinder-csi chart 2.m.p holds v1.m.x, without exception', () => {
    const cloud = addons.charts.filter(({ chart }) => chart.startsWith('openstack-'));
    const pairs = cloud.flatMap(({ appVersions }) => Object.entries(appVersions));
    expect(pairs).toHaveLength(87);
    expect(pairs.filter(([chart, app]) => chart.split('.')[1] !== app.split('.')[1])).toEqual([]);
  });

  test('patches have dates in the order of their numbers', () => {
    for (const [version, date] of Object.entries(kubernetes.released)) {
      expect(date).toMatch(DATE);
      const [major, minor, patch] = parseSemver(version)?.release ?? [];
      const before = kubernetes.released[`${major}.${minor}.${Number(patch) - 1}`];
      if (before !== undefined) expect(date > before, version).toBe(true);
    }
  });
});

describe('mergeKnowledge', () => {
  const extra: KnowledgeFile = {
    addons: [
      { chart: 'cilium', compare: 'version', ranges: { '1.32': '1.17.x' }, outside: 'refuse', source: 'our tests', asOf: '2027-01-02' },
      { chart: 'my-agent', compare: 'version', ranges: { '1.32': '4.x' }, outside: 'warn', source: 'our wiki', asOf: '2027-01-01' },
    ],
    charts: [{ chart: 'metrics-server', appVersions: { '3.14.0': '0.9.0' }, source: 'its releases', asOf: '2027-01-03' }],
    kubernetes: { source: 'our list', asOf: '2027-01-04', endOfLife: { '1.38': '2028-02-28' }, released: { '1.37.2': '2026-10-13' } },
  };
  const merged = mergeKnowledge(KNOWLEDGE, extra);

  test('replaces and adds by chart, minor and version', () => {
    expect(merged.addons.rules.map(({ chart }) => chart)).toEqual([...addons.rules.map(({ chart }) => chart), 'my-agent']);
    expect(merged.addons.rules.find(({ chart }) => chart === 'cilium')).toEqual(extra.addons?.[0]);
    const metrics = merged.addons.charts.find(({ chart }) => chart === 'metrics-server');
    expect(metrics).toMatchObject({ source: 'its releases', appVersions: { '3.12.2': '0.7.2', '3.14.0': '0.9.0' } });
    expect(merged.kubernetes.endOfLife).toEqual({ ...kubernetes.endOfLife, '1.38': '2028-02-28' });
    expect(merged.kubernetes.released).toEqual({ ...kubernetes.released, '1.37.2': '2026-10-13' });
    expect(merged.clusterApi).toBe(KNOWLEDGE.clusterApi);
  });

  test('changes neither side, and nothing where nothing is added', () => {
    expect(addons.rules.some(({ chart }) => chart === 'my-agent')).toBe(false);
    expect(mergeKnowledge(KNOWLEDGE, {})).toEqual(KNOWLEDGE);
  });

  test('the newest date in use', () => {
    expect(newestAsOf(merged)).toBe('2027-01-04');
    expect(newestAsOf(KNOWLEDGE)).toMatch(DATE);
  });
});
