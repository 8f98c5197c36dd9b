/** The published release whose content another one has again, under new names. */
export type ReleaseOrigin = 
/** Rolled back to by rolling forward; `from` is the release that it takes the place of. */
{
    readonly kind: 'revert';
    readonly release: string;
    readonly digest: string;
    readonly from: string;
}
/** Brought to another channel. */
 | {
    readonly kind: 'promotion';
    readonly release: string;
    readonly digest: string;
};
/** As annotations of an OCI manifest. */
export declare function formatOrigin(origin: ReleaseOrigin | undefined): Readonly<Record<string, string>>;
/** From the annotations of a manifest; undefined where they name none. */
export declare function parseOrigin(annotations?: Readonly<Record<string, string>>): ReleaseOrigin | undefined;
