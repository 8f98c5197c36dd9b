import type { EndToEndReport } from './report.ts';

/** What `e2e` wrote, and what to do next. */
export function formatReport({ kit }: EndToEndReport, clean: (text: string) => string): string {
  const { directory, release, from, provider, kubernetes, steps, unknown, next } = kit;
  return [
    `written  ${release}  Kubernetes ${kubernetes} on ${provider}${from === undefined ? '' : `, upgraded from ${from}`}  ${clean(directory)}`,
    '',
    `steps: ${steps.join(', ')}`,
    ...unknown.map((text) => `not known: ${clean(text)}`),
    '',
    'next:',
    ...next.map((command) => `  $ ${clean(command)}`),
    '',
  ].join('\n');
}
