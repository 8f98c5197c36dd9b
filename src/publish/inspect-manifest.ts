import { EMPTY_CONFIG } from '../oci/index.ts';
import type { ReleaseManifest } from '../release/index.ts';
import { ARTIFACT_TYPE, HASH, KUBERNETES } from './oci-artifact.ts';

/** A field of a manifest, with what it should have and has. */
export interface ManifestField {
  readonly field: string;
  readonly expected: string;
  readonly found: string;
}

/**
 * The fields of a release's manifest that CSO and csctl know, beside those that its files give.
 * @param expected by annotation, as the release's own files say it; undefined where they do not
 */
export function listManifestFields(
  { artifactType, config, annotations }: ReleaseManifest,
  expected: { readonly kubernetes: string | undefined; readonly hash: string | undefined },
): readonly ManifestField[] {
  const annotation = (name: string, value: string | undefined) =>
    value === undefined ? [] : [{ field: `annotation ${name}`, expected: value, found: annotations[name] ?? 'nothing' }];
  return [
    { field: 'artifactType', expected: ARTIFACT_TYPE, found: artifactType ?? 'nothing' },
    { field: 'config', expected: EMPTY_CONFIG.descriptor.mediaType, found: config },
    ...annotation(KUBERNETES, expected.kubernetes),
    ...annotation(HASH, expected.hash),
  ];
}
