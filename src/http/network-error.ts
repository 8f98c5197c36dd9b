import { isObject } from '../data.ts';
import { HttpError, type HttpErrorCode } from './error.ts';
import { ProxyFailure } from './proxy-failure.ts';

const UNREACHABLE: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there; check host and port',
  ENOTFOUND: 'the host name is not known; check its spelling, and whether this machine has a network',
  EAI_AGAIN: 'the name service does not answer; check whether this machine has a network',
  EHOSTUNREACH: 'there is no route; check the network and proxy settings',
  ENETUNREACH: 'there is no route; check the network and proxy settings',
  ECONNRESET: 'the connection was reset; check the network and try again',
  EPIPE: 'the connection was reset; check the network and try again',
  UND_ERR_SOCKET: 'the connection broke off; try again',
  UND_ERR_ABORTED: 'the connection was refused on the way; check the proxy and its credentials',
};

/** A connection that broke, or a failure that may be over soon. */
const TRANSIENT = new Set(['ECONNRESET', 'EPIPE', 'EAI_AGAIN', 'UND_ERR_SOCKET', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH']);

const TIMEOUTS = new Set(['ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);

/** OpenSSL's verdicts on a certificate, as Node passes them on: https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const CERTIFICATE = /^CERT_|_CERT|^ERR_TLS_CERT_|^HOSTNAME_MISMATCH$|^INVALID_CA$|^INVALID_PURPOSE$|^UNABLE_TO_/;

/** Answers that are not TLS. */
const PLAIN = new Set(['ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_SSL_PACKET_LENGTH_TOO_LONG', 'ERR_SSL_HTTP_REQUEST']);

const NOT_TLS = new Set([...PLAIN, 'EPROTO', 'ECONNRESET', 'UND_ERR_SOCKET']);

/** The `code`s of an error, its causes and its parts: `fetch` wraps what happened, and trying several addresses wraps it again. */
function errorCodes(error: unknown, depth = 0): readonly string[] {
  if (!isObject(error) || depth > 4) return [];
  const own = typeof error['code'] === 'string' ? [error['code']] : [];
  const parts = Array.isArray(error['errors']) ? error['errors'] : [];
  return [...own, ...[error['cause'], ...parts].flatMap((inner: unknown) => errorCodes(inner, depth + 1))];
}

/** Whether `fetch` refused the port, as browsers do: the one failure that it gives no code. Source: https://fetch.spec.whatwg.org/#port-blocking */
function isBlockedPort(error: unknown): boolean {
  return isObject(error) && isObject(error['cause']) && error['cause']['message'] === 'bad port';
}

/** Whether a first contact over TLS failed because the peer does not speak it; a bad certificate is not such a failure. */
export function speaksNoTls(error: unknown): boolean {
  const codes = errorCodes(error);
  return !codes.some((code) => CERTIFICATE.test(code)) && codes.some((code) => NOT_TLS.has(code));
}

/** The error for a request that got no full answer. Only codes are used: the messages may quote URLs and headers. */
export function networkError(error: unknown, place: string): HttpError {
  if (error instanceof HttpError) return error;
  const codes = errorCodes(error);
  const isTransient = codes.some((code) => TRANSIENT.has(code) || TIMEOUTS.has(code)) && !codes.some((code) => CERTIFICATE.test(code));
  const proxy = error instanceof ProxyFailure ? `the proxy ${error.proxy} failed: ` : '';
  const fail = (code: HttpErrorCode, why: string): HttpError => new HttpError(code, `${place}: ${proxy}${why}`, isTransient);
  const certificate = codes.find((code) => CERTIFICATE.test(code));
  if (certificate !== undefined) {
    return fail(
      'unreachable',
      `the server's certificate was not accepted (${certificate}); for a server with a certificate authority of its own set NODE_EXTRA_CA_CERTS to its PEM file`,
    );
  }
  const timeout = codes.find((code) => TIMEOUTS.has(code));
  if (timeout !== undefined) return fail('timeout', `no answer in time (${timeout}); check the network and proxy settings`);
  const parse = codes.find((code) => code.startsWith('HPE_') || code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH');
  if (parse !== undefined) return fail('invalid-response', `the answer is not HTTP (${parse}); check host and port`);
  const plain = codes.find((code) => PLAIN.has(code));
  if (plain !== undefined)
    return fail(
      'unreachable',
      `the server does not speak TLS (${plain}); check the port, or name a registry without TLS with --plain-http`,
    );
  const known = codes.find((code) => code in UNREACHABLE);
  if (known !== undefined) return fail('unreachable', `${UNREACHABLE[known]} (${known})`);
  if (isBlockedPort(error))
    return fail('unreachable', 'Node refuses to connect to this port, as browsers do; let the server listen on another');
  const code = codes.find((text) => /^[A-Z0-9_]{1,60}$/.test(text));
  return fail('unreachable', `the connection failed${code === undefined ? '' : ` (${code})`}; check the network and try again`);
}
