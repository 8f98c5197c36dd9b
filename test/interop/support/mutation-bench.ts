import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import * as tar from 'tar';
import { expect } from 'vitest';
import { check, type Finding, plan, type ReleaseRequest, type Runtime, release } from '../../../src/index.ts';
import { findArchive, lockRebuilt } from './charts.ts';
import { append, type Edit, type Expected, type GoodStack, remove } from './mutation.ts';
import { PROJECT } from './needs.ts';

/** The day on which all is judged unless a mistake is about another. */
export const TODAY = '2026-11-22';

const CILIUM = { cni: 'cilium-1.20.0', 'metrics-server': 'metrics-server-3.13.1' };

/** The archives that each line's row of versions.yaml asks for, by addon. */
const ARCHIVES: Readonly<Record<GoodStack, Readonly<Record<string, string>>>> = {
  'docker-1-36': {},
  'metal3-1-36': CILIUM,
  'openstack-1-33': { ...CILIUM, ccm: 'openstack-cloud-controller-manager-2.33.1', csi: 'openstack-cinder-csi-2.33.1' },
  'openstack-1-35': { ...CILIUM, ccm: 'openstack-cloud-controller-manager-2.35.0', csi: 'openstack-cinder-csi-2.35.0' },
  'openstack-1-36': { ...CILIUM, ccm: 'openstack-cloud-controller-manager-2.36.0', csi: 'openstack-cinder-csi-2.36.0' },
};

/** The lock with the digests of the archives that are put into `charts/`. */
const LOCK: Edit = { kind: 'text', file: 'stack.lock.yaml', change: lockRebuilt };
const ROW_33 = '- kubernetes: 1.33.12\n  cilium: 1.20.0\n  occm: 2.33.1\n  cinder_csi: 2.33.1\n  metrics-server: 3.13.1\n';

/** What makes a stack of ours the good one that mistakes are made in. */
const CHANGES: Readonly<Record<GoodStack, readonly Edit[]>> = {
  'docker-1-36': [remove('versions.yaml')],
  'metal3-1-36': [LOCK],
  'openstack-1-33': [append('versions.yaml', ROW_33), remove('stack.lock.yaml')],
  'openstack-1-35': [LOCK],
  'openstack-1-36': [LOCK],
};

export const GOOD_STACKS = Object.keys(ARCHIVES) as GoodStack[];

/** `1.32` of `docker-1-32` */
export function minorOf(stack: GoodStack): string {
  return stack.split('-').slice(1).join('.');
}

/** A finding without what differs from folder to folder. */
export interface Told {
  readonly verdict: string;
  readonly code: string;
  readonly subject: string;
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
}

let copies = 0;

/** A copy of a stack with its charts and edits, in a new folder below `root`; returns its directory. */
export async function writeStack(root: string, stack: GoodStack, edits: readonly Edit[] = []): Promise<string> {
  const provider = stack.split('-')[0] ?? '';
  const directory = join(root, String(copies++), provider, 'scs');
  await cp(join(PROJECT, 'stacks', provider, 'scs'), directory, { recursive: true });
  for (const [addon, chart] of Object.entries(ARCHIVES[stack])) {
    await applyEdit(directory, { kind: 'archive', chart, path: `cluster-addon/${addon}/charts/${chart}.tgz` });
  }
  for (const edit of [...CHANGES[stack], ...edits]) await applyEdit(directory, edit);
  return directory;
}

async function applyEdit(directory: string, edit: Edit): Promise<void> {
  const at = (path: string) => join(directory, path);
  switch (edit.kind) {
    case 'text': {
      const before = await readFile(at(edit.file), 'utf8');
      const after = edit.change(before);
      if (after === before) throw new Error(`an edit of ${edit.file} changes nothing`);
      return writeFile(at(edit.file), after);
    }
    case 'write':
      await mkdir(dirname(at(edit.file)), { recursive: true });
      return writeFile(at(edit.file), edit.text);
    case 'remove':
      return rm(at(edit.path), { recursive: true });
    case 'rename':
      await mkdir(dirname(at(edit.to)), { recursive: true });
      return rename(at(edit.from), at(edit.to));
    case 'archive':
      return cp(findArchive(edit.chart), at(edit.path), { recursive: true });
    case 'unpack':
      await mkdir(at(edit.path), { recursive: true });
      return tar.extract({ file: findArchive(edit.chart), cwd: at(edit.path), strip: 1 });
  }
}

/** How all runs of a test see the world: one cache, so that Helm renders each chart once. */
export function createRuntime(root: string, today = TODAY): Runtime {
  return { today, programs: process.env['PATH'], cache: join(root, 'cache') };
}

/** What the check says of one line of a stack. */
export async function checkStack(root: string, stack: GoodStack, directory: string, today?: string): Promise<readonly Told[]> {
  const report = await check({ stacks: [directory], kubernetes: minorOf(stack), offline: true }, createRuntime(root, today));
  const findings = [...report.stacks.flatMap((one) => one.findings), ...(report.findings ?? [])];
  return tell(findings, directory);
}

/** Findings with paths below the stack's directory. */
export function tell(findings: readonly Finding[], directory: string): Told[] {
  return findings.map(({ verdict, code, subject, message, file, line, waived }) => ({
    // What is waived stops no release.
    verdict: waived ? 'waived' : verdict,
    code,
    subject: shorten(subject, directory),
    message: shorten(message, directory),
    ...(file !== undefined && { file: relative(directory, resolve(file)) }),
    ...(line !== undefined && { line }),
  }));
}

/** Whatever else a message quotes stays as it is. */
function shorten(text: string, directory: string): string {
  return text.replaceAll(relative('.', directory), '.').replaceAll(directory, '.');
}

/** Refusals and warnings that the good stack does not have. */
export function findNew(mutated: readonly Told[], good: readonly Told[]): Told[] {
  const keyOf = ({ verdict, code, subject, message }: Told) => JSON.stringify([verdict, code, subject, message]);
  const known = new Set(good.map(keyOf));
  return mutated.filter((one) => (one.verdict === 'refuse' || one.verdict === 'warn') && !known.has(keyOf(one)));
}

/** Holds what is new against what a mistake must bring and what may follow from it. */
export async function expectFindings(
  found: readonly Told[],
  directory: string,
  { expected, consequences = [] }: { readonly expected: readonly Expected[]; readonly consequences?: readonly string[] },
): Promise<void> {
  const wanted = await Promise.all(expected.map(async (one) => ({ ...one, lines: await findLines(directory, one) })));
  const shown = JSON.stringify(found, undefined, 1);
  for (const { verdict, code, subject, file, lines } of wanted) {
    const matching = found.filter(
      (one) =>
        one.verdict === verdict &&
        one.code === code &&
        (subject === undefined || one.subject === subject) &&
        (file === undefined || one.file === file) &&
        (lines === undefined || (one.line !== undefined && lines.includes(one.line))),
    );
    expect(
      matching.length,
      `${verdict} ${code} ${subject ?? ''} at ${file ?? 'any file'}:${lines ?? 'any line'} among ${shown}`,
    ).toBeGreaterThan(0);
  }
  const allowed = new Set([...expected.map(({ verdict, code }) => `${verdict} ${code}`), ...consequences]);
  expect(
    found.filter(({ verdict, code }) => !allowed.has(`${verdict} ${code}`)),
    'findings that nobody expected',
  ).toEqual([]);
}

/** The lines of the mutated file that hold a text. */
async function findLines(directory: string, { file, at }: Expected): Promise<readonly number[] | undefined> {
  if (file === undefined || at === undefined) return undefined;
  const lines = (await readFile(join(directory, file), 'utf8')).split('\n');
  const found = lines.flatMap((line, index) => (line.includes(at) ? [index + 1] : []));
  if (found.length === 0) throw new Error(`no line of ${file} holds ${at}`);
  return found;
}

/** Releases a stack into a new layout; returns its URL. */
export async function releaseStack(root: string, stack: GoodStack, edits: readonly Edit[] = []): Promise<string> {
  const directory = await writeStack(root, stack, edits);
  const layout = join(dirname(dirname(directory)), 'oci');
  const report = await release(request(root, stack, directory, `oci-layout:${layout}`), createRuntime(root));
  const [line] = report.releases;
  if (line?.action !== 'released') {
    const reasons = line?.findings.filter(({ verdict }) => verdict === 'refuse') ?? report.error;
    throw new Error(`${stack} was ${line?.action}: ${JSON.stringify([reasons, line?.error])}`);
  }
  return `oci-layout:${layout}`;
}

/** What a plan says of the next release. */
export async function planStack(root: string, stack: GoodStack, directory: string, target: string): Promise<readonly Told[]> {
  const report = await plan(request(root, stack, directory, target), createRuntime(root));
  const findings = [...report.releases.flatMap((line) => line.findings), ...(report.findings ?? [])];
  return tell(findings, directory);
}

function request(root: string, stack: GoodStack, directory: string, target: string): ReleaseRequest {
  const output = join(root, 'output', String(copies++));
  return { stacks: [directory], kubernetes: minorOf(stack), mode: { kind: 'stable' }, output, targets: [target], offline: true };
}
