import type { ImagesReport, ListedChart, ListedNodeImage } from '../report.ts';
import { formatUnknown } from './collect.ts';

/** A line for each image, ready for any tool that reads names; all else stands behind a #. */
export function formatText(report: ImagesReport): string {
  const { release, kubernetes, images, nodeImages, charts } = report;
  const addons = [...new Set(images.map(({ addon }) => addon))];
  const containers = nodeImages.filter(({ kind }) => kind === 'container');
  const lines = [
    `# ${release}, Kubernetes ${kubernetes}`,
    ...addons.flatMap((addon) => ['', `# images of ${addon}`, ...images.filter((image) => image.addon === addon).map(formatImage)]),
    ...(nodeImages.length > 0 ? ['', '# node images', ...containers.map(formatImage)] : []),
    ...nodeImages.filter(({ kind }) => kind !== 'container').map(formatNodeImage),
    ...(charts.length > 0 ? ['', '# charts', ...charts.map(formatChart)] : []),
    ...(images.length + nodeImages.length + charts.length === 0 ? ['', '# nothing found'] : []),
    ...(report.unknown.length > 0 ? ['', ...formatUnknown(report)] : []),
  ];
  return `${lines.join('\n')}\n`;
}

/** With its digest, where that is known. */
function formatImage({ name = '', digest }: { readonly name?: string; readonly digest?: string }): string {
  return digest === undefined || name.includes('@') ? name : `${name}@${digest}`;
}

function formatNodeImage({ name, url, checksum }: ListedNodeImage): string {
  return `# ${[url === undefined ? `${name}, by its name in the cloud` : url, checksum].filter((part) => part !== undefined).join(' ')}`;
}

function formatChart({ name, version, repository, digest }: ListedChart): string {
  return `# ${[name, version, repository, digest].filter((part) => part !== undefined).join(' ')}`;
}
