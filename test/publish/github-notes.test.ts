import { describe, expect, test } from 'vitest';
import type { ReleaseContent, ReleaseOrigin } from '../../src/release/index.ts';
import { codeOf } from '../support/code-of.ts';
import { addRelease, HEAD, openFake, runRelease, useGitHub } from '../support/github/index.ts';
import { buildContent } from '../support/release-builder.ts';

const NAME = 'docker-demo-1-32-v1';
const start = useGitHub();

const DIGEST = `sha256:${'1'.repeat(64)}`;
const REVERT: ReleaseOrigin = { kind: 'revert', release: 'docker-demo-1-32-v2', digest: DIGEST, from: 'docker-demo-1-32-v3' };
const PROMOTION: ReleaseOrigin = { kind: 'promotion', release: 'docker-demo-1-32-v0-beta-1', digest: DIGEST };
const TOOL = 'clusterstack 0.0.0';

describe('the notes of a release', () => {
  /** Without the mark, and without the table of its files. */
  async function readNotes(more: Partial<ReleaseContent>, workflowRun?: string) {
    const github = await start();
    const release = await buildContent();
    const { target } = openFake(github, { workflowRun });
    await runRelease(target, { ...release, ...more });
    const body = github.repository.releases[0]?.body ?? '';
    const rows = release.assets.map(({ name, digest }) => `| \`${name}\` | \`${digest}\` |`);
    const [about = '', after = ''] = body.split(`| file | digest |\n|---|---|\n${rows.join('\n')}\n`);
    return { about, after: after.replace(/<!-- content sha256:[0-9a-f]{64} at \w+ -->/, '<!-- mark -->') };
  }

  const FIRST = `Cluster stack release \`${NAME}\` for Kubernetes v1.32.5.\n\n`;
  const END = '\n<!-- mark -->\n';
  const origin = (annotations: unknown) => `\n<!-- origin ${JSON.stringify(annotations)} -->\n${END}`;

  test.each<[name: string, more: Partial<ReleaseContent>, workflowRun: string | undefined, about: string, after: string]>([
    ['of which nothing is known', { provenance: undefined }, undefined, FIRST, END],
    [
      'of a public repository, from a workflow',
      { provenance: { commit: HEAD, repository: 'https://example.org/o/r', tool: TOOL } },
      'https://example.org/run',
      `${FIRST}- built from [\`${HEAD}\`](https://example.org/o/r/commit/${HEAD})\n- made by ${TOOL}\n- published by [this workflow run](https://example.org/run)\n\n`,
      END,
    ],
    [
      'of a repository that has no page, with changes',
      { provenance: { commit: HEAD, repository: 'git@example.org:o/r', tool: '', dirty: true } },
      undefined,
      `${FIRST}- built from \`${HEAD}\` and changes that were not committed\n\n`,
      END,
    ],
    ['of no repository', { provenance: { commit: HEAD, tool: '' } }, undefined, `${FIRST}- built from \`${HEAD}\`\n\n`, END],
    [
      'with words of its own',
      { provenance: undefined, notes: '\n## New\n\n- more\n\n' },
      undefined,
      `${FIRST}## New\n\n- more\n\n### Files\n\n`,
      END,
    ],
    [
      'of a revert',
      { provenance: undefined, origin: REVERT },
      undefined,
      `${FIRST}- the content of \`docker-demo-1-32-v2\` again, in place of \`docker-demo-1-32-v3\`\n\n`,
      origin({ 'clusterstack.reverts-to': `docker-demo-1-32-v2@${DIGEST}`, 'clusterstack.reverts': 'docker-demo-1-32-v3' }),
    ],
    [
      'of a promotion',
      { provenance: undefined, origin: PROMOTION },
      undefined,
      `${FIRST}- the content of \`docker-demo-1-32-v0-beta-1\`, on another channel\n\n`,
      origin({ 'clusterstack.promotes': `docker-demo-1-32-v0-beta-1@${DIGEST}` }),
    ],
  ])('%s', async (_, more, workflowRun, about, after) => expect(await readNotes(more, workflowRun)).toEqual({ about, after }));

  test('that are longer than GitHub takes are cut, and the draft is known by its mark all the same', async () => {
    const github = await start();
    const release = { ...(await buildContent()), notes: 'x'.repeat(200_000) };
    await openFake(github).target.stage(release);
    const [draft] = github.repository.releases;
    expect([draft?.body?.length, draft?.body?.endsWith(` at ${HEAD} -->\n`)]).toEqual([120_135, true]);
    await runRelease(openFake(github).target, release);
    expect(github.repository.releases.map(({ id }) => id)).toEqual([draft?.id]);
  });

  test.each([REVERT, PROMOTION])('say of what content it is, for whoever reads the release: %j', async (of) => {
    const github = await start();
    await runRelease(openFake(github).target, { ...(await buildContent()), origin: of });
    expect((await openFake(github).target.read(NAME))?.origin).toEqual(of);
  });

  test.each([
    ['written by hand', 'See the manual.'],
    ['what is no object', '<!-- origin ["clusterstack.promotes"] -->'],
    ['what is no JSON', '<!-- origin {clusterstack} -->'],
    ['values that are no text', `<!-- origin {"clusterstack.reverts-to": "docker-demo-1-32-v2@${DIGEST}", "clusterstack.reverts": 1} -->`],
  ])('say nothing of it: %s', async (_, body) => {
    const github = await start();
    addRelease(github.repository, NAME, { 'metadata.yaml': '' }, { body });
    expect((await openFake(github).target.read(NAME))?.origin).toBeUndefined();
  });
});

describe('the state of a release, at the top of its notes', () => {
  const BEGIN = '<!-- state of this release -->\n';
  const END = '\n<!-- end of its state -->\n\n';

  async function mark(body: string | null, notice: string | undefined) {
    const github = await start();
    addRelease(github.repository, NAME, {}, { body });
    const { mark: markRelease } = openFake(github).target;
    const outcome = await markRelease?.(NAME, notice);
    const again = await markRelease?.(NAME, notice);
    // Its notes, and nothing else of it.
    expect(github.touched.splice(0)).toEqual(outcome === 'marked' ? [`update ${NAME}`] : []);
    return [outcome, github.repository.releases[0]?.body, again];
  }

  test.each<[name: string, before: string | null, notice: string | undefined, outcome: string, after: string | null]>([
    ['is put there', '# Notes\r\n', 'Withdrawn.', 'marked', `${BEGIN}Withdrawn.${END}# Notes\r\n`],
    ['is put where there were no notes', null, 'Withdrawn.', 'marked', `${BEGIN}Withdrawn.${END}`],
    ['takes the place of another', `${BEGIN}Old.${END}# Notes\n`, 'Withdrawn.', 'marked', `${BEGIN}Withdrawn.${END}# Notes\n`],
    ['is there already', `${BEGIN}Withdrawn.${END}# Notes\n`, 'Withdrawn.', 'present', `${BEGIN}Withdrawn.${END}# Notes\n`],
    ['is taken away, and all else stays', `Before.\n${BEGIN}Old.${END}\n# Notes\n`, undefined, 'marked', 'Before.\n\n# Notes\n'],
    [
      'is taken away as a browser saved it',
      `${`${BEGIN}Old.${END}`.replaceAll('\n', '\r\n')}# Notes\r\n`,
      undefined,
      'marked',
      '# Notes\r\n',
    ],
    ['was never there', '# Notes\n', undefined, 'present', '# Notes\n'],
    ['of which somebody took the end is left', `${BEGIN}Old.\n`, 'New.', 'marked', `${BEGIN}New.${END}${BEGIN}Old.\n`],
    ['is not ended by what it says', '', 'a <!-- end of its state --> b', 'marked', `${BEGIN}a &lt;!-- end of its state --> b${END}`],
  ])('%s', async (_, before, notice, outcome, after) => expect(await mark(before, notice)).toEqual([outcome, after, 'present']));

  test('of a release that is not there', async () => {
    const github = await start();
    expect(await codeOf(Promise.resolve(openFake(github).target.mark?.(NAME, 'Withdrawn.')))).toBe('no-release');
  });
});
