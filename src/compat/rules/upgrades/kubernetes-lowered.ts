import { formatKubernetesVersion, formatMinor } from '../../../version/index.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { formatVersionConfig } from './examples.ts';

export const KUBERNETES_LOWERED: Rule<'kubernetes-lowered'> = {
  code: 'kubernetes-lowered',
  title: 'the Kubernetes version of a line never goes down',
  why: 'Cluster API does not let a cluster go back to a lower version. No cluster of the earlier release could follow, and its machines would come from images of another version than its own.',
  source: 'Cluster API’s webhook for Clusters: spec.topology.version cannot be decreased',
  verdicts: ['refuse', 'ok', 'unknown'],
  passes: { files: formatVersionConfig('v1.32.5'), earlier: formatVersionConfig('v1.32.4') },
  fails: { files: formatVersionConfig('v1.32.4'), earlier: formatVersionConfig('v1.32.5') },
  check: ({ kubernetes, stack, earlier = [] }) =>
    earlier
      .filter(({ relation }) => relation === 'line')
      .map(({ name, kubernetes: old }): Judgement => {
        const [subject, before] = [formatKubernetesVersion(kubernetes), formatKubernetesVersion(old)];
        const place = stack && { place: stack.config.kubernetesPlace };
        if (stack?.config.isPatchKnown === false) {
          return {
            verdict: 'unknown',
            subject: formatMinor(kubernetes),
            message: `its patch is chosen later, and ${name} has ${before}`,
            ...place,
          };
        }
        if (kubernetes.patch >= old.patch) return { verdict: 'ok', subject, message: `is no lower than ${before} of ${name}`, ...place };
        const message = `is lower than ${before} of ${name}; Cluster API lets a cluster go back only with the annotation unsafe.topology.cluster.x-k8s.io/disable-update-version-check, and kubeadm supports no downgrade, so take ${before} or a newer patch`;
        return { verdict: 'refuse', subject, message, ...place };
      }),
};
