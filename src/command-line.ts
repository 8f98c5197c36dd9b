import { Command, CommanderError, Option } from 'commander';
import { VERSION } from './tool.ts';
import { type CommandLine, explainUsage, type Flag, formatFailure, VERBS, type Verb } from './verbs/index.ts';

/** Where a command line leads. */
export interface CommandLineOutlets {
  /** Runs the verb that a command line names, and shows what became of it. */
  run(verb: Verb, line: CommandLine, passwordStdin: boolean): Promise<void>;
  write(text: string): void;
  writeError(text: string): void;
}

/** Does what a command line says. Gives the exit code of one that names no verb, or names one wrongly. */
export async function runCommandLine(args: readonly string[], outlets: CommandLineOutlets): Promise<number | undefined> {
  // Only help is about the others as well.
  const named = VERBS.find(({ name }) => name === args[0]);
  const program = createProgram(named === undefined ? VERBS : [named], outlets);
  if (args.length === 0) {
    program.outputHelp();
    return undefined;
  }
  try {
    await program.parseAsync(args, { from: 'user' });
    return undefined;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return 0;
    if (args.includes('--json')) outlets.write(formatFailure(named, 'usage', explainUsage(error.message).replace(/^error: /, '')));
    return 2;
  }
}

function createProgram(verbs: readonly Verb[], outlets: CommandLineOutlets): Command {
  const program = new Command('clusterstack')
    .description('Release pipeline and packager for Sovereign Cloud Stack cluster stacks')
    .version(VERSION)
    .exitOverride()
    .configureOutput({ writeErr: (text) => outlets.writeError(explainUsage(text)) })
    .showHelpAfterError('(add --help for what is possible)')
    .addHelpText(
      'after',
      '\nWithout a target, releases go to an OCI layout in .release/oci.\n\nExample:\n  $ clusterstack release stacks/docker/scs',
    );
  for (const verb of verbs) addVerb(program, verb, outlets);
  return program;
}

function addVerb(program: Command, verb: Verb, outlets: CommandLineOutlets): void {
  const { name, summary, example, words, flags } = verb;
  const command = program
    .command(name)
    .description(summary)
    .addHelpText('after', `\nExample:\n  $ clusterstack ${name} ${example}`.trimEnd());
  if (words !== undefined) command.argument(words.name, words.description);
  for (const flag of flags) command.addOption(createOption(flag));
  command.action((...given: unknown[]) => {
    // Commander hands over the words, where there may be any, then the flags, then itself.
    const { passwordStdin = false, ...options } = command.opts<Options>();
    const args = words === undefined ? [] : [given[0]].flat().filter((word) => typeof word === 'string');
    return outlets.run(verb, readLine(verb, args, options), passwordStdin);
  });
}

function createOption({ flags, description, choices, default: value, repeats }: Flag): Option {
  const option = new Option(flags, description);
  if (choices !== undefined) option.choices(choices);
  if (value !== undefined) option.default(value);
  if (repeats) option.argParser((word: string, words: readonly string[] = []) => [...words, word]);
  return option;
}

/** The flags as commander parses them. */
type Options = Omit<CommandLine, 'words' | 'targets'> & { readonly target?: readonly string[]; readonly passwordStdin?: boolean };

/** Several targets may follow one --target: their scheme tells them from directories. */
function readLine({ takesTargets }: Verb, args: readonly string[], { target = [], ...options }: Options): CommandLine {
  const isAfterTarget = takesTargets === 'after --target' && target.length > 0;
  const isTarget = (word: string) => takesTargets === 'as words' || (isAfterTarget && /^(?:oci:\/\/|oci-layout:|github:)/.test(word));
  return { ...options, words: args.filter((word) => !isTarget(word)), targets: [...target, ...args.filter(isTarget)] };
}
