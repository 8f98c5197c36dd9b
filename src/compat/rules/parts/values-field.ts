import { readTemplateWords, type ValuesTemplate } from '../../../chart/index.ts';
import type { Judgement, Rule } from '../../rule.ts';

const example = (name: string) => ({
  'cluster-addon/cni/overwrite.yaml': `cluster: {name: {{ ${name} }}}\n`,
});

export const VALUES_FIELD: Rule<'values-field'> = {
  code: 'values-field',
  title: 'templates of values ask for what CSO gives them',
  why: 'CSO gives overwrite.yaml and cluster-addon-values.yaml the objects .Cluster, .ControlPlane and .InfraCluster, and nothing of what Helm gives a chart’s templates. Anything else is empty, and what is written of it is <no value>, in every cluster alike.',
  source: 'CSO’s clusteraddon controller, text/template of Go',
  verdicts: ['warn', 'ok'],
  passes: { files: example('.Cluster.metadata.name') },
  fails: { files: example('.Values.clusterName') },
  check: (facts) =>
    facts.addons.flatMap(({ folder, values }) => (values === undefined ? [] : judgeTemplate(folder || 'cluster-addon', values))),
};

const GIVEN = ['Cluster', 'ControlPlane', 'InfraCluster'];

/** Fields of Kubernetes' objects begin with a small letter, so these are no items of theirs either. */
const OF_HELM = ['Values', 'Release', 'Chart', 'Capabilities', 'Files', 'Template', 'Subcharts'];

function judgeTemplate(subject: string, { file, bytes }: ValuesTemplate): Judgement[] {
  const found = findForeign(bytes.toString('utf8')).map(({ text, line, column, message }): Judgement => {
    return { verdict: 'warn', subject, place: { file, line, column }, message: `${text} is empty in every cluster: ${message}` };
  });
  return found.length > 0
    ? found
    : [{ verdict: 'ok', subject, place: { file }, message: 'asks for nothing that only a chart’s templates have' }];
}

function findForeign(source: string) {
  const opened: string[] = [];
  return readTemplateWords(source).flatMap(({ kind, text, line, column }) => {
    if (kind === 'name') {
      if (text === 'end') opened.pop();
      else if (OPENERS.includes(text)) opened.push(text);
      return [];
    }
    const [variable, root = ''] = text.split('.');
    if (variable !== '' && variable !== '$') return [];
    if (OF_HELM.includes(root)) return [{ text, line, column, message: `.${root} is for charts alone, and CSO gives ${ALL}` }];
    // Below these the dot is something else.
    const isTop = variable === '$' || opened.every((word) => word === 'if');
    const meant = GIVEN.find((name) => name.toLowerCase() === root.toLowerCase());
    return isTop && meant !== undefined && meant !== root ? [{ text, line, column, message: `write .${meant}` }] : [];
  });
}

const OPENERS = ['if', 'range', 'with', 'define', 'block'];
const ALL = GIVEN.map((name) => `.${name}`).join(', ');
