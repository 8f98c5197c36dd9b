/**
 * Runs `work` while no other process writes an archive, which is replaced as a whole. Makes its folder.
 * @throws OciError where nothing can be written there
 */
export declare function lockArchive<Result>(archive: string, work: () => Promise<Result>): Promise<Result>;
