/** Variables of an environment, by name. The entries pass them in. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** Variables that are ours alone: tokens and passwords to publish with, and all inputs that a workflow gave us. */
const OWN =
  /^(?:GITHUB_TOKEN|GH_TOKEN|GITHUB_ENTERPRISE_TOKEN|GH_ENTERPRISE_TOKEN|NODE_AUTH_TOKEN|NPM_TOKEN|(?:ACTIONS|OCI|CLUSTERSTACK|INPUT)_.*)$/i;

/** The environment for programs that the user has configured, such as credential helpers: theirs, without our secrets. */
export function withoutOwnSecrets(variables: Variables): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).filter((entry): entry is [string, string] => entry[1] !== undefined && !OWN.test(entry[0])),
  );
}

/** Only the named variables, those that are set. */
export function selectVariables(variables: Variables, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = variables[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
