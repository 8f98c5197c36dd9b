/** A verb of the command line, as far as help tells of it. */
export interface Command {
  readonly name: string;
  /** Its line in the help. */
  readonly summary: string;
  /** The example, without `clusterstack <name> `. */
  readonly example: string;
  readonly words?: {
    readonly name: string;
    readonly description: string;
    /** The only words that it takes. */
    readonly choices?: readonly string[];
  };
  readonly flags: readonly CommandFlag[];
}

export interface CommandFlag {
  /** `-t, --target <url>` */
  readonly flags: string;
  readonly description: string;
  /** The only values that it takes. */
  readonly choices?: readonly string[];
}

/** The spellings of a flag: `-t`, `--target`, and `url` where it takes a value. */
export interface Spelling {
  readonly short: string | undefined;
  readonly long: string;
  readonly value: string | undefined;
}

export function parseSpelling({ flags }: CommandFlag): Spelling {
  const [, short, long = '', value] = /^(?:(-\w), )?(--[\w-]+)(?: <(.+)>)?$/.exec(flags) ?? [];
  return { short, long, value };
}
