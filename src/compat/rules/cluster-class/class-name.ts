import { formatClusterClassName } from '../../../version/index.ts';
import { describeUnread } from '../../cluster-class/model.ts';
import type { Rule } from '../../rule.ts';
import { exampleClass } from './examples.ts';

export const CLASS_NAME: Rule<'class-name'> = {
  code: 'class-name',
  title: 'the cluster class renders to exactly one ClusterClass, with the release’s name',
  why: 'A Cluster names the class in spec.topology.class, and CSO derives the release from that name. Under another name nobody can use the stack.',
  source: 'CSO',
  verdicts: ['ok', 'refuse', 'unknown'],
  passes: { files: exampleClass() },
  fails: { files: exampleClass(['{{ .Release.Name }}-{{ .Chart.Version }}', 'demo']) },
  check: (facts) => {
    const { chart, rendering } = facts.clusterClass;
    if (rendering.kind !== 'rendered') return [];
    const expected = formatClusterClassName(facts);
    const classes = facts.clusterClass.classes();
    const advice = `name it {{ .Release.Name }}-{{ .Chart.Version }}, which gives ${expected}`;
    const unread = describeUnread(facts);
    if (classes.length === 0) {
      if (unread !== undefined) {
        const message = `whether a template renders to a ClusterClass is not known: ${unread}`;
        return [{ verdict: 'unknown', subject: chart.name.source, message, place: { file: chart.path } }];
      }
      const message = `no template renders to a ClusterClass of cluster.x-k8s.io; the release needs one: ${advice}`;
      return [{ verdict: 'refuse', subject: chart.name.source, message, place: { file: chart.path } }];
    }
    return classes.map(({ object: { name, place } }) => {
      const subject = `ClusterClass/${name}`;
      if (classes.length > 1) {
        const message = `is one of ${classes.length} ClusterClasses; a release has exactly one, so leave out the others`;
        return { verdict: 'refuse', subject, message, place };
      }
      if (name === expected && unread !== undefined)
        return {
          verdict: 'unknown',
          subject,
          message: `is named as the release; whether it is the only one is not known: ${unread}`,
          place,
        };
      if (name === expected) return { verdict: 'ok', subject, message: 'is the only one, and named as the release', place };
      return { verdict: 'refuse', subject, message: `is not named as the release; ${advice}`, place };
    });
  },
};
