/** A moment as Go keeps it: by its parts, with the offset that it was written with. */
export interface Time {
  /** As JSON has it: RFC 3339. */
  readonly json: string;
  /** As Go prints it where it is a key. */
  readonly print: string;
}

const DATE =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt](\d{1,2}):(\d{1,2}):(\d{1,2})([.,]\d+)?(Z|[-+]\d\d:\d\d)| +(\d{1,2}):(\d{1,2}):(\d{1,2})([.,]\d+)?)?$/;

/** Reads a date, with a time or without. Source: `allowedTimestampFormats` of both modules, and Go's time.Parse */
export function parseTime(text: string): Time | undefined {
  if (text.charAt(4) !== '-') return undefined;
  const match = DATE.exec(text);
  if (match === null) return undefined;
  const [, year = '', month = '', day = ''] = match;
  const hour = match[4] ?? match[9] ?? '0';
  const minute = match[5] ?? match[10] ?? '0';
  const second = match[6] ?? match[11] ?? '0';
  const zone = match[8] ?? 'Z';
  const isDay = Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= daysOf(Number(year), Number(month));
  if (!isDay || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59 || !isZone(zone)) return undefined;
  const two = (part: string) => part.padStart(2, '0');
  const fraction = (match[7] ?? match[12] ?? '').slice(1, 10).replace(/0+$/, '');
  const date = `${year}-${two(month)}-${two(day)}`;
  const clock = `${two(hour)}:${two(minute)}:${two(second)}${fraction === '' ? '' : `.${fraction}`}`;
  const isUtc = zone === 'Z' || /^[-+]00:00$/.test(zone);
  const offset = isUtc ? '+0000' : zone.replace(':', '');
  return { json: `${date}T${clock}${isUtc ? 'Z' : zone}`, print: `${date} ${clock} ${offset} ${isUtc ? 'UTC' : offset}` };
}

function daysOf(year: number, month: number): number {
  return new Date(Date.UTC(year <= 99 ? year + 400 : year, month, 0)).getUTCDate();
}

function isZone(zone: string): boolean {
  return zone === 'Z' || (Number(zone.slice(1, 3)) <= 24 && Number(zone.slice(4)) < 60);
}
