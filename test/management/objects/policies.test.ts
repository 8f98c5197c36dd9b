import { describe, expect, test } from 'vitest';
import { parseTyped } from '../../../src/compat/cel/parser.ts';
import { getIn } from '../../../src/data.ts';
import { findObject, type KubernetesObject, sampleManifests } from '../support/sample-manifests.ts';

interface Named {
  readonly name: string;
  readonly expression: string;
}

interface Policy {
  readonly spec: {
    readonly matchConditions: readonly Named[];
    readonly variables: readonly Named[];
    readonly validations: readonly { readonly expression: string; readonly messageExpression: string }[];
    readonly matchConstraints: {
      readonly resourceRules: readonly { readonly apiGroups: readonly string[]; readonly operations: readonly string[] }[];
    };
  };
}

interface Request {
  readonly operation: 'CREATE' | 'UPDATE' | 'DELETE';
  readonly object: unknown;
  readonly oldObject?: unknown;
}

/** Evaluates a policy as an API server does: constraints, conditions, variables, then validations up to the first that fails. */
function review({ spec }: Policy, request: Request, params: unknown): string {
  const [rule] = spec.matchConstraints.resourceRules;
  const group = String(getIn(request.object, 'apiVersion')).split('/')[0] ?? '';
  if (!rule?.apiGroups.includes(group) || !rule.operations.includes(request.operation)) return 'not asked';
  const values: Record<string, unknown> = {
    object: request.object,
    oldObject: request.oldObject ?? {},
    params,
    request: { operation: request.operation },
  };
  const variables: Record<string, unknown> = {};
  const evaluate = (expression: string) => {
    const declarations = {
      objects: new Map(),
      variables: Object.fromEntries([...Object.keys(values), 'variables'].map((name) => [name, 'dyn'])),
      matches: () => false,
    };
    const result = parseTyped(expression, declarations).evaluate({ ...values, variables });
    if (result.kind === 'error') throw new Error(`${expression}: ${JSON.stringify(result.error)}`);
    return result.value;
  };
  if (spec.matchConditions.some(({ expression }) => evaluate(expression) !== true)) return 'skipped';
  for (const { name, expression } of spec.variables) variables[name] = evaluate(expression);
  const failed = spec.validations.find(({ expression }) => evaluate(expression) !== true);
  return failed === undefined ? 'allowed' : String(evaluate(failed.messageExpression));
}

const v1beta1 = (topology: object, more: object = {}) => ({
  apiVersion: 'cluster.x-k8s.io/v1beta1',
  kind: 'Cluster',
  metadata: {},
  spec: { topology, ...more },
});
const v1beta2 = (topology: object) => ({ ...v1beta1(topology), apiVersion: 'cluster.x-k8s.io/v1beta2' });
const good = v1beta1({ class: 'openstack-scs-1-32-v1', version: 'v1.32.13' });
const stale = v1beta1({ class: 'openstack-scs-1-30-v9', version: 'v1.30.1' });
const UNKNOWN = 'no release on offer has the class openstack-scs-1-30-v9; take one of the ConfigMap or policy cluster-releases';

const CASES: readonly (readonly [string, Request, string])[] = [
  ['a class on offer', { operation: 'CREATE', object: good }, 'allowed'],
  [
    'the same in v1beta2',
    { operation: 'CREATE', object: v1beta2({ classRef: { name: 'openstack-scs-1-31-v2' }, version: 'v1.31.14' }) },
    'allowed',
  ],
  [
    'a class whose name has a dot',
    { operation: 'CREATE', object: v1beta1({ class: 'openstack-scs-1-32-v0-sha.abc1234', version: 'v1.32.13' }) },
    'allowed',
  ],
  [
    'another version',
    { operation: 'CREATE', object: v1beta1({ class: 'openstack-scs-1-32-v1', version: 'v1.32.12' }) },
    'openstack-scs-1-32-v1 is for Kubernetes v1.32.13, not v1.32.12',
  ],
  [
    'another version in v1beta2',
    { operation: 'CREATE', object: v1beta2({ classRef: { name: 'openstack-scs-1-32-v1' }, version: 'v1.31.0' }) },
    'openstack-scs-1-32-v1 is for Kubernetes v1.32.13, not v1.31.0',
  ],
  [
    'no version',
    { operation: 'CREATE', object: v1beta1({ class: 'openstack-scs-1-32-v1' }) },
    'openstack-scs-1-32-v1 is for Kubernetes v1.32.13, not ',
  ],
  ['an unknown class', { operation: 'CREATE', object: stale }, UNKNOWN],
  [
    'no topology',
    { operation: 'CREATE', object: { apiVersion: 'cluster.x-k8s.io/v1beta1', kind: 'Cluster', metadata: {}, spec: {} } },
    UNKNOWN.replace('openstack-scs-1-30-v9', ''),
  ],
  [
    'a database',
    { operation: 'CREATE', object: { apiVersion: 'postgresql.cnpg.io/v1', kind: 'Cluster', metadata: {}, spec: { instances: 3 } } },
    'not asked',
  ],
  ['a cluster that goes', { operation: 'DELETE', object: stale }, 'not asked'],
  [
    'an update that changes neither',
    { operation: 'UPDATE', object: v1beta1({ class: 'openstack-scs-1-30-v9', version: 'v1.30.1', workers: {} }), oldObject: stale },
    'skipped',
  ],
  ['the same without topology', { operation: 'UPDATE', object: v1beta1({}, { paused: true }), oldObject: v1beta1({}) }, 'skipped'],
  ['a move to a release on offer', { operation: 'UPDATE', object: good, oldObject: stale }, 'allowed'],
  ['a move to one that is not', { operation: 'UPDATE', object: stale, oldObject: good }, UNKNOWN],
  [
    'another version alone',
    { operation: 'UPDATE', object: v1beta1({ class: 'openstack-scs-1-32-v1', version: 'v1.32.14' }), oldObject: good },
    'openstack-scs-1-32-v1 is for Kubernetes v1.32.13, not v1.32.14',
  ],
];

const params: KubernetesObject = findObject(sampleManifests(), 'ConfigMap');

describe.each([
  ['ValidatingAdmissionPolicy', 'native', params],
  ['ValidatingPolicy', 'kyverno', undefined],
] as const)('%s', (kind, policy, given) => {
  const object = findObject(sampleManifests({ policy }), kind) as unknown as Policy;

  test.each(CASES)('%s', (_, request, expected) => {
    expect(review(object, request, given)).toBe(expected);
  });
});

test('with no release on offer every new cluster is refused, and none is an error', () => {
  const list = { stacks: [], allowed: new Map<string, string>(), kept: [], dropped: [] };
  const native = findObject(sampleManifests({ list }), 'ValidatingAdmissionPolicy') as unknown as Policy;
  const message = UNKNOWN.replace('openstack-scs-1-30-v9', 'openstack-scs-1-32-v1');
  // An API server may leave out an empty map.
  for (const map of [{ data: {} }, {}]) expect(review(native, { operation: 'CREATE', object: good }, map)).toBe(message);
  const kyverno = findObject(sampleManifests({ list, policy: 'kyverno' }), 'ValidatingPolicy') as unknown as Policy;
  expect(review(kyverno, { operation: 'CREATE', object: good }, undefined)).toBe(message);
});
