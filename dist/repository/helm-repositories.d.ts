/**
 * The repositories that `helm repo add` has stored, by name; none where there is no such file. A user and password stored
 * beside a URL are put into it.
 * @param file Helm's `repositories.yaml`
 * @throws ReleaseError `unreadable`
 */
export declare function readHelmRepositories(file: string): ReadonlyMap<string, string>;
