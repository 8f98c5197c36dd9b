/** `2026-01-31` and 1 give `2026-02-31`: no day of a calendar, and right for comparing. */
export function addMonths(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const count = year * 12 + month - 1 + months;
  return [Math.floor(count / 12), pad((count % 12) + 1), pad(day)].join('-');
}

function pad(number: number): string {
  return String(number).padStart(2, '0');
}
