/**
 * The one way into nested data of unknown form, such as the contents of a YAML or JSON document. What has another form
 * than the caller asks for is treated as absent. Only an object's own keys count: a document that has no `constructor`
 * must not get JavaScript's.
 */
/** A map of unknown data. */
export type DataMap = Readonly<Record<string, unknown>>;
export declare function isObject(value: unknown): value is Record<string, unknown>;
/** The value of a map's own key; undefined where it has no such key. */
export declare function getOwn<T>(map: Readonly<Record<string, T>>, key: string): T | undefined;
/** The value at a path of keys; undefined where there is none. Items of lists are not entered. */
export declare function getIn(value: unknown, ...path: readonly string[]): unknown;
export declare function asMap(value: unknown): DataMap | undefined;
/** The items of a list; none where the value is not a list. */
export declare function asList(value: unknown): readonly unknown[];
export declare function asText(value: unknown): string | undefined;
/** Whether two values are equal as data: the order of a list's items counts, that of a map's keys does not. */
export declare function isSame(a: unknown, b: unknown): boolean;
