/** `.release/<release>.cdx.json` */
export declare function sbomFile(output: string, release: string): string;
/**
 * Writes a release's SBOM beside its record, in place of an earlier one. It is no file of the release: nothing is published of it.
 * @throws ReleaseError `unwritable`
 */
export declare function writeSbom(output: string, release: string, sbom: string): void;
