import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ReleaseError } from '../../src/errors.ts';
import { diagnoseTargets, openTarget } from '../../src/publish/index.ts';
import { openFake, useGitHub } from '../support/github/index.ts';
import { publishTo } from '../support/publish-to.ts';
import { buildContent } from '../support/release-builder.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const start = useGitHub();

test('what may be read and written at each target, and as whom', async () => {
  const directory = temporaryDirectory();
  const open = (name: string) => openTarget(`oci-layout:${join(directory, name)}`, {});
  const [full, empty, broken] = [open('full'), open('empty'), open('broken')];
  await publishTo(full, await buildContent('v1'));
  await publishTo(full, await buildContent('v2'));
  writeFileSync(join(directory, 'broken'), 'not a layout');
  const github = await start({ isAppToken: true, permission: 'read' });
  const describeLogin = async (url: string) => {
    if (url === full.url) return 'robot, by docker login';
    if (url === empty.url) throw new ReleaseError('unreadable', 'the login file cannot be read');
    return undefined;
  };
  const trouble = (code: string) => ({ code, message: expect.any(String) });
  expect(await diagnoseTargets([full, empty, broken, openFake(github).target], { describeLogin })).toEqual([
    { url: full.url, read: 'ok', write: 'ok', releases: 2, login: 'robot, by docker login' },
    { url: empty.url, read: 'ok', write: 'ok', releases: 0, login: 'the login file cannot be read' },
    { url: broken.url, read: trouble('invalid-layout'), write: trouble('invalid-layout') },
    { url: 'github:owner/stacks', read: 'ok', write: trouble('forbidden'), releases: 0 },
  ]);
});

test('where nobody can tell who one is', async () => {
  const url = `oci-layout:${join(temporaryDirectory(), 'oci')}`;
  expect(await diagnoseTargets([openTarget(url, {})], {})).toEqual([{ url, read: 'ok', write: 'ok', releases: 0 }]);
});
