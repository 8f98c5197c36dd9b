import { type Finding } from '../finding.js';
import type { Stack } from '../stack/index.js';
import type { StackLock } from './lock.js';
import type { ResolvedDependency, ResolveTools } from './resolve.js';
export interface VendorTools extends Omit<ResolveTools, 'pack'> {
    readonly lock?: StackLock | undefined;
    /** False leaves the archives out of what ships. */
    readonly vendor: boolean;
}
export interface VendoredStack {
    /** The stack as it ships. */
    readonly shipped: Stack;
    /** The stack with all archives in the `charts/` of its charts, as clusters will have it: what is checked. The shipped one unless `vendor` is false. */
    readonly full: Stack;
    readonly dependencies: readonly ResolvedDependency[];
    /** Names of what is to ship and is not at hand while the network may not be asked. */
    readonly missing: readonly string[];
    readonly findings: readonly Finding[];
}
/**
 * Brings the dependencies of a stack's charts into it, so that CSO has nothing to resolve and what was checked is what ships.
 * @throws ReleaseError, HttpError, OciError for a dependency that cannot be fetched
 */
export declare function vendorStack(stack: Stack, { lock, vendor, ...tools }: VendorTools): Promise<VendoredStack>;
/** @throws ReleaseError `dependency` for a stack that lacks charts; only --offline leaves any out */
export declare function requireDependencies(vendored: VendoredStack, line: string): VendoredStack;
