import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { temporaryDirectory } from './support/temporary-directory.ts';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

interface Job {
  readonly needs?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const FOLDER = '.github/workflows';
const texts = readdirSync(FOLDER).map((name) => [name, readFileSync(join(FOLDER, name), 'utf8')] as const);

describe.each(texts)('%s', (_, text) => {
  test('pins every action by its commit, and names the version', () => {
    const actions = [...text.matchAll(/uses: (.+)/g)].map((match) => match[1] ?? '');
    expect(actions.length).toBeGreaterThan(0);
    expect(actions.filter((action) => !action.startsWith('./') && !/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action))).toEqual(
      [],
    );
  });

  test('gives no job more than it says', () => {
    const { permissions } = parse(text) as Workflow;
    expect([{}, { contents: 'read' }]).toContainEqual(permissions);
  });
});

describe('publish.yml', () => {
  const workflow = parse(readFileSync(join(FOLDER, 'publish.yml'), 'utf8')) as Workflow;
  const jobs = Object.entries(workflow.jobs);

  test('runs for tags of versions, and not for the one that it moves', () => {
    expect(workflow.on).toEqual({ push: { tags: ['v[0-9]+.[0-9]+.[0-9]+'] } });
  });

  test('tests, then publishes to npm, then to GitHub, each with what it needs', () => {
    expect(jobs.map(([name, { needs, permissions }]) => ({ name, needs, permissions }))).toEqual([
      { name: 'test', needs: undefined, permissions: { contents: 'read' } },
      { name: 'npm', needs: 'test', permissions: { contents: 'read', 'id-token': 'write' } },
      { name: 'github', needs: 'npm', permissions: { contents: 'write' } },
    ]);
  });

  test('runs what it must', () => {
    const commands = jobs.map(([name, { steps }]) => [name, steps.flatMap(({ run }) => run ?? [])]);
    expect(Object.fromEntries(commands)).toEqual({
      test: ['node scripts/release-notes.js "$GITHUB_REF_NAME"', '.ci/run'],
      npm: ['npm publish --provenance --access public --ignore-scripts'],
      github: [
        'node scripts/release-notes.js "$GITHUB_REF_NAME" > "$RUNNER_TEMP/notes.md"',
        `git push --force origin "HEAD:refs/tags/\${GITHUB_REF_NAME%%.*}"`,
        'gh release view "$GITHUB_REF_NAME" || gh release create "$GITHUB_REF_NAME" --verify-tag --title "$GITHUB_REF_NAME" --notes-file "$RUNNER_TEMP/notes.md"',
      ],
    });
  });

  test('shows the token for npm to one step', () => {
    const steps = jobs.flatMap(([, job]) => job.steps).filter((step) => JSON.stringify(step).includes('secrets.'));
    expect(steps.map(({ run, env }) => [run?.split(' ', 2).join(' '), env])).toEqual([
      ['npm publish', { NODE_AUTH_TOKEN: '${{ secrets.NPM_TOKEN }}' }],
    ]);
  });

  test('leaves no credentials behind where others’ code runs', () => {
    const checkouts = jobs.map(([name, { steps }]) => [name, steps.find(({ uses }) => uses?.startsWith('actions/checkout@'))?.with]);
    expect(Object.fromEntries(checkouts)).toEqual({
      test: { 'persist-credentials': false },
      npm: { 'persist-credentials': false },
      github: undefined,
    });
  });
});

describe('release-notes.js', () => {
  const CHANGELOG = '# Changelog\n\n## Unreleased\n\n- later\n\n## 1.2.3 (2026-11-23)\n\n- a\n- b\n\n## 1.2.2\n\n- c\n';

  function print(tag: string, { version = '1.2.3', changelog = CHANGELOG } = {}) {
    const cwd = temporaryDirectory();
    writeFileSync(join(cwd, 'package.json'), JSON.stringify({ version }));
    writeFileSync(join(cwd, 'CHANGELOG.md'), changelog);
    const { status, stdout } = spawnSync(process.execPath, [resolve('scripts/release-notes.js'), tag], { cwd, encoding: 'utf8' });
    return [status, stdout];
  }

  test.each<[what: string, tag: string, files: Parameters<typeof print>[1], printed: [number, string]]>([
    ['the section of the version', 'v1.2.3', {}, [0, '- a\n- b\n']],
    ['the last section', 'v1.2.2', { version: '1.2.2' }, [0, '- c\n']],
    ['another version', 'v1.2.2', {}, [1, '']],
    ['no tag', '', {}, [1, '']],
    ['a version without a section', 'v1.2.4', { version: '1.2.4' }, [1, '']],
    ['a section without a word', 'v1.2.3', { changelog: '## 1.2.3\n\n## 1.2.2\n\n- c\n' }, [1, '']],
  ])('%s', (_, tag, files, printed) => expect(print(tag, files)).toEqual(printed));
});

test('the version of every action is the same in all workflows', () => {
  const pins = new Set(texts.flatMap(([, text]) => [...text.matchAll(/uses: ([\w-]+\/[\w-]+@.+)/g)].map((match) => match[1] ?? '')));
  const names = [...pins].map((pin) => pin.split('@')[0]);
  expect(names.length).toBe(new Set(names).size);
});

describe('e2e-label.yml', () => {
  const text = readFileSync(join(FOLDER, 'e2e-label.yml'), 'utf8');
  const { on, jobs } = parse(text) as { on: unknown; jobs: Readonly<Record<string, { if: string; secrets?: unknown }>> };

  test('runs what a pull request brings without secrets for forks, and only when somebody has given the label', () => {
    expect(on).toEqual({ pull_request: { types: ['labeled'] } });
    for (const [name, job] of Object.entries(jobs)) {
      expect([name, job.if.startsWith("github.event.label.name == 'e2e")]).toEqual([name, true]);
      const isOwn = job.if.includes('github.event.pull_request.head.repo.full_name == github.repository');
      expect([name, isOwn]).toEqual([name, job.secrets !== undefined]);
    }
  });

  test('no input becomes a script’s text', () => {
    const { jobs: called } = parse(readFileSync(join(FOLDER, 'e2e.yml'), 'utf8')) as Workflow;
    const scripts = Object.values(called).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
    expect(scripts.length).toBe(3);
    expect(scripts.filter((script) => script.includes('${{'))).toEqual([]);
  });
});
