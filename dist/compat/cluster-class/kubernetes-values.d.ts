/** The problems of a map of labels. */
export declare function checkLabels(labels: unknown): string[];
/** The problems of a map of annotations. */
export declare function checkAnnotations(annotations: unknown): string[];
/** `prefix.example.com/name` or `name` */
export declare function isQualifiedName(key: string): boolean;
/** The form of objects' names. */
export declare function isSubdomain(name: string): boolean;
/** An `intstr`: 3 or "40%". */
export declare function isPercentOrNumber(value: unknown): boolean;
/** Whether a text is a duration of Go, `1h30m`. */
export declare function isDuration(text: string): boolean;
/** The seconds of a duration of Go. */
export declare function readSeconds(text: string): number;
