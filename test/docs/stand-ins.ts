import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { serveCharts } from '../interop/support/chart-repository.ts';
import { CHARTS } from '../interop/support/needs.ts';
import { mirrorOwn } from '../interop/support/own-stack.ts';
import { SLUG, startGitHub } from '../support/github/index.ts';
import { startRegistry } from '../support/registry.ts';

/** What the documents name, and what answers in its place while they are run. */
export interface StandIns {
  readonly env: Readonly<Record<string, string>>;
  /** Flags for verbs that fetch charts. */
  readonly mirrors: readonly string[];
  /** A document's text for the machine. */
  replace(text: string): string;
  /** The machine's text as a document says it. */
  restore(text: string): string;
  close(): Promise<void>;
}

const REGISTRIES = ['ghcr.io', 'registry.example.com', 'localhost:5000'];
const GITHUB = 'github:my-org/cluster-stacks';

/** Whether the archives that the committed locks name, or what stands in for them, are at hand. */
export const hasCharts = existsSync(join(CHARTS, 'index.yaml'));

/** Starts what the text names. */
export async function startStandIns(text: string): Promise<StandIns> {
  const names: [document: string, machine: string][] = [];
  const closers: (() => Promise<void>)[] = [];
  const env: Record<string, string> = {};
  const mirrors: string[] = [];
  for (const host of REGISTRIES.filter((one) => text.includes(one))) {
    const registry = await startRegistry();
    closers.push(() => registry.close());
    names.push([host, registry.host]);
  }
  if (text.includes(GITHUB)) {
    const github = await startGitHub();
    closers.push(() => github.close());
    names.push([GITHUB, `github:${SLUG.owner}/${SLUG.repository}`]);
    Object.assign(env, { GITHUB_API_URL: github.apiUrl, GITHUB_TOKEN: github.token });
  }
  if (hasCharts && text.includes('openstack')) {
    const charts = await serveCharts({ all: true });
    closers.push(() => charts.close());
    names.push(['https://charts.example.com', charts.url]);
    for (const [from, to] of mirrorOwn(charts.url)) mirrors.push('--mirror', `${from}=${to}`);
  }
  return {
    env,
    mirrors,
    replace: (one) => names.reduce((all, [document, machine]) => all.replaceAll(document, machine), one),
    restore: (one) => names.reduce((all, [document, machine]) => all.replaceAll(machine, document), one),
    close: async () => void (await Promise.all(closers.map((close) => close()))),
  };
}
