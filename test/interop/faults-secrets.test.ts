import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ANSWERS, startHostile } from '../faults/support/hostile.ts';
import { findSecrets, holdsSecret } from '../faults/support/secret.ts';
import { UNSENT, WAYS } from '../faults/support/ways.ts';
import { formatChart, writeStack } from '../support/stack-builder.ts';
import { startCli } from '../support/start-cli.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

/** An addon with a dependency, so that chart repositories are asked, too. */
const STACK = {
  'cluster-addon/cni/Chart.yaml': `${formatChart('cni', '1.0.0')}dependencies:\n  - {name: cilium, version: 1.17.1, repository: https://charts.invalid/cilium}\n`,
};

/** What is never sent meets no answer, so that one server is enough for it. */
const answersTo = (name: string) => (UNSENT.has(name) ? ANSWERS.slice(0, 1) : ANSWERS);

describe.each(Object.entries(WAYS))('%s', (name, way) => {
  test.each(answersTo(name))('a server that %s: the secret is in no output and no file', async (kind) => {
    const root = temporaryDirectory();
    const server = await startHostile(kind);
    try {
      const cwd = join(root, 'work');
      mkdirSync(cwd);
      writeStack(join(cwd, 'stacks/demo'), /mirror/.test(name) ? STACK : {});
      for (const file of ['summary', 'output']) writeFileSync(join(cwd, file), '');
      const { args, ...options } = way(server.host, root);
      const entry = options.entry ?? 'cli';
      const env = {
        CLUSTERSTACK_RETRIES: '1',
        XDG_CACHE_HOME: join(cwd, 'cache'),
        GITHUB_STEP_SUMMARY: join(cwd, 'summary'),
        GITHUB_OUTPUT: join(cwd, 'output'),
        ...options.env,
      };
      const { code, stdout, stderr } = await startCli(entry === 'cli' ? ['release', 'stacks/demo', ...args, '--json'] : [], {
        ...options,
        cwd,
        env,
      }).result;
      // The runner takes these lines for itself.
      const shown = `${stdout}${stderr}`.replaceAll(/^::add-mask::.*$/gm, '');
      expect(code, shown).not.toBe(0);
      expect([holdsSecret(shown), findSecrets(cwd)], shown).toEqual([false, []]);
      expect(server.credentials() > 0, shown).toBe(!UNSENT.has(name));
    } finally {
      await server.close();
    }
  });
});
