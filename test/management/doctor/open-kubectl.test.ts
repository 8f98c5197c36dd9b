import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openKubectl } from '../../../src/management/doctor/open-kubectl.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

/** A kubectl that is a script. */
function standIn(script: string): string {
  const folder = temporaryDirectory();
  writeFileSync(join(folder, 'kubectl'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, 'kubectl'), 0o755);
  return folder;
}

const ask = (script: string, variables = {}, kubeconfig?: string) =>
  openKubectl(kubeconfig, { programs: standIn(script), variables })('/apis');

test('it only gets, of the kubeconfig that is named, from outside of here and without our secrets', async () => {
  const script = `echo "{\\"args\\": \\"$*\\", \\"pwd\\": \\"$(/bin/pwd)\\", \\"token\\": \\"$GITHUB_TOKEN\\", \\"own\\": \\"$CLOUD\\", \\"config\\": \\"$KUBECONFIG\\"}"`;
  const answer = await ask(script, { GITHUB_TOKEN: 'secret', CLOUD: 'mine', KUBECONFIG: 'a:/b' }, 'config');
  const here = process.cwd();
  expect(answer).toMatchObject({
    kind: 'found',
    data: { args: `--kubeconfig=${here}/config --request-timeout=30s get --raw /apis`, token: '', own: 'mine', config: `${here}/a:/b` },
  });
  expect(JSON.stringify(answer)).not.toContain(`"pwd":"${here}`);
});

test.each([
  ['Error from server (Forbidden): deployments is forbidden: User "jo" cannot list', 'denied'],
  ['Error from server (NotFound): the server could not find the requested resource', 'absent'],
  ['Error from server (InternalError): an error on the server', 'failed'],
  ['error: You must be logged in to the server (Unauthorized)', 'failed'],
  ['Unable to connect to the server: dial tcp: lookup x: no such host', 'failed'],
])('%s: %s', async (words, kind) => {
  expect(await ask(`echo '${words}' >&2; exit 1`)).toMatchObject({ kind });
});

test('what is no answer is told', async () => {
  expect(await ask('echo no json')).toEqual({ kind: 'failed', why: 'the server did not answer with JSON' });
  expect(await ask('exit 3')).toEqual({ kind: 'failed', why: 'kubectl failed without a word' });
});

test('none on the path, or one that the checkout brought, is none', () => {
  expect(() => openKubectl(undefined, { programs: '/nonexistent' })).toThrow(/there is no kubectl on the PATH/);
  const programs = mkdtempSync(join(process.cwd(), 'brought-'));
  try {
    writeFileSync(join(programs, 'kubectl'), '#!/bin/sh\n', { mode: 0o755 });
    for (const HOME of [undefined, '/nonexistent', '', 'home']) {
      expect(() => openKubectl(undefined, { programs, variables: { HOME } })).toThrow(/there is no kubectl on the PATH/);
    }
    expect(openKubectl(undefined, { programs, variables: { HOME: process.cwd() } })).toBeTypeOf('function');
  } finally {
    rmSync(programs, { recursive: true });
  }
});
