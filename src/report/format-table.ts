/** Rows with their columns below each other. No line ends in blanks. */
export function formatTable(rows: readonly (readonly string[])[], indent = ''): string[] {
  const widths = rows[0]?.map((_, column) => rows.reduce((widest, row) => Math.max(widest, row[column]?.length ?? 0), 0)) ?? [];
  return rows.map((row) => `${indent}${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd());
}
