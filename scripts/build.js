// Makes dist/: the bundle, the library's type declarations, and the JSON Schema of the output.
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, normalize } from 'node:path';

const run = (name, ...args) => execFileSync(join('node_modules', '.bin', name), args, { stdio: ['ignore', 'ignore', 'inherit'] });

rmSync('dist', { recursive: true, force: true });
execFileSync('node', ['scripts/list-verbs.js']);
execFileSync('node', ['scripts/write-schema.js']);
run('rolldown', '-c');
chmodSync('dist/cli.js', 0o755);
copyFileSync('src/output.schema.json', 'dist/output.schema.json');
cpSync('src/schema', 'dist/schema', { recursive: true, filter: (path) => !path.endsWith('.ts') });

const declarations = mkdtempSync(join(tmpdir(), 'clusterstack-types-'));
try {
  run('tsc', '-p', '.', '--noEmit', 'false', '--declaration', '--emitDeclarationOnly', '--rootDir', '.', '--outDir', declarations);
  copyDeclarations('index.d.ts', new Set());
} finally {
  rmSync(declarations, { recursive: true });
}

/** Copies a declaration file and those that it names, with imports as JavaScript consumers write them. */
function copyDeclarations(path, done) {
  if (done.has(path)) return;
  done.add(path);
  const text = readFileSync(join(declarations, 'src', path), 'utf8');
  const target = join('dist', path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text.replaceAll(/(from '\.[^']*)\.ts'/g, "$1.js'"));
  for (const [, specifier] of text.matchAll(/from '(\.[^']*)\.ts'/g)) {
    copyDeclarations(normalize(join(dirname(path), `${specifier}.d.ts`)), done);
  }
  const foreign = [...text.matchAll(/from '([^.'][^']*)'/g)].map((match) => match[1]).filter((name) => !name.startsWith('node:'));
  if (foreign.length > 0) throw new Error(`${path} has types of ${foreign.join(', ')}, which consumers do not have`);
}
