import { ReleaseError } from '../errors.ts';
import { formatSuggestion } from '../suggest.ts';
import { CODES, findCode, GROUPS } from './groups.ts';
import type { CodeDescription, Example } from './rule.ts';

export { findCode };

/** All codes in groups, for people. */
export function formatRules(): string {
  const width = Math.max(...CODES.map((code) => code.length));
  const groups = shownGroups().map(({ title, codes }) => {
    const lines = codes.map((entry) => `  ${entry.code.padEnd(width)}  ${entry.verdicts.join(', ')}: ${entry.title}`);
    return [title, ...lines, ''].join('\n');
  });
  return `${groups.join('\n')}\n${CODES.length} codes; one of them in full, with examples: clusterstack explain CODE\n`;
}

/** All codes as data. */
export function formatRulesJson(): string {
  const rules = shownGroups().flatMap(({ title: group, codes }) =>
    codes.map(({ code, title, why, source, verdicts }) => ({ code, group, title, why, ...(source !== undefined && { source }), verdicts })),
  );
  return `${JSON.stringify({ schemaVersion: 1, rules }, null, 2)}\n`;
}

/**
 * One code in full, for people.
 * @throws ReleaseError `usage` when there is none of this name
 */
export function formatExplanation(code: string): string {
  const description = findCode(code);
  if (description === undefined) {
    throw new ReleaseError('usage', `there is no code ${code}${formatSuggestion(code, CODES) || '; clusterstack rules lists them'}`);
  }
  const { title, why, source, verdicts, passes, fails } = description;
  return [
    `${code}: ${title}`,
    '',
    why,
    '',
    `Verdicts  ${verdicts.join(', ')}`,
    ...(source === undefined ? [] : [`Source    ${source}`]),
    ...formatExample('Passes', passes),
    ...formatExample('Fails', fails),
    '',
  ].join('\n');
}

function formatExample(heading: string, example: Example): string[] {
  const { files, earlier } = example;
  if (isEmpty(example)) return [];
  return [
    '',
    formatHeading(heading, example),
    ...describeFiles(files).flatMap(indentFile),
    ...(earlier === undefined ? [] : ['  After a release with:', ...describeFiles(earlier).flatMap(indentFile)]),
  ];
}

function indentFile({ path, content }: ExampleFile): string[] {
  return content === undefined ? [`  ${path} is missing`] : [`  ${path}`, ...content.split('\n').map((line) => `  | ${line}`.trimEnd())];
}

/** docs/rules.md: all codes in full. */
export function formatRulesDocument(): string {
  const groups = shownGroups().flatMap(({ title, codes }) => [
    `## ${title}`,
    '',
    '| Code | Verdicts | What must hold |',
    '|---|---|---|',
    ...codes.map((entry) => `| [${entry.code}](#${entry.code}) | ${entry.verdicts.join(', ')} | ${entry.title.replaceAll('|', '\\|')} |`),
    '',
    ...codes.flatMap(documentCode),
  ]);
  return [...INTRODUCTION, ...groups].join('\n');
}

const INTRODUCTION: readonly string[] = [
  '# What is checked',
  '',
  '<!-- Made by: clusterstack rules --markdown > docs/rules.md -->',
  '',
  'Each finding has a code, and each code says what must hold. `clusterstack explain CODE` prints one of these sections.',
  '',
  '- **refuse**: it breaks clusters, or the vendor forbids it. Nothing is released.',
  '- **warn**: the vendor did not test it, or it is unwise.',
  '- **ok**: it was compared, and fits.',
  '- **unknown**: nothing is known about it, so nothing was compared.',
  '',
  'Where you know better, waive a `refuse` in `compatibility.yaml`, in the stack’s directory or at the root of the repository; it is shown as a warning then. A `warn` is muted in the same way: until the waiver’s last day only `--json` shows it. What is `unknown` cannot be waived.',
  '',
  '```yaml',
  'waivers:',
  '  - code: addon-version',
  '    subject: openstack-cloud-controller-manager',
  '    reason: the vendor backported the fix, see our issue 12',
  '    expires: 2027-01-31',
  '```',
  '',
  'Examples are laid over a small valid stack of Kubernetes v1.32.5.',
  '',
];

function documentCode({ code, title, why, source, verdicts, passes, fails }: CodeDescription): string[] {
  return [
    `### ${code}`,
    '',
    `**What must hold:** ${title}. ${why}`,
    '',
    `- Verdicts: ${verdicts.join(', ')}`,
    ...(source === undefined ? [] : [`- Source: ${source}`]),
    '',
    ...documentExample('Passes', passes),
    ...documentExample('Fails', fails),
  ];
}

function documentExample(heading: string, example: Example): string[] {
  const { files, earlier = {} } = example;
  if (isEmpty(example)) return [];
  return [
    formatHeading(heading, example),
    '',
    ...describeFiles(files).flatMap((file) => documentFile(file, '')),
    ...describeFiles(earlier).flatMap((file) => documentFile(file, ' of the release before')),
  ];
}

function documentFile({ path, content }: ExampleFile, which: string): string[] {
  if (content === undefined) return [`\`${path}\`${which} is missing.`, ''];
  const fence = content.includes('```') ? '````' : '```';
  const language = /\.ya?ml$/.test(path) ? 'yaml' : '';
  return [`\`${path}\`${which}`, '', `${fence}${language}`, ...content.split('\n'), fence, ''];
}

interface ExampleFile {
  readonly path: string;
  /** Undefined where the example takes the file away. */
  readonly content: string | undefined;
}

/** What cannot be seen is shown by a sign. */
function describeFiles(files: Example['files']): ExampleFile[] {
  return Object.entries(files).map(([path, content]) => ({
    path,
    content: content?.replace(/\n$/, '').replaceAll('\r', '␍').replaceAll('\ufeff', '⟨byte order mark⟩'),
  }));
}

/** `Fails on 2026-11-23: the minor is past its end of life` */
function formatHeading(heading: string, { today, note }: Example): string {
  return `${heading}${today === undefined ? '' : ` on ${today}`}:${note === undefined ? '' : ` ${note}`}`;
}

/** Whether the small stack as it is makes the example. */
function isEmpty({ files, earlier, today, note }: Example): boolean {
  return note === undefined && today === undefined && earlier === undefined && Object.keys(files).length === 0;
}

function shownGroups() {
  return GROUPS.filter(({ codes }) => codes.length > 0);
}
