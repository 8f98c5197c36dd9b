import { userInfo } from 'node:os';
import { afterEach, expect, test, vi } from 'vitest';
import { findHome } from '../src/home.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

test.each([
  ['/home/ann', '/home/ann'],
  ['', userInfo().homedir],
  ['.', userInfo().homedir],
  ['stacks/home', userInfo().homedir],
])('with HOME=%j it is %s', (value, home) => {
  vi.stubEnv('HOME', value);
  expect(findHome()).toBe(home);
});
