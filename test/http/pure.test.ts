import { expect, describe as group, test } from 'vitest';
import { createSecrets, onOwnOrigin } from '../../src/http/index.ts';
import { networkError, speaksNoTls } from '../../src/http/network-error.ts';

group('network errors', () => {
  const wrap = (code: string): Error =>
    Object.assign(new TypeError('fetch failed at https://u:p4ssw0rd@h/'), { cause: Object.assign(new Error('p4ssw0rd'), { code }) });
  test.each([
    ['ECONNREFUSED', 'unreachable', false],
    ['ENOTFOUND', 'unreachable', false],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'unreachable', false],
    ['CERT_HAS_EXPIRED', 'unreachable', false],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'unreachable', false],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'unreachable', false],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'unreachable', true],
    ['EPROTO', 'unreachable', true],
    ['ECONNRESET', 'unreachable', true],
    ['UND_ERR_CONNECT_TIMEOUT', 'timeout', false],
    ['HPE_INVALID_CONSTANT', 'invalid-response', false],
  ])('%s', (code, expected, noTls) => {
    const error = networkError(wrap(code), 'GET h/x');
    expect(error).toMatchObject({ code: expected });
    expect(error.message).not.toContain('p4ssw0rd');
    expect(speaksNoTls(wrap(code))).toBe(noTls);
  });
});

test('secrets are blanked out', () => {
  const { add, redact } = createSecrets();
  add('s3/cr3t', 's3/cr3t-longer');
  expect(redact('a s3/cr3t b s3%2Fcr3t c s3/cr3t-longer d https://u:p@h/x?y=z e Bearer abcdefghi f')).toBe(
    'a *** b *** c *** d https://***@h/x?*** e Bearer *** f',
  );
});

group('onOwnOrigin', () => {
  test.each([
    ['https://host/v2/a', 'http://host/v2/b?x=1', 'https://host/v2/b?x=1'],
    ['https://host:8443/v2/a', 'http://host:5000/v2/b', 'https://host:8443/v2/b'],
    ['https://host/v2/a', 'http://other/v2/b', 'http://other/v2/b'],
    ['https://host/v2/a', 'https://host:9/v2/b', 'https://host:9/v2/b'],
    ['http://127.0.0.1:1/v2/a', 'http://127.0.0.1:2/v2/b', 'http://127.0.0.1:2/v2/b'],
  ])('%s that points at %s goes on at %s', (from, to, expected) => {
    expect(onOwnOrigin(new URL(from), new URL(to)).href).toBe(expected);
  });
});
