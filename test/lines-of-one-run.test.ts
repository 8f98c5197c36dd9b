import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Finding } from '../src/finding.ts';
import { check, release } from '../src/release.ts';
import { formatConfig, writeStack } from './support/stack-builder.ts';
import { temporaryDirectory } from './support/temporary-directory.ts';

const RUNTIME = { today: '2026-11-22' };

/** The lines 1.32 and 1.33 of one stack, with a version of Cilium each. */
function prepare() {
  const root = temporaryDirectory();
  const stacks = ['1.32.5', '1.33.1'].map((kubernetes) => join(root, kubernetes));
  const write = (...versions: readonly string[]) => {
    for (const [index, version] of versions.entries()) {
      const dependency = `{name: cilium, version: ${version}, repository: "https://charts.example.org"}`;
      const chart = (name: string, number: string, more = '') => `apiVersion: v2\nname: ${name}\nversion: ${number}\n${more}`;
      writeStack(stacks[index] ?? '', {
        'csctl.yaml': formatConfig({ kubernetes: index === 0 ? 'v1.32.5' : 'v1.33.1' }),
        'cluster-class/Chart.yaml': chart(`docker-demo-1-${32 + index}-cluster-class`, 'v1'),
        'cluster-addon/cni/Chart.yaml': chart('cni', '1.0.0', `dependencies:\n- ${dependency}\n`),
        'cluster-addon/cni/charts/cilium/Chart.yaml': chart('cilium', version),
      });
    }
  };
  const request = { stacks, mode: { kind: 'stable' }, output: join(root, 'out'), targets: [`oci-layout:${join(root, 'oci')}`] } as const;
  const told = (findings: readonly Finding[]) =>
    findings
      .filter(({ code, verdict }) => code === 'addon-downgraded' && verdict !== 'ok')
      .map(({ message }) => message.replace(/;.*/, ''));
  return {
    write,
    check: async () => (await check({ stacks }, RUNTIME)).stacks.map(({ stack, findings }) => [stack, told(findings)]),
    release: async () => (await release(request, RUNTIME)).releases.map(({ stack, action, findings }) => [stack, action, told(findings)]),
  };
}

const DOWN = 'goes down to 1.17.4 from 1.18.1 in docker-demo-1-32';

test('an addon that one line raises, and the line after it does not, is refused in both', async () => {
  const { write, ...run } = prepare();
  write('1.17.4', '1.17.4');
  expect((await run.release()).map(([stack, action]) => [stack, action])).toEqual([
    ['docker-demo-1-32', 'released'],
    ['docker-demo-1-33', 'released'],
  ]);
  write('1.18.1', '1.17.4');
  expect(await run.check()).toEqual([
    ['docker-demo-1-32', []],
    ['docker-demo-1-33', [DOWN]],
  ]);
  // The line after it has nothing new, and so is not judged: this one would make its release a downgrade.
  expect(await run.release()).toEqual([
    ['docker-demo-1-32', 'refused', [DOWN]],
    ['docker-demo-1-33', 'unchanged', []],
  ]);
});
