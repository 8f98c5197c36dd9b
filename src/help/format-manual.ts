import type { Command, CommandFlag } from './command.ts';

/**
 * The manual page, in the macros of man(7).
 * @param version `0.1.0`
 */
export function formatManual(commands: readonly Command[], version: string): string {
  return `.TH CLUSTERSTACK 1 "" "clusterstack ${version}" "User Commands"
.SH NAME
clusterstack \\- release pipeline and packager for cluster stacks
.SH SYNOPSIS
.B clusterstack
.I verb
.RI [ words ]
.RI [ flags ]
.SH DESCRIPTION
Takes the directory of a cluster stack to a byte-reproducible release, refuses it when its parts do not fit, and
publishes it to OCI registries and GitHub releases. Without a target, releases go to an OCI layout in
.IR .release/oci .
.SH VERBS
${commands.map(formatCommand).join('\n')}
.SH EXIT STATUS
.TP
.B 0
done, or nothing to do
.TP
.B 1
something was refused or failed
.TP
.B 2
wrong usage
`;
}

function formatCommand({ name, summary, example, words, flags }: Command): string {
  const title = words === undefined ? name : `${name} ${words.name}`;
  return `.SS "${escapeTroff(title)}"
${escapeTroff(summary)}
${flags.map(formatFlag).join('\n')}
.PP
Example:
.RS 4
.nf
clusterstack ${escapeTroff(`${name} ${example}`.trim())}
.fi
.RE`;
}

function formatFlag({ flags, description }: CommandFlag): string {
  return `.TP\n.B ${escapeTroff(flags)}\n${escapeTroff(description)}`;
}

/** A backslash, a dash that is to be copied, and a dot or quote at the beginning of a line mean something to troff. */
function escapeTroff(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll('"', '\\(dq')
    .replaceAll(/[^\0-\x7f]/gu, (char) => `\\[u${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`)
    .replace(/^(?=[.'])/, '\\&');
}
