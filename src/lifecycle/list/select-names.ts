import { parseKubernetesFlag } from '../../stack/index.ts';
import { channelOf, formatLine, isSameMinor, type ReleaseName } from '../../version/index.ts';
import type { ListRequest } from './model.ts';

/**
 * Whether a release is asked for, as far as its name tells it.
 * @throws ReleaseError `usage` for a Kubernetes minor that is none
 */
export function openSelection({
  kubernetes,
  channel,
  stacks,
}: Pick<ListRequest, 'kubernetes' | 'channel' | 'stacks'>): (release: ReleaseName) => boolean {
  const minor = kubernetes === undefined ? undefined : parseKubernetesFlag(kubernetes);
  return ({ line, version }) => {
    const names = [line.name, `${line.provider}-${line.name}`, formatLine(line)];
    return (
      (minor === undefined || isSameMinor(line.kubernetes, minor)) &&
      (channel === undefined || channelOf(version) === channel) &&
      (stacks.length === 0 || stacks.some((stack) => names.includes(stack)))
    );
  };
}
