import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseStages } from '../../src/stack/index.ts';
import { parseYaml } from '../../src/yaml/index.ts';
import { briefFinding } from '../support/brief-finding.ts';

const parse = (text: string) => parseStages(parseYaml('clusteraddon.yaml', Buffer.from(text)));
const hook = (stage: string) => `addonStages:\n  BeforeClusterUpgrade:\n    - ${stage}\n`;

test('a stage is read with its places', () => {
  const { hooks, findings } = parse(`addonStages:
  AfterControlPlaneInitialized:
    - name: cni
      action: apply
      waitForPreCondition: {}
      waitForPostCondition:
        objects:
          - {key: ds, apiVersion: apps/v1, kind: DaemonSet, name: cilium}
        conditions: ds.status.numberReady > 0
`);
  const at = (line: number, column: number) => ({ place: { file: 'clusteraddon.yaml', line, column } });
  expect(findings).toEqual([]);
  expect(hooks).toMatchObject([
    {
      name: 'AfterControlPlaneInitialized',
      ...at(2, 3),
      stages: [
        {
          hook: 'AfterControlPlaneInitialized',
          name: { source: 'cni', ...at(3, 13) },
          action: { source: 'apply', ...at(4, 15) },
          ...at(3, 7),
          // CSO passes over the empty one.
          conditions: [
            {
              when: 'waitForPostCondition',
              objects: [{ key: { source: 'ds', ...at(8, 19) }, kind: { source: 'DaemonSet' }, namespace: undefined, ...at(8, 13) }],
              expression: { source: 'ds.status.numberReady > 0', ...at(9, 21) },
            },
          ],
        },
      ],
    },
  ]);
});

test.each([
  ['of a whole hook', 'addonStages:\n  A: &s\n    - {name: cni, action: apply}\n  B: *s\n', ['A cni apply', 'B cni apply']],
  ['of a stage', 'addonStages:\n  A:\n    - &s {name: cni, action: apply}\n  B: [*s]\n', ['A cni apply', 'B cni apply']],
  ['merged in', 'x: &s {name: csi, action: apply}\naddonStages:\n  A:\n    - {name: cni, <<: *s}\n', ['A cni apply']],
  [
    'several merged in, the first counts',
    'x: &a {name: a}\ny: &b {name: b, action: delete}\naddonStages:\n  A: [{<<: [*a, *b]}]\n',
    ['A a delete'],
  ],
  ['of a map that holds itself', 'addonStages:\n  A:\n    - &s {<<: *s, name: cni, action: apply}\n', []],
])('an alias %s', (_, text, expected) => {
  const { hooks } = parse(text);
  const stages = hooks.flatMap(({ name, stages: list }) => list.map((stage) => `${name} ${stage.name?.source} ${stage.action?.source}`));
  expect(stages).toEqual(expected);
});

// Each of these is an error of gopkg.in/yaml.v3 with CSO's types, or a stage that is null, on which CSO crashes.
describe('what CSO cannot load', () => {
  test.each([
    ['no map of hooks', 'addonStages: [a]\n', ['refuse stage-form clusteraddon.yaml:1:14']],
    ['no hooks', 'apiVersion: a\n', ['refuse stage-form clusteraddon.yaml:1:1']],
    ['a text for stages, in a hook that CSO never runs', 'addonStages:\n  Later: cni\n', ['refuse stage-form clusteraddon.yaml:2:10']],
    ['a text for a stage', hook('cni'), ['refuse stage-form clusteraddon.yaml:3:7']],
    ['a stage that is null', hook('null'), ['refuse stage-form clusteraddon.yaml:3:7']],
    ['a list for the name', hook('{name: [cni], action: apply}'), ['refuse stage-form clusteraddon.yaml:3:14']],
    ['a text for a condition', hook('{name: cni, waitForPreCondition: a}'), ['refuse stage-form clusteraddon.yaml:3:40']],
    ['a list for an expression', hook('{name: cni, waitForPreCondition: {conditions: [a]}}'), ['refuse stage-form clusteraddon.yaml:3:53']],
    ['a map for objects', hook('{name: cni, waitForPreCondition: {objects: {key: a}}}'), ['refuse stage-form clusteraddon.yaml:3:50']],
    ['a text for an object', hook('{name: cni, waitForPreCondition: {objects: [a]}}'), ['refuse stage-form clusteraddon.yaml:3:51']],
    ['a number for a name is a text', hook('{name: 1, action: true}'), []],
    ['no stages in a hook', 'addonStages:\n  BeforeClusterUpgrade:\n', []],
  ])('%s', (_, text, expected) => expect(parse(text).findings.map(briefFinding('.'))).toEqual(expected));
});

test('no text makes it fail', () => {
  const piece = fc.constantFrom(
    'addonStages:',
    '\n',
    '  ',
    '- ',
    'A',
    ': ',
    '&a ',
    '*a',
    '<<',
    '{',
    '}',
    '[',
    ']',
    'name',
    'objects',
    'null',
    ', ',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => void parse(`addonStages: ${pieces.join('')}`)),
    { numRuns: 500 },
  );
});
