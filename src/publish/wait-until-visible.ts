import { HttpError } from '../http/index.ts';

/** How long what was published may take to become visible. */
export interface Patience {
  /** Milliseconds in all. */
  readonly limit: number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Told before each pause. */
  readonly tell: (message: string) => void;
}

/** For places that show at once what they were given. */
export const NO_PATIENCE: Patience = { limit: 0, sleep: () => Promise.resolve(), tell() {} };

/** Milliseconds; each further pause is twice as long. */
const FIRST_PAUSE = 500;

/**
 * Looks for what was just published until it is there: registries and GitHub may answer from a copy that has not heard of it.
 * @param look undefined, or an HttpError `not-found`, where it or a part of it is missing
 * @returns undefined where it was not there in time
 */
export async function waitUntilVisible<Seen>(
  what: string,
  { limit, sleep, tell }: Patience,
  look: () => Promise<Seen | undefined>,
): Promise<Seen | undefined> {
  for (let [waited, next] = [0, FIRST_PAUSE]; ; next *= 2) {
    const pause = Math.min(next, limit - waited);
    try {
      const seen = await look();
      if (seen !== undefined || pause <= 0) return seen;
    } catch (error) {
      if (!(error instanceof HttpError) || error.code !== 'not-found' || pause <= 0) throw error;
    }
    tell(`${what} is not visible yet; looking again in ${pause / 1000} s`);
    await sleep(pause);
    waited += pause;
  }
}
