export type JsonObject = Readonly<Record<string, unknown>>;
/**
 * The data of a JSON text, or of its bytes in UTF-8; undefined for anything else, and for more than {@link MOST_VALUES}.
 * Nothing is thrown: the errors of `JSON.parse` quote their input.
 */
export declare function parseJson(source: string | Uint8Array): unknown;
