import { BUILTIN_PATHS } from '../../cluster-class/builtins.ts';
import { type ClassPatch, type ClusterClass, readClasses } from '../../cluster-class/model.ts';
import { placeOfName } from '../../cluster-class/places.ts';
import { findVariables, parseTemplate } from '../../cluster-class/template/index.ts';
import { nameOfPath } from '../../cluster-class/variable-value.ts';
import type { Facts } from '../../facts.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { exampleClass } from './examples.ts';

export const CLASS_VARIABLE: Rule = {
  code: 'class-variable',
  title: 'patches use variables that the ClusterClass declares, and all that it declares',
  why: 'Cluster API refuses a class whose patch takes the value of a variable that is not declared; in a template such a variable is always empty, so that the patch does nothing or something wrong.',
  source: 'the webhook of Cluster API, ClusterClass',
  verdicts: ['ok', 'refuse', 'warn'],
  passes: { files: exampleClass() },
  fails: { files: exampleClass(['- name: image', '- name: nodeImage']) },
  check: (facts) => readClasses(facts).flatMap((clusterClass) => checkClass(facts, clusterClass)),
};

interface Use {
  readonly path: string;
  readonly how: string;
}

function checkClass(facts: Facts, { object, patches, variables }: ClusterClass): Judgement[] {
  const declared = new Set(variables.map(({ name }) => name));
  const used = new Set<string>();
  const judgements: Judgement[] = [];
  for (const patch of patches) {
    const said = new Set<string>();
    for (const { path, how } of listUses(patch)) {
      const name = nameOfPath(path);
      used.add(name);
      if (said.has(path) || (name === 'builtin' ? how !== 'valueFrom.variable' || BUILTIN_PATHS.has(path) : declared.has(name))) continue;
      said.add(path);
      const advice = name === 'builtin' ? 'Cluster API has no such builtin variable' : `no variable ${name} is declared; ${list(declared)}`;
      const place = placeOfName(facts, object, 'patches', patch.name);
      judgements.push({ verdict: 'refuse', subject: `patch ${patch.name}`, message: `${how} uses ${path}, and ${advice}`, place });
    }
  }
  // What an extension does with variables nobody sees.
  const hidden = patches.some(({ external }) => external);
  for (const { name } of variables) {
    const place = placeOfName(facts, object, 'variables', name);
    const subject = `variable ${name}`;
    if (used.has(name)) judgements.push({ verdict: 'ok', subject, message: 'is declared, and a patch uses it', place });
    else if (!hidden && !isRead(patches, name)) {
      judgements.push({
        verdict: 'warn',
        subject,
        message: 'is declared, and no patch uses it: setting it has no effect on the machines',
        place,
      });
    }
  }
  return judgements;
}

function list(declared: ReadonlySet<string>): string {
  return declared.size === 0 ? 'there is none' : `there are ${[...declared].slice(0, 12).join(', ')}${declared.size > 12 ? ', …' : ''}`;
}

function listUses({ enabledIf, definitions }: ClassPatch): Use[] {
  const patches = (definitions ?? []).flatMap(({ jsonPatches }) => jsonPatches);
  return [
    ...inTemplate('enabledIf', enabledIf),
    ...patches.flatMap(({ from }) => [
      ...(from?.variable === undefined ? [] : [{ path: from.variable, how: 'valueFrom.variable' }]),
      ...inTemplate('valueFrom.template', from?.template),
    ]),
  ];
}

function inTemplate(how: string, source: string | undefined): Use[] {
  const parsed = source === undefined ? undefined : parseTemplate(source);
  return parsed?.kind === 'parsed' ? findVariables(parsed.nodes).map((path) => ({ path, how })) : [];
}

/** A template that is not understood here may use any variable whose name stands in it, `index . "name"` for instance. */
function isRead(patches: readonly ClassPatch[], name: string): boolean {
  return patches.some(({ enabledIf, definitions }) =>
    [enabledIf, ...(definitions ?? []).flatMap(({ jsonPatches }) => jsonPatches.map(({ from }) => from?.template))].some((source) =>
      source?.includes(name),
    ),
  );
}
