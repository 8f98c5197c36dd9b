import type { Place } from '../finding.js';
import type { Chart } from './chart.js';
/** A schema that lies outside of the values.schema.json that asks for it. */
export interface SchemaReference {
    readonly keyword: string;
    readonly text: string;
    /** Helm fetches it from the network, or opens it as a file of the machine that it runs on. */
    readonly kind: 'network' | 'file';
    readonly place: Place;
}
export interface SchemaReferences {
    readonly references: readonly SchemaReference[];
    /** False where a sub-chart could not be read: what its schema asks for is not known. */
    readonly isComplete: boolean;
}
/**
 * The files and addresses that Helm would open to validate a chart's values, subcharts and their archives included.
 * Source: pkg/chartutil/jsonschema.go of Helm 3.19, and the compiler of github.com/santhosh-tekuri/jsonschema/v6
 */
export declare const findSchemaReferences: (key: Chart) => SchemaReferences;
interface Found extends Omit<SchemaReference, 'place'> {
    readonly offset: number;
}
/** Helm does not read what is not JSON either, and fails before it fetches anything. */
export declare function searchSchema(text: string): Found[];
export {};
