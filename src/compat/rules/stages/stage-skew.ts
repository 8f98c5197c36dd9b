import type { Judgement, Rule } from '../../rule.ts';
import { AT_UPGRADE, findAddon, isApplied, nameStage, stagesOf } from '../../stages.ts';
import { listDeployedCharts } from '../versions/deployed-charts.ts';

export const STAGE_SKEW: Rule<'stage-skew'> = {
  code: 'stage-skew',
  title: 'no cloud-controller-manager is upgraded before the API server',
  why: 'CSO installs the addons of BeforeClusterUpgrade while the API server is still the old version, and Kubernetes does not support a cloud-controller-manager newer than the API server. The skew is brief, and published stacks accept it. Leaving the addon out of the hook is worse, since CSO then deletes it.',
  source: 'https://kubernetes.io/releases/version-skew-policy/#kube-controller-manager-kube-scheduler-and-cloud-controller-manager',
  verdicts: ['warn'],
  passes: { files: {} },
  fails: {
    files: {
      'cluster-addon/cni/Chart.yaml':
        'apiVersion: v2\nname: ccm\nversion: 1.0.0\ndependencies:\n  - {name: openstack-cloud-controller-manager, version: 2.32.0, repository: "https://kubernetes.github.io/cloud-provider-openstack"}\n',
    },
  },
  check: (facts) =>
    stagesOf(facts, AT_UPGRADE).flatMap((stage): Judgement[] => {
      if (!isApplied(stage)) return [];
      const addon = findAddon(facts, stage);
      const manager =
        addon && listDeployedCharts(addon).find(({ name, state }) => name.endsWith('cloud-controller-manager') && state === 'on');
      if (manager === undefined) return [];
      const message = `on an upgrade from the minor before, ${manager.name} runs for a while with an API server that is older than it, which Kubernetes does not support; CSO has no later hook, so watch such upgrades`;
      return [{ verdict: 'warn', subject: nameStage(stage), message, place: stage.place }];
    }),
};
