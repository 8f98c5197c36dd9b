import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { fail, type RecordedRequest } from './registry.ts';

export type Authentication =
  | { readonly kind: 'basic'; readonly username: string; readonly password: string }
  | {
      readonly kind: 'token';
      /** Who may push; without them everyone may. */
      readonly username?: string;
      readonly password?: string;
      readonly refreshToken?: string;
      readonly anonymousPull?: boolean;
      readonly expiresIn?: number;
      /** Another token server than this registry's own `/token`. */
      readonly realm?: string;
      /** Instead of the challenge that fits. */
      readonly challenge?: string;
    };

/** Token → the scopes it was given. Deleting one makes it expire. */
export type Tokens = Map<string, string>;

/** Whether the request may go on; answers 401 itself when not. */
export function authorize(
  rule: Authentication | undefined,
  request: RecordedRequest,
  response: ServerResponse,
  repository: string,
  tokens: Tokens,
  url: string,
): boolean {
  if (rule === undefined) return true;
  if (rule.kind === 'basic') {
    return request.authorization === basic(rule.username, rule.password) || refuse(response, 'Basic realm="registry, with a comma"');
  }
  const actions = request.method === 'GET' || request.method === 'HEAD' ? 'pull' : 'pull,push';
  const scopes = tokens.get((request.authorization ?? '').replace('Bearer ', '')) ?? '';
  if (covers(scopes, repository, actions)) return true;
  const scope = `repository:${repository}:${actions}`;
  return refuse(response, rule.challenge ?? `Bearer realm="${rule.realm ?? `${url}/token`}",service="test",scope="${scope}"`);
}

/** Answers GET and POST /token. */
export function issueToken(rule: Authentication | undefined, request: RecordedRequest, response: ServerResponse, tokens: Tokens): void {
  if (rule?.kind !== 'token') return fail(response, 404, 'UNSUPPORTED');
  const post = request.method === 'POST';
  const form = post ? new URLSearchParams(request.body.toString()) : new URL(request.path, 'http://x').searchParams;
  const scope = form.getAll('scope').join(' ');
  const known = post
    ? form.get('grant_type') === 'refresh_token' && form.get('refresh_token') === rule.refreshToken
    : rule.username === undefined || request.authorization === basic(rule.username, rule.password ?? '');
  const anonymous = rule.anonymousPull === true && request.authorization === undefined && !scope.includes('push');
  if (!known && !anonymous)
    return fail(response, 401, 'UNAUTHORIZED', `who is ${request.authorization ?? 'that'}? ${request.body.toString()}`);
  const token = randomUUID();
  tokens.set(token, scope);
  const answer = { [post ? 'access_token' : 'token']: token, ...(rule.expiresIn !== undefined && { expires_in: rule.expiresIn }) };
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
}

function covers(scopes: string, repository: string, actions: string): boolean {
  const given =
    scopes
      .split(' ')
      .find((scope) => scope.startsWith(`repository:${repository}:`))
      ?.split(':')
      .at(-1)
      ?.split(',') ?? [];
  return actions.split(',').every((action) => given.includes(action));
}

function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

function refuse(response: ServerResponse, challenge: string): false {
  response.setHeader('www-authenticate', challenge);
  fail(response, 401, 'UNAUTHORIZED');
  return false;
}
