import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { HelmSearch } from '../../src/chart/index.ts';
import { judgeHelm, judgeHelmVersion, openRenders, readHelmVersion } from '../../src/facts/find-helm.ts';
import { write } from '../git/support.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const FOUND: HelmSearch = { kind: 'found', helm: { path: '/bin/helm', version: 'v3.19.0', build: 'v3.19.0+1' } };
const BROKEN: HelmSearch = { kind: 'broken', path: '/bin/helm', why: 'does not say its version' };
const REFUSED = [{ code: 'helm-required', verdict: 'refuse', subject: 'helm', waived: false, message: expect.any(String) }];

test.each<[string, HelmSearch, boolean, readonly unknown[]]>([
  ['one that works', FOUND, false, []],
  ['one that works, and is required', FOUND, true, []],
  ['none', { kind: 'none' }, false, []],
  ['none, and one is required', { kind: 'none' }, true, REFUSED],
  ['a broken one', BROKEN, false, REFUSED],
  ['a broken one, and one is required', BROKEN, true, REFUSED],
])('helm: %s', (_, search, isRequired, findings) => {
  expect(judgeHelm(search, isRequired)).toEqual(findings);
});

test('a broken helm is named, and what is wrong with it', () => {
  expect(judgeHelm(BROKEN, false)[0]?.message).toMatch(/^\/bin\/helm does not say its version, /);
});

test.each([
  ['v3.19.0', []],
  ['v3.2.1', []],
  ['v3.19', []],
  ['v4.0.1', ['warn helm-version helm']],
  ['v30.1.0', ['warn helm-version helm']],
  ['v2.17.0+v3.1', ['warn helm-version helm']],
])('charts that were rendered with helm %s', (version, findings) => {
  expect(judgeHelmVersion(version).map(({ verdict, code, subject }) => `${verdict} ${code} ${subject}`)).toEqual(findings);
});

describe('the version of the helm on the PATH', () => {
  const install = (script: string) => {
    const folder = temporaryDirectory();
    write(join(folder, 'helm'), `#!/bin/sh\n${script}\n`, 0o755);
    return folder;
  };
  const read = (programs: string | undefined, cache?: string) => readHelmVersion({ today: '2026-11-23', programs, cache });

  test('is what it says', async () => {
    expect(await read(install('echo v3.19.4'))).toBe('v3.19.4');
  });

  test.each([
    ['there is no PATH', () => undefined],
    ['there is no helm', () => temporaryDirectory()],
    ['it fails', () => install('exit 1')],
  ])('is not known where %s', async (_, programs) => {
    expect(await read(programs())).toBeUndefined();
  });

  test('is asked for once, where there is a cache', async () => {
    const asked = join(temporaryDirectory(), 'asked');
    const programs = install(`[ -e ${asked} ] && exit 1; : > ${asked}; echo v3.19.4`);
    const cache = temporaryDirectory();
    expect([await read(programs, cache), await read(programs, cache), await read(programs)]).toEqual(['v3.19.4', 'v3.19.4', undefined]);
  });
});

test('renderings are kept in the cache’s own folder for them, or nowhere', async () => {
  expect(openRenders({ cache: undefined })).toBeUndefined();
  const cache = temporaryDirectory();
  await openRenders({ cache })?.write('key', [1]);
  expect(existsSync(join(cache, 'renders/key.json'))).toBe(true);
  expect(await openRenders({ cache })?.read('key')).toEqual([1]);
});
