import { hasSecret, maskUrls } from '../../../text.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { listCharts } from './charts.ts';

export const DEPENDENCY_SECRET: Rule<'dependency-secret'> = {
  code: 'dependency-secret',
  title: 'no repository URL contains a password or token',
  why: 'Chart.yaml and Chart.lock ship as written. Anyone who can read the release can read the secret, and a published release is never taken back.',
  source: 'https://helm.sh/docs/helm/helm_repo_add/',
  verdicts: ['refuse'],
  passes: {
    files: {
      'cluster-addon/cni/Chart.yaml':
        'apiVersion: v2\nname: cni\nversion: 1.0.0\ndependencies:\n  - {name: cilium, version: 1.17.4, repository: "@corp"}\n',
      'cluster-addon/cni/charts/cilium/Chart.yaml': 'apiVersion: v2\nname: cilium\nversion: 1.17.4\n',
    },
  },
  fails: {
    files: {
      'cluster-addon/cni/Chart.yaml':
        'apiVersion: v2\nname: cni\nversion: 1.0.0\ndependencies:\n  - {name: cilium, version: 1.17.4, repository: "https://robot:example@charts.example.com"}\n',
      'cluster-addon/cni/charts/cilium/Chart.yaml': 'apiVersion: v2\nname: cilium\nversion: 1.17.4\n',
    },
    note: 'store the password with helm repo add, which gives the repository a name',
  },
  check: (facts) =>
    listCharts(facts).flatMap(({ dependencies, lock }) => {
      const written = [
        ...dependencies.map((dependency) => ({ ...dependency, file: 'Chart.yaml' })),
        ...(lock?.dependencies ?? []).map((dependency) => ({ ...dependency, file: 'Chart.lock' })),
      ];
      return written
        .filter(({ repository }) => hasSecret(repository))
        .map(({ name, repository, place, file }): Judgement => {
          const message = `${maskUrls(repository)} in ${file} holds a secret, which the release would publish; store it with helm repo add NAME URL --username USER, write repository: "@NAME" instead, and replace the secret if it was pushed`;
          return { verdict: 'refuse', subject: name, message, place };
        });
    }),
};
