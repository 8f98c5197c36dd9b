import type { ChartVersion } from './repository.js';
/**
 * One chart's versions from a repository's index.yaml, newest first; undefined where the text is not an index.
 * Indexes have 20 MB and more, of which a YAML parser makes minutes: the chart's own lines are cut out by their
 * indentation, and of these only the fields that are needed are parsed. What Helm would not have written in this
 * form is parsed as a whole.
 * Source: https://helm.sh/docs/topics/chart_repository/#the-index-file
 *
 * @throws ReleaseError `too-large` for more than can be meant
 */
export declare function parseIndex(text: string, name: string, base: string): readonly ChartVersion[] | undefined;
