import { parseConstraint } from '../../chart/index.ts';
import * as z from '../../checked-yaml/index.ts';
import { ALL_CODES } from '../../finding-code.ts';
import { CLUSTER_API, MANAGEMENT } from './provider-schema.ts';
import { date, dated, minor, text } from './words.ts';

export { checkYaml } from '../../checked-yaml/index.ts';

const verdict = z.enum(['refuse', 'warn', 'ok']);
const constraint = text.refine((written) => parseConstraint(written) !== undefined, 'is not a constraint that Helm can read');

const WAIVER = z
  .strictObject({
    // No enum, so that a file for a newer version is understood as far as it goes; editors offer examples all the same.
    code: text.meta({ description: 'The code of the finding to waive, as "clusterstack rules" lists it', examples: [...ALL_CODES] }),
    subject: text.meta({ description: 'The subject of the finding, exactly as it is printed: a chart, a stage, an object, a file' }),
    reason: text.meta({ description: 'Why it is right to release nevertheless, or why the warning is known and accepted' }),
    expires: date.meta({ description: 'The last day on which the waiver counts, like 2027-01-31' }),
    stack: text.exactOptional().meta({ description: 'Only for this line, like openstack-scs-1-32; for all unless said' }),
    verdict: z
      .enum(['refuse', 'warn'])
      .exactOptional()
      .meta({ description: 'Only while the finding is this: a waiver of a warning then does not cover a refusal that it may become' }),
  })
  .meta({
    description:
      'Lets a release pass that a rule refuses, which is shown with every release as a warning, or mutes a warning, which only --json shows then',
  });

const addon = {
  chart: text.meta({ description: 'The name of the chart, never an alias' }),
  compare: z.enum(['version', 'appVersion']).meta({ description: 'Which of the chart’s two versions is compared' }),
  tag: text.exactOptional().meta({ description: 'The value that sets another image tag, like image.tag; where it is set, it is compared' }),
  reason: text.exactOptional().meta({ description: 'What the source says, as a part of a sentence' }),
  ...dated,
};

const outside = verdict.meta({ description: 'What is said about a version that does not fit' });

const SKEW = z.strictObject(
  {
    newer: verdict.meta({ description: 'For a minor above the Kubernetes minor' }),
    older: z.array(verdict).min(1).meta({ description: 'For one, two, … minors below it; the last is for all that are older still' }),
  },
  { error: ({ input }) => (z.isNothing(input) ? 'is missing, and so are ranges and supports; a rule has one of the three' : undefined) },
);

/** How an addon's versions follow those of Kubernetes: by exactly one of three relations. */
const ADDON = z.union([
  z.strictObject({ ...addon, skew: SKEW.meta({ description: 'The chart’s minor follows the Kubernetes minor' }) }),
  z.strictObject({
    ...addon,
    ranges: z
      .record(minor, constraint)
      .meta({ description: 'By Kubernetes minor, "1.32": the versions that fit it, as a constraint of Helm' }),
    outside,
  }),
  z.strictObject({
    ...addon,
    supports: z
      .array(
        z.strictObject({
          versions: constraint,
          kubernetes: constraint,
          source: text.exactOptional().meta({ description: 'Where it is stated apart from the others' }),
        }),
      )
      .min(1)
      .meta({
        description: 'The Kubernetes versions that versions of the addon support, both as constraints of Helm; the first match counts',
      }),
    outside,
  }),
]);

const CHART = z.strictObject({
  chart: addon.chart,
  repository: text.exactOptional().meta({ description: 'The repository that is the chart’s own' }),
  appVersions: z.record(z.string(), text).meta({ description: 'By chart version: its appVersion' }),
  derived: z
    .strictObject({ versions: constraint, appVersion: text })
    .exactOptional()
    .meta({ description: 'For versions that are not listed and meet a constraint: the appVersion, like v1.{minor}' }),
  ...dated,
});

const KUBERNETES = z.strictObject({
  ...dated,
  endOfLife: z.record(minor, date).exactOptional().meta({ description: 'By minor, "1.32": the last day of its support' }),
  last: z.record(minor, text).exactOptional().meta({ description: 'By minor: the last patch that there will be' }),
  released: z.record(z.string(), date).exactOptional().meta({ description: 'By full version, "1.32.5": the day of its release' }),
  byTag: z
    .array(text)
    .exactOptional()
    .meta({ description: 'Of the released versions, those whose day is that of a tag made some days later' }),
});

const knowledge = {
  addons: z
    .array(ADDON)
    .exactOptional()
    .meta({ description: 'Rules for addons: each replaces the built-in rule for its chart, or adds one' }),
  charts: z.array(CHART).exactOptional().meta({ description: 'What versions of charts contain; added to what is known' }),
  kubernetes: KUBERNETES.exactOptional().meta({ description: 'Dates of Kubernetes’ own releases; added to what is known' }),
  clusterApi: CLUSTER_API.exactOptional().meta({
    description: 'Releases of Cluster API, its providers and CSO; each replaces the one of its name, or adds one',
  }),
  management: MANAGEMENT.exactOptional().meta({ description: 'Releases of what a management cluster runs besides; the same' }),
};

/** A file for `--knowledge`. */
export const KNOWLEDGE_FILE = z.strictObject(knowledge);

/** compatibility.yaml: the same, and waivers. */
export const COMPATIBILITY_FILE = z
  .strictObject({
    waivers: z
      .array(WAIVER)
      .exactOptional()
      .meta({ description: 'What is released although a rule refuses it, and warnings that are known' }),
    ...knowledge,
  })
  .meta({
    title: 'compatibility.yaml of clusterstack',
    description: 'Waivers and further compatibility rules, in a stack’s directory or at the root of its repository',
  });
