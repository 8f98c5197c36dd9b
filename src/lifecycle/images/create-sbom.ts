import { digestOfFiles } from '../../digest.ts';
import type { ReleaseContent } from '../../release/index.ts';
import { TOOL } from '../../tool.ts';
import type { Contents } from './list-contents.ts';
import { type ListedContent, listSubject } from './list-subject.ts';

export interface SbomInput extends ListedContent {
  readonly content: ReleaseContent;
}

/** The SBOM of a release in CycloneDX, which names the content that it is of. Asks no network. */
export function createSbom(input: SbomInput): Promise<string> {
  return formatSbom(listSubject(input), input.content);
}

export async function formatSbom(contents: Contents, { assets, provenance }: ReleaseContent): Promise<string> {
  // The library is large, and seldom wanted.
  const { formatCycloneDx } = await import('./formats/format-cyclonedx.ts');
  return formatCycloneDx(contents, { tool: TOOL, created: provenance?.created, content: digestOfFiles(assets) });
}
