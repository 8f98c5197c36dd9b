import { asText, getIn } from '../../data.ts';

/** Which class a Cluster has, as far as it tells. */
export interface ClassKey {
  readonly name: string | undefined;
  /** That of the Cluster unless said. */
  readonly namespace: string | undefined;
}

/** Source: `GetClassKey` of Cluster API's Cluster, which is `class` and `classNamespace` in v1beta1 and `classRef` in v1beta2 */
export function readClassKey(cluster: unknown): ClassKey {
  const topology = (...path: readonly string[]) => asText(getIn(cluster, 'spec', 'topology', ...path));
  return {
    name: topology('classRef', 'name') ?? topology('class'),
    namespace: topology('classRef', 'namespace') ?? topology('classNamespace') ?? asText(getIn(cluster, 'metadata', 'namespace')),
  };
}
