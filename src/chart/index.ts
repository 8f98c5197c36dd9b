export type { Chart, ChartLock, Dependency, Subchart } from './chart.ts';
export { type ChartFile, parseChartFile, stampChartFile } from './chart-file.ts';
export { type NestedUse, readUse } from './chart-use.ts';
export { CHART_CODES } from './codes.ts';
export { type Comparison, compareRenderings, type FieldDifference, formatPath, SAME } from './compare-renderings.ts';
export {
  acceptsDependency,
  acceptsVersion,
  type Constraint,
  compareSemver,
  compareSemverTexts,
  parseConstraint,
  parseSemver,
  type Semver,
} from './constraint.ts';
export type { ValuesTemplate } from './evaluate-values.ts';
export { isExactVersion, parseExactVersion } from './exact-version.ts';
export { type ExpectedChart, findChartProblem } from './find-chart-problem.ts';
export { HELM_LIMITS, type Helm, type HelmSearch, readHelm, searchHelm } from './helm.ts';
export { parseHelmignore } from './helmignore.ts';
export { CLASS_KUBERNETES_VERSION, checkKubeVersion } from './kube-version.ts';
export { hashDependencies } from './lock-digest.ts';
export { parseManifests } from './manifests.ts';
export { readArchive } from './read-archive.ts';
export { type ReadChartOptions, readChart } from './read-chart.ts';
export { createRenderer, hashRequest, type Renderer, type RenderRequest, type RenderTools } from './render.ts';
export { hashKey, openRenderCache, type RenderCache } from './render-cache.ts';
export { renderTwice } from './render-twice.ts';
export { type RenderedObject, type Rendering, type RenderProblem, STAND_IN } from './rendering.ts';
export type { ClusterFacts } from './sample-cluster.ts';
export { type ChartUse, WORD } from './scan-templates.ts';
export { findSchemaReferences, type SchemaReference } from './schema-references.ts';
export { HELM_FILE_LIMIT, readIgnoreRules, selectChartFiles } from './select-files.ts';
export { readTemplateWords } from './template-actions.ts';
