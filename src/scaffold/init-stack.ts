import { basename, join, relative, resolve } from 'node:path';
import { ReleaseError } from '../errors.ts';
import { createFile, type FileTree, sortTree } from '../files/index.ts';
import type { Ask, InitRequest } from '../request.ts';
import type { InitReport } from '../result.ts';
import { findLineProblem, findNameProblem } from '../stack/index.ts';
import { quoteWord } from '../text.ts';
import { describeFiles } from './describe-files.ts';
import { listMinors, scaffoldStack } from './scaffold-stack.ts';
import { TEMPLATES } from './templates.ts';
import { requireFree, writeNew } from './write-stack.ts';

/** Where the package's schemas are once it is installed. */
const SCHEMAS = 'node_modules/clusterstack/dist/schema';

/**
 * Writes a new stack.
 * @param ask asks for what the request leaves open, and offers an answer; undefined where nobody could answer
 * @throws ReleaseError `usage`, and `unwritable`; nothing is written then
 */
export async function initStack(request: InitRequest, ask?: Ask): Promise<InitReport> {
  const { directory } = request;
  if (directory === '' || /\p{Cc}/u.test(directory))
    throw usage('the directory has no name to write down; take one like stacks/docker/mine');
  requireFree(directory);
  const providers = Object.keys(TEMPLATES).sort();
  const provider = request.provider ?? (await ask?.(`Provider (${providers.join(', ')})`, providers[0] ?? ''));
  if (provider === undefined) throw usage(`say for which provider: --provider ${providers.join(', --provider ')}`);
  const template = readTemplate(provider);
  if (template === undefined)
    throw usage(`there is no template for the provider ${JSON.stringify(provider)}; take ${providers.join(', ')}`);
  const name = await chooseName(request, ask);
  const minors = listMinors(template);
  const newest = minors.at(-1) ?? '';
  const minor = request.kubernetes ?? (await ask?.(`Kubernetes (${minors.join(', ')})`, newest)) ?? newest;

  const shown = quoteWord(directory);
  const schemas = encodeURI(join(relative(resolve(directory), resolve('.')), SCHEMAS));
  const stack = scaffoldStack(template, { name, minor, directory: shown, schemas });
  if (stack === undefined)
    throw usage(`there is no template for Kubernetes ${JSON.stringify(minor)} on ${provider}; take ${minors.join(' or ')}`);
  const tooLong = findLineProblem(stack.line);
  if (tooLong !== undefined) throw usage(`${tooLong}; take a shorter --name`);
  writeNew(directory, stack.files);
  return {
    schemaVersion: 1,
    created: {
      directory,
      stack: stack.line,
      kubernetes: stack.kubernetes,
      files: describeFiles(stack.files),
      next: [`clusterstack check ${shown}`, `clusterstack build ${shown}`, `clusterstack release ${shown}`],
    },
  };
}

/** The directory's own name is the stack's unless another is given. */
async function chooseName({ name, directory }: InitRequest, ask?: Ask): Promise<string> {
  const own = basename(resolve(directory));
  const chosen = name ?? (await ask?.('Name of the stack', own.toLowerCase().replaceAll(/[^a-z0-9]/g, ''))) ?? own;
  const problem = findNameProblem(chosen);
  if (problem === undefined) return chosen;
  throw usage(`the stack’s name ${problem}${name === undefined ? ', with --name' : ''}`);
}

function readTemplate(provider: string): FileTree | undefined {
  const texts = Object.hasOwn(TEMPLATES, provider) ? TEMPLATES[provider] : undefined;
  return texts && sortTree(Object.entries(texts).map(([path, text]) => createFile(path, Buffer.from(text))));
}

function usage(message: string): ReleaseError {
  return new ReleaseError('usage', message);
}
