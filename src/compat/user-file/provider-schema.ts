import * as z from '../../checked-yaml/index.ts';
import { date, dated, minor, text } from './words.ts';

/** Minors of Kubernetes 1: the first and the last. */
const minors = z.tuple([z.int(), z.int()]).meta({ description: 'The first and the last minor of Kubernetes 1, like [31, 36]' });
const version = z.string().regex(/^v\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/, 'is not a version; write it like v1.12.11');
const contract = z.string().regex(/^v\d+(?:(?:alpha|beta)\d+)?$/, 'is not the version of a contract; write it like v1beta2');
const gateNames = z.array(text);
/** One minor of Cluster API, or two: `["1.8", "1.12"]`. */
const cores = z
  .array(z.string().regex(/^\d+\.\d+$/, 'is not a minor of Cluster API; write it like "1.12"'))
  .min(1)
  .max(2);
const released = { newest: version, date, contract };

const CORE_RELEASE = z.strictObject({
  release: z.string().regex(/^CAPI \d+\.\d+$/, 'is not a minor of Cluster API; write it like CAPI 1.15'),
  ...released,
  kubernetes: minors,
  management: minors,
  needs: z.record(minor, text).exactOptional().meta({ description: 'By Kubernetes minor: the first patch that knows it' }),
  endOfLife: date.exactOptional(),
  certManager: version,
  kind: version,
  gates: gateNames,
  flags: z.strictObject({ core: gateNames, bootstrap: gateNames, controlPlane: gateNames, docker: gateNames }),
});

const PROVIDER_RELEASES = z.strictObject({
  name: z.enum(['CAPO', 'CAPM3']),
  releases: z.array(
    z.strictObject({
      release: text,
      serves: z.array(contract).min(1),
      core: cores,
      ...released,
      needs: z.record(z.string(), version).exactOptional(),
    }),
  ),
});

const CSO_RELEASE = z.strictObject({
  release: z.string().regex(/^CSO \d+\.\d+\.\d+/, 'is not a release of CSO; write it like CSO 0.2.0-alpha.1'),
  image: text,
  chart: z.strictObject({ url: text, version: text }),
  core: cores,
  reason: text.meta({ description: 'Why no later Cluster API, as a part of a sentence' }),
});

/** What a user adds to the tables of Cluster API, its providers and CSO. */
export const CLUSTER_API = z.strictObject({
  ...dated,
  releases: z.array(CORE_RELEASE).exactOptional(),
  providers: z.array(PROVIDER_RELEASES).exactOptional(),
  operators: z.array(CSO_RELEASE).exactOptional(),
});

/** The same of what a management cluster runs besides. */
export const MANAGEMENT = z.strictObject({
  ...dated,
  operator: z
    .array(z.strictObject({ version, date, contracts: z.array(contract), gates: z.enum(['merged', 'replaced']) }))
    .exactOptional()
    .meta({ description: 'Releases of the Cluster API operator' }),
  components: z
    .array(
      z.strictObject({
        name: z.enum(['cert-manager', 'openstack-resource-controller', 'kyverno']),
        releases: z.array(
          z.strictObject({ version, date: date.exactOptional(), kubernetes: z.array(z.int()).min(1).max(2).exactOptional() }),
        ),
      }),
    )
    .exactOptional(),
});
