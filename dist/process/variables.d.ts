/** Variables of an environment, by name. The entries pass them in. */
export type Variables = Readonly<Record<string, string | undefined>>;
/** The environment for programs that the user has configured, such as credential helpers: theirs, without our secrets. */
export declare function withoutOwnSecrets(variables: Variables): Record<string, string>;
/** Only the named variables, those that are set. */
export declare function selectVariables(variables: Variables, names: readonly string[]): Record<string, string>;
