import { type Finding, type Place } from '../../finding.js';
/** An entry of `waivers` in compatibility.yaml: lets pass what a rule refuses, and mutes what it warns of. */
export interface Waiver {
    readonly code: string;
    readonly subject: string;
    readonly reason: string;
    /** The last day on which it counts, `2027-01-31`. */
    readonly expires: string;
    /** The one line that it is for; all unless said. */
    readonly stack?: string | undefined;
    /** The verdict that is waived; either unless given. */
    readonly verdict?: 'refuse' | 'warn' | undefined;
    readonly place: Place;
}
/** Findings with waivers applied, and the waivers that met one. */
export interface Waived {
    readonly findings: readonly Finding[];
    readonly used: ReadonlySet<Waiver>;
}
/**
 * Marks each `refuse` and `warn` that a waiver names. Both stay what they are: a `refuse` no longer stops a release, and people
 * no longer see a `warn`. What was not compared cannot be waived: its verdict is not known. An expired waiver leaves
 * all as it is and says so.
 *
 * @param stack the line that the findings are of, `openstack-scs-1-32`
 * @param today `2026-11-23`
 */
export declare function applyWaivers(findings: readonly Finding[], waivers: readonly Waiver[], stack: string, today: string): Waived;
/**
 * Waivers that met nothing. One at the repository's root is for many lines: say this only once all of them were checked.
 * @param codes all that findings may have
 */
export declare function findUnusedWaivers(waivers: readonly Waiver[], used: ReadonlySet<Waiver>, codes: readonly string[]): Finding[];
