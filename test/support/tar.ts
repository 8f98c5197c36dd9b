import { Header, Parser, Pax, type ReadEntry } from 'tar';

type EntryType = Header['type'];

/** One entry of a tar, whatever its header says. */
export interface TarEntry {
  readonly path: string;
  readonly type?: EntryType;
  readonly linkpath?: string;
  readonly mtime?: Date;
  readonly content?: string | Buffer;
}

/** A tar with whatever headers, not by the code that is tested. */
export function packTar(entries: readonly TarEntry[]): Buffer {
  return Buffer.concat([...entries.flatMap(packEntry), Buffer.alloc(1024)]);
}

function packEntry({ path, type = 'File', linkpath, mtime = new Date(0), content = '' }: TarEntry): Buffer[] {
  const body = typeof content === 'string' ? Buffer.from(content) : content;
  const header = new Header({ path, type, size: body.length, mode: 0o644, mtime, ...(linkpath !== undefined && { linkpath }) });
  const isLong = header.encode();
  return [...(isLong ? [new Pax({ path }).encode()] : []), header.block ?? Buffer.alloc(0), body, Buffer.alloc(-body.length & 511)];
}

interface UnpackedEntry extends TarEntry {
  readonly content: Buffer;
}

/** The entries of a tar; any warning is an error. */
export function unpackTar(bytes: Buffer): Promise<UnpackedEntry[]> {
  return new Promise((resolve, reject) => {
    const entries: Promise<UnpackedEntry>[] = [];
    const parser = new Parser({
      strict: true,
      onReadEntry: (entry: ReadEntry) => {
        const { path, type, mtime } = entry;
        entries.push(entry.concat().then((content) => ({ path, type, ...(mtime && { mtime }), content })));
      },
    });
    parser.on('end', () => resolve(Promise.all(entries)));
    parser.on('error', reject);
    parser.end(bytes);
  });
}
