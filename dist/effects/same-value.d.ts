/** Keys of maps, and what stands for an item of a list. */
type Steps = readonly unknown[];
/** Whether a field with this value is the same as no such field. */
export declare function isDefault(path: Steps, value: unknown): boolean;
/** Whether two values are the same amount: `1`, `"1"` and `1000m`. */
export declare function isSameQuantity(path: Steps, from: unknown, to: unknown): boolean;
export {};
