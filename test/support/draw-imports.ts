/** The modules that each may import, by name. */
export type ImportTable = Readonly<Record<string, readonly string[]>>;

/**
 * A Mermaid diagram of the folders and of the files that are named: an arrow where one may import the other, unless a
 * longer way says so already.
 */
export function drawImports(table: ImportTable, files: readonly string[]): string {
  const isDrawn = (name: string) => !name.includes('.') || files.includes(name);
  const names = Object.keys(table).filter(isDrawn).sort();
  const reach = new Map<string, ReadonlySet<string>>();
  const reachOf = (name: string): ReadonlySet<string> => {
    const known = reach.get(name);
    if (known !== undefined) return known;
    const all = new Set((table[name] ?? []).flatMap((next) => [next, ...reachOf(next)]));
    reach.set(name, all);
    return all;
  };
  const arrows = names.flatMap((from) => {
    const below = [...reachOf(from)].filter(isDrawn);
    const direct = below.filter((to) => !below.some((between) => between !== to && reachOf(between).has(to)));
    return direct.sort().map((to) => `  ${draw(from)} --> ${draw(to)}\n`);
  });
  return `flowchart TD\n${arrows.join('')}`;
}

function draw(name: string): string {
  return name.includes('.') ? `${name.replace('.', '_')}[${name}]` : name;
}
