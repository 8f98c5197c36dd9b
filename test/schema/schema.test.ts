import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { COMPATIBILITY_FILE } from '../../src/compat/user-file/file-schema.ts';
import { ReleaseError } from '../../src/errors.ts';
import { RELEASES_FILE } from '../../src/lifecycle/states/file-schema.ts';
import { findSchema, SCHEMA_NAMES } from '../../src/schema/index.ts';
import { parseYaml, toData } from '../../src/yaml/index.ts';
import { buildStack } from '../support/stack-builder.ts';

const DRAFT_07 = 'http://json-schema.org/draft-07/schema#';

function readData(text: string | Buffer): unknown {
  return toData(parseYaml('file.yaml', Buffer.from(text)));
}

/** Whether a schema takes a YAML file, as an editor would see it. */
function accepts(name: string, text: string | Buffer): boolean {
  // Formats are checked by their patterns, as editors do that know no formats.
  const ajv = new Ajv({ strict: true, strictRequired: false, allowUnionTypes: true, formats: { date: true } });
  return ajv.compile(findSchema(name))(readData(text));
}

test.each([
  ['compatibility', COMPATIBILITY_FILE],
  ['releases', RELEASES_FILE],
])('that of %s.yaml is what its parser says (UPDATE=1 writes it)', (name, parsed) => {
  const file = `src/schema/${name}.schema.json`;
  const derived = z.toJSONSchema(parsed, { target: 'draft-7', io: 'input' });
  if (process.env['UPDATE']) writeFileSync(file, `${JSON.stringify(derived, null, 2)}\n`);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(derived);
});

describe('schemas', () => {
  test.each(SCHEMA_NAMES)('%s is a valid one', (name) => {
    const schema = findSchema(name);
    expect(new (schema.$schema === DRAFT_07 ? Ajv : Ajv2020)().validateSchema(schema)).toBe(true);
    expect(schema).toMatchObject({ title: expect.any(String), description: expect.any(String) });
  });

  test('of another name there is none', () => {
    expect(() => findSchema('compatability')).toThrow(ReleaseError);
    expect(() => findSchema('compatability')).toThrow('did you mean compatibility?');
    expect(() => findSchema('constructor')).toThrow(ReleaseError);
  });
});

const HOOKS = 'addonStages:\n  AfterControlPlaneInitialized:\n    -';
const WAIVER = 'code: crlf, subject: s, reason: r, expires: 2027-01-31';
const STATE = 'release: docker-scs-1-36-v4, state: withdrawn, since: 2026-11-01, reason: r';
const RULE = 'chart: c, compare: version, source: s, asOf: 2026-11-22';

describe('taken is', () => {
  test.each<[name: string, text: string]>([
    ['versions', '- {kubernetes: 1.32.5, occm: 2.32.0, cinder_csi: 2.32.0}\n- {kubernetes: 1.33.1, ubuntu: 24.04, my-chart: 1.30}\n'],
    [
      'stack',
      'provider: openstack\nclusterStackName: hcp\nkubernetesVersion: 1.30\naddons:\n  ccm: 2.34.x\n  csi: ">= 2.34.0, < 2.35.0"\n',
    ],
    ['stack', 'provider: openstack\nclusterStackName: hcp\nkubernetesVersion: v1.34.1\n'],
    ['clusteraddon', `${HOOKS} {name: cni, action: delete}\n`],
    [
      'clusteraddon',
      `${HOOKS} {name: a, action: apply, waitForPreCondition: {objects: [{key: d, apiVersion: v1, kind: Pod, name: p}], conditions: d.x > 0}}\n`,
    ],
    ['compatibility', `waivers:\n  - {${WAIVER}}\n  - {${WAIVER}, stack: docker-scs-1-32}\n`],
    ['compatibility', `addons:\n  - {${RULE}, skew: {newer: refuse, older: [warn, refuse]}}\n`],
    ['compatibility', `addons:\n  - {${RULE}, ranges: {"1.32": 1.x}, outside: warn}\n`],
    ['compatibility', `addons:\n  - {${RULE}, supports: [{versions: ">= 1", kubernetes: ">= 1.30"}], outside: refuse}\n`],
    ['releases', `states:\n  - {${STATE}}\n  - {${STATE.replace('withdrawn', 'preview').replace(', reason: r', '')}}\n`],
    [
      'releases',
      'risks:\n  - {to: docker-scs-1-36-v4, from: [docker-scs-1-35, docker-scs-1-36-v1..docker-scs-1-36-v2], name: lost, message: m}\n',
    ],
    ['releases', 'barriers: [{release: docker-scs-1-36-v4, reason: r, url: "https://example.org"}]\n'],
  ])('%s %#', (name, text) => expect(accepts(name, text)).toBe(true));

  test.each(['csctl', 'clusteraddon'])('the small stack’s %s.yaml', (name) => {
    const file = buildStack().find(({ path }) => path === `${name}.yaml`);
    expect(accepts(name, file?.bytes ?? '')).toBe(true);
  });
});

describe('not taken is', () => {
  const csctl = (version: string, name: string, rest = '') =>
    `apiVersion: csctl.clusterstack.x-k8s.io/v1alpha1\nconfig:\n  kubernetesVersion: ${version}\n  clusterStackName: ${name}\n  provider:\n    type: docker\n${rest}`;
  test.each<[name: string, what: string, text: string]>([
    ['csctl', 'a version without "v"', csctl('1.32.5', 'scs')],
    ['csctl', 'a name with a dash', csctl('v1.32.5', 'my-scs')],
    ['csctl', 'an unknown key', csctl('v1.32.5', 'scs', 'addonStages: {}\n')],
    ['csctl', 'a method that builds', csctl('v1.32.5', 'scs', '    config: {method: build}\n')],
    ['versions', 'a row without a version', '- {occm: 2.32.0}\n'],
    ['versions', 'a minor', '- {kubernetes: "1.32"}\n'],
    ['versions', 'a map', 'kubernetes: 1.32.5\n'],
    ['versions', 'an empty version', '- {kubernetes: 1.32.5, occm: ""}\n'],
    ['stack', 'a misspelt key', 'provider: docker\nclusterStackName: a\nkuberntesVersion: 1.32\n'],
    ['stack', 'a list of addons', 'provider: docker\nclusterStackName: a\nkubernetesVersion: 1.32\naddons: [ccm]\n'],
    ['clusteraddon', 'another action', `${HOOKS} {name: cni, action: Apply}\n`],
    ['clusteraddon', 'no action', `${HOOKS} {name: cni}\n`],
    ['clusteraddon', 'an unknown hook', 'addonStages:\n  AfterClusterUpgrade: []\n'],
    ['clusteraddon', 'a list of conditions', `${HOOKS} {name: a, action: apply, waitForPreCondition: {conditions: [a]}}\n`],
    ['compatibility', 'a waiver without a reason', 'waivers:\n  - {code: crlf, subject: s, expires: 2027-01-31}\n'],
    ['compatibility', 'a waiver until no date', 'waivers:\n  - {code: crlf, subject: s, reason: r, expires: 2027-02-30}\n'],
    ['compatibility', 'an unknown key', 'waiver: []\n'],
    ['compatibility', 'a rule without a relation', `addons:\n  - {${RULE}}\n`],
    [
      'compatibility',
      'a rule with two relations',
      `addons:\n  - {${RULE}, skew: {newer: warn, older: [warn]}, ranges: {}, outside: warn}\n`,
    ],
    ['releases', 'a withdrawal without a reason', `states:\n  - {${STATE.replace(', reason: r', '')}}\n`],
    ['releases', 'another state', `states:\n  - {${STATE.replace('withdrawn', 'gone')}}\n`],
    ['releases', 'an unknown key', 'state: []\n'],
  ])('%s with %s', (name, _, text) => expect(accepts(name, text)).toBe(false));
});

/** Every file of the schemas' names below a folder. */
function findFiles(folder: string): [name: string, path: string][] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((path): [string, string][] => {
    const name = /(?:^|\/)(csctl|versions|stack|clusteraddon|compatibility|releases)\.yaml$/.exec(path)?.[1];
    return name === undefined || path.includes('/templates/') ? [] : [[name, join(folder, path)]];
  });
}

test.each(findFiles('stacks'))('our own are taken: %s %s', (name, path) => {
  expect(accepts(name, readFileSync(path))).toBe(true);
});

const GOLDEN = '../shared/csctl-golden';

test.skipIf(!existsSync(GOLDEN))('those that csctl takes are taken (skipped without the golden stacks)', () => {
  const refused = findFiles(GOLDEN).filter(([name, path]) => !accepts(name, readFileSync(path)));
  expect(refused).toEqual([]);
});
