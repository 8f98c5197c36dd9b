import { acceptsDependency, type Chart, type Dependency, parseExactVersion, parseSemver, type Semver } from '../../../chart/index.ts';
import type { Place } from '../../../finding.ts';
import type { YamlScalar } from '../../../yaml/index.ts';
import type { LineBeside } from '../../facts.ts';

/** An upstream chart that a release installs: wrapped as a dependency, or an addon folder itself. */
export interface Part extends PartVersion {
  /** The chart's own name, whatever wraps it or which alias it goes by. */
  readonly chart: string;
  readonly folder: string;
  readonly alias: string | undefined;
  /** Of a folder that is the chart itself: what its authors number it is their own affair, what it installs is not. */
  readonly app?: PartVersion;
}

interface PartVersion {
  /** As written or as found in `charts/`: `1.17.4`, or a range. */
  readonly written: string;
  /** Undefined where the cluster chooses one of a range, and for an appVersion that is not a version. */
  readonly version: Semver | undefined;
  /** Whether it is an appVersion, which is never a range. */
  readonly isApp?: true;
  readonly place: Place;
}

export function listParts({ addons }: Pick<LineBeside, 'addons'>): Part[] {
  return addons.flatMap((addon) => {
    const { chart, folder } = addon;
    if (chart.dependencies.length > 0) return chart.dependencies.map((dependency) => readDependency(addon, dependency));
    // The one chart of a single-stage stack has the release's version.
    if (folder === '') return [];
    const { name, version, appVersion } = chart;
    return [
      { chart: name.source, folder, alias: undefined, ...readVersion(version), ...(appVersion && { app: readAppVersion(appVersion) }) },
    ];
  });
}

/** Pairs every part with the one of an earlier release that it replaces. What is new has none. */
export function pairParts(now: readonly Part[], before: readonly Part[]): { readonly part: Part; readonly old: Part }[] {
  return now.flatMap((part) => {
    const candidates = before.filter(({ chart }) => chart === part.chart);
    const nearest = [
      candidates.filter(({ folder, alias }) => folder === part.folder && alias === part.alias),
      candidates.filter(({ folder }) => folder === part.folder),
      candidates,
    ].find((group) => group.length > 0);
    const [old] = nearest ?? [];
    // Of several instances with different versions none is known to be the one before.
    if (old === undefined || !nearest?.every(({ written }) => written === old.written)) return [];
    return [part.app && old.app ? { part: { ...part, ...part.app }, old: { ...old, ...old.app } } : { part, old }];
  });
}

function readVersion({ source, place }: YamlScalar): PartVersion {
  return { written: source, version: parseExactVersion(source), place };
}

/** Free text, and mostly a version: `v0.7`, too. */
function readAppVersion({ source, place }: YamlScalar): PartVersion {
  return { written: source, version: /^v?\d+\.\d+/.test(source) ? parseSemver(source) : undefined, place, isApp: true };
}

function readDependency({ chart, folder }: LineBeside['addons'][number], dependency: Dependency): Part {
  const { name, version, place } = dependency;
  const vendored = findVendored(chart, dependency)?.version.source;
  const written = vendored ?? (parseExactVersion(version) ? version : (findLocked(chart, name) ?? version));
  return { chart: name, folder, alias: dependency.alias, written, version: parseExactVersion(written), place };
}

/** The charts in `charts/`: those are rendered, whatever Chart.yaml asks for. */
function findVendored({ subcharts }: Chart, { name, version }: Dependency): Chart | undefined {
  const charts = subcharts.flatMap(({ content }) =>
    content.kind === 'chart' && content.chart.name.source === name ? [content.chart] : [],
  );
  return charts.find((chart) => acceptsDependency({ version }, chart.version.source)) ?? charts[0];
}

function findLocked({ lock }: Chart, name: string): string | undefined {
  const locked = lock?.dependencies.filter((entry) => entry.name === name) ?? [];
  return locked.length === 1 ? locked[0]?.version : undefined;
}

/** How many minors a version is above another; of another major, undefined. */
export function minorSteps(to: Semver, from: Semver): number | undefined {
  return to.release[0] === from.release[0] ? Number(to.release[1] - from.release[1]) : undefined;
}
