import { holdImages } from '../../dependency/index.ts';
import type { Runtime } from '../../request.ts';
import { formatLine } from '../../version/index.ts';
import { openReading, type ReadingOptions, readSubject, type Subject } from '../read-subject.ts';
import { addDigests, listOpen } from './add-digests.ts';
import type { Contents } from './list-contents.ts';
import { listSubject } from './list-subject.ts';
import { lookUpDigests } from './look-up-digests.ts';
import type { ImagesReport, NotSeen } from './report.ts';

export interface ImagesRequest extends ReadingOptions {
  /** A reference to a release, or a stack's directory. */
  readonly subject: string;
  /** Looks up the digests of images that nothing says the digest of. */
  readonly digests: boolean;
}

/** What lists are made from beside the report. */
export interface ListedSubject {
  readonly report: ImagesReport;
  readonly subject: Subject;
}

/**
 * Lists all that clusters of a release fetch from elsewhere. Digests of a stack's images are looked up once: its lock holds them.
 * @throws ReleaseError for what cannot be read, and for a lock that cannot be written
 */
export async function listReleaseImages(request: ImagesRequest, runtime: Runtime): Promise<ListedSubject> {
  const subject = await readSubject(await openReading(request, runtime), request.subject);
  const { contents, unknown } = request.digests
    ? await findDigests(subject, request, runtime)
    : { contents: listSubject(subject), unknown: [] };
  return { subject, report: { schemaVersion: 1, ...contents, unknown: [...contents.unknown, ...unknown] } };
}

async function findDigests(
  subject: Subject,
  { offline }: ImagesRequest,
  runtime: Runtime,
): Promise<{ readonly contents: Contents; readonly unknown: readonly NotSeen[] }> {
  const contents = listSubject(subject);
  const open = listOpen(contents);
  if (offline) {
    const message = 'its digest is not known: --offline asks no registry';
    return { contents, unknown: open.map((name) => ({ subject: name, message })) };
  }
  const { digests, unknown } = await lookUpDigests(open, runtime);
  const found = addDigests(contents, digests);
  return { contents: found, unknown: [...unknown, ...holdDigests(subject, found)] };
}

/** Writes digests into the lock; says where there is none to write them into. */
function holdDigests({ stack }: Subject, { images, nodeImages }: Contents): NotSeen[] {
  if (stack === undefined) return [];
  const { directory, config } = stack;
  const known = [...images, ...nodeImages].flatMap(({ name, digest }) =>
    name === undefined || digest === undefined || name.includes('@') ? [] : [[name, digest] as const],
  );
  if (known.length === 0 || holdImages(directory, formatLine(config.line), new Map(known))) return [];
  const message = `${directory} has no lock to hold digests in, so the next run may find others; write one with: clusterstack update ${directory}`;
  return [{ subject: formatLine(config.line), message }];
}
