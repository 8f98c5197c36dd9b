import type { Place, Verdict } from '../finding.ts';
import type { CodeOf } from '../finding-code.ts';
import { type KubernetesVersion, parseKubernetesVersion } from '../version/index.ts';
import type { YamlScalar } from '../yaml/index.ts';

/** Collects a finding about one file. */
export type Add = (verdict: Verdict, code: CodeOf<'directory' | 'lines'>, message: string, place?: Place) => void;

/**
 * The form that a file may use: csctl.yaml on its own `v1.32.5`, as csctl wants it; a row of versions.yaml the same with or
 * without the "v"; stack.yaml, and a csctl.yaml that has less to say than the file beside it, also the minor alone.
 */
export type KubernetesForm = 'csctl' | 'full' | 'minor';

export interface WrittenKubernetes {
  /** With patch 0 where none is written. */
  readonly version: KubernetesVersion;
  readonly exact: boolean;
}

/** Reads what the file says, not what YAML makes of it: `1.30` is not 1.3. */
export function readKubernetesVersion(scalar: YamlScalar, key: string, form: KubernetesForm, add: Add): WrittenKubernetes | undefined {
  const { source } = scalar;
  const plain = source.replace(/^v/, '');
  const version = parseKubernetesVersion(form === 'csctl' ? source : `v${plain}`);
  if (version !== undefined) return { version, exact: true };
  const minor = parseKubernetesVersion(`v${plain}.0`);
  if (form === 'minor' && minor !== undefined) return { version: minor, exact: false };
  const v = form === 'csctl' ? 'v' : '';
  const refuse = (why: string) => add('refuse', 'kubernetes-version', `${key} ${why}`, scalar.place);
  if (typeof scalar.value === 'number') {
    refuse(`${source} is the number ${scalar.value} to YAML; write the full version, ${v}${source}.<patch>`);
  } else if (minor !== undefined) refuse(`${JSON.stringify(source)} has no patch version; write ${v}${plain}.<patch>`);
  else if (parseKubernetesVersion(`v${source}`) !== undefined) refuse(`${source} lacks the "v"; write v${source}`);
  else refuse(describeSuffix(source, plain, v) ?? `${JSON.stringify(source)} is not a released version; write it like ${v}1.32.5`);
  return undefined;
}

/**
 * Says of `v1.35.0+rke2r1`, `v1.33.1-eks-4096722` and `v1.36.0-rc.1` why no suffix is taken; undefined where there is none.
 * Source: `^v\d+\.\d+\.\d+$` in csctl's pkg/clusterstack/config.go
 */
function describeSuffix(source: string, plain: string, v: string): string | undefined {
  const [, version = '', suffix = ''] = /^(\d+\.\d+\.\d+)([-+].+)$/.exec(plain) ?? [];
  if (parseKubernetesVersion(`v${version}`) === undefined) return undefined;
  const why = 'csctl takes none, and node images and addons are held against the version of Kubernetes itself';
  const what = /^-(?:alpha|beta|rc)\./.test(suffix)
    ? `is a pre-release: no suffix like ${suffix} is taken, since ${why}; write a version that is released, like`
    : `has the suffix ${suffix} of a distribution: no suffix is taken, since ${why}; write`;
  return `${JSON.stringify(source)} ${what} ${v}${version}`;
}
