import { type Command, type CommandFlag, parseSpelling } from './command.ts';

/** A completion script for zsh. Source: https://zsh.sourceforge.io/Doc/Release/Completion-System.html */
export function formatZsh(commands: readonly Command[]): string {
  return `#compdef clusterstack
# Load it with: source <(clusterstack completion zsh)
_clusterstack() {
  local line state
  _arguments -C '1: :->verb' '*:: :->words'
  case $state in
    verb)
      local -a verbs=(
${commands.map(({ name, summary }) => `        ${quote(`${name}:${summary}`)}`).join('\n')}
      )
      _describe verb verbs
      ;;
    words)
      case $line[1] in
${commands.map(formatCommand).join('\n')}
      esac
      ;;
  esac
}
compdef _clusterstack clusterstack
`;
}

function formatCommand({ name, words, flags }: Command): string {
  const listed = words === undefined ? [] : [quote(`*:${escapeSpec(words.name)}:${formatAction(words.choices)}`)];
  return `        ${name}) _arguments ${[...flags.flatMap(formatFlag), ...listed].join(' ')} ;;`;
}

function formatFlag(flag: CommandFlag): string[] {
  const { short, long, value } = parseSpelling(flag);
  const rest = `[${escapeSpec(flag.description)}]${value === undefined ? '' : `:${escapeSpec(value)}:${formatAction(flag.choices)}`}`;
  return [short, long].filter((spelling) => spelling !== undefined).map((spelling) => quote(`*${spelling}${rest}`));
}

function formatAction(choices: readonly string[] | undefined): string {
  return choices === undefined ? '_files' : `(${choices.join(' ')})`;
}

/** Brackets and colons divide the parts of what `_arguments` takes. */
function escapeSpec(text: string): string {
  return text.replaceAll(/[[\]:\\]/g, '\\$&');
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
