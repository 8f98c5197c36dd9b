import type { RepublishedLine, RepublishReport } from '../lifecycle/index.ts';
import { formatRelease } from './text.ts';

/** The result of `revert` and `promote` for people: what was made, as of any release, and of what. */
export function formatRepublished(report: RepublishReport, color: boolean): string {
  return `${report.releases.flatMap(describeOrigin).join('\n')}\n${formatRelease(report, color)}`;
}

function describeOrigin({ release, action, origin, kubernetes, content }: RepublishedLine): string[] {
  if (origin === undefined) return [];
  const { from } = origin;
  const verb = action === 'unchanged' ? 'has' : 'gets';
  return [
    `${release} ${verb} the content of ${origin.release} at ${origin.url}${from === undefined ? '' : `, in place of ${from}`}`,
    ...(origin.kubernetes === undefined
      ? []
      : [`  with Kubernetes ${kubernetes} and its node images, and not ${origin.kubernetes}: no cluster can be taken to a lower version`]),
    ...(content === undefined ? [] : [`  the same content at both ends, names aside: ${content}`]),
  ];
}
