import { describe, expect, test } from 'vitest';
import { parseLines } from '../../src/stack/index.ts';
import { buildStack, formatConfig } from '../support/stack-builder.ts';

const WHY = 'csctl takes none, and node images and addons are held against the version of Kubernetes itself';
const distribution = (version: string, suffix: string) =>
  `"${version}${suffix}" has the suffix ${suffix} of a distribution: no suffix is taken, since ${WHY}; write ${version}`;
const preRelease = (version: string, suffix: string) =>
  `"${version}${suffix}" is a pre-release: no suffix like ${suffix} is taken, since ${WHY}; write a version that is released, like ${version}`;

describe('csctl.yaml', () => {
  test.each([
    ['v1.35.0+rke2r1', distribution('v1.35.0', '+rke2r1')],
    ['v1.32.5+k3s1', distribution('v1.32.5', '+k3s1')],
    ['v1.33.1-eks-4096722', distribution('v1.33.1', '-eks-4096722')],
    ['v1.34.1-gke.1829001', distribution('v1.34.1', '-gke.1829001')],
    ['v1.36.0-rc.1', preRelease('v1.36.0', '-rc.1')],
    ['v1.36.0-alpha.0', preRelease('v1.36.0', '-alpha.0')],
    ['v1.36', '"v1.36" has no patch version; write v1.36.<patch>'],
    ['latest', '"latest" is not a released version; write it like v1.32.5'],
  ])('%s', (kubernetes, message) => {
    const [source] = parseLines('demo', buildStack({ 'csctl.yaml': formatConfig({ kubernetes }) }));
    expect(
      source?.findings.filter(({ code }) => code === 'kubernetes-version').map((finding) => [finding.verdict, finding.message]),
    ).toEqual([['refuse', `config.kubernetesVersion ${message}`]]);
  });
});
