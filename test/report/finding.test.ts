import { describe, expect, test } from 'vitest';
import { describeError, hasErrno, ReleaseError } from '../../src/errors.ts';
import { createFinding, type Finding, isRefused, sortFindings, type Verdict, worstVerdict } from '../../src/finding.ts';
import { HttpError } from '../../src/http/index.ts';
import { OciError } from '../../src/oci/index.ts';
import { anyCode } from '../support/any-code.ts';

const finding = (verdict: Verdict, waived = false): Finding => ({ ...createFinding(verdict, anyCode('x'), 's', 'm'), waived });

describe('findings', () => {
  test.each<[findings: readonly Finding[], worst: Verdict]>([
    [[], 'ok'],
    [[finding('ok')], 'ok'],
    [[finding('ok'), finding('warn')], 'warn'],
    [[finding('warn'), finding('unknown')], 'unknown'],
    [[finding('unknown'), finding('refuse'), finding('ok')], 'refuse'],
    [[finding('refuse', true)], 'warn'],
    [[finding('refuse', true), finding('refuse')], 'refuse'],
  ])('%#: the worst is %s', (findings, worst) =>
    expect([worstVerdict(findings), isRefused(findings)]).toEqual([worst, worst === 'refuse']),
  );

  test('come in one order', () => {
    const at = (file: string | undefined, line?: number, column?: number, code = 'a') =>
      createFinding(
        'warn',
        anyCode(code),
        's',
        'm',
        file === undefined ? undefined : { file, ...(line !== undefined && { line }), ...(column !== undefined && { column }) },
      );
    const sorted = [at(undefined), at('a'), at('a', 2, 3), at('a', 2, 10), at('a', 10, 1), at('a', 10, 1, 'b'), at('b', 1, 1)];
    expect(sortFindings(sorted.toReversed())).toEqual(sorted);
  });

  test('whole', () => {
    expect(createFinding('refuse', anyCode('c'), 's', 'a\r\n\u001b[31mb', { file: 'f', line: 1 })).toEqual({
      code: 'c',
      verdict: 'refuse',
      subject: 's',
      message: 'a\r\n\u001b[31mb',
      file: 'f',
      line: 1,
      waived: false,
    });
  });
});

test('no secret of a URL gets into findings and errors', () => {
  const message = 'https://ann:p4ss@charts.example.com?token=t0 is gone';
  const masked = 'https://***@charts.example.com?token=*** is gone';
  expect(createFinding('refuse', anyCode('c'), 's', message).message).toBe(masked);
  expect(describeError(new ReleaseError('dependency', message))).toEqual({ code: 'dependency', message: masked });
  expect(describeError(new Error(message)).message).toContain(masked);
});

describe('errors as data', () => {
  test.each<[error: unknown, code: string]>([
    [new ReleaseError('no-stack', 'm'), 'no-stack'],
    [new OciError('tag-taken', 'm'), 'tag-taken'],
    [new HttpError('unauthorized', 'm'), 'unauthorized'],
    [Object.assign(new TypeError('m'), { code: 'ERR_INVALID_ARG_TYPE' }), 'internal'],
    [Object.assign(new Error('m'), { code: 'ENOENT', syscall: 'open' }), 'ENOENT'],
    [new TypeError('m'), 'internal'],
    ['text', 'internal'],
    [undefined, 'internal'],
  ])('%s', (error, code) => expect(describeError(error)).toEqual({ code, message: expect.any(String) }));

  test('errno', () => {
    const error = Object.assign(new Error('m'), { code: 'ENOENT' });
    expect([
      hasErrno(error, 'ENOENT'),
      hasErrno(error, 'EACCES', 'ENOENT'),
      hasErrno(error, 'EACCES'),
      hasErrno('ENOENT', 'ENOENT'),
    ]).toEqual([true, true, false, false]);
  });
});
