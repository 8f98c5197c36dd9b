import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { findProgram } from '../../src/process/index.ts';
import { describeWithHelm } from '../support/helm-tool.ts';
import type { Document } from './documents.ts';
import { matchOutput } from './match-output.ts';
import { type Block, readBlocks, readCommands } from './read-blocks.ts';
import { hasCharts, type StandIns, startStandIns } from './stand-ins.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

const update = process.env['UPDATE'] !== undefined;

/** Commands that are not run, by how they begin, and why. */
const NOT_RUN: Readonly<Record<string, string>> = {
  'npm ci': 'fetches packages; CI has run it before',
  'npm test': 'is what runs this',
  'npm i -D': 'fetches a package from GitHub',
  'docker ': 'needs a container engine; a registry in this process stands in for what it starts',
  'helm repo add': 'asks a server that is not there',
  '.release/e2e/': 'makes clusters; test/interop/e2e-kit.test.ts runs these scripts against stand-ins of their tools',
};

/** Sections whose stacks ship charts that are not part of this project. */
const NEEDS_CHARTS = /(update|build|plan|release|check) stacks\/openstack/;

/** Sections that end with what is not part of this project either. */
const NEEDS_KUBECTL = /^\$ kubectl /m;
const hasKubectl = findProgram('kubectl', process.env['PATH'] ?? '') !== undefined;

/**
 * Each section is run in a repository of its own; a document that tells one story is one section. Console blocks are
 * run, diffs applied, and files written whose first line is a comment with their path.
 */
function splitSections({ path, story }: Document): [name: string, blocks: readonly Block[]][] {
  const blocks = readBlocks(path, readFileSync(path, 'utf8'));
  const sections = story ? [''] : [...new Set(blocks.map(({ section }) => section))];
  return sections
    .map((section): [string, readonly Block[]] => [
      `${path}: ${section || 'all of it'}`,
      blocks.filter((block) => story || block.section === section),
    ])
    .filter(([, all]) => all.some(({ language }) => language === 'console'));
}

/** Commands print what is shown; with UPDATE=1 what they print is written into the documents. */
export function describeCommands(documents: readonly Document[]): void {
  describeWithHelm('commands in documents', () => {
    // Renderings of one section serve the next.
    const cache = mkdtempSync(join(tmpdir(), 'clusterstack-cache-'));
    afterAll(() => rmSync(cache, { recursive: true, force: true }));

    for (const document of documents) {
      for (const [name, blocks] of splitSections(document)) {
        const text = blocks.map((block) => block.text).join('');
        const lacks = (!hasCharts && NEEDS_CHARTS.test(text)) || (!hasKubectl && NEEDS_KUBECTL.test(text));
        test.skipIf(lacks).concurrent(
          name,
          async () => {
            const standIns = await startStandIns(text);
            const workspace = createWorkspace(standIns, document.story ? 'empty' : 'clone', cache);
            try {
              for (const block of blocks) await runBlock(block, workspace, standIns, document.path);
            } finally {
              workspace.remove();
              await standIns.close();
            }
          },
          120_000,
        );
      }
    }
  });
}

async function runBlock(block: Block, workspace: Workspace, standIns: StandIns, path: string) {
  const file = /^(?:#|\/\/) ([\w./-]+\.\w+)\n/.exec(block.text)?.[1];
  if (file !== undefined && block.language !== 'console') workspace.write(file, standIns.replace(block.text));
  if (block.language === 'diff') {
    workspace.write('../edit.diff', block.text);
    const { code, printed } = await workspace.run('git apply ../edit.diff');
    expect([block.at, code, printed]).toEqual([block.at, 0, '']);
  }
  if (block.language !== 'console') return;
  const commands = readCommands(block);
  for (const [index, { at, command: written, shown }] of commands.entries()) {
    // The packages are there already.
    const command = written.replace(/^npm ci && /, '');
    if (Object.keys(NOT_RUN).some((begin) => command.startsWith(begin))) continue;
    const { code, printed } = await workspace.run(standIns.replace(command));
    // What fails says so in the next line, which prints the code.
    if (commands[index + 1]?.command !== 'echo $?') expect([at, command, code, code === 0 ? '' : printed]).toEqual([at, command, 0, '']);
    if (shown.length === 0) continue;
    const told = matchOutput(shown, standIns.restore(printed).replaceAll(/sha256:[0-9a-f]{64}/g, 'sha256:…'));
    if (update) rewrite(path, block.section, `$ ${written}\n${shown.join('\n').trimEnd()}`, `$ ${written}\n${told}`);
    else expect(told, `${at}: ${command}`).toBe(shown.join('\n').trimEnd());
  }
}

/** Replaces text below a heading. */
function rewrite(path: string, section: string, before: string, after: string) {
  const markdown = readFileSync(path, 'utf8');
  const at = markdown.indexOf(before, Math.max(0, markdown.indexOf(`\n## ${section}\n`)));
  if (at < 0) throw new Error(`${path}: ${before} is not there any more`);
  writeFileSync(path, markdown.slice(0, at) + after + markdown.slice(at + before.length));
}
