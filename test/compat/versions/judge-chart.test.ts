import { describe, expect, test } from 'vitest';
import { type ChartCandidate, judgeChart, KNOWLEDGE } from '../../../src/compat/index.ts';
import { type AddonRule, mergeKnowledge } from '../../../src/compat/knowledge/index.ts';

const OCCM = 'openstack-cloud-controller-manager';
const OWN: AddonRule = {
  chart: 'my-agent',
  compare: 'version',
  ranges: { '1.32': '4.x' },
  outside: 'warn',
  source: 'our wiki',
  asOf: '2026-11-01',
};
const KNOWN = mergeKnowledge(KNOWLEDGE, { addons: [OWN] });

describe('a version of a chart that could be taken', () => {
  test.each<[candidate: ChartCandidate, verdict: string, message: string]>([
    [{ name: OCCM, version: '2.32.0' }, 'ok', 'v1.32.0 fits Kubernetes 1.32'],
    [{ name: OCCM, version: '2.33.1' }, 'refuse', 'v1.33.1 is one minor newer than Kubernetes 1.32'],
    // What its repository says of it counts before the table.
    [{ name: OCCM, version: '2.33.1', appVersion: 'v1.31.0' }, 'warn', 'v1.31.0 is one minor older than Kubernetes 1.32'],
    [{ name: OCCM, version: '9.0.0' }, 'unknown', 'what it holds is not known'],
    [{ name: 'vsphere-cpi', version: '1.32.0' }, 'unknown', 'what it holds is not known'],
    [{ name: 'other', version: '1.0.0', appVersion: '1.32.0' }, 'unknown', 'no rule knows this addon'],
    // A rule that compares the chart's own version does not ask what it holds.
    [{ name: 'my-agent', version: '4.1.0', appVersion: '3.0.0' }, 'ok', '4.1.0 fits Kubernetes 1.32'],
    [{ name: 'my-agent', version: '3.0.0', appVersion: '4.1.0' }, 'warn', '3.0.0 is outside 4.x, which is for Kubernetes 1.32'],
    // Its own kubeVersion counts before all rules, and none of them where it cannot be read.
    [{ name: OCCM, version: '2.32.0', kubeVersion: '>=1.33.0-0' }, 'warn', 'its kubeVersion >=1.33.0-0 does not accept v1.32.5'],
    [{ name: 'other', version: '1.0.0', kubeVersion: '<1.32.5' }, 'warn', 'its kubeVersion <1.32.5 does not accept v1.32.5'],
    [{ name: OCCM, version: '2.32.0', kubeVersion: '>=1.25.0-0' }, 'ok', 'v1.32.0 fits Kubernetes 1.32'],
    [{ name: OCCM, version: '2.32.0', kubeVersion: 'any' }, 'ok', 'v1.32.0 fits Kubernetes 1.32'],
  ])('%j: %s', (candidate, verdict, message) => {
    expect(judgeChart(KNOWN, candidate, { major: 1, minor: 32, patch: 5 })).toEqual({ verdict, message });
  });
});
