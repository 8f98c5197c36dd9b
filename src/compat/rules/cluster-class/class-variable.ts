import { isThere, listUses } from '../../cluster-class/list-uses.ts';
import type { ClassPatch, ClusterClass } from '../../cluster-class/model.ts';
import { nameOfPath } from '../../cluster-class/simulation/variable-value.ts';
import type { Facts } from '../../facts.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { exampleClass } from './examples.ts';

export const CLASS_VARIABLE: Rule<'class-variable'> = {
  code: 'class-variable',
  title: 'patches use only variables that the ClusterClass declares, and every one that it declares',
  why: 'Cluster API rejects a class with a patch that takes its value from an undeclared variable. In a template an undeclared variable is always empty, so the patch does nothing or the wrong thing.',
  source: 'Cluster API’s webhook for ClusterClass',
  verdicts: ['ok', 'refuse', 'warn'],
  passes: { files: exampleClass() },
  fails: { files: exampleClass(['- name: image', '- name: nodeImage']) },
  check: (facts) => facts.clusterClass.classes().flatMap((clusterClass) => checkClass(facts, clusterClass)),
};

function checkClass(facts: Facts, { patches, variables, placeOf }: ClusterClass): Judgement[] {
  const declared = new Set(variables.map(({ name }) => name));
  const used = new Set<string>();
  const judgements: Judgement[] = [];
  for (const patch of patches) {
    const said = new Set<string>();
    for (const use of listUses(patch)) {
      const { path, how } = use;
      const name = nameOfPath(path);
      used.add(name);
      if (said.has(path) || isThere(use, variables)) continue;
      said.add(path);
      const advice =
        name === 'builtin'
          ? 'Cluster API has no such builtin variable'
          : !declared.has(name)
            ? `no variable ${name} is declared; ${list([...declared])}`
            : `the schema of the variable ${name} has no such key, so nobody can set it`;
      const place = placeOf('patches', patch.name);
      judgements.push({ verdict: 'refuse', subject: `patch ${patch.name}`, message: `${how} uses ${path}, and ${advice}`, place });
    }
  }
  // An extension's use of variables cannot be seen.
  const hidden = patches.some(({ external }) => external);
  for (const { name } of variables) {
    const place = placeOf('variables', name);
    const subject = `variable ${name}`;
    if (used.has(name)) judgements.push({ verdict: 'ok', subject, message: 'is declared, and a patch uses it', place });
    else if (!hidden && !isRead(patches, name) && !isReadByAddons(facts, name)) {
      judgements.push({
        verdict: 'warn',
        subject,
        message: 'is declared, and neither a patch nor the values of an addon use it, so setting it has no effect',
        place,
      });
    }
  }
  return judgements;
}

function list(declared: readonly string[]): string {
  return declared.length === 0 ? 'there is none' : `there are ${declared.slice(0, 12).join(', ')}${declared.length > 12 ? ', …' : ''}`;
}

/** A template that is not understood here may use any variable whose name stands in it, `index . "name"` for instance. */
function isRead(patches: readonly ClassPatch[], name: string): boolean {
  return patches.some(({ enabledIf, definitions }) =>
    [enabledIf, ...(definitions ?? []).flatMap(({ jsonPatches }) => jsonPatches.map(({ from }) => from?.template))].some((template) =>
      template?.source.includes(name),
    ),
  );
}

/** Addons see the Cluster, and with it the values of its variables. */
function isReadByAddons({ addons, stack, stages }: Facts, name: string): boolean {
  // An addon whose chart cannot be read is not among the addons, and may use it all the same.
  const overwritten = [...addons.flatMap(({ chart }) => chart.files), ...(stack?.clusterAddon ?? [])].filter(({ path }) =>
    /(?:^|\/)overwrite\.yaml$/.test(path),
  );
  const single = stack?.addons.kind === 'single-stage' ? [stack.addons.values] : [];
  // A single-stage release that is read back has no values.
  if (stack === undefined && stages === undefined) return true;
  return [...overwritten, ...single].some(({ bytes }) => bytes.includes(name));
}
