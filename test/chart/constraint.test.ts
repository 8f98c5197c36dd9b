import fc from 'fast-check';
import { compare, valid } from 'semver';
import { describe, expect, test } from 'vitest';
import {
  acceptsDependency,
  acceptsVersion,
  compareSemver,
  compareSemverTexts,
  isExactVersion,
  parseConstraint,
  parseExactVersion,
  parseSemver,
} from '../../src/chart/index.ts';

// Every verdict in these tables was given by github.com/Masterminds/semver/v3 v3.4.0, the one of Helm 3.19.

function acceptedOf(constraint: string, versions: string): string | undefined {
  const parsed = parseConstraint(constraint);
  return (
    parsed &&
    versions
      .split(' ')
      .filter((version) => acceptsVersion(parsed, version))
      .join(' ')
  );
}

describe('versions of Kubernetes', () => {
  const VERSIONS = '1.19.16 1.21.0-0 1.28.3 1.28.3-gke.100 1.30 v1.30.1 1.31.0-rc.1 v1.31.0+k3s1 1.32.5 1.33.0 2.0.0-alpha.1 2.0.0';

  test.each<[constraint: string, accepted: string]>([
    ['*', '1.19.16 1.28.3 1.30 v1.30.1 v1.31.0+k3s1 1.32.5 1.33.0 2.0.0'],
    ['*-0', '1.19.16 1.21.0-0 1.28.3 1.28.3-gke.100 1.30 v1.30.1 1.31.0-rc.1 v1.31.0+k3s1 1.32.5 1.33.0 2.0.0-alpha.1 2.0.0'],
    ['>=1', '1.19.16 1.28.3 1.30 v1.30.1 v1.31.0+k3s1 1.32.5 1.33.0 2.0.0'],
    ['>1', '2.0.0'],
    ['>1.30', 'v1.31.0+k3s1 1.32.5 1.33.0 2.0.0'],
    ['>1.30.0', 'v1.30.1 v1.31.0+k3s1 1.32.5 1.33.0 2.0.0'],
    ['>1.28.3', '1.30 v1.30.1 v1.31.0+k3s1 1.32.5 1.33.0 2.0.0'],
    ['> 1.28.3-0', '1.28.3 1.28.3-gke.100 1.30 v1.30.1 1.31.0-rc.1 v1.31.0+k3s1 1.32.5 1.33.0 2.0.0-alpha.1 2.0.0'],
    ['>= 1.21.0', '1.28.3 1.30 v1.30.1 v1.31.0+k3s1 1.32.5 1.33.0 2.0.0'],
    ['>= 1.21.0-0', '1.21.0-0 1.28.3 1.28.3-gke.100 1.30 v1.30.1 1.31.0-rc.1 v1.31.0+k3s1 1.32.5 1.33.0 2.0.0-alpha.1 2.0.0'],
    ['>=1.21-0', '1.21.0-0 1.28.3 1.28.3-gke.100 1.30 v1.30.1 1.31.0-rc.1 v1.31.0+k3s1 1.32.5 1.33.0 2.0.0-alpha.1 2.0.0'],
    ['>= 1.28.3-gke.100', '1.28.3 1.28.3-gke.100 1.30 v1.30.1 1.31.0-rc.1 v1.31.0+k3s1 1.32.5 1.33.0 2.0.0-alpha.1 2.0.0'],
    ['>1.28.3-gke.99', '1.28.3 1.28.3-gke.100 1.30 v1.30.1 1.31.0-rc.1 v1.31.0+k3s1 1.32.5 1.33.0 2.0.0-alpha.1 2.0.0'],
    ['>=1.25.0 <1.33.0', '1.28.3 1.30 v1.30.1 v1.31.0+k3s1 1.32.5'],
    ['>=1.25.0-0 <1.33.0', '1.28.3 1.28.3-gke.100 1.30 v1.30.1 1.31.0-rc.1 v1.31.0+k3s1 1.32.5'],
    ['>=1.25.0 <1.33.0-0', '1.28.3 1.28.3-gke.100 1.30 v1.30.1 1.31.0-rc.1 v1.31.0+k3s1 1.32.5'],
    ['>= 1.19, < 1.31', '1.19.16 1.28.3 1.30 v1.30.1'],
    ['>= 1.19 , < 1.31', '1.19.16 1.28.3 1.30 v1.30.1'],
    ['>=1.19,<1.31', '1.19.16 1.28.3 1.30 v1.30.1'],
    ['>= 1.19\t<1.31\n', '1.19.16 1.28.3 1.30 v1.30.1'],
    ['>=1.22.0-0 || <1.20', '1.19.16 1.28.3 1.28.3-gke.100 1.30 v1.30.1 1.31.0-rc.1 v1.31.0+k3s1 1.32.5 1.33.0 2.0.0-alpha.1 2.0.0'],
    ['>=1.32||<1.20', '1.19.16 1.32.5 1.33.0 2.0.0'],
    ['1.28 || 1.30 || 1.32', '1.28.3 1.30 v1.30.1 1.32.5'],
    ['<1.30', '1.19.16 1.28.3'],
    ['<1.30.x', '1.19.16 1.28.3'],
    ['<=1.30', '1.19.16 1.28.3 1.30 v1.30.1'],
    ['<=1.30.0', '1.19.16 1.28.3 1.30'],
    ['<=1', '1.19.16 1.28.3 1.30 v1.30.1 v1.31.0+k3s1 1.32.5 1.33.0'],
    ['=>1.31', 'v1.31.0+k3s1 1.32.5 1.33.0 2.0.0'],
    ['=<1.28.3', '1.19.16 1.28.3'],
    ['^1.28', '1.28.3 1.30 v1.30.1 v1.31.0+k3s1 1.32.5 1.33.0'],
    ['^1.28.0-0', '1.28.3 1.28.3-gke.100 1.30 v1.30.1 1.31.0-rc.1 v1.31.0+k3s1 1.32.5 1.33.0'],
    ['^ 1.28', '1.28.3 1.30 v1.30.1 v1.31.0+k3s1 1.32.5 1.33.0'],
    ['^1', '1.19.16 1.28.3 1.30 v1.30.1 v1.31.0+k3s1 1.32.5 1.33.0'],
    ['~1.30', '1.30 v1.30.1'],
    ['~1.30.1', 'v1.30.1'],
    ['~1.28.0-0', '1.28.3 1.28.3-gke.100'],
    ['~1', '1.19.16 1.28.3 1.30 v1.30.1 v1.31.0+k3s1 1.32.5 1.33.0'],
    ['~>1.30.0', '1.30 v1.30.1'],
    ['~> 1.30', '1.30 v1.30.1'],
    ['1.30.x', '1.30 v1.30.1'],
    ['1.X', '1.19.16 1.28.3 1.30 v1.30.1 v1.31.0+k3s1 1.32.5 1.33.0'],
    ['1.x.9', '1.19.16 1.28.3 1.30 v1.30.1 v1.31.0+k3s1 1.32.5 1.33.0'],
    ['1.28.x-0', '1.28.3 1.28.3-gke.100'],
    ['1.31.x-rc.2', 'v1.31.0+k3s1'],
    ['1', '1.19.16 1.28.3 1.30 v1.30.1 v1.31.0+k3s1 1.32.5 1.33.0'],
    ['=1.30', '1.30 v1.30.1'],
    ['1.30.1', 'v1.30.1'],
    ['= 1.28.3-gke.100', '1.28.3-gke.100'],
    ['1.31.0+k3s2', 'v1.31.0+k3s1'],
    ['v1.30', '1.30 v1.30.1'],
    ['>=v1.32', '1.32.5 1.33.0 2.0.0'],
    ['01.030.01', 'v1.30.1'],
    ['!=1.30.0', '1.19.16 1.28.3 v1.30.1 v1.31.0+k3s1 1.32.5 1.33.0 2.0.0'],
    ['!=1.30', '1.19.16 1.28.3 v1.31.0+k3s1 1.32.5 1.33.0 2.0.0'],
    ['!=1.30.x', '1.19.16 1.28.3 v1.31.0+k3s1 1.32.5 1.33.0 2.0.0'],
    ['!=1', '2.0.0'],
    ['!=1.31.0-rc.1', '1.19.16 1.21.0-0 1.28.3 1.28.3-gke.100 1.30 v1.30.1 v1.31.0+k3s1 1.32.5 1.33.0 2.0.0-alpha.1 2.0.0'],
    ['!=1.28.x-gke.100', '1.19.16 1.21.0-0 1.28.3 1.30 v1.30.1 1.31.0-rc.1 v1.31.0+k3s1 1.32.5 1.33.0 2.0.0-alpha.1 2.0.0'],
    ['>=1.28 !=1.30.1 !=1.32.5', '1.28.3 1.30 v1.31.0+k3s1 1.33.0 2.0.0'],
    ['1.28 - 1.31', '1.28.3 1.30 v1.30.1 v1.31.0+k3s1'],
    ['1.28.3 - 1.31.0', '1.28.3 1.30 v1.30.1 v1.31.0+k3s1'],
    ['1.28.3-0 - 1.31.0', '1.28.3 1.28.3-gke.100 1.30 v1.30.1 1.31.0-rc.1 v1.31.0+k3s1'],
    ['v1.28 - v1.30', '1.28.3 1.30 v1.30.1'],
    ['1.28 - 1.32 !=1.30.1', '1.28.3 1.30 v1.31.0+k3s1 1.32.5'],
    ['1.28 - 1.32!=1.30.1', '1.28.3 1.30 v1.31.0+k3s1 1.32.5'],
    ['1.19 - 1.20 || 1.31 - 1.32', '1.19.16 v1.31.0+k3s1 1.32.5'],
    ['1.19 - 1.20, 1.31 - 1.32', ''],
  ])('%j accepts %s', (constraint, accepted) => expect(acceptedOf(constraint, VERSIONS)).toBe(accepted));
});

describe('small versions', () => {
  const VERSIONS = '0.0.0 0.0.3 0.0.4-rc.1 0.1.0 0.2.3 0.2.9 0.3.0 1.0.0-rc.1 1.0.0 1.2.3 1.2.9 1.3.0';

  test.each<[constraint: string, accepted: string]>([
    ['^0', '0.0.0 0.0.3 0.1.0 0.2.3 0.2.9 0.3.0'],
    ['^0.0', '0.0.0 0.0.3'],
    ['^0.0.0', '0.0.0'],
    ['^0.0.3', '0.0.3'],
    ['^0.0.3-0', '0.0.3'],
    ['^0.1', '0.1.0'],
    ['^0.2.3', '0.2.3 0.2.9'],
    ['^0.2', '0.2.3 0.2.9'],
    ['^1.2.3', '1.2.3 1.2.9 1.3.0'],
    ['^1.0.0-0', '1.0.0-rc.1 1.0.0 1.2.3 1.2.9 1.3.0'],
    ['^*', '0.0.0'],
    ['~0', '0.0.0 0.0.3 0.1.0 0.2.3 0.2.9 0.3.0'],
    ['~0.0', '0.0.0 0.0.3'],
    ['~0.0.0', '0.0.0 0.0.3 0.1.0 0.2.3 0.2.9 0.3.0 1.0.0 1.2.3 1.2.9 1.3.0'],
    ['~0.0.0-0', '0.0.0 0.0.3 0.0.4-rc.1 0.1.0 0.2.3 0.2.9 0.3.0 1.0.0-rc.1 1.0.0 1.2.3 1.2.9 1.3.0'],
    ['~0.0.3', '0.0.3'],
    ['~0.2', '0.2.3 0.2.9'],
    ['~1.2.3', '1.2.3 1.2.9'],
    ['~>1.2.3', '1.2.3 1.2.9'],
    ['~*', '0.0.0 0.0.3 0.1.0 0.2.3 0.2.9 0.3.0 1.0.0 1.2.3 1.2.9 1.3.0'],
    ['1.2 - 1.2.9', '1.2.3 1.2.9'],
    ['0 - 1', '0.0.0 0.0.3 0.1.0 0.2.3 0.2.9 0.3.0 1.0.0 1.2.3 1.2.9 1.3.0'],
    ['>0', '1.0.0 1.2.3 1.2.9 1.3.0'],
    ['>0.0', '0.1.0 0.2.3 0.2.9 0.3.0 1.0.0 1.2.3 1.2.9 1.3.0'],
    ['>0.0.x', '0.1.0 0.2.3 0.2.9 0.3.0 1.0.0 1.2.3 1.2.9 1.3.0'],
    ['>*', '0.0.3 0.1.0 0.2.3 0.2.9 0.3.0 1.0.0 1.2.3 1.2.9 1.3.0'],
    ['>=*', '0.0.0 0.0.3 0.1.0 0.2.3 0.2.9 0.3.0 1.0.0 1.2.3 1.2.9 1.3.0'],
    ['<*', ''],
    ['<=*', '0.0.0 0.0.3'],
    ['<=*-0', '0.0.0 0.0.3 0.0.4-rc.1'],
    ['!=*', '0.0.3 0.1.0 0.2.3 0.2.9 0.3.0 1.0.0 1.2.3 1.2.9 1.3.0'],
    ['=*', '0.0.0 0.0.3 0.1.0 0.2.3 0.2.9 0.3.0 1.0.0 1.2.3 1.2.9 1.3.0'],
    ['X', '0.0.0 0.0.3 0.1.0 0.2.3 0.2.9 0.3.0 1.0.0 1.2.3 1.2.9 1.3.0'],
    ['x.2.3', '0.0.0 0.0.3 0.1.0 0.2.3 0.2.9 0.3.0 1.0.0 1.2.3 1.2.9 1.3.0'],
    ['1 - 1>1.2.5', '1.2.9 1.3.0'],
  ])('%j accepts %s', (constraint, accepted) => expect(acceptedOf(constraint, VERSIONS)).toBe(accepted));
});

describe('malformed constraints', () => {
  // biome-ignore format: a list to read in one glance
  test.each([
    '', ' ', '||', '>=1 ||', '|| >=1', ',', '>=1,', ',>=1', '>=1,,<2', '>=', '>', '=', '==1', '>>1', '>==1', '= =1', '> =1', '~ >1',
    '! =1', '^~1', 'abc', 'latest', 'V1.2', 'v', 'v 1.2', '1.2.3.4', '1.x.y', 'xx', '1.xx', 'x1', '1.', '.1', '1..2', '1-', '1-rc..1',
    '1-01', '1+', '1+a_b', '1.2.3-rc_1', '>=1;<2', '>=1 and <2', '"1"', '>=1<2', '1|2', '1 2 - 3', '1 - 2 - 3', '1 -2 - 3', '1 - ',
    '- 2', '>1 - 2', '1.2 - 1.3||2 - 2.1', '1 - 2 ||3 - 4', '18446744073709551616', '>=1\u00a0<2', '>=1\v<2', '\ufeff>=1', '$(id)',
    '{{ .Version }}',
  ])('%j', (constraint) => expect(parseConstraint(constraint)).toBeUndefined());

  test('too long to be one', () => {
    expect(parseConstraint('1'.padEnd(4096))).toBeDefined();
    expect(parseConstraint('1'.padEnd(4097))).toBeUndefined();
  });

  test.each([['1'], [' '], ['|'], ['1-a-'], ['1 '], ['1 -'], [`1${' '.repeat(30)}`]])('many of %j take no time', (text) => {
    const started = performance.now();
    expect(parseConstraint(`${text.repeat(5000).slice(0, 4095)}!`)).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

test('what is read of a constraint', () => {
  expect(parseConstraint('=> v1.30.x-0+k3s1 || ~> 2, *')).toEqual({
    alternatives: [
      [{ operator: '>=', bound: { release: [1n, 30n, 0n], prerelease: '0' }, written: 2, build: 'k3s1' }],
      [
        { operator: '~', bound: { release: [2n, 0n, 0n], prerelease: '' }, written: 1, build: '' },
        { operator: '=', bound: { release: [0n, 0n, 0n], prerelease: '' }, written: 0, build: '' },
      ],
    ],
  });
});

describe('parseSemver', () => {
  test.each<[text: string, release: readonly bigint[], prerelease: string]>([
    ['1.32.5', [1n, 32n, 5n], ''],
    ['v1.32.5', [1n, 32n, 5n], ''],
    ['1.30', [1n, 30n, 0n], ''],
    ['v1', [1n, 0n, 0n], ''],
    ['01.02.03', [1n, 2n, 3n], ''],
    ['1.28.3-gke.100', [1n, 28n, 3n], 'gke.100'],
    ['v1.31.0+k3s1', [1n, 31n, 0n], ''],
    ['v1.31.0-rc.1+k3s1.a', [1n, 31n, 0n], 'rc.1'],
    ['1.30-0', [1n, 30n, 0n], '0'],
    ['1.2.3--', [1n, 2n, 3n], '-'],
    ['1.2.3+01', [1n, 2n, 3n], ''],
    ['18446744073709551615.0.0', [18446744073709551615n, 0n, 0n], ''],
  ])('%s', (text, release, prerelease) => expect(parseSemver(text)).toEqual({ release, prerelease }));

  // biome-ignore format: a list to read in one glance
  test.each([
    '', 'v', 'x', '1.x', '1.2.3.4', 'V1.2.3', ' 1.2.3', '1.2.3 ', '1.2.3\n', '1.', '.1', '1..2', '-1', '1.2.3-', '1.2.3+', '1.2.3-01',
    '1.2.3-rc..1', '1.2.3-rc_1', '1.2.3+a_b', '1.2.3+a+b', 'vv1', 'latest', '\u0661.2.3', '18446744073709551616.0.0',
  ])('no version: %j', (text) => {
    expect(parseSemver(text)).toBeUndefined();
    expect(acceptsVersion({ alternatives: [[]] }, text)).toBe(false);
  });
});

describe('acceptsDependency', () => {
  test.each<[wanted: string, version: string, accepts: boolean]>([
    ['', '1.0.0', true],
    ['', 'latest', true],
    ['1.0.0', '1.0.0', true],
    ['latest', 'latest', true],
    ['latest', '1.0.0', false],
    ['1.0.0', 'latest', false],
    ['^1.0.0', '1.2.0', true],
    ['^1.0.0', '2.0.0', false],
    ['1.0.0+b.1', '1.0.0+b.1', true],
    ['1.0.0+b.1', '1.0.0+b.2', false],
    ['1.0.0+b.1', '1.0.0', false],
    ['1.0.0', '1.0.0+b.2', true],
    ['1.0.0+b.1', 'v1.0.0+b.1', true],
    ['1.0+b.1', '1.0.3+b.2', true],
    ['>=1.0.0+b.1', '1.0.0+b.2', true],
    ['1.0.0+b.1 || 1.0.0+b.2', '1.0.0+b.2', true],
    ['1.0.0+b.1 || 1.0.0+b.2', '1.0.0+b.3', false],
    ['>=0.9 1.0.0+b.1', '1.0.0+b.1', true],
    ['>=0.9 1.0.0+b.1', '1.0.0+b.2', false],
  ])('%j by %s: %s', (wanted, version, accepts) => expect(acceptsDependency({ version: wanted }, version)).toBe(accepts));
});

describe('compareSemver', () => {
  // From the specification's item 11, and Go's 64 bits.
  const ASCENDING = [
    '0.9.9',
    '1.0.0-0',
    '1.0.0-2',
    '1.0.0-10',
    '1.0.0-9007199254740992',
    '1.0.0-9007199254740993',
    '1.0.0--',
    '1.0.0-18446744073709551616',
    '1.0.0-18446744073709551617',
    '1.0.0-99999999999999999999a',
    '1.0.0-A',
    '1.0.0-alpha',
    '1.0.0-alpha.1',
    '1.0.0-alpha.1.0',
    '1.0.0-alpha.beta',
    '1.0.0-beta',
    '1.0.0-beta.2',
    '1.0.0-beta.11',
    '1.0.0-rc.1',
    '1.0.0',
    '1.0.1',
    '1.2.0',
    '1.10.0',
    '2.0.0',
    '9007199254740992.0.0',
    '9007199254740993.0.0',
  ];

  test('orders as Masterminds does', () => {
    const versions = ASCENDING.map(requireSemver);
    const signs = versions.map((a) => versions.map((b) => Math.sign(compareSemver(a, b))));
    expect(signs).toEqual(versions.map((_, i) => versions.map((_, j) => Math.sign(i - j))));
  });

  test.each([
    ['1', 'v1.0.0+k3s1'],
    ['1.2.3-rc.1', '1.2.3-rc.1+a'],
    ['01.2', '1.02.00'],
  ])('%s equals %s', (a, b) => {
    expect(compareSemver(requireSemver(a), requireSemver(b))).toBe(0);
  });
});

test.each([
  ['1.2.0', '1.10.0', -1],
  ['1.10.0', '1.2.0', 1],
  ['v1.2', '1.2.0+k3s1', 0],
  ['latest', '0.0.0', -1],
  ['0.0.0-0', 'latest', 1],
  ['latest', 'stable', 0],
])('the text %j against %j: %i', (a, b, order) => expect(Math.sign(compareSemverTexts(a, b))).toBe(order));

describe('an exact version', () => {
  test.each<[text: string, release: readonly bigint[], prerelease: string]>([
    ['1.17.4', [1n, 17n, 4n], ''],
    ['v1.17.4-rc.1+build.2', [1n, 17n, 4n], 'rc.1'],
    ['10.20.30', [10n, 20n, 30n], ''],
  ])('has all three numbers: %s', (text, release, prerelease) => {
    expect([parseExactVersion(text), isExactVersion(text)]).toEqual([{ release, prerelease }, true]);
  });

  test.each([
    '',
    '1',
    '1.17',
    'v1.17',
    '1.17-rc.1.2.3',
    '1.17.x',
    '^1.17.4',
    '=1.17.4',
    ' 1.17.4',
    '1.17.4 ',
    '1.17.4.5',
    '1.17.4-',
    'latest',
  ])('is not %j', (text) => expect([parseExactVersion(text), isExactVersion(text)]).toEqual([undefined, false]));
});

describe('the package semver', () => {
  test('orders what it can read in the same way', () => {
    const number = fc.nat(40).map(String);
    const part = fc.oneof(number, fc.stringMatching(/^[0-9A-Za-z-]*[A-Za-z-][0-9A-Za-z-]*$/, { size: '-1' }));
    const version = fc
      .tuple(number, number, number, fc.array(part, { maxLength: 3 }))
      .map(([major, minor, patch, parts]) => `${major}.${minor}.${patch}${parts.length === 0 ? '' : `-${parts.join('.')}`}`);
    fc.assert(
      fc.property(version, version, (a, b) => {
        expect(Math.sign(compareSemver(requireSemver(a), requireSemver(b)))).toBe(compare(a, b));
      }),
      { numRuns: 2000 },
    );
  });

  // Why it does not order versions in src: Helm takes and orders these.
  test.each<[older: string, newer: string, order: number | 'refused']>([
    ['1.0.0-9007199254740992', '1.0.0-9007199254740993', 0],
    ['1.0.0--', '1.0.0-18446744073709551616', 1],
    ['1.0.0-100000000000000000000', '1.0.0-20000000000000000000', 1],
    ['9007199254740992.0.0', '9007199254740993.0.0', 'refused'],
    [`1.0.0-${'a'.repeat(255)}`, `1.0.0-${'b'.repeat(255)}`, 'refused'],
    ['1.29', '1.30', 'refused'],
    ['01.2.3', '01.2.4', 'refused'],
  ])('%s before %s: %s', (older, newer, order) => {
    expect(compareSemver(requireSemver(older), requireSemver(newer))).toBe(-1);
    expect(valid(older) === null ? 'refused' : compare(older, newer)).toBe(order);
  });
});

describe('properties', () => {
  const number = fc.constantFrom('0', '1', '2', '3', '30');
  const prerelease = fc.constantFrom('', '', '', '-0', '-rc.1', '-alpha');
  const versionOf = (part: fc.Arbitrary<string>) =>
    fc
      .tuple(fc.constantFrom('', 'v'), fc.array(part, { minLength: 1, maxLength: 3 }), prerelease)
      .map(([v, parts, pre]) => `${v}${parts.join('.')}${pre}`);
  const version = versionOf(number);
  const release = version.filter((text) => !text.includes('-'));
  const bound = versionOf(fc.oneof({ weight: 4, arbitrary: number }, { weight: 1, arbitrary: fc.constantFrom('x', 'X', '*') }));
  const operator = fc.constantFrom('', '=', '!=', '>', '<', '>=', '=>', '<=', '=<', '~', '~>', '^', '>= ', '~ ');
  const comparison = fc.oneof(
    fc.tuple(operator, bound).map(([sign, text]) => `${sign}${text}`),
    fc.tuple(bound, bound).map(([low, high]) => `${low} - ${high}`),
  );
  const accepts = (constraint: string, text: string): boolean => {
    const parsed = parseConstraint(constraint);
    expect(parsed, constraint).toBeDefined();
    return parsed !== undefined && acceptsVersion(parsed, text);
  };

  test('nothing throws', () => {
    const soup = fc.array(fc.constantFrom(...'01x*.-+v|,><=!~^ \t'), { maxLength: 20 }).map((characters) => characters.join(''));
    const anything = fc.oneof(fc.string({ unit: 'binary' }), soup);
    fc.assert(
      fc.property(anything, anything, (constraint, text) => {
        const parsed = parseConstraint(constraint);
        if (parsed !== undefined) expect(acceptsVersion(parsed, text)).toBeTypeOf('boolean');
        expect(parseSemver(text)?.release.length ?? 3).toBe(3);
      }),
      { numRuns: 2000 },
    );
  });

  test('|| is the union', () => {
    fc.assert(
      fc.property(comparison, comparison, version, (a, b, text) => {
        expect(accepts(`${a} || ${b}`, text)).toBe(accepts(a, text) || accepts(b, text));
      }),
      { numRuns: 1000 },
    );
  });

  test('a comma is the intersection', () => {
    fc.assert(
      fc.property(comparison, comparison, release, (a, b, text) => {
        expect(accepts(`${a}, ${b}`, text)).toBe(accepts(a, text) && accepts(b, text));
      }),
      { numRuns: 1000 },
    );
  });

  test('a prerelease in one part admits prereleases to all', () => {
    fc.assert(
      fc.property(comparison, comparison, release, (a, b, text) => {
        const isAdmitted = /-[0ra]/.test(a + b);
        // `*-0` accepts everything.
        const both = accepts(`${a}, *-0`, `${text}-beta`) && accepts(`${b}, *-0`, `${text}-beta`);
        expect(accepts(`${a}, ${b}`, `${text}-beta`)).toBe(isAdmitted && both);
      }),
      { numRuns: 1000 },
    );
  });

  test('blanks are as good as a comma', () => {
    const single = fc.tuple(operator, bound).map(([sign, text]) => `${sign}${text}`);
    fc.assert(
      fc.property(single, single, version, (a, b, text) => {
        expect(accepts(`${a} ${b}`, text)).toBe(accepts(`${a}, ${b}`, text));
      }),
      { numRuns: 1000 },
    );
  });

  test('the order is total', () => {
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        const [x, y, z] = [requireSemver(a), requireSemver(b), requireSemver(c)];
        expect(compareSemver(x, y) + compareSemver(y, x)).toBe(0);
        if (compareSemver(x, y) <= 0 && compareSemver(y, z) <= 0) expect(compareSemver(x, z)).toBeLessThanOrEqual(0);
      }),
      { numRuns: 1000 },
    );
  });
});

function requireSemver(text: string) {
  const version = parseSemver(text);
  if (version === undefined) throw new Error(`no version: ${text}`);
  return version;
}
