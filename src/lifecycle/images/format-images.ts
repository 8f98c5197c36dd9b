import { cleanData, formatJson } from '../../text.ts';
import { formatSbom } from './create-sbom.ts';
import { formatUnknown } from './formats/collect.ts';
import { formatHauler } from './formats/format-hauler.ts';
import { formatImgpkg } from './formats/format-imgpkg.ts';
import { formatSkopeo } from './formats/format-skopeo.ts';
import { formatText } from './formats/format-text.ts';
import { formatZarf } from './formats/format-zarf.ts';
import type { ListedSubject } from './list-release-images.ts';
import type { ImagesReport } from './report.ts';

const FORMATS = ['text', 'json', 'skopeo', 'hauler', 'imgpkg', 'zarf', 'cyclonedx'] as const;
export type Format = (typeof FORMATS)[number];

export function isFormat(word: string | undefined): word is Format {
  return FORMATS.some((format) => format === word);
}

const LISTS = { skopeo: formatSkopeo, hauler: formatHauler, imgpkg: formatImgpkg, zarf: formatZarf };

/**
 * A list in the form that a tool reads. What could not be seen stands in each: as comments in YAML.
 * @throws ReleaseError `usage` for imgpkg, where digests are not known
 */
export async function formatImages({ report, subject }: ListedSubject, format: Format): Promise<string> {
  switch (format) {
    case 'json':
      return `${formatJson(report, 2)}\n`;
    case 'text':
      return formatText(cleanData(report));
    case 'cyclonedx':
      return formatSbom(report, subject.content);
    default:
      return formatList(cleanData(report), LISTS[format]);
  }
}

function formatList(report: ImagesReport, format: (report: ImagesReport) => string): string {
  return [...formatUnknown(report).map((line) => `${line}\n`), format(report)].join('');
}
