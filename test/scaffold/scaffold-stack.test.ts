import { describe, expect, test } from 'vitest';
import { parseLock } from '../../src/dependency/index.ts';
import { createFile, findFile, sortTree } from '../../src/files/index.ts';
import { describeFiles } from '../../src/scaffold/describe-files.ts';
import { listMinors, scaffoldStack } from '../../src/scaffold/scaffold-stack.ts';
import { TEMPLATES } from '../../src/scaffold/templates.ts';
import { parseLines } from '../../src/stack/index.ts';
import { formatLine } from '../../src/version/index.ts';

const templateOf = (provider: string) =>
  sortTree(Object.entries(TEMPLATES[provider] ?? {}).map(([path, text]) => createFile(path, Buffer.from(text))));
const cases = Object.keys(TEMPLATES).flatMap((provider) => listMinors(templateOf(provider)).map((minor) => [provider, minor] as const));

function scaffold(provider: string, minor: string, name = 'mine') {
  const stack = scaffoldStack(templateOf(provider), { name, minor, directory: 'stacks/own', schemas: '../../schemas' });
  if (stack === undefined) throw new Error('no template');
  const read = (path: string) => findFile(stack.files, path)?.bytes.toString() ?? '';
  return { ...stack, read };
}

test('there is a template for each provider and minor of ours', () => {
  expect(cases).toEqual([
    ['docker', '1.35'],
    ['docker', '1.36'],
    ['metal3', '1.35'],
    ['metal3', '1.36'],
    ['openstack', '1.35'],
    ['openstack', '1.36'],
  ]);
});

test('there is none for another minor', () => {
  expect(scaffoldStack(templateOf('docker'), { name: 'mine', minor: '1.34', directory: '.', schemas: '.' })).toBeUndefined();
});

describe.each(cases)('%s, Kubernetes %s', (provider, minor) => {
  const line = `${provider}-mine-${minor.replace('.', '-')}`;

  test('is one line, which nothing is refused of', () => {
    const { files, kubernetes, line: named } = scaffold(provider, minor);
    const sources = parseLines('stacks/own', files);
    expect(named).toBe(line);
    expect(kubernetes).toMatch(new RegExp(`^v${minor}\\.\\d+$`));
    expect(sources.map(({ stack }) => stack && formatLine(stack.config.line))).toEqual([line]);
    expect(sources.flatMap(({ findings }) => findings.filter(({ verdict }) => verdict !== 'ok'))).toEqual([]);
  });

  test('the tree itself is written for it', () => {
    const { read, kubernetes } = scaffold(provider, minor);
    expect(read('csctl.yaml')).toContain(`\n  kubernetesVersion: ${kubernetes}\n  clusterStackName: mine\n`);
    expect(read('cluster-class/Chart.yaml')).toContain(`\nname: ${line}-cluster-class\n`);
    expect(read('versions.yaml').match(/^- kubernetes: .*$/gm)).toEqual([`- kubernetes: ${kubernetes.slice(1)}`]);
  });

  test('the lock has the charts of the template’s line, under its own name', () => {
    const { read, kubernetes } = scaffold(provider, minor);
    const locked = (text: string | undefined) => parseLock('', Buffer.from(text ?? 'lockVersion: 1\nlines: {}\n')).lock;
    const template = locked(TEMPLATES[provider]?.['stack.lock.yaml']);
    const own = locked(read('stack.lock.yaml') || undefined);
    const pick = (lock: typeof own, name: string) => lock?.get(name)?.dependencies.map(({ place: _, ...one }) => one);
    expect(own?.size).toBe(provider === 'docker' ? 0 : 1);
    expect(own?.get(line)?.kubernetes).toBe(provider === 'docker' ? undefined : kubernetes);
    expect(pick(own, line)).toEqual(pick(template, line.replace('-mine-', '-scs-')));
  });

  test('no text speaks of the template', () => {
    const traces = scaffold(provider, minor).files.flatMap(({ path, bytes }) => {
      const found = bytes.toString().match(new RegExp(`${provider}-scs|stacks/${provider}/scs|clusterStackName: scs`, 'g')) ?? [];
      return found.map((text) => `${path}: ${text}`);
    });
    expect(traces).toEqual([]);
  });

  test('the README’s Cluster is of this line', () => {
    const { read, kubernetes } = scaffold(provider, minor);
    expect(read('README.md')).toContain(`\n    class: ${line}-v1\n    version: ${kubernetes}\n`);
    expect(read('README.md')).toContain(`\n  name: mine\n  kubernetesVersion: "${minor}"\n`);
    expect(read('README.md')).not.toMatch(/name:? `?scs\b/);
    expect(read('README.md')).toContain('\n$ clusterstack check stacks/own\n');
  });

  test('editors find the schemas', () => {
    const { files } = scaffold(provider, minor);
    const first = files.flatMap(({ path, bytes }) => {
      const [comment] = bytes.toString().split('\n');
      return comment?.startsWith('# yaml-language-server') ? [`${path} ${comment}`] : [];
    });
    expect(first).toEqual(
      ['clusteraddon', 'csctl', 'versions'].map((name) => `${name}.yaml # yaml-language-server: $schema=../../schemas/${name}.schema.json`),
    );
  });

  test('two lines are said of every file', () => {
    const { files } = scaffold(provider, minor);
    const notes = describeFiles(files);
    const silent = files.filter(
      ({ path }) => !notes.some((note) => path === note.path || (note.path.endsWith('/') && path.startsWith(note.path))),
    );
    expect(silent.map(({ path }) => path)).toEqual([]);
    expect(notes.flatMap(({ about }) => about).filter((text) => !/^\S.{9,124}\.$/.test(text))).toEqual([]);
  });
});

test.each(['1', '0755', '1e3', 'true', 'null', 'y'])('a name that YAML takes for something else is quoted: %s', (name) => {
  expect(scaffold('docker', '1.36', name).read('csctl.yaml')).toContain(`\n  clusterStackName: "${name}"\n`);
  expect(scaffold('docker', '1.36', name).line).toBe(`docker-${name}-1-36`);
});
