import { type Dependency, isExactVersion } from '../../../chart/index.ts';
import { trimSlashes } from '../../../text.ts';
import { formatMinor, type KubernetesVersion } from '../../../version/index.ts';
import type { Addon, Facts } from '../../facts.ts';
import type { AddonRule, AddonTable } from '../../knowledge/index.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { findAccepted, findAppVersion, findChartVersions, listNewestFirst } from './chart-versions.ts';
import { type DeployedChart, isLibrary, listDeployedCharts } from './deployed-charts.ts';
import { describeFit, judgeVersion } from './judge-version.ts';
import { findRunningTag } from './running-tag.ts';

interface Context {
  readonly table: AddonTable;
  readonly kubernetes: KubernetesVersion;
  /** The tag of the chart's image, as far as it is rendered. */
  readonly running?: string | undefined;
}

/** A finding about a chart, before its name and place are added. */
type Opinion = Pick<Judgement, 'verdict' | 'message' | 'source'>;

export const ADDON_VERSION: Rule<'addon-version'> = {
  code: 'addon-version',
  title: 'every addon’s version supports the stack’s Kubernetes version',
  why: 'A cloud controller, storage driver or CNI that is too new or too old for the API server fails in ways that only show in the running cluster. Helm does not notice: these charts have no kubeVersion, or one without an upper bound.',
  verdicts: ['refuse', 'warn', 'ok', 'unknown'],
  passes: {
    files: {
      'cluster-addon/cni/Chart.yaml':
        'apiVersion: v2\nname: cni\nversion: 1.0.0\ndependencies:\n  - {name: openstack-cloud-controller-manager, version: 2.32.0, repository: https://kubernetes.github.io/cloud-provider-openstack}\n',
    },
  },
  fails: {
    files: {
      'cluster-addon/cni/Chart.yaml':
        'apiVersion: v2\nname: cni\nversion: 1.0.0\ndependencies:\n  - {name: openstack-cloud-controller-manager, version: 2.33.1, repository: https://kubernetes.github.io/cloud-provider-openstack}\n',
    },
    note: 'the chart for Kubernetes 1.33 in a stack for 1.32',
  },
  check: ({ addons, knowledge, kubernetes }: Facts) =>
    addons.flatMap((addon) => checkAddon(addon, { table: knowledge.addons, kubernetes })),
};

function checkAddon(addon: Addon, context: Context): Judgement[] {
  const deployed = listDeployedCharts(addon).filter(({ content }) => content.kind === 'declared' || !isLibrary(content.chart));
  return deployed.flatMap((chart): Judgement[] => {
    const rule = context.table.rules.find((entry) => entry.chart === chart.name);
    // A wrapper may have the name of what it wraps; its version is its own.
    const isWrapper =
      chart.depth === 0 && (rule === undefined ? deployed.length > 1 : deployed.slice(1).some(({ name }) => name === chart.name));
    if (isWrapper || (rule === undefined && chart.depth > 1)) return [];
    const { name: subject, place, state } = chart;
    if (state === 'off') return [{ verdict: 'ok', subject, message: 'is switched off by values.yaml, so it is not deployed', place }];
    const opinion =
      rule === undefined ? sayUnknown(chart) : judgeChart(rule, chart, { ...context, running: findRunningTag(addon, chart.name) });
    if (state === 'on' || opinion.verdict !== 'refuse') return [{ ...opinion, subject, place }];
    return [
      { ...opinion, verdict: 'warn', subject, message: `${opinion.message}. It is deployed only where its values switch it on`, place },
    ];
  });
}

function sayUnknown({ content, depth }: DeployedChart): Opinion {
  const version = content.kind === 'chart' ? content.chart.version.source : content.dependency.version;
  const message =
    depth === 0
      ? 'no rule knows this addon, which has no dependency to compare, so it was not held against the Kubernetes version'
      : `no rule knows this addon, so ${version || 'its version'} was not held against the Kubernetes version; compatibility.yaml can hold a rule for it`;
  return { verdict: 'unknown', message };
}

function judgeChart(rule: AddonRule, { content, setValue }: DeployedChart, context: Context): Opinion {
  const tag = rule.tag === undefined ? undefined : setValue(rule.tag);
  if (typeof tag === 'string' && tag !== '') return judgeOne(rule, tag, `${tag}, which values.yaml sets as the image's tag,`, context);
  if (content.kind === 'declared') return judgeDeclared(rule, content.dependency, context);
  const { version, appVersion } = content.chart;
  const { running } = context;
  if (rule.tag !== undefined && running !== undefined && running !== appVersion?.source)
    return judgeOne(
      rule,
      running,
      `${running}, the tag of the image that chart ${version.source} renders to with the addon's values,`,
      context,
    );
  if (rule.compare === 'version') return judgeOne(rule, version.source, `version ${version.source}`, context);
  // The version that `helm create` writes says nothing.
  if (appVersion === undefined || (appVersion.source === '1.16.0' && version.source === '0.1.0'))
    return { verdict: 'unknown', message: 'its Chart.yaml says no appVersion, so what it holds is not known', source: rule.source };
  return judgeOne(rule, appVersion.source, `${appVersion.source} (chart ${version.source})`, context);
}

/** The version that the cluster will fetch: the one named, or the newest that a range accepts. */
function judgeDeclared(rule: AddonRule, { version: text, repository }: Dependency, context: Context): Opinion {
  if (isExactVersion(text)) return judgeChartVersion(rule, text, context);
  const known = findChartVersions(context.table, rule.chart);
  const accepted = findAccepted(known, text);
  if (accepted === undefined)
    return { verdict: 'unknown', message: `${JSON.stringify(text)} is not a range that Helm can read`, source: rule.source };
  const [newest] = accepted;
  if (newest === undefined)
    return {
      verdict: 'unknown',
      message: `no version in the range ${JSON.stringify(text)} is known, so it was not compared`,
      source: rule.source,
    };
  const opinion = judgeChartVersion(rule, newest, context);
  const isUniform = accepted.every((version) => judgeChartVersion(rule, version, context).verdict === opinion.verdict);
  const message = `the cluster chooses from the range ${JSON.stringify(text)}, newest first: ${opinion.message}`;
  // Another repository may lack the newest.
  const isHome = known?.repository !== undefined && trimSlashes(repository) === known.repository;
  return { ...opinion, verdict: isUniform || (opinion.verdict === 'refuse' && isHome) ? opinion.verdict : 'warn', message };
}

function judgeChartVersion(rule: AddonRule, version: string, context: Context): Opinion {
  if (rule.compare === 'version') return judgeOne(rule, version, `version ${version}`, context);
  const appVersion = findAppVersion(findChartVersions(context.table, rule.chart), version);
  return appVersion === undefined
    ? { verdict: 'unknown', message: `what chart ${version} holds is not known, so it was not compared`, source: rule.source }
    : judgeOne(rule, appVersion, formatContent(appVersion, version), context);
}

/** A version that was derived may have just two numbers: no patch is claimed then. */
function formatContent(appVersion: string, version: string): string {
  return `${/^v?\d+\.\d+$/.test(appVersion) ? `${appVersion}.x` : appVersion} (chart ${version})`;
}

function judgeOne(rule: AddonRule, version: string, shown: string, { table, kubernetes }: Context): Opinion {
  const { verdict, finding, source = rule.source } = judgeVersion(rule, version, kubernetes);
  if (verdict === 'ok') return { verdict, message: `${shown} ${finding}`, source };
  const reason = rule.reason === undefined || verdict === 'unknown' ? '' : `: ${rule.reason}`;
  return { verdict, message: `${shown} ${finding}${reason}${formatFit(rule, { table, kubernetes })}`, source };
}

/** The versions that would fit, and the newest known chart with one. */
function formatFit(rule: AddonRule, { table, kubernetes }: Context): string {
  const fit = describeFit(rule, kubernetes);
  if (fit === undefined) return `. No version that fits Kubernetes ${formatMinor(kubernetes)} is known`;
  const known = findChartVersions(table, rule.chart);
  const chart = listNewestFirst(known).find((version) => {
    const compared = rule.compare === 'version' ? version : findAppVersion(known, version);
    return compared !== undefined && judgeVersion(rule, compared, kubernetes).verdict === 'ok';
  });
  return `. What fits is ${fit}${chart === undefined ? '' : `, as in chart ${chart}`}`;
}
