import { acceptsVersion, parseConstraint, parseSemver, type Semver } from '../../../chart/index.ts';
import type { Verdict } from '../../../finding.ts';
import { formatKubernetesVersion, formatMinor, type KubernetesVersion } from '../../../version/index.ts';
import type { AddonRule, Ranges, Skew, Supports } from '../../knowledge/index.ts';

/** A rule's judgment of one version of its addon. */
export interface VersionVerdict {
  readonly verdict: Verdict;
  /** `is one minor newer than Kubernetes 1.32`: the version stands before it. */
  readonly finding: string;
  /** Where only a part of the rule comes from. */
  readonly source?: string;
}

/** Holds an addon's version against the Kubernetes version. What the rule does not speak of is unknown. */
export function judgeVersion(rule: AddonRule, version: string, kubernetes: KubernetesVersion): VersionVerdict {
  const semver = version.includes('.') ? parseSemver(version) : undefined;
  if (semver === undefined) return { verdict: 'unknown', finding: 'is not a version that can be compared' };
  if ('skew' in rule) return judgeSkew(rule, semver, kubernetes);
  return 'ranges' in rule ? judgeRange(rule, semver, kubernetes) : judgeSupport(rule, semver, kubernetes);
}

/** The version that would fit, as far as the rule says: `v1.32.x`. */
export function describeFit(rule: AddonRule, kubernetes: KubernetesVersion): string | undefined {
  if ('skew' in rule) return `v${formatMinor(kubernetes)}.x`;
  if ('ranges' in rule) return rule.ranges[formatMinor(kubernetes)];
  const fitting = rule.supports.filter((entry) => accepts(entry.kubernetes, formatKubernetesVersion(kubernetes)));
  return fitting.length === 0 ? undefined : fitting.map(({ versions }) => versions).join(' or ');
}

function judgeSkew({ skew }: Skew, { release: [major, minor] }: Semver, kubernetes: KubernetesVersion): VersionVerdict {
  const name = `Kubernetes ${formatMinor(kubernetes)}`;
  if (major !== BigInt(kubernetes.major)) return { verdict: 'unknown', finding: `has other numbers than ${name}` };
  const behind = kubernetes.minor - Number(minor);
  if (behind === 0) return { verdict: 'ok', finding: `fits ${name}` };
  const distance = Math.abs(behind) === 1 ? 'one minor' : `${Math.abs(behind)} minors`;
  if (behind < 0) return { verdict: skew.newer, finding: `is ${distance} newer than ${name}` };
  return { verdict: skew.older[behind - 1] ?? skew.older.at(-1) ?? 'unknown', finding: `is ${distance} older than ${name}` };
}

function judgeRange({ ranges, outside }: Ranges, version: Semver, kubernetes: KubernetesVersion): VersionVerdict {
  const name = `Kubernetes ${formatMinor(kubernetes)}`;
  const range = ranges[formatMinor(kubernetes)];
  if (range === undefined) return { verdict: 'unknown', finding: `is not compared, since the rule says nothing of ${name}` };
  if (acceptsRelease(range, version)) return { verdict: 'ok', finding: `fits ${name}` };
  return { verdict: outside, finding: `is outside ${range}, which is for ${name}` };
}

function judgeSupport({ supports, outside }: Supports, version: Semver, kubernetes: KubernetesVersion): VersionVerdict {
  const name = `Kubernetes ${formatMinor(kubernetes)}`;
  const entry = supports.find(({ versions }) => acceptsRelease(versions, version));
  if (entry === undefined) return { verdict: 'unknown', finding: 'is a version that the rule does not speak of' };
  const source = entry.source === undefined ? {} : { source: entry.source };
  if (accepts(entry.kubernetes, formatKubernetesVersion(kubernetes))) return { verdict: 'ok', finding: `fits ${name}`, ...source };
  return { verdict: outside, finding: `is for Kubernetes ${entry.kubernetes}, not for ${formatMinor(kubernetes)}`, ...source };
}

/** A prerelease counts as the release it leads to: minors decide here. */
function acceptsRelease(constraint: string, { release }: Semver): boolean {
  return accepts(constraint, release.join('.'));
}

function accepts(constraint: string, version: string): boolean {
  const parsed = parseConstraint(constraint);
  return parsed !== undefined && acceptsVersion(parsed, version);
}
