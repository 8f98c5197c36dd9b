import type { Verdict } from '../../../src/finding.ts';

/**
 * Stacks of ours, each as one line: with the charts that its row of versions.yaml asks for in `charts/`. That of docker
 * comes without its rows, so that what csctl.yaml and the values say is all there is; openstack's row of 1.33 is one that
 * the stack no longer has.
 */
export type GoodStack = 'docker-1-36' | 'metal3-1-36' | 'openstack-1-33' | 'openstack-1-35' | 'openstack-1-36';

/** One change of a stack's files. An edit that changes nothing is a mistake of the test, and throws. */
export type Edit =
  | { readonly kind: 'text'; readonly file: string; readonly change: (text: string) => string }
  | { readonly kind: 'write'; readonly file: string; readonly text: string }
  | { readonly kind: 'remove'; readonly path: string }
  | { readonly kind: 'rename'; readonly from: string; readonly to: string }
  /** Puts a real archive at a path. */
  | { readonly kind: 'archive'; readonly chart: string; readonly path: string }
  /** Puts the files of a real archive into a folder. */
  | { readonly kind: 'unpack'; readonly chart: string; readonly path: string };

/** A finding that a mistake must bring. */
export interface Expected {
  readonly verdict: Extract<Verdict, 'refuse' | 'warn'>;
  readonly code: string;
  readonly subject?: string;
  /** Below the stack's directory. */
  readonly file?: string;
  /** What stands in the line that the finding points at. */
  readonly at?: string;
}

/** One realistic mistake. */
export interface Mistake {
  readonly name: string;
  readonly stack: GoodStack;
  readonly edits: readonly Edit[];
  readonly expected: readonly Expected[];
  /** What may be said as well, since it follows from the mistake: `refuse dependency-version`. */
  readonly consequences?: readonly string[];
  /** Why the check does not see it yet; the test then fails once it does. */
  readonly missed?: string;
}

/** An edit that changes nothing that matters. */
export interface HarmlessEdit {
  readonly name: string;
  readonly stack: GoodStack;
  readonly edits: readonly Edit[];
}

/** Replaces the first place where a text stands. */
export function replace(file: string, from: string, to: string): Edit {
  return { kind: 'text', file, change: (text) => text.replace(from, () => to) };
}

export function replaceAll(file: string, from: string, to: string): Edit {
  return { kind: 'text', file, change: (text) => text.replaceAll(from, () => to) };
}

/** Takes the first place of a text away. */
export function cut(file: string, text: string): Edit {
  return replace(file, text, '');
}

/** Takes everything from one text up to another away. */
export function cutBetween(file: string, from: string, to: string): Edit {
  const change = (text: string) => {
    const start = text.indexOf(from);
    const end = text.indexOf(to, start + from.length);
    return start < 0 || end < 0 ? text : text.slice(0, start) + text.slice(end);
  };
  return { kind: 'text', file, change };
}

/** Inserts a text behind the first place of another. */
export function insertAfter(file: string, anchor: string, text: string): Edit {
  return replace(file, anchor, anchor + text);
}

export function append(file: string, text: string): Edit {
  return { kind: 'text', file, change: (old) => `${old.replace(/\n?$/, '\n')}${text}` };
}

export function write(file: string, text: string): Edit {
  return { kind: 'write', file, text };
}

export function remove(path: string): Edit {
  return { kind: 'remove', path };
}

export function rename(from: string, to: string): Edit {
  return { kind: 'rename', from, to };
}

/** Puts a real archive of a chart at a path. */
export function putArchive(chart: string, path: string): Edit {
  return { kind: 'archive', chart, path };
}

/** Exchanges a chart's archive for that of another version. */
export function swapArchive(addon: string, name: string, from: string, to: string): Edit[] {
  const charts = `cluster-addon/${addon}/charts`;
  return [remove(`${charts}/${name}-${from}.tgz`), putArchive(`${name}-${to}`, `${charts}/${name}-${to}.tgz`)];
}

/** Exchanges a chart's archive for the same chart as a folder, whose files can be edited. */
export function unpackArchive(addon: string, name: string, version: string): Edit[] {
  const charts = `cluster-addon/${addon}/charts`;
  return [remove(`${charts}/${name}-${version}.tgz`), { kind: 'unpack', chart: `${name}-${version}`, path: `${charts}/${name}` }];
}
