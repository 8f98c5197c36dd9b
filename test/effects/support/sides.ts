import { exampleClass } from '../../../src/compat/rules/cluster-class/examples.ts';
import type { Effect, EffectOptions, Side } from '../../../src/effects/index.ts';
import { listEffects } from '../../../src/effects/index.ts';
import { buildFacts } from '../../support/check-built.ts';
import type { Overrides } from '../../support/stack-builder.ts';

export const EXAMPLE: string = exampleClass()['cluster-class/templates/cluster-class.yaml'] ?? '';
/** The file that all templates of the class are in. */
export const CLASS_FILE = 'stacks/docker/demo/cluster-class/templates/cluster-class.yaml';

/** A small release; `version` counts the releases of its line. */
export async function side(files: Overrides = {}, version = 1, more: Partial<Side> = {}): Promise<Side> {
  const facts = await buildFacts(files);
  const major = { kind: 'stable', major: version } as const;
  return { ...facts, version: major, addonVersion: major, ...more };
}

/** The effects of going from a class to another, with addons that stay. */
export async function classEffects(
  before: string,
  after: string,
  options: EffectOptions = {},
  more: Partial<Side> = {},
): Promise<readonly Effect[]> {
  const addonVersion = { kind: 'stable', major: 1 } as const;
  const build = (text: string, version: number, over: Partial<Side>) =>
    side({ 'cluster-class/templates/cluster-class.yaml': text.replaceAll('{{ .Chart.Version }}', `v${version}`) }, version, {
      addonVersion,
      ...over,
    });
  return listEffects(await build(before, 1, {}), await build(after, 2, more), options);
}
