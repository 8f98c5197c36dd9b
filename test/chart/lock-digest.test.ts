import { describe, expect, test } from 'vitest';
import { hashDependencies } from '../../src/chart/index.ts';

// Digests that helm dependency update of Helm 3.19 has written.
describe('hashDependencies', () => {
  const lib = { name: 'lib', version: '>=0.1.0 <1', repository: 'file://../lib' };
  const locked = { name: 'lib', repository: 'file://../lib', version: '0.2.0' };

  test('covers all fields in the order and the spelling of Go, and leaves out what is empty', () => {
    const more = {
      alias: 'l',
      'import-values': [{ parent: 'p', child: 'c', b: 1, z: null, a: '\u2028' }, 'data'],
      enabled: true,
      tags: ['x', 'y>z'],
      condition: 'a.b,c & d',
    };
    const here = { alias: null, enabled: false, tags: [], condition: '', version: '1.0.0', name: 'here' };
    expect(hashDependencies([{ ...more, ...lib }, here], [locked, { name: 'here', repository: '', version: '1.0.0' }])).toBe(
      'sha256:708c91c7e11f8f8724ab987ac295c058cc4555fb784ec71a5ac162f6fc7a1770',
    );
  });

  test.each([
    ['@real', 'http://127.0.0.1:18081', '4eb63e75e6016b78f96008198dbd887a17f7de9bd1687e4a2719831f13000423'],
    ['alias:real', 'http://127.0.0.1:18081', '4eb63e75e6016b78f96008198dbd887a17f7de9bd1687e4a2719831f13000423'],
  ])('takes the URL of the lock for the name %j that only one machine knows', (repository, url, digest) => {
    const cilium = { name: 'cilium', version: '1.17.4' };
    expect(hashDependencies([{ ...cilium, repository }], [{ ...cilium, repository: url }])).toBe(`sha256:${digest}`);
  });

  test('takes no URL for a repository that has an @ elsewhere', () => {
    const asked = { ...lib, repository: 'file://../l@b' };
    expect(hashDependencies([asked], [locked])).not.toBe(hashDependencies([lib], [locked]));
  });

  test('takes what is not a dependency for one without fields', () => {
    expect(hashDependencies(['lib', null, 3], [])).toBe(hashDependencies([{}, {}, {}], []));
  });
});
