/**
 * A page as data: what it says, and not how it looks. Each is written twice, as HTML and as Markdown; whatever comes from
 * releases is text here, and is escaped where it is written.
 */
export interface Page {
  /** In the site and without an ending: `releases/docker-scs-1-36-v4`. */
  readonly path: string;
  readonly title: string;
  /** One or two sentences. */
  readonly lead: readonly Inline[];
  /** The pages above it, the first one first. */
  readonly trail: readonly { readonly to: string; readonly text: string }[];
  /** The Atom feed that tells of changes to it. */
  readonly feed: string;
  readonly blocks: readonly Block[];
}

export type Tone = 'good' | 'warn' | 'bad' | 'quiet';

export type Inline =
  | string
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'strong'; readonly text: string }
  /** A word that is read at a glance: a state, a verdict. */
  | { readonly kind: 'tag'; readonly text: string; readonly tone: Tone }
  | { readonly kind: 'date'; readonly day: string }
  /** Another page of the site, by its path. */
  | { readonly kind: 'page'; readonly to: string; readonly text: string; readonly anchor?: string }
  /** Another file of the site. */
  | { readonly kind: 'file'; readonly to: string; readonly text: string }
  /** Elsewhere; only http and https become links. */
  | { readonly kind: 'url'; readonly url: string; readonly text: string };

export interface Row {
  /** The first heads the row. */
  readonly cells: readonly (readonly Inline[])[];
  /** A release that is no longer offered. */
  readonly isStruck?: boolean;
  readonly id?: string;
}

export type Block =
  | { readonly kind: 'heading'; readonly level: 2 | 3; readonly id: string; readonly text: string }
  | { readonly kind: 'paragraph'; readonly content: readonly Inline[] }
  | { readonly kind: 'notice'; readonly tone: Tone; readonly content: readonly Inline[] }
  | { readonly kind: 'list'; readonly items: readonly (readonly Inline[])[] }
  | { readonly kind: 'facts'; readonly items: readonly (readonly [term: string, value: readonly Inline[]])[] }
  | {
      readonly kind: 'table';
      readonly id: string;
      readonly caption: string;
      readonly columns: readonly string[];
      readonly rows: readonly Row[];
    }
  | { readonly kind: 'code'; readonly id: string; readonly label: string; readonly language: string; readonly text: string }
  | { readonly kind: 'details'; readonly summary: readonly Inline[]; readonly blocks: readonly Block[] }
  | { readonly kind: 'graph'; readonly graph: Graph };

/** A drawing of releases and of the ways between them; the same is told in a table beside it. */
export interface Graph {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly columns: readonly string[];
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly { readonly from: GraphNode; readonly to: GraphNode; readonly tone: Tone; readonly title: string }[];
}

export interface GraphNode {
  readonly to: string;
  readonly label: string;
  readonly title: string;
  readonly column: number;
  readonly row: number;
  readonly tone: Tone;
}

export const code = (text: string): Inline => ({ kind: 'code', text });
export const strong = (text: string): Inline => ({ kind: 'strong', text });
export const tag = (text: string, tone: Tone): Inline => ({ kind: 'tag', text, tone });
export const page = (to: string, text: string, anchor?: string): Inline => ({ kind: 'page', to, text, ...(anchor && { anchor }) });
export const file = (to: string, text: string): Inline => ({ kind: 'file', to, text });
export const url = (target: string, text = target): Inline => ({ kind: 'url', url: target, text });

/** What is shown of a day or moment: `2026-11-23`. */
export function date(moment: string | undefined): readonly Inline[] {
  const day = moment?.slice(0, 10) ?? '';
  return /^\d{4}-\d{2}-\d{2}$/.test(day) ? [{ kind: 'date', day }] : [];
}

/** Only these lead anywhere: `javascript:` and its like stay text. */
export function isWebUrl(text: string): boolean {
  return /^https?:\/\/[^\s]+$/i.test(text) && URL.canParse(text);
}

/** The way from one file of the site to another. */
export function relativeTo(from: string, to: string): string {
  const above = from.split('/').slice(0, -1);
  const parts = to.split('/');
  let shared = 0;
  while (shared < above.length && shared < parts.length - 1 && above[shared] === parts[shared]) shared += 1;
  return [...above.slice(shared).map(() => '..'), ...parts.slice(shared)].join('/');
}

/** The words of some inlines alone. */
export function plainText(content: readonly Inline[]): string {
  return content.map((part) => (typeof part === 'string' ? part : part.kind === 'date' ? part.day : part.text)).join('');
}
