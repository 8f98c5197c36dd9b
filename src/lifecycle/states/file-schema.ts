import * as z from '../../checked-yaml/index.ts';
import { parseReleaseName } from '../../version/index.ts';
import { parseSelection } from './selection.ts';

export { checkYaml } from '../../checked-yaml/index.ts';

const text = z.string().trim().min(1);
const url = text.regex(/^https?:\/\/\S+$/, 'is not a URL; write it like https://example.org/why');
const release = text.refine(
  (name) => parseReleaseName(name) !== undefined,
  'is not the name of a release; write it like docker-scs-1-36-v4',
);
const selection = text.refine(
  (written) => parseSelection(written) !== undefined,
  'is not a release, a line, or two releases of a line from the older to the newer; write it like docker-scs-1-36-v4, docker-scs-1-36 or docker-scs-1-36-v2..docker-scs-1-36-v4',
);
const selections = z.union([z.array(selection).min(1), selection]);

/** States that say nothing against a release. */
const GOOD = ['preview', 'supported'];
const STATES = ['preview', 'supported', 'deprecated', 'withdrawn', 'expired', 'removed'] as const;

const STATE = z
  .strictObject({
    release: release.meta({ description: 'The release, as its tag names it' }),
    state: z.enum(STATES).meta({
      description:
        'withdrawn releases are offered to nobody, and stay where they are for the clusters that have them; removed ones are gone. Past the end of its Kubernetes minor a release is expired, whatever is said here',
    }),
    since: z.iso.date().meta({ description: 'The first day of the state, like 2027-01-31; it may lie ahead' }),
    reason: text.exactOptional().meta({ description: 'Why, for those who run clusters; needed for all but preview and supported' }),
    url: url.exactOptional().meta({ description: 'Where more is said' }),
    replacedBy: release.exactOptional().meta({ description: 'The release to take in its place' }),
  })
  .refine(({ state, reason }) => reason !== undefined || GOOD.includes(state), {
    path: ['reason'],
    error: 'is missing; whoever runs clusters of it wants to know why',
  })
  .meta({
    description: 'What a release is from a day on',
    if: { properties: { state: { enum: GOOD } }, required: ['state'] },
    else: { required: ['reason'] },
  });

const RISK = z
  .strictObject({
    to: selections.meta({ description: 'Where it is met: a release, a line, or A..B, or a list of them' }),
    from: selections.exactOptional().meta({ description: 'Where clusters must come from to meet it; anywhere unless said' }),
    name: text.meta({ description: 'A short name, like CiliumEndpointsLost' }),
    message: text.meta({ description: 'What may happen, and to whom' }),
    url: url.exactOptional().meta({ description: 'Where more is said' }),
    fixedIn: release
      .exactOptional()
      .meta({ description: 'The first release without it: it and newer ones of its line and channel are safe, all before it are not' }),
  })
  .meta({ description: 'Something that may go wrong on the way to a release' });

const BARRIER = z
  .strictObject({
    release: release.meta({ description: 'Where clusters must stop: older ones of its stack and channel pass through it to newer ones' }),
    reason: text.meta({ description: 'Why' }),
    url: url.exactOptional().meta({ description: 'Where more is said' }),
  })
  .meta({ description: 'A release that no cluster may skip' });

/** releases.yaml */
export const RELEASES_FILE = z
  .strictObject({
    states: z.array(STATE).exactOptional().meta({ description: 'States of releases, each from a day on; the latest counts' }),
    risks: z.array(RISK).exactOptional().meta({ description: 'Risks on the way from releases to others' }),
    barriers: z.array(BARRIER).exactOptional().meta({ description: 'Releases that no cluster may skip' }),
  })
  .meta({
    title: 'releases.yaml of clusterstack',
    description:
      'States of published releases, and risks and barriers on the way between them; beside the stacks or at the root of their repository',
  });
