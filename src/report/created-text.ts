import type { InitReport } from '../result.ts';

/** What `init` wrote, what each file is for, and what to do next. */
export function formatCreated({ created: { directory, stack, kubernetes, files, next } }: InitReport): string {
  return [
    `created  ${stack}  Kubernetes ${kubernetes}  ${directory}`,
    '',
    ...files.flatMap(({ path, about }) => [`  ${path}`, ...about.map((line) => `    ${line}`)]),
    '',
    'next:',
    ...next.map((command) => `  $ ${command}`),
    '',
  ].join('\n');
}
