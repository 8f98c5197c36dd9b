// Writes src/output.schema.json: what --json prints, as the verbs' own types of their reports say it.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createFormatter, createParser, createProgram, SchemaGenerator, StringType, ts } from 'ts-json-schema-generator';

const verbs = readdirSync('src/verbs')
  .filter((name) => name.endsWith('.ts') && name !== 'index.ts')
  .sort();
const imports = verbs.map((name, index) => `import type { Output as Output${index} } from '${resolve('src/verbs', name)}';`);
const failure = `import type { FailureReport } from '${resolve('src/verbs/common/verb.ts')}';`;
const union = `export type Output = FailureReport | ${verbs.map((_, index) => `Output${index}`).join(' | ')};`;

/** A list of codes would refuse the output of later versions, which have more of them. */
const anyCode = {
  supportsNode: (node) => ts.isTypeReferenceNode(node) && node.typeName.getText() === 'FindingCode',
  createType: () => new StringType(),
};

const folder = mkdtempSync(join(tmpdir(), 'clusterstack-schema-'));
try {
  const path = join(folder, 'output.ts');
  const tsconfig = join(folder, 'tsconfig.json');
  writeFileSync(path, [...imports, failure, union].join('\n'));
  writeFileSync(tsconfig, JSON.stringify({ extends: resolve('tsconfig.json'), compilerOptions: { types: [] }, files: [path] }));
  const config = { path, tsconfig, type: 'Output', topRef: false, skipTypeCheck: true, additionalProperties: false };
  const program = createProgram(config);
  const parser = createParser(program, config, (parsers) => parsers.addNodeParser(anyCode));
  const generator = new SchemaGenerator(program, parser, createFormatter(config), config);
  const { definitions, ...root } = generator.createSchema('Output');
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'What clusterstack prints with --json',
    description:
      'One object, which differs by verb. Where an error comes before any result, it has nothing but the error and an empty list.',
    anyOf: root.anyOf,
    $defs: definitions,
  };
  const text = JSON.stringify(schema, null, 2)
    .replaceAll('"#/definitions/', '"#/$defs/')
    .replaceAll('"$schema": "http://json-schema.org/draft-07/schema#",\n', '');
  writeFileSync('src/output.schema.json', `${text}\n`);
  execFileSync('node_modules/.bin/biome', ['format', '--write', 'src/output.schema.json'], { stdio: 'ignore' });
} finally {
  rmSync(folder, { recursive: true });
}
