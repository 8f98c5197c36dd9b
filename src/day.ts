/** Whether a text is a day of the calendar, written like `2026-11-23`. */
export function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  // The 31st of a short month is read as a day of the next.
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text;
}
