import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeTrap, runGit, write } from '../git/support.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { createWorkspace, run } from './run.ts';

let workspace: Awaited<ReturnType<typeof createWorkspace>>;
let stack: string;
beforeEach(async () => {
  workspace = await createWorkspace();
  stack = join(workspace.cwd, 'stacks/docker/scs');
});
afterEach(() => workspace.remove());

const TOKENS = { GITHUB_TOKEN: 'ghp_fake', OCI_USERNAME: 'me', OCI_PASSWORD: 'fake', OCI_REGISTRY: 'localhost:1' };

/** Files of an embedded bare repository, none of which has a name that git would refuse, with a program to run. */
function plantBareRepository(folder: string, program: string): void {
  mkdirSync(folder, { recursive: true });
  runGit(folder, 'init', '-q', '--bare', '.');
  for (const key of ['core.fsmonitor', 'core.sshCommand', 'core.pager']) runGit(folder, 'config', key, program);
  runGit(folder, 'config', 'core.bare', 'false');
  runGit(folder, 'config', 'core.worktree', folder);
}

const WAYS: readonly (readonly [string, readonly string[], Readonly<Record<string, string>>])[] = [
  ['cli', ['check', '--offline'], {}],
  ['cli', ['plan', '--target', 'oci-layout:oci'], {}],
  ['cli', ['build'], {}],
  ['cli', ['release', '--target', 'oci-layout:oci'], {}],
  [
    'action',
    [],
    { 'INPUT_DRY-RUN': 'true', INPUT_TARGETS: 'oci-layout:oci', 'INPUT_REQUIRE-HELM': 'false', 'INPUT_GITHUB-TOKEN': 'ghp_fake' },
  ],
];

describe('what a stack brings is not run', () => {
  test.each<[string, (program: string) => void]>([
    ['a stack that is a bare repository itself', (program) => plantBareRepository(stack, program)],
    [
      'a file .git that leads into the stack',
      (program) => {
        plantBareRepository(join(stack, 'cluster-class/files/evil'), program);
        write(join(stack, '.git'), 'gitdir: cluster-class/files/evil\n');
      },
    ],
    [
      'a file .git beside the stacks',
      (program) => {
        plantBareRepository(join(workspace.cwd, 'stacks/evil'), program);
        write(join(workspace.cwd, 'stacks/.git'), 'gitdir: evil\n');
      },
    ],
    ['settings of the checkout itself', (program) => runGit(workspace.cwd, 'config', 'core.fsmonitor', program)],
    [
      'a program called git in the stack, and in the folder where we are',
      (program) => {
        for (const folder of [workspace.cwd, join(stack, 'bin')]) {
          mkdirSync(folder, { recursive: true });
          for (const name of ['git', 'helm']) cpSync(program, join(folder, name));
        }
      },
    ],
  ])(
    '%s',
    async (_, plant) => {
      runGit(workspace.cwd, 'init', '-q');
      runGit(workspace.cwd, 'add', '.');
      runGit(workspace.cwd, 'commit', '-qm', 'one');
      const { program, marker } = makeTrap();
      plant(program);
      const path = `:.:./bin:${join(stack, 'bin')}:${process.env['PATH']
        ?.split(':')
        .filter((folder) => !existsSync(join(folder, 'helm')))
        .join(':')}`;
      for (const [entry, args, inputs] of WAYS) {
        const { stdout, stderr } = await run(entry as 'cli' | 'action', args, {
          cwd: workspace.cwd,
          env: { ...TOKENS, ...inputs, PATH: path },
        });
        expect(existsSync(marker) ? `${entry} ${args.join(' ')}: ${readFileSync(marker, 'utf8')}` : 'nothing ran').toBe('nothing ran');
        // The runner hides a secret only after it was told it.
        expect(`${stdout}${stderr}`.replaceAll(/^::add-mask::.*$/gm, '')).not.toMatch(/ghp_fake/);
      }
    },
    60_000,
  );
});

/** A helm that says its version, and then does as told. */
function fakeHelm(script: string, version = 'echo v3.19.0'): string {
  const folder = join(workspace.cwd, 'programs');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'helm'), `#!/bin/sh\ncase "$1" in version) ${version}; exit;; esac\n${script}\n`);
  chmodSync(join(folder, 'helm'), 0o755);
  return `${folder}:${process.env['PATH']}`;
}

const refusals = (stdout: string): string[] =>
  JSON.parse(stdout).releases.flatMap(({ findings }: { findings: { verdict: string; code: string }[] }) =>
    findings.filter(({ verdict }) => verdict === 'refuse').map(({ code }) => code),
  );

describe('a helm that breaks refuses the charts', () => {
  test.each([
    ['is killed', 'kill -9 $$'],
    ['answers nonsense', 'echo "{}"'],
    ['fails without a word', 'exit 1'],
    ['takes more memory than it may', `exec perl -e '$x = "a" x 4e9'`],
    ['writes without end', 'exec yes'],
  ])(
    'one that %s',
    async (_, script) => {
      const PATH = fakeHelm(script);
      for (const flags of [['--require-helm'], []]) {
        const { code, stdout } = await run('cli', ['release', '--json', '--target', 'oci-layout:oci', ...flags], {
          cwd: workspace.cwd,
          env: { PATH },
        });
        expect([code, new Set(refusals(stdout))]).toEqual([1, new Set(['not-rendered'])]);
        expect(existsSync(join(workspace.cwd, 'oci/index.json'))).toBe(false);
      }
    },
    60_000,
  );

  test.each(['kill -9 $$', 'echo nonsense', 'exit 1'])('one that does not even tell its version: %s', async (version) => {
    const PATH = fakeHelm('exit 1', version);
    const path = PATH.split(':')
      .filter((folder, index) => index === 0 || !existsSync(join(folder, 'helm')))
      .join(':');
    const { code, stdout } = await run('cli', ['release', '--json', '--target', 'oci-layout:oci'], {
      cwd: workspace.cwd,
      env: { PATH: path },
    });
    expect([code, refusals(stdout)]).toEqual([1, ['helm-required']]);
  });

  test('one of another major is told of once', async () => {
    const PATH = fakeHelm('printf -- "---\\n# Source: a/templates/a.yaml\\n"', 'echo v4.3.0');
    const { stdout } = await run('cli', ['build', '--json', '--no-check'], { cwd: workspace.cwd, env: { PATH } });
    const { findings } = JSON.parse(stdout) as { findings: { code: string; verdict: string }[] };
    expect(findings.filter(({ code }) => code === 'helm-version').map(({ verdict }) => verdict)).toEqual(['warn']);
  });
});

describe('a record keeps what git told', () => {
  const build = () => run('cli', ['build', '--json'], { cwd: workspace.cwd });
  const recorded = () => {
    const file = readdirSync(join(workspace.cwd, '.release')).find((name) => /^(?!.*\.cdx\.).*\.json$/.test(name)) ?? '';
    const { findings } = JSON.parse(readFileSync(join(workspace.cwd, '.release', file), 'utf8')) as {
      findings: { code: string; verdict: string }[];
    };
    return findings
      .filter(({ code }) => /^(?:dirty-tree|commit-unknown|no-repository)$/.test(code))
      .map(({ code, verdict }) => `${verdict} ${code}`);
  };

  test('no repository: a warning', async () => {
    await build();
    expect(recorded()).toEqual(['warn no-repository']);
  });

  test('a repository without a commit: a warning on disk, refused elsewhere, by release and by publish', async () => {
    execFileSync('git', ['-C', workspace.cwd, 'init', '-q']);
    await build();
    expect(recorded()).toEqual(['warn commit-unknown']);
    for (const verb of ['publish', 'release']) {
      const { code, stdout } = await run('cli', [verb, '--json', '--target', 'github:org/stacks'], {
        cwd: workspace.cwd,
        env: { CLUSTERSTACK_RETRIES: '0' },
      });
      expect(code).toBe(1);
      expect(stdout).not.toContain('"action": "released"');
    }
  });
});

describe('what a checkout brings does not pass for what was made here', () => {
  test('a committed release is not published, and one that is built is', async () => {
    runGit(workspace.cwd, 'init', '-q');
    runGit(workspace.cwd, 'add', '.');
    runGit(workspace.cwd, 'commit', '-qm', 'one');
    await run('cli', ['build'], { cwd: workspace.cwd });
    const publish = async (...args: readonly string[]) => {
      const { stdout } = await run('cli', ['publish', ...args, '--json', '--target', 'oci-layout:oci'], { cwd: workspace.cwd });
      return JSON.parse(stdout).releases.map(({ action, error }: { action: string; error?: { code: string } }) => error?.code ?? action);
    };
    // A record or a folder alone is enough, by whatever path one comes to it.
    symlinkSync('.release', join(workspace.cwd, 'link'));
    for (const brought of ['.release/docker-scs-1-36-v1.json', '.release/docker-scs-1-36-v1/metadata.yaml']) {
      runGit(workspace.cwd, 'add', '-f', brought);
      expect([await publish(), await publish('link/docker-scs-1-36-v1')]).toEqual([['release-changed'], ['release-changed']]);
      runGit(workspace.cwd, 'rm', '-q', '--cached', brought);
    }
    expect(await publish()).toEqual(['released']);
  });

  test('a release is not published elsewhere where git does not tell whether it was committed', async () => {
    await run('cli', ['build'], { cwd: workspace.cwd });
    runGit(workspace.cwd, 'init', '-q');
    const { code, stdout } = await run('cli', ['publish', '--json', '--target', 'oci://localhost:1/x'], {
      cwd: workspace.cwd,
      env: { CLUSTERSTACK_RETRIES: '0', PATH: '/nowhere' },
    });
    expect([code, stdout.includes('"action": "released"')]).toEqual([1, false]);
  });

  test('a cache in the checkout is not read', async () => {
    const home = temporaryDirectory();
    runGit(workspace.cwd, 'init', '-q');
    const own = join(temporaryDirectory(), 'cache');
    const cwd = join(workspace.cwd, 'stacks');
    // A HOME that is empty or relative is none: the cache is then in the user's own.
    for (const [folder, isUsed, isTold, variables] of [
      [join(workspace.cwd, 'cache'), false, true, { HOME: home, CLUSTERSTACK_CACHE: join(workspace.cwd, 'cache') }],
      [own, true, false, { HOME: home, CLUSTERSTACK_CACHE: own }],
      [join(cwd, '.cache'), false, false, { HOME: '' }],
      [join(cwd, 'here'), false, false, { HOME: 'here' }],
    ] as const) {
      const env = { PATH: fakeHelm('exit 1'), ...variables };
      const { stderr } = await run('cli', ['check', '--offline', 'docker'], { cwd, env });
      expect([existsSync(folder), /the cache .* is not used: it lies in the checkout/.test(stderr)]).toEqual([isUsed, isTold]);
    }
  });
});
