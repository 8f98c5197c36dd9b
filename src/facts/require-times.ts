import { isDay } from '../day.ts';
import { ReleaseError } from '../errors.ts';
import type { Runtime } from '../request.ts';

/** Eleven digits reach beyond the year 5000. */
const SECONDS = /^\d{1,11}$/;

/**
 * Refuses times that cannot be used: another one in their place would make another release, and judge it differently.
 * @throws ReleaseError `usage`
 */
export function requireTimes({ today, epoch }: Pick<Runtime, 'today' | 'epoch'>): void {
  if (!isDay(today)) throw new ReleaseError('usage', `today is ${JSON.stringify(today)}, which is not a day; write it like 2026-11-23`);
  if (epoch === undefined || SECONDS.test(epoch)) return;
  throw new ReleaseError(
    'usage',
    `SOURCE_DATE_EPOCH is ${JSON.stringify(epoch)}; write whole seconds since 1970, like 1795392000, or unset it`,
  );
}
