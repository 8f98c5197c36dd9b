import type { YamlDocument } from '../folder/format-yaml.ts';
import { formatSpec, type ListedStack } from '../manifests/list-stacks.ts';

const API_VERSION = 'clusterstack.x-k8s.io/v1alpha1';

/** A label that namespaces have. */
export interface Label {
  readonly key: string;
  readonly value: string;
}

/** A ClusterStack for each namespace. */
export function createClusterStacks(stack: ListedStack, namespaces: readonly string[]): readonly YamlDocument[] {
  return namespaces.map((namespace, index) => ({
    comments: index === 0 ? describeVersions(stack) : [],
    data: { apiVersion: API_VERSION, kind: 'ClusterStack', metadata: { name: stack.name, namespace }, spec: formatSpec(stack) },
  }));
}

export function describeVersions({ versions }: ListedStack): readonly string[] {
  return versions.flatMap(({ release, note }) => (note === undefined ? [] : [`${release}: ${note}`]));
}

/** The name of the policy, and of the rights that it needs. */
const DISTRIBUTION = 'cluster-stacks';

/**
 * The same ClusterStacks in each namespace with a label, made by Kyverno. Policies that are lost leave what they made.
 * Source: https://kyverno.io/docs/policy-types/generating-policy/
 */
export function createDistribution(stacks: readonly ListedStack[], { key, value }: Label): readonly YamlDocument[] {
  return [
    {
      comments: [
        `Each namespace with the label ${key}=${value} gets these ClusterStacks, and loses them with it. Needs Kyverno 1.19: older ones delete and make them anew whenever the namespace changes.`,
        ...stacks.flatMap(describeVersions),
      ],
      data: {
        apiVersion: 'policies.kyverno.io/v1',
        kind: 'GeneratingPolicy',
        metadata: { name: DISTRIBUTION },
        spec: {
          evaluation: {
            generateExisting: { enabled: true },
            synchronize: { enabled: true },
            orphanDownstreamOnPolicyDelete: { enabled: true },
          },
          matchConstraints: {
            resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE', 'UPDATE'], resources: ['namespaces'] }],
          },
          matchConditions: [
            { name: 'labelled', expression: `object.metadata.?labels[?${JSON.stringify(key)}].orValue("") == ${JSON.stringify(value)}` },
          ],
          variables: [{ name: 'stacks', expression: formatStacks(stacks) }],
          generate: [{ expression: 'generator.Apply(object.metadata.name, variables.stacks)' }],
        },
      },
    },
    {
      comments: ['What Kyverno’s background controller needs for it, and no more.'],
      data: {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRole',
        metadata: { name: `kyverno-${DISTRIBUTION}`, labels: { 'rbac.kyverno.io/aggregate-to-background-controller': 'true' } },
        rules: [
          {
            apiGroups: ['clusterstack.x-k8s.io'],
            resources: ['clusterstacks'],
            verbs: ['get', 'list', 'watch', 'create', 'update', 'delete'],
          },
        ],
      },
    },
  ];
}

/** CEL wants the values of a map to be of one type, so each says that it is of any. */
function formatStacks(stacks: readonly ListedStack[]): string {
  const one = (stack: ListedStack) => {
    const spec = Object.entries(formatSpec(stack)).map(([name, value]) => `      ${JSON.stringify(name)}: dyn(${formatCel(value)})`);
    return [
      '  {',
      `    "apiVersion": dyn(${JSON.stringify(API_VERSION)}),`,
      '    "kind": dyn("ClusterStack"),',
      `    "metadata": dyn({"name": ${JSON.stringify(stack.name)}, "namespace": string(object.metadata.name)}),`,
      `    "spec": dyn({\n${spec.join(',\n')}\n    })`,
      '  }',
    ].join('\n');
  };
  return `[\n${stacks.map(one).join(',\n')}\n]`;
}

/** One version a line, so that a release more is a line more. */
function formatCel(value: unknown): string {
  return Array.isArray(value) ? `[\n${value.map((item) => `        ${JSON.stringify(item)}`).join(',\n')}\n      ]` : JSON.stringify(value);
}

/** Reads back what `createDistribution` wrote: versions by the name of the ClusterStack. */
export function parseDistribution(expression: string): ReadonlyMap<string, readonly string[]> {
  const stacks = expression.matchAll(/"metadata": dyn\(\{"name": "([a-z0-9-]+)"[^[]*?"versions": dyn\(\[([^\]]*)\]\)/g);
  return new Map(
    [...stacks].map(([, name = '', versions = '']) => [
      name,
      [...versions.matchAll(/"([a-z0-9.-]+)"/g)].map(([, version = '']) => version),
    ]),
  );
}

/** The same of its condition. */
export function parseLabelled(expression: string): Label | undefined {
  const [, key, value] = /\[\?"([^"\\]+)"\]\.orValue\(""\) == "([^"\\]*)"$/.exec(expression) ?? [];
  return key === undefined || value === undefined ? undefined : { key, value };
}
