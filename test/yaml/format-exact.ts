/** Data as JSON with sorted keys and all digits of integers, as Go prints it; what no JSON can hold by Go's names. */
export function formatExact(value: unknown): string {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : formatSpecial(value);
  if (typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return `[${value.map(formatExact).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${formatExact(field)}`).join(',')}}`;
}

function formatSpecial(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  return value > 0 ? '+Inf' : '-Inf';
}
