import { ReleaseError } from '../../errors.ts';
import type { Place } from '../../finding.ts';
import { parseReleaseName } from '../../version/index.ts';
import { NO_STATES, type ReleaseStates } from './model.ts';
import { parseSelection } from './selection.ts';

/** Problems that are named at once. */
const MOST_NAMED = 5;

/**
 * Reads a releases.yaml.
 * @param file the path to show
 * @throws ReleaseError `invalid-states` with the place of each mistake: half of the file would show as supported what is withdrawn
 */
export async function parseStates(file: string, bytes: Buffer): Promise<ReleaseStates> {
  // Loaded only now: most runs have no such file.
  const { checkYaml, RELEASES_FILE } = await import('./file-schema.ts');
  const { data = {}, issues, findings, placesOf } = checkYaml(RELEASES_FILE, file, bytes);
  const problems = [
    ...findings.filter(({ verdict }) => verdict === 'refuse').map(({ message, ...place }) => ({ message, place: { file, ...place } })),
    ...issues,
  ];
  if (problems.length > 0) throw new ReleaseError('invalid-states', describeProblems(problems));
  const places = placesOf('states');
  const { states = [], risks = [], barriers = [] } = data;
  return {
    files: [file],
    states: states.map(({ state: name, ...more }, index) => ({ ...more, name, place: places[index] ?? { file } })),
    risks: risks.map(({ to, from, name, message, url, fixedIn }) => ({
      to: select(to),
      from: from === undefined ? undefined : select(from),
      name,
      message,
      url,
      fixedIn: parseReleaseName(fixedIn ?? ''),
    })),
    barriers: barriers.flatMap(({ release: written, reason, url }) => {
      const release = parseReleaseName(written);
      return release === undefined ? [] : { release, reason, url };
    }),
  };
}

/** Puts together what several files tell. */
export function joinStates(all: readonly ReleaseStates[]): ReleaseStates {
  return all.reduce(
    (sum, one) => ({
      files: [...sum.files, ...one.files],
      states: [...sum.states, ...one.states],
      risks: [...sum.risks, ...one.risks],
      barriers: [...sum.barriers, ...one.barriers],
    }),
    NO_STATES,
  );
}

function select(written: string | readonly string[]) {
  return [written].flat().flatMap((text) => parseSelection(text) ?? []);
}

function describeProblems(problems: readonly { readonly message: string; readonly place: Place }[]): string {
  const shown = problems
    .slice(0, MOST_NAMED)
    .map(({ message, place: { file, line = 1, column = 1 } }) => `${file}:${line}:${column}: ${message}`);
  const more = problems.length - shown.length;
  return `${shown.join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
}
