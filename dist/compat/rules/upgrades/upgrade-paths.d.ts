/** How far one upgrade of a chart may go by its vendor's documents. */
export interface UpgradePath {
    readonly chart: string;
    /** Minors at a time. */
    readonly minors: number;
    /** The vendor's conditions for a way back. */
    readonly back: string;
    readonly source: string;
    readonly asOf: string;
}
export declare const UPGRADE_PATHS: readonly UpgradePath[];
export declare function findUpgradePath(chart: string): UpgradePath | undefined;
