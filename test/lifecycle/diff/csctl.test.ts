import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { diff, openReading } from '../../../src/lifecycle/index.ts';
import { createRecord, decideRelease, writeRelease } from '../../../src/release/index.ts';
import { readStack } from '../../../src/stack/index.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

/** Small stacks as csctl releases them; not part of the repository. */
const GOLDEN = join(import.meta.dirname, '../../../../shared/csctl-golden');

describe.skipIf(!existsSync(GOLDEN))('releases as csctl makes them (skipped without ../shared/csctl-golden)', () => {
  test.each(['multi-stage', 'single-stage', 'odd-files'])('%s', async (name) => {
    const [source] = readStack(join(GOLDEN, name, 'stack'));
    if (source?.stack === undefined) throw new Error(JSON.stringify(source?.findings));
    const nowhere = { url: 'nowhere:', list: async () => [], read: async () => undefined };
    const { content } = await decideRelease(source.stack, { kind: 'hash' }, nowhere, []);
    const folder = temporaryDirectory();
    mkdirSync(folder, { recursive: true });
    writeRelease(folder, content, createRecord({ release: content, stack: name, directory: name, findings: [], tool: 't' }));
    const reading = await openReading({ source: '' }, { today: '2026-11-28' });
    const path = join(folder, content.name);
    expect(await diff(reading, path, path, {})).toMatchObject({ from: content.name, to: content.name, identical: true, changes: [] });
    expect(await diff(reading, path, join(GOLDEN, name, 'stack'), {})).toMatchObject({ to: content.name, identical: true });
  });
});
