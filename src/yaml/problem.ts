/** Why a text cannot be read, thrown inside this folder and never out of it. */
export class YamlProblem {
  readonly kind: 'syntax' | 'limit';
  readonly message: string;
  /** Where in the text. */
  readonly offset: number;

  constructor(kind: 'syntax' | 'limit', message: string, offset: number) {
    this.kind = kind;
    this.message = message;
    this.offset = offset;
  }
}

export function failSyntax(message: string, offset: number): never {
  throw new YamlProblem('syntax', message, offset);
}

/** Our own budgets, beyond anything that people write; each bounds time, memory or the stack. */
export const LIMITS = {
  /** Bytes of one file. */
  bytes: 32 * 1024 * 1024,
  /** Lists and maps in each other; who walks the result does so on the stack. */
  depth: 1000,
  /** Scalars, lists and maps of one file. */
  nodes: 1_000_000,
} as const;

export function failLimit(message: string, offset: number): never {
  throw new YamlProblem('limit', message, offset);
}
