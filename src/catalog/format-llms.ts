import { formatCount } from '../text.ts';
import type { SiteStack } from './group-releases.ts';
import { linePath, releasePath, stackPath } from './paths.ts';
import { escapeMarkdown } from './render-markdown.ts';

/** A map of the site for language models. Source: https://llmstxt.org */
export function formatLlms(title: string, stacks: readonly SiteStack[]): string {
  const parts = [
    `# ${escapeMarkdown(title)}`,
    '> Releases of cluster stacks: what is in them, how to use them, and what clusters live through that go from one to another. Each page is Markdown beside its HTML.',
    [
      '## Data',
      '- [index.json](index.json): all releases, described by [its schema](index.schema.json)',
      '- [graph.json](graph.json): where clusters may go, described by [its schema](graph.schema.json)',
    ].join('\n'),
    ...stacks.map(({ stack, lines }) =>
      [
        `## ${stack}`,
        `- [Upgrade paths](${stackPath(stack)}.md): from each release of ${stack}`,
        ...lines.map(({ line, minor, newest, releases }) => {
          const now = newest === undefined ? 'none on offer' : `newest [${newest.release}](${releasePath(newest.release)}.md)`;
          return `- [${line}](${linePath(line)}.md): Kubernetes ${minor}, ${formatCount(releases.length, 'release')}, ${now}`;
        }),
      ].join('\n'),
    ),
  ];
  return `${parts.join('\n\n')}\n`;
}
