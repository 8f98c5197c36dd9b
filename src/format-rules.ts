import type { CodeDescription, Example } from './code-description.ts';
import { ReleaseError } from './errors.ts';
import { ALL_CODES } from './finding-code.ts';
import type { RulesReport } from './result.ts';
import { findCode, GROUPS } from './rule-groups.ts';
import { formatSuggestion } from './suggest.ts';

export { findCode };

/** All codes in groups, for people. */
export function formatRules(): string {
  const width = Math.max(...ALL_CODES.map((code) => code.length));
  const groups = GROUPS.map(({ title, codes }) => {
    const lines = codes.map((entry) => `  ${entry.code.padEnd(width)}  ${entry.verdicts.join(', ')}: ${entry.title}`);
    return [title, ...lines, ''].join('\n');
  });
  return `${groups.join('\n')}\n${ALL_CODES.length} codes. One in full, with examples: clusterstack explain CODE\n`;
}

/**
 * Codes as data.
 * @param code the only one; all unless given
 * @throws ReleaseError `usage` for an unknown name
 */
export function describeRules(code?: string): RulesReport {
  if (code !== undefined) requireCode(code);
  const rules = GROUPS.flatMap(({ title: group, codes }) =>
    codes
      .filter((entry) => code === undefined || entry.code === code)
      .map(({ code, title, why, source, verdicts }) => ({ code, group, title, why, ...(source !== undefined && { source }), verdicts })),
  );
  return { schemaVersion: 1, rules };
}

function requireCode(code: string): CodeDescription {
  const description = findCode(code);
  if (description !== undefined) return description;
  throw new ReleaseError('usage', `there is no code ${code}${formatSuggestion(code, ALL_CODES) || '; clusterstack rules lists them'}`);
}

/**
 * One code in full, for people.
 * @throws ReleaseError `usage` for an unknown name
 */
export function formatExplanation(code: string): string {
  const { title, why, source, verdicts, passes, fails } = requireCode(code);
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
  const { files, earlier = {} } = example;
  if (isEmpty(example)) return [];
  return [
    '',
    formatHeading(heading, example),
    ...describeFiles(files).flatMap(indentFile),
    ...(Object.keys(earlier).length === 0 ? [] : ['  Earlier release:', ...describeFiles(earlier).flatMap(indentFile)]),
  ];
}

function indentFile({ path, content }: ExampleFile): string[] {
  return content === undefined ? [`  ${path} is missing`] : [`  ${path}`, ...content.split('\n').map((line) => `  | ${line}`.trimEnd())];
}

/** docs/rules.md: all codes in full. */
export function formatRulesDocument(): string {
  const groups = GROUPS.flatMap(({ title, codes }) => [
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
  'Each finding has a code, and each code stands for one thing that must hold. `clusterstack explain CODE` prints the section of one code. CSO is the Cluster Stack Operator.',
  '',
  '- **refuse**: it breaks clusters, or the vendor rules it out. Nothing is released.',
  '- **warn**: the vendor has not tested it, or it is unwise.',
  '- **ok**: it was compared and fits.',
  '- **unknown**: nothing is known about it, so nothing was compared.',
  '',
  'If you know better, waive a `refuse` in `compatibility.yaml`, in the stack’s directory or at the root of the repository. It is then shown as a warning. A `warn` is muted in the same way: until the waiver expires, only `--json` shows it. An `unknown` cannot be waived.',
  '',
  '```yaml',
  'waivers:',
  '  - code: addon-version',
  '    subject: openstack-cloud-controller-manager',
  '    reason: the vendor backported the fix, see our issue 12',
  '    expires: 2027-01-31',
  '```',
  '',
  'Each example is laid over a small valid stack for Kubernetes v1.32.5. So is the earlier release of an upgrade.',
  '',
];

function documentCode({ code, title, why, source, verdicts, passes, fails }: CodeDescription): string[] {
  return [
    `### ${code}`,
    '',
    `**What must hold:** ${title}.`,
    '',
    `**Why:** ${why}`,
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
    ...describeFiles(earlier).flatMap((file) => documentFile(file, ' of the earlier release')),
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

/** Invisible characters are shown as signs. */
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

/** Whether the example is the small stack as it is. */
function isEmpty({ files, earlier = {}, note }: Example): boolean {
  return note === undefined && Object.keys({ ...files, ...earlier }).length === 0;
}
