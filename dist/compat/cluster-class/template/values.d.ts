/** Stands for a value that cannot be known beforehand. */
export declare const UNKNOWN: unique symbol;
/** JSON's values, where a number is a float64, and Go's integers as bigint; undefined is what a map does not hold. */
export type Value = unknown;
export type Call = (...values: readonly Value[]) => Value;
type Kind = 'invalid' | 'null' | 'bool' | 'int' | 'float' | 'string' | 'list' | 'map';
/** @throws Unsupported for what is unknown */
export declare function kindOf(value: Value): Kind;
/** In an error. */
export declare function describe(value: Value): string;
/** The truth of a value, as `if` sees it. */
export declare function isTrue(value: Value): boolean;
/** Follows fields through maps as Go does, where what a map does not hold has any field. */
export declare function getFields(value: Value, path: readonly string[]): Value;
/** As `{{ . }}` and `%v` print. */
export declare function printValue(value: Value, nested?: boolean): string;
export {};
