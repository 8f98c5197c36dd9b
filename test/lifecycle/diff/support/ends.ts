import type { Facts } from '../../../../src/compat/index.ts';
import { type Change, compareSubjects, type End } from '../../../../src/lifecycle/index.ts';
import { parseReleaseName } from '../../../../src/version/index.ts';
import { buildFacts } from '../../../support/check-built.ts';
import { buildContent } from '../../../support/release-builder.ts';
import type { Overrides } from '../../../support/stack-builder.ts';

/** A small release, rendered as far as that goes without Helm. */
export async function makeEnd(files: Overrides = {}, versions = 'v1', more: Partial<Facts> = {}): Promise<End> {
  const content = await buildContent(versions, files);
  const facts = await buildFacts(files);
  const version = parseReleaseName(content.name)?.version ?? facts.version;
  return { content, facts: { ...facts, version, ...more } };
}

export const TEMPLATE = 'cluster-addon/cni/templates/cni.yaml';

/** The differences of what the addon renders to. */
export async function compareTemplates(before: string, after: string): Promise<readonly Change[]> {
  const [a, b] = [await makeEnd({ [TEMPLATE]: before }), await makeEnd({ [TEMPLATE]: after })];
  return (await compareSubjects(a, b)).filter(({ kind }) => kind !== 'file');
}
