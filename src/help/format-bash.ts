import { type Command, type CommandFlag, parseSpelling } from './command.ts';

/** A completion script for bash 4.4 and newer. */
export function formatBash(commands: readonly Command[]): string {
  const names = commands.map(({ name }) => name).join(' ');
  return `# Load it with: source <(clusterstack completion bash)
_clusterstack() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]} words='' flags=''
  if ((COMP_CWORD == 1)); then
    mapfile -t COMPREPLY < <(compgen -W '${names}' -- "$current")
    return
  fi
  case "\${COMP_WORDS[1]}" in
${commands.map(formatCommand).join('\n')}
  esac
  case "\${COMP_WORDS[1]} $previous" in
${commands.flatMap(formatChoices).join('\n')}
  esac
  if [[ $current == -* ]]; then
    words=$flags
  fi
  if [[ -n $words ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
  else
    mapfile -t COMPREPLY < <(compgen -f -- "$current")
  fi
}
complete -o filenames -F _clusterstack clusterstack
`;
}

function formatCommand({ name, words, flags }: Command): string {
  const choices = words?.choices === undefined ? '' : ` words='${words.choices.join(' ')}'`;
  return `    ${name})${choices} flags='${flags.flatMap(listSpellings).join(' ')}' ;;`;
}

function formatChoices({ name, flags }: Command): string[] {
  return flags.flatMap((flag) => {
    if (flag.choices === undefined) return [];
    const patterns = listSpellings(flag).map((spelling) => `'${name} ${spelling}'`);
    return [`    ${patterns.join(' | ')}) words='${flag.choices.join(' ')}' ;;`];
  });
}

function listSpellings(flag: CommandFlag): string[] {
  const { short, long } = parseSpelling(flag);
  return short === undefined ? [long] : [short, long];
}
