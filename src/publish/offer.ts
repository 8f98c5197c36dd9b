import { type Decision, fetchRelease, type PublishedRelease, type ReleaseContent, type TargetFailure } from '../release/index.ts';

/** A release as it is offered to targets. */
export interface Offer {
  /** Where it is published already: an unchanged line's release, at the place that it was found at. */
  readonly published: PublishedRelease | undefined;
  /** Targets that could not be read: nothing is offered to them. */
  readonly failures: readonly TargetFailure[];
  /** Asked for only where a target may lack it. */
  readonly content: () => Promise<ReleaseContent>;
}

/** Offers what was decided. An unchanged line's release goes to targets that lack it as it was published, byte for byte. */
export function offerDecision(decision: Decision): Offer {
  const { failures, content } = decision;
  if (decision.kind === 'new') return { published: undefined, failures, content: () => Promise.resolve(content) };
  const { published } = decision;
  let fetched: Promise<ReleaseContent> | undefined;
  return {
    published,
    failures,
    content() {
      fetched ??= fetchRelease(published, content);
      return fetched;
    },
  };
}

/** Offers what was built before, and nothing is known of the targets. */
export function offerContent(content: ReleaseContent): Offer {
  return { published: undefined, failures: [], content: () => Promise.resolve(content) };
}

/** The same offer with notes on the release, which are made when a target asks for its content. */
export function addNotes(offer: Offer, makeNotes: () => Promise<string | undefined>): Offer {
  let made: Promise<string | undefined> | undefined;
  return {
    ...offer,
    async content() {
      made ??= makeNotes();
      const [content, notes] = await Promise.all([offer.content(), made]);
      return notes === undefined ? content : { ...content, notes };
    },
  };
}
