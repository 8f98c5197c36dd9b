import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { hasSyntaxError, parseYaml, toData } from '../../src/yaml/index.ts';
import { mutate, newRandom } from './support/yaml-mutations.ts';

const CHARTS = '../shared/charts';
const BATCH = 2000;
/** YAML_MUTATIONS and YAML_SEED ask for more of them, and for others. */
const MUTATIONS = Number(process.env['YAML_MUTATIONS'] ?? 10_000);
const SEED = Number(process.env['YAML_SEED'] ?? Date.now() % 1_000_000);

const hasGo = spawnSync('go', ['version']).status === 0;
const hasHelm = spawnSync('helm', ['version']).status === 0;
const folder = mkdtempSync(join(tmpdir(), 'yaml-go-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Answer {
  readonly v2?: string;
  readonly v3?: string;
  readonly dropsV2?: boolean;
  readonly dropsV3?: boolean;
  readonly varies?: boolean;
}

function buildReader(): string {
  const source = join(folder, 'source');
  cpSync('test/interop/support/yaml-go', source, { recursive: true });
  execFileSync('go', ['build', '-o', join(folder, 'yaml-go'), '.'], { cwd: source });
  return join(folder, 'yaml-go');
}

function askGo(reader: string, texts: readonly string[]): Answer[] {
  const input = texts.map((text) => `${Buffer.byteLength(text)}\n${text}`).join('');
  const output = execFileSync(reader, { input, maxBuffer: 2 ** 30, encoding: 'utf8' });
  return output
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Answer);
}

/** Values, locks and renderings of real charts. */
function listTexts(): string[] {
  const texts = readdirSync(CHARTS)
    .filter((file) => file.endsWith('.tgz'))
    .flatMap((file) => {
      const unpacked = join(folder, file);
      mkdirSync(unpacked);
      execFileSync('tar', ['-xzf', join(CHARTS, file), '-C', unpacked]);
      const own = readdirSync(unpacked, { recursive: true, encoding: 'utf8' }).filter((path) =>
        /(?:Chart|values)\.yaml$|Chart\.lock$/.test(path),
      );
      const rendered = hasHelm
        ? spawnSync('helm', ['template', 'x', join(CHARTS, file)], { encoding: 'utf8', maxBuffer: 2 ** 28 }).stdout
        : '';
      return [...own.map((path) => readFileSync(join(unpacked, path), 'utf8')), ...rendered.split(/^---$/m)];
    });
  return texts.filter((text) => text.trim() !== '');
}

const DROPS = 'drops the rest';
const REFUSES = 'refuses';
const SEVERAL = 'several documents, the first is ';

function readOurs(text: string, dialect: 'v2' | 'v3'): string {
  const yaml = parseYaml('f.yaml', Buffer.from(text), { dialect });
  if (yaml.findings.some(({ message }) => message.includes('would silently drop the rest'))) return DROPS;
  const isTwice = yaml.findings.some(({ code, verdict }) => code === 'duplicate-key' && verdict === 'refuse');
  if (hasSyntaxError(yaml) || isTwice) return REFUSES;
  // What follows the end of a document is another one, whatever its form.
  if (yaml.findings.some(({ code }) => code === 'yaml-documents')) return `${SEVERAL}${canonical(toData(yaml, 'exact'))}`;
  return canonical(toData(yaml, 'exact'));
}

function readGo(answer: Answer, dialect: 'v2' | 'v3', mayDrop: boolean): string {
  const json = answer[dialect];
  const drops = dialect === 'v2' ? answer.dropsV2 : answer.dropsV3;
  if (json === undefined) return REFUSES;
  return mayDrop && drops === true ? DROPS : canonical(JSON.parse(json));
}

/** JSON with sorted keys; what JavaScript's numbers cannot hold as the reader in Go says it. */
function canonical(value: unknown): string {
  if (typeof value === 'bigint') return JSON.stringify(`int ${value}`);
  if (typeof value === 'number' && !Number.isFinite(value)) {
    return JSON.stringify(`special ${Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf'}`);
  }
  // The reader cannot tell a float from an integer of the same digits.
  const isLarge = typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value);
  if (isLarge && value < 2 ** 64 && value >= -(2 ** 63)) return JSON.stringify(`int ${value}`);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonical(field)}`).join(',')}}`;
}

/** Where the two answers differ, and why is not known. */
function compare(text: string, answer: Answer): string[] {
  if (answer.varies === true) return [];
  return (['v2', 'v3'] as const).flatMap((dialect) => {
    const read = readOurs(text, dialect);
    const ours = read.replace(SEVERAL, '');
    const go = readGo(answer, dialect, read === ours);
    // Where the first document is right and what follows is not, it depends on how far Go has read ahead whether it complains.
    const isTail = [ours, go].includes(DROPS) && [ours, go].includes(REFUSES);
    return ours === go || isTail ? [] : [`${dialect} ${JSON.stringify(text)}\n  Go:   ${go.slice(0, 300)}\n  ours: ${ours.slice(0, 300)}`];
  });
}

const reason = !hasGo ? ' (skipped: there is no go)' : !existsSync(CHARTS) ? ' (skipped: there are no charts)' : '';

describe.skipIf(reason !== '')(`YAML as Go reads it${reason}`, () => {
  const reader = reason === '' ? buildReader() : '';
  const texts = reason === '' ? listTexts() : [];

  test('files and renderings of real charts', () => {
    const answers = askGo(reader, texts);
    expect(answers.length).toBe(texts.length);
    expect(texts.flatMap((text, index) => compare(text, answers[index] ?? {}))).toEqual([]);
  });

  test(`${MUTATIONS} mutations of them, seed ${SEED}`, { timeout: 600_000 }, () => {
    const random = newRandom(SEED);
    const answers = { read: 0, refused: 0 };
    for (let done = 0; done < MUTATIONS; done += BATCH) {
      const mutated = Array.from({ length: Math.min(BATCH, MUTATIONS - done) }, () =>
        mutate(texts[Math.floor(random() * texts.length)] ?? '', random),
      );
      const batch = askGo(reader, mutated);
      expect(batch.length).toBe(mutated.length);
      expect(mutated.flatMap((text, index) => compare(text, batch[index] ?? {}))).toEqual([]);
      for (const { v2 } of batch) answers[v2 === undefined ? 'refused' : 'read']++;
    }
    console.log(`YAML: seed ${SEED}, ${answers.read} of ${MUTATIONS} mutations read and ${answers.refused} refused, as by Go`);
  });
});
