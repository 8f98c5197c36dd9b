import { describe, expect, test } from 'vitest';
import type { CodeDescription, Example } from '../../src/code-description.ts';
import { RULES } from '../../src/compat/index.ts';
import { parseCompatibility } from '../../src/compat/user-file/index.ts';
import type { Finding } from '../../src/finding.ts';
import { GROUPS } from '../../src/rule-groups.ts';
import { parseLines } from '../../src/stack/index.ts';
import { buildStack } from '../support/stack-builder.ts';

/** The findings of reading the small stack with an example's files. */
async function read({ files }: Example): Promise<Finding[]> {
  const compatibility = files['compatibility.yaml'];
  if (compatibility) return [...(await parseCompatibility('compatibility.yaml', Buffer.from(compatibility))).findings];
  return parseLines('stacks/docker/demo', buildStack(files)).flatMap(({ findings }) => findings);
}

const isRunnable = ({ fails }: CodeDescription) => Object.keys(fails.files).length > 0;

/** Shown by files, and found by other means: when waivers are applied, on the disk, by the folder's name. */
const ELSEWHERE = new Set(['waiver-expired', 'waiver-unused', 'case-clash', 'folder-version']);

const RULE_CODES = new Set<string>(RULES.map(({ code }) => code));
const READING = GROUPS.flatMap(({ codes }) => codes).filter((entry) => !RULE_CODES.has(entry.code));

describe.each(READING.filter((entry) => isRunnable(entry) && !ELSEWHERE.has(entry.code)))('$code', ({ code, verdicts, passes, fails }) => {
  test('its examples pass and fail', async () => {
    const passing = (await read(passes)).filter((finding) => finding.code === code);
    expect(passing.filter(({ verdict }) => verdict !== 'ok')).toEqual([]);
    const failing = (await read(fails)).filter((finding) => finding.code === code).map(({ verdict }) => verdict);
    expect(failing).not.toEqual([]);
    expect(verdicts).toEqual(expect.arrayContaining(failing));
  });
});
