export interface PaceOptions {
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** With one a second after them no minute has more than 80, which is what GitHub allows. */
const BURST = 20;
const INTERVAL = 1000;

/**
 * Lets what writes go one after another, and not too many a minute.
 * Source: https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits
 */
export function createPace({ now, sleep }: PaceOptions): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  /** When all turns that were taken are worked off, at one an interval. */
  let worked = 0;

  async function takeTurn(): Promise<void> {
    const wait = worked - BURST * INTERVAL - now();
    if (wait > 0) await sleep(wait);
    worked = Math.max(worked, now()) + INTERVAL;
  }

  return (work) => {
    const turn = last.then(takeTurn).then(work);
    last = turn.catch(() => {});
    return turn;
  };
}
