/** The rows of the table: name, figure, ratio, goal. A section is its title alone. */
const rows = [];
const left = [];

export function section(title) {
  rows.push([title]);
}

export function add(name, figure, compared = '', goal = '') {
  rows.push([`  ${name}`, figure, compared, goal]);
}

/** Says at the end why a part is not there. */
export function leaveOut(part, why) {
  left.push(`${part}: ${why}`);
}

export function printTable() {
  const columns = rows.filter((row) => row.length > 1);
  const widths = ['what', 'median', 'ratio', 'goal'].map((head, column) =>
    Math.max(head.length, ...columns.map((row) => row[column].length)),
  );
  const print = (name, figure = '', compared = '', goal = '') =>
    console.log(`${name.padEnd(widths[0])}  ${figure.padStart(widths[1])}  ${compared.padEnd(widths[2])}  ${goal}`.trimEnd());
  print('what', 'median', 'ratio', 'goal');
  for (const row of rows) {
    if (row.length === 1) console.log('');
    print(...row);
  }
  if (left.length > 0) console.log(`\nleft out (scripts/install-tools.sh gets the tools):\n${left.map((line) => `  ${line}`).join('\n')}`);
}

export function ratio(value, reference, name) {
  return `${number(value / reference)} × ${name}`;
}

export function number(value) {
  return value.toFixed(2);
}

export function ms(value) {
  return `${value.toFixed(1)} ms`;
}

export function mb(value) {
  return `${value.toFixed(0)} MB`;
}

export function kb(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
