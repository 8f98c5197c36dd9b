import { tmpdir } from 'node:os';
import { delimiter, resolve } from 'node:path';
import { ReleaseError } from '../../errors.ts';
import { findCheckout, holdsHome, isWithin, realPath } from '../../files/index.ts';
import { parseJson } from '../../json.ts';
import { describeEnding, findPrograms, type Limits, runProgram, withoutOwnSecrets } from '../../process/index.ts';
import type { Runtime } from '../../request.ts';
import { clipText } from '../../text.ts';

/** An answer of the API server, or why there is none. */
export type Answer =
  | { readonly kind: 'found'; readonly data: unknown }
  /** The server has nothing at this path: the kind is not installed. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'denied'; readonly why: string }
  | { readonly kind: 'failed'; readonly why: string };

/** Asks for a path of the API, `/apis/apps/v1/deployments`. Never rejects. */
export type Ask = (path: string) => Promise<Answer>;

/** A page of 500 objects takes a few MB; a server far away a few seconds. */
const LIMITS: Limits = { time: 60_000, output: 64 * 1024 * 1024 };
const REQUEST_TIMEOUT = '--request-timeout=30s';

/**
 * The kubectl on the path, which knows every kind of log-in. It only reads, and sees the user's environment without our secrets.
 * It is started outside of the checkout that we are in, and is none that the checkout brought.
 * @param kubeconfig a file; undefined for what kubectl takes by itself
 * @throws ReleaseError `usage` where there is none
 */
export function openKubectl(
  kubeconfig: string | undefined,
  { programs = '', variables = {} }: Pick<Runtime, 'programs' | 'variables'>,
): Ask {
  const path = findPrograms('kubectl', programs).find((program) => !isBrought(program, variables['HOME']));
  if (path === undefined) {
    throw new ReleaseError(
      'usage',
      'there is no kubectl on the PATH, which asks the management cluster; see https://kubernetes.io/docs/tasks/tools/',
    );
  }
  const file = kubeconfig === undefined ? [] : [`--kubeconfig=${resolve(kubeconfig)}`];
  const env = withoutOwnSecrets({ ...variables, KUBECONFIG: resolveAll(variables['KUBECONFIG']), PATH: programs, LC_ALL: 'C' });
  return async (query) => {
    const args = [...file, REQUEST_TIMEOUT, 'get', '--raw', query];
    const ending = await runProgram({ path, args, env, cwd: tmpdir(), limits: LIMITS });
    if (ending.kind !== 'done') return { kind: 'failed', why: `kubectl ${describeEnding(ending, LIMITS)}` };
    if (ending.code !== 0) return readProblem(ending.stderr);
    const data = parseJson(ending.stdout);
    return data === undefined ? { kind: 'failed', why: 'the server did not answer with JSON' } : { kind: 'found', data };
  };
}

/** Whether a program came with the checkout that we are in. One that holds the user's home is the user's own. */
function isBrought(program: string, home: string | undefined): boolean {
  const checkout = findCheckout(resolve('.'));
  if (checkout === undefined || holdsHome(checkout, home)) return false;
  return isWithin(program, checkout) || isWithin(realPath(program) ?? program, checkout);
}

/** kubectl reads the files of KUBECONFIG from where it is started, which is not here. */
function resolveAll(list: string | undefined): string | undefined {
  return list
    ?.split(delimiter)
    .map((file) => (file === '' ? file : resolve(file)))
    .join(delimiter);
}

/** The words of kubectl, which has one exit code for all problems. Source: k8s.io/kubectl, pkg/cmd/util/helpers.go, `StandardErrorMessage` */
function readProblem(stderr: string): Answer {
  const why = clipText(stderr.replaceAll(/^(?:[EWI]\d{4} .*|Warning: .*)$/gm, '')) || 'kubectl failed without a word';
  const reason = /^Error from server(?: \((\w+)\))?/m.exec(stderr)?.[1];
  if (reason === 'NotFound' || /the server could not find the requested resource/.test(stderr)) return { kind: 'absent' };
  if (reason === 'Forbidden' || /forbidden: User/.test(stderr)) return { kind: 'denied', why };
  return { kind: 'failed', why };
}
