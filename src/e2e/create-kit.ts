import { ReleaseError } from '../errors.ts';
import { openReading, type ReadingOptions, readSubject } from '../lifecycle/index.ts';
import type { Runtime } from '../request.ts';
import { quoteWord } from '../text.ts';
import { buildKit } from './build-kit.ts';
import type { Provider } from './pins.ts';
import { readVariables } from './read-variables.ts';
import type { EndToEndReport } from './report.ts';
import { writeKit } from './write-kit.ts';

export interface EndToEndRequest extends ReadingOptions {
  /** A stack’s directory, or a reference to a release. */
  readonly word: string;
  /** A reference to the release that clusters are upgraded from; undefined for none. */
  readonly from: string | undefined;
  readonly provider: Provider | undefined;
  /** A file with values for variables of the Cluster. */
  readonly variables: string | undefined;
  /** Where the folder is written. */
  readonly directory: string;
}

/**
 * Writes a folder that tests a release from end to end.
 * @throws ReleaseError for a release that cannot be read, or that no kit can be made of, and `unwritable`
 */
export async function createKit(request: EndToEndRequest, runtime: Runtime): Promise<EndToEndReport> {
  const { word, from: earlier, provider, directory } = request;
  if (directory === '' || /\p{Cc}/u.test(directory)) throw new ReleaseError('usage', 'say where to write the folder: --output DIR');
  const reading = await openReading(request, runtime);
  const variables = request.variables === undefined ? {} : readVariables(request.variables);
  const from = earlier === undefined ? undefined : await readSubject(reading, earlier);
  const subject = await readSubject(reading, word, from?.published);
  const kit = buildKit({ subject, from, provider, variables });
  writeKit(directory, kit.files);
  return {
    schemaVersion: 1,
    kit: {
      directory,
      release: subject.content.name,
      ...(from && { from: from.content.name }),
      provider: kit.provider,
      kubernetes: kit.kubernetes,
      steps: kit.steps,
      files: kit.files.map(({ path }) => path),
      unknown: kit.unknown,
      next: [`cd ${quoteWord(directory)}`, './tools.sh', './run.sh'],
    },
  };
}
