import { describe, expect, test } from 'vitest';
import { isLatest } from '../../src/publish/github-list.ts';

describe("a release is to be GitHub's latest", () => {
  test.each<[name: string, others: readonly string[], expected: boolean]>([
    ['docker-scs-1-32-v2', [], true],
    ['docker-scs-1-32-v2', ['docker-scs-1-32-v1'], true],
    ['docker-scs-1-32-v2', ['docker-scs-1-32-v3'], false],
    // A newer minor is above a higher version, in any stack and any major.
    ['docker-scs-1-33-v1', ['docker-scs-1-32-v9', 'openstack-scs-1-32-v9'], true],
    ['docker-scs-1-32-v9', ['openstack-scs-1-33-v1'], false],
    ['docker-scs-2-0-v1', ['docker-scs-1-33-v1'], true],
    ['docker-scs-1-33-v1', ['docker-scs-2-0-v1'], false],
    // Versions of two stacks are not compared, by provider or by name.
    ['docker-scs-1-32-v1', ['openstack-scs-1-32-v9', 'docker-other-1-32-v9'], true],
    // Channels and foreign tags do not count.
    ['docker-scs-1-32-v1', ['docker-scs-1-33-v0-beta-100', 'docker-scs-1-32-v9-sha-abc1234', 'something'], true],
    ['docker-scs-1-33-v0-beta-100', [], false],
    ['something', [], false],
  ])('%s beside %j: %j', (name, others, expected) => expect(isLatest(name, others)).toBe(expected));
});
