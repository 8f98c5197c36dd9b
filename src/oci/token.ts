import { isObject } from '../data.ts';
import {
  basicHeader,
  type Credentials,
  checkOnward,
  checkToken,
  describeRequest,
  followRedirects,
  HttpError,
  type HttpResponse,
  type Secrets,
  type Send,
} from '../http/index.ts';
import { parseJson } from '../json.ts';
import type { Challenge } from './challenge.ts';

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
  send: Send,
  registry: URL,
  challenge: Challenge,
  scope: string,
  credentials: Credentials | undefined,
  secrets: Secrets,
  fail: (response: HttpResponse) => HttpError,
): Promise<Token> {
  const realm = realmOf(registry, challenge);
  const service = challenge.parameters['service'];
  const response =
    credentials?.kind === 'identity-token'
      ? await postRefresh(send, realm, service, scope, credentials.token)
      : await getToken(send, realm, service, scope, credentials);
  if (response.status !== 200) throw fail(response);
  return parseToken(response, secrets);
}

/** The credentials are for the registry, so it alone says where else they may go: encrypted, or within this machine. */
function realmOf(registry: URL, { parameters }: Challenge): URL {
  const realm = parameters['realm'] ?? '';
  if (!URL.canParse(realm))
    throw new HttpError('invalid-response', `${registry.host} asks for a token and does not say where to get it: its realm is not a URL`);
  return checkOnward(registry, new URL(realm));
}

function getToken(
  send: Send,
  realm: URL,
  service: string | undefined,
  scope: string,
  credentials: Credentials | undefined,
): Promise<HttpResponse> {
  const url = new URL(realm);
  if (service !== undefined) url.searchParams.set('service', service);
  for (const one of scope.split(' ')) url.searchParams.append('scope', one);
  const authorization = credentials?.kind === 'basic' ? basicHeader(credentials.username, credentials.password) : undefined;
  return followRedirects(send, { method: 'GET', url, authorization, limit: LARGEST_ANSWER });
}

function postRefresh(send: Send, url: URL, service: string | undefined, scope: string, token: string): Promise<HttpResponse> {
  const form = new URLSearchParams({
    grant_type: 'refresh_token',
    client_id: 'oci-client',
    service: service ?? '',
    scope,
    refresh_token: token,
  });
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  // Not followed: a redirect would carry the refresh token in the body to wherever it points.
  return send({ method: 'POST', url, headers, body: Buffer.from(form.toString()), limit: LARGEST_ANSWER });
}

function parseToken(response: HttpResponse, secrets: Secrets): Token {
  const place = describeRequest(response);
  const json = response.truncated ? undefined : parseJson(response.body);
  if (!isObject(json)) throw new HttpError('invalid-response', `${place}: no token in the answer`);
  const token = [json['token'], json['access_token']].find((one): one is string => typeof one === 'string' && one !== '');
  if (token === undefined) throw new HttpError('invalid-response', `${place}: no token in the answer`);
  secrets.add(token);
  const expires = json['expires_in'];
  return {
    token: checkToken(token, 'invalid-response', `${place}: the token`),
    expiresIn: typeof expires === 'number' && expires > 0 ? expires : 60,
  };
}
