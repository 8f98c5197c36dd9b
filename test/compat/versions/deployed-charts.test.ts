import { describe, expect, test } from 'vitest';
import { VERSIONS } from '../../../src/compat/rules/versions/index.ts';
import { createFile, sortTree } from '../../../src/files/index.ts';
import { packArchive } from '../../../src/release/archive.ts';
import { checkBuilt } from '../../support/check-built.ts';
import { type Overrides, SINGLE_STAGE } from '../../support/stack-builder.ts';

const NAME = 'openstack-cloud-controller-manager';
const ADDON = 'cluster-addon/cni';

function formatChart(name: string, version: string, rest = ''): string {
  return `apiVersion: v2\nname: ${name}\nversion: ${version}\n${rest}`;
}

function depend(...dependencies: readonly string[]): string {
  return `dependencies:\n${dependencies.map((one) => `  - {${one}}\n`).join('')}`;
}

/** A version that is refused where it is on, warned of where it may be, and passes where it is off. */
const TOO_NEW = formatChart(NAME, '2.33.0', 'appVersion: v1.33.0\n');

async function judge(files: Overrides): Promise<string[]> {
  const findings = await checkBuilt(
    VERSIONS.filter(({ code }) => code === 'addon-version'),
    files,
  );
  const named = findings.filter(({ subject }) => subject === NAME);
  return named.map(({ verdict, file, line, column }) =>
    [`${verdict} ${file?.replace('stacks/docker/demo/', '')}`, line, column].filter((part) => part !== undefined).join(':'),
  );
}

const verdictOf = async (files: Overrides) => (await judge(files)).map((text) => text.split(' ')[0]).join(' ');

describe('where a chart stands', () => {
  test('the dependency that asks for it, whether it lies in charts/ or not', async () => {
    const chart = { [`${ADDON}/Chart.yaml`]: formatChart('cni', '1.0.0', depend(`name: ${NAME}, version: 2.33.0`)) };
    expect(await judge(chart)).toEqual([`refuse ${ADDON}/Chart.yaml:5:57`]);
    expect(await judge({ ...chart, [`${ADDON}/charts/ccm/Chart.yaml`]: TOO_NEW })).toEqual([`refuse ${ADDON}/Chart.yaml:5:57`]);
  });

  test('itself, where none asks for it', async () => {
    expect(await judge({ [`${ADDON}/charts/ccm/Chart.yaml`]: TOO_NEW })).toEqual([`refuse ${ADDON}/charts/ccm/Chart.yaml`]);
  });

  test('the dependency of the chart around it', async () => {
    const files = {
      [`${ADDON}/charts/outer/Chart.yaml`]: formatChart('outer', '1.0.0', depend(`name: ${NAME}, version: 2.33.0`)),
      [`${ADDON}/charts/outer/charts/ccm/Chart.yaml`]: TOO_NEW,
    };
    expect(await judge(files)).toEqual([`refuse ${ADDON}/charts/outer/Chart.yaml:5:57`]);
    // Helm fetches what the addon itself asks for alone.
    expect(await judge({ ...files, [`${ADDON}/charts/outer/charts/ccm/Chart.yaml`]: null })).toEqual([]);
  });

  test('each dependency that asks for another version than the one that lies there', async () => {
    const dependencies = depend(`name: ${NAME}, alias: a, version: 2.30.0`, `name: ${NAME}, alias: b, version: 2.31.0`);
    const files = {
      [`${ADDON}/Chart.yaml`]: formatChart('cni', '1.0.0', dependencies),
      [`${ADDON}/charts/ccm/Chart.yaml`]: TOO_NEW,
    };
    expect(await judge(files)).toEqual([`refuse ${ADDON}/Chart.yaml:5:67`, `refuse ${ADDON}/Chart.yaml:6:67`]);
  });

  test('nowhere, without a name', async () => {
    const findings = await checkBuilt(VERSIONS, { [`${ADDON}/Chart.yaml`]: formatChart('cni', '1.0.0', depend('version: 1.0.0')) });
    expect(findings.map(({ verdict, subject }) => `${verdict} ${subject}`)).toEqual(['unknown cni']);
  });
});

describe('a condition', () => {
  const addon = (more: string, values: string, rest: Overrides = {}): Overrides => ({
    [`${ADDON}/Chart.yaml`]: formatChart('cni', '1.0.0', depend(`name: ${NAME}, version: 2.33.0, ${more}`)),
    [`${ADDON}/charts/ccm/Chart.yaml`]: TOO_NEW,
    [`${ADDON}/values.yaml`]: values,
    ...rest,
  });
  const defaults = { [`${ADDON}/charts/ccm/values.yaml`]: 'enabled: false\n' };

  test.each<[what: string, files: Overrides, verdict: string]>([
    ['in blanks', addon('condition: " ccm.enabled "', 'ccm: {enabled: false}\n'), 'ok'],
    ['after one that is not set', addon('condition: "other.enabled,ccm.enabled"', 'ccm: {enabled: false}\n'), 'ok'],
    ['that Helm does not find after a blank', addon('condition: "other.enabled, ccm.enabled"', 'ccm: {enabled: false}\n'), 'refuse'],
    ['that is not set, before one that is true', addon('condition: "other.enabled,ccm.enabled"', 'ccm: {enabled: true}\n'), 'refuse'],
    ['that the first of two decides', addon('condition: "a.use,b.use"', 'a: {use: true}\nb: {use: false}\n'), 'refuse'],
    ['of the chart’s own defaults, by its alias', addon('alias: ccm, condition: ccm.enabled', '', defaults), 'ok'],
    ['of another key than its own', addon('alias: other, condition: ccm.enabled', '', defaults), 'refuse'],
    [
      'that values above set against its defaults',
      addon('alias: ccm, condition: ccm.enabled', 'ccm: {enabled: true}\n', defaults),
      'refuse',
    ],
    ['that nothing sets, beside tags', addon('condition: ccm.enabled, tags: [a]', 'tags: {a: false}\n'), 'ok'],
    ['that is on, against tags', addon('condition: ccm.enabled, tags: [a]', 'ccm: {enabled: true}\ntags: {a: false}\n'), 'refuse'],
    ['tags of which none is a boolean', addon('tags: [a, b]', 'tags: {a: "false"}\n'), 'refuse'],
    ['tags of which one is false', addon('tags: [a, b]', 'tags: {b: false}\n'), 'ok'],
    ['none at all', addon('tags: []', 'ccm: {enabled: false}\ntags: {a: false}\n'), 'refuse'],
    ['that overwrite.yaml can turn off', addon('condition: use', 'use: true\n', { [`${ADDON}/overwrite.yaml`]: 'values: ""\n' }), 'refuse'],
  ])('%s: %#', async (_, files, verdict) => expect(await verdictOf(files)).toBe(verdict));

  test('a single-stage chart gets more values in the cluster', async () => {
    const files = {
      ...SINGLE_STAGE,
      'cluster-addon/Chart.yaml': formatChart(
        'docker-demo-1-32-cluster-addon',
        'v1',
        depend(`name: ${NAME}, version: 2.33.0, condition: use`),
      ),
      'cluster-addon/values.yaml': 'use: false\n',
    };
    expect(await verdictOf(files)).toBe('warn');
    expect(await verdictOf({ ...files, 'cluster-addon/values.yaml': 'use: true\n' })).toBe('refuse');
  });
});

describe('charts inside charts', () => {
  const OUTER = `${ADDON}/charts/outer`;
  const nested = (values: string, rest: Overrides = {}): Overrides => ({
    [`${ADDON}/Chart.yaml`]: formatChart('cni', '1.0.0', depend('name: outer, version: 1.0.0, condition: outer.enabled')),
    [`${ADDON}/values.yaml`]: values,
    [`${OUTER}/Chart.yaml`]: formatChart(
      'outer',
      '1.0.0',
      depend(`name: ${NAME}, alias: ccm, version: 2.33.0, condition: ccm.use, tags: [a]`),
    ),
    [`${OUTER}/charts/ccm/Chart.yaml`]: TOO_NEW,
    ...rest,
  });
  const overwrite = { [`${ADDON}/overwrite.yaml`]: 'values: ""\n' };

  test.each<[what: string, files: Overrides, verdict: string]>([
    ['are off in one that is off', nested('outer: {enabled: false, ccm: {use: true}}\n'), 'ok'],
    ['may be on in one that may be', nested('outer: {enabled: false, ccm: {use: true}}\n', overwrite), 'warn'],
    ['may be on by themselves', nested('outer: {ccm: {use: false}}\n', overwrite), 'warn'],
    ['may be on where both may be', nested('outer: {enabled: false, ccm: {use: false}}\n', overwrite), 'warn'],
    ['go by the tags of the outermost', nested('tags: {a: false}\n'), 'ok'],
    ['do not go by tags below a name', nested('outer: {tags: {a: false}}\n'), 'refuse'],
    ['go by the tags of the chart around them', nested('', { [`${OUTER}/values.yaml`]: 'tags: {a: false}\n' }), 'ok'],
    ['go by the outermost tags first', nested('tags: {a: true}\n', { [`${OUTER}/values.yaml`]: 'tags: {a: false}\n' }), 'refuse'],
    ['go by the values of the chart around them', nested('', { [`${OUTER}/values.yaml`]: 'ccm: {use: false}\n' }), 'ok'],
    ['go by their own defaults', nested('', { [`${OUTER}/charts/ccm/values.yaml`]: 'use: false\n' }), 'ok'],
    ['run the tag that the outermost sets', nested('outer: {ccm: {image: {tag: v1.32.0}}}\n'), 'ok'],
    ['run the tag that the chart around them sets', nested('', { [`${OUTER}/values.yaml`]: 'ccm: {image: {tag: v1.32.0}}\n' }), 'ok'],
    [
      'run the tag of the outermost before that',
      nested('outer: {ccm: {image: {tag: v1.31.0}}}\n', { [`${OUTER}/values.yaml`]: 'ccm: {image: {tag: v1.32.0}}\n' }),
      'warn',
    ],
    // Its own default is what its appVersion tells of.
    ['do not run what their own default says', nested('', { [`${OUTER}/charts/ccm/values.yaml`]: 'image: {tag: v1.32.0}\n' }), 'refuse'],
  ])('%s', async (_, files, verdict) => expect(await verdictOf(files)).toBe(verdict));

  test.each([
    ['nobody says anything', '', 'warn'],
    ['the addon says on', 'outer: {ccm: {use: true}}\n', 'refuse'],
    ['the addon says off', 'outer: {ccm: {use: false}}\n', 'ok'],
    ['the addon switches the archive off', 'outer: {enabled: false, ccm: {use: true}}\n', 'ok'],
    ['nothing switches it', '', 'refuse', formatChart('outer', '1.0.0', depend(`name: ${NAME}, version: 2.33.0`))],
  ])('in an archive, where %s', async (_, values, verdict, chart?: string) => {
    const files = nested(values, chart === undefined ? {} : { [`${OUTER}/Chart.yaml`]: chart });
    const inside = Object.entries(files).flatMap(([path, text]) =>
      path.startsWith(OUTER) ? [createFile(path.slice(`${ADDON}/charts/`.length), Buffer.from(String(text)))] : [],
    );
    const outside = Object.entries(files).filter(([path]) => !path.startsWith(OUTER));
    const archive = await packArchive(sortTree(inside));
    expect(await verdictOf({ ...Object.fromEntries(outside), [`${ADDON}/charts/outer-1.0.0.tgz`]: archive })).toBe(verdict);
  });
});
