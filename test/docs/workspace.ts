import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { runGit, write } from '../git/support.ts';
import { lockRebuilt } from '../interop/support/charts.ts';
import { hasCharts, type StandIns } from './stand-ins.ts';

/** The day of all documents. */
const TODAY = '2026-11-28';

export interface Workspace {
  /** Runs one line in bash; `$?` is the code of the line before. On success what is told besides, like a request tried again, is not printed. */
  run(line: string): Promise<{ readonly code: number; readonly printed: string }>;
  /** Writes a file, at a path in the workspace. */
  write(path: string, text: string): void;
  remove(): void;
}

/** A git repository of its own: with this project's stacks, as in a clone, or with nothing. */
export function createWorkspace({ mirrors, env: standIns }: StandIns, content: 'clone' | 'empty', cache: string): Workspace {
  const folder = mkdtempSync(join(tmpdir(), 'clusterstack-docs-'));
  const root = join(folder, 'work');
  mkdirSync(root);
  runGit(root, 'init', '-q');
  write(join(root, '.gitignore'), '.release/\n');
  if (content === 'clone') {
    cpSync('stacks', join(root, 'stacks'), { recursive: true });
    const lock = join(root, 'stacks/openstack/scs/stack.lock.yaml');
    if (hasCharts && existsSync(lock)) writeFileSync(lock, lockRebuilt(readFileSync(lock, 'utf8')));
  }
  runGit(root, 'add', '.');
  runGit(root, 'commit', '-qm', 'Begin');
  const programs = join(folder, 'bin');
  write(join(programs, 'clusterstack'), formatShim(mirrors), 0o755);
  write(join(programs, 'npx'), '#!/bin/sh\nexec "$@"\n', 0o755);
  const env = {
    PATH: [programs, resolve('.tools/bin'), process.env['PATH']].join(delimiter),
    HOME: folder,
    CLUSTERSTACK_CACHE: cache,
    // What a reader's own environment has.
    TOKEN: 'secret',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_DATE: `${TODAY}T10:00:00Z`,
    GIT_COMMITTER_DATE: `${TODAY}T10:00:00Z`,
    GIT_AUTHOR_NAME: 'n',
    GIT_AUTHOR_EMAIL: 'e',
    GIT_COMMITTER_NAME: 'n',
    GIT_COMMITTER_EMAIL: 'e',
    ...standIns,
  };
  let before = 0;
  return {
    run: (line) =>
      new Promise((done, fail) => {
        const child = spawn('bash', ['-c', `(exit ${before})\n${line}`], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
        const printed = { stdout: '', stderr: '' };
        for (const stream of ['stdout', 'stderr'] as const) {
          child[stream].setEncoding('utf8').on('data', (chunk: string) => {
            printed[stream] += chunk;
          });
        }
        child.on('error', fail);
        child.on('close', (code) => {
          before = code ?? 1;
          done({ code: before, printed: before === 0 ? printed.stdout : printed.stdout + printed.stderr });
        });
      }),
    write: (path, text) => write(join(root, path), text),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The CLI on the fixed day, without progress, and with charts from loopback. */
function formatShim(mirrors: readonly string[]): string {
  const extra = mirrors.map((one) => `'${one}'`).join(' ');
  return `#!/bin/bash
verb=$1
shift
case $verb in
  -*) set -- "$verb" "$@" ;;
  check | plan | build | release) set -- "$verb" -q --today ${TODAY} ${extra} "$@" ;;
  publish) set -- "$verb" -q --today ${TODAY} "$@" ;;
  update) set -- "$verb" -q ${extra} "$@" ;;
  *) set -- "$verb" -q "$@" ;;
esac
exec '${process.execPath}' '${resolve('dist/cli.js')}' "$@"
`;
}
