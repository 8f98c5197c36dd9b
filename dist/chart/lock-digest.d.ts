/**
 * The digest that Chart.lock keeps of the dependencies of Chart.yaml and of its own.
 * Source: https://github.com/helm/helm/blob/v3.19.0/internal/resolver/resolver.go, HashReq
 *
 * @param wanted the entries of Chart.yaml, as plain data
 * @param locked the entries of Chart.lock, in the same order
 */
export declare function hashDependencies(wanted: readonly unknown[], locked: readonly unknown[]): string;
