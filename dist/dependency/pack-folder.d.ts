import type { Stack } from '../stack/index.js';
export interface PackedChart {
    readonly version: string;
    readonly bytes: Buffer;
}
/**
 * Packs the chart that a `file://` dependency names, as Helm does: without what its ignore rules name, and with the charts
 * that lie in its own `charts/`. Inside of the stack it is the line's, and elsewhere what is on
 * disk, in the checkout that holds the stack: a stack must not reach for what else is on the machine.
 * @param folder of the chart that has the dependency, in the stack's directory
 * @throws ReleaseError `dependency`
 */
export declare function packFolder(stack: Stack, folder: string, repository: string, name: string): Promise<PackedChart>;
