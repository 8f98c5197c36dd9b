import { dropRepeated } from '../../../finding.ts';
import { isFetchable } from '../list-charts.ts';
import type { FetchedChart, ImagesReport } from '../report.ts';
import { listPulled } from './collect.ts';
import { formatYaml, type Yaml } from './format-yaml.ts';

/** For `hauler store sync -f`. Source: https://pkg.go.dev/hauler.dev/go/hauler/pkg/apis/hauler.cattle.io/v1 */
export function formatHauler(report: ImagesReport): string {
  const { release, charts, nodeImages } = report;
  const images = listPulled(report).map(({ full }) => ({ name: full }));
  const files = [...new Set(nodeImages.flatMap(({ url }) => (url !== undefined && /^https?:/.test(url) ? [url] : [])))];
  const documents = [
    createDocument('Images', `${release}-images`, { images }),
    createDocument('Charts', `${release}-charts`, { charts: listFetchable(charts) }),
    createDocument('Files', `${release}-node-images`, { files: files.map((path) => ({ path })) }),
  ];
  return documents.flat().map(formatYaml).join('---\n');
}

/** An empty kind is left out. */
function createDocument(kind: string, name: string, spec: Readonly<Record<string, readonly Yaml[]>>): Yaml[] {
  const isEmpty = Object.values(spec).every((items) => items.length === 0);
  return isEmpty ? [] : [{ apiVersion: 'content.hauler.cattle.io/v1', kind, metadata: { name }, spec }];
}

/** Charts that a repository has, each once. */
function listFetchable(charts: readonly FetchedChart[]): Yaml[] {
  const fetchable = charts.flatMap(({ name, version, repository }) =>
    repository !== undefined && isFetchable(repository) ? [{ name, repoURL: repository, version }] : [],
  );
  return dropRepeated(fetchable);
}
