import { once } from '../once.ts';
import type { Stack } from '../stack/index.ts';
import { type Simulation, simulate } from './cluster-class/simulation/simulate.ts';
import type { Knowledge } from './knowledge/index.ts';
import type { Addon, EarlierRelease, Shipped } from './shipped.ts';

export type { Addon, EarlierRelease, RenderedChart, Shipped, ShippedClass } from './shipped.ts';

/** An answer of the server that a node image's URL names. */
export interface ImageAnswer {
  readonly url: string;
  readonly kind: 'found' | 'missing' | 'unreachable';
  /** The hash that the `.CHECKSUM` beside it gives. */
  readonly checksum?: string;
  readonly message?: string;
}

/** What a line installs, as its source says it. */
export interface LineBeside {
  /** `openstack-scs-1-32` */
  readonly name: string;
  readonly addons: readonly Pick<Addon, 'chart' | 'folder'>[];
}

/** All that rules may look at. The same facts give the same findings. */
export interface Facts extends GatheredFacts {
  /** The patches of each ClusterClass tried on its templates, when first asked for. */
  readonly simulations: () => readonly Simulation[];
}

/** Everything that was seen of a release and around it. */
export interface GatheredFacts extends Shipped {
  /** The source; undefined for a release that is read back from disk. */
  readonly stack?: Stack;
  /** Undefined when no source was asked. */
  readonly earlier?: readonly EarlierRelease[];
  /** The line of the minor before, where the same run reads its source. */
  readonly lineBefore?: LineBeside | undefined;
  /** The same of the minor after, which clusters go to next. */
  readonly lineAfter?: LineBeside | undefined;
  /** The other Kubernetes minors that the source, or the same run, has releases of this stack for. */
  readonly otherMinors?: readonly number[];
  /** Undefined when no server was asked. */
  readonly images?: readonly ImageAnswer[];
  /** Charts that are not downloaded yet, by name: a release brings its dependencies along. */
  readonly notAtHand?: readonly string[];
  readonly knowledge: Knowledge;
  /** `2026-11-23` */
  readonly today: string;
  /** `v3.19.0`, undefined where there is none. */
  readonly helm?: string;
}

/** Makes the facts of what was gathered. What follows from it is computed once, for all rules. */
export function createFacts(gathered: GatheredFacts): Facts {
  return { ...gathered, simulations: once(() => simulate(gathered)) };
}
