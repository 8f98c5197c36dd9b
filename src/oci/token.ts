import type { Challenge } from './challenge.ts';
import { basicHeader, type Credentials, checkToken } from './credentials.ts';
import { OciError } from './errors.ts';
import { type Answer, type Exchange, placeOf } from './exchange.ts';
import { isObject, parseJson } from './json.ts';
import { checkOnward, follow } from './redirect.ts';
import type { Secrets } from './secrets.ts';

export interface Token {
  readonly token: string;
  /** Seconds. */
  readonly expiresIn: number;
}

const LARGEST_ANSWER = 1024 * 1024;

/**
 * Gets a bearer token from the realm that a registry's challenge names.
 * Sources: https://distribution.github.io/distribution/spec/auth/token/ and …/spec/auth/oauth/
 */
export async function fetchToken(
  exchange: Exchange,
  registry: URL,
  challenge: Challenge,
  scope: string,
  credentials: Credentials | undefined,
  secrets: Secrets,
  fail: (answer: Answer) => OciError,
): Promise<Token> {
  const realm = realmOf(registry, challenge);
  const service = challenge.parameters['service'];
  const answer =
    credentials?.kind === 'identity-token'
      ? await postRefresh(exchange, realm, service, scope, credentials.token)
      : await getToken(exchange, realm, service, scope, credentials);
  if (answer.status !== 200) throw fail(answer);
  return parseToken(answer, secrets);
}

/** The credentials are for the registry, so it alone says where else they may go: encrypted, or within this machine. */
function realmOf(registry: URL, { parameters }: Challenge): URL {
  const realm = parameters['realm'] ?? '';
  if (!URL.canParse(realm))
    throw new OciError('invalid-response', `${registry.host} asks for a token and does not say where to get it: its realm is no URL`);
  return checkOnward(registry, new URL(realm));
}

function getToken(
  exchange: Exchange,
  realm: URL,
  service: string | undefined,
  scope: string,
  credentials: Credentials | undefined,
): Promise<Answer> {
  const url = new URL(realm);
  if (service !== undefined) url.searchParams.set('service', service);
  for (const one of scope.split(' ')) url.searchParams.append('scope', one);
  const authorization = credentials?.kind === 'basic' ? basicHeader(credentials.username, credentials.password) : undefined;
  return follow(exchange, { method: 'GET', url, authorization, limit: LARGEST_ANSWER });
}

function postRefresh(exchange: Exchange, url: URL, service: string | undefined, scope: string, token: string): Promise<Answer> {
  const form = new URLSearchParams({
    grant_type: 'refresh_token',
    client_id: 'oci-client',
    service: service ?? '',
    scope,
    refresh_token: token,
  });
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  // Not followed: a redirect would carry the refresh token in the body to wherever it points.
  return exchange({ method: 'POST', url, headers, body: Buffer.from(form.toString()), limit: LARGEST_ANSWER });
}

function parseToken(answer: Answer, secrets: Secrets): Token {
  const place = placeOf(answer.method, answer.url);
  const json = answer.truncated ? undefined : parseJson(answer.body);
  if (!isObject(json)) throw new OciError('invalid-response', `${place}: no token in the answer`);
  const token = [json['token'], json['access_token']].find((one): one is string => typeof one === 'string' && one !== '');
  if (token === undefined) throw new OciError('invalid-response', `${place}: no token in the answer`);
  secrets.add(token);
  const expires = json['expires_in'];
  return {
    token: checkToken(token, 'invalid-response', `${place}: the token`),
    expiresIn: typeof expires === 'number' && expires > 0 ? expires : 60,
  };
}
