import { expect, test } from 'vitest';
import type { Fetch } from '../../src/http/index.ts';
import { describeVisible, openFake, runRelease, useGitHub } from '../support/github/index.ts';
import { buildContent } from '../support/release-builder.ts';

const ROUNDS = 12;
const start = useGitHub();

const pause = () => new Promise<void>((resolve) => setTimeout(resolve, Math.random() * 4));

/** Requests that overtake each other. */
const slow: Fetch = async (url, init) => {
  await pause();
  const response = await fetch(url, init);
  await pause();
  return response;
};

test.each([
  ['the same content', 2],
  ['the same content', 5],
  ['different content', 2],
  ['different content', 5],
])('%s, %i runs at once', async (kind, count) => {
  const contents = await Promise.all(
    Array.from({ length: count }, (_, index) =>
      buildContent('v1', { 'cluster-class/values.yaml': `x: ${kind === 'the same content' ? 0 : index}\n` }),
    ),
  );
  for (let round = 0; round < ROUNDS; round++) {
    const listLag = round % 4;
    const github = await start({ listLag, isImmutable: round % 2 === 0, withDigests: round % 3 !== 0 });
    const results = await Promise.all(
      contents.map((release) =>
        runRelease(openFake(github, { fetch: slow }).target, release).then(
          ({ result }) => result,
          (error: { readonly code: string }) => error.code,
        ),
      ),
    );
    const winner = contents[results.indexOf('published')];
    if (kind === 'different content') {
      expect(results.toSorted()).toEqual(['published', ...Array.from({ length: count - 1 }, () => 'release-conflict')]);
    } else expect(results.every((result) => result === 'published' || result === 'present')).toBe(true);
    expect(describeVisible(github.repository)).toMatchObject([
      { assets: winner?.assets.map(({ name, mediaType, digest }) => `${name} ${mediaType} true ${digest}`) },
    ]);
    // The lists catch up, and nothing is left.
    for (let list = 0; list <= listLag + 1; list++) await openFake(github).target.tidy();
    expect(github.repository.releases).toHaveLength(1);
  }
});
