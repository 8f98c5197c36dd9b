export { openFake, runRelease } from './publisher.ts';
export { type FakeGitHub, type FakeGitHubOptions, SLUG, startGitHub } from './server.ts';
export { addAsset, addRelease, describeVisible, digestOf, HEAD, PARENT } from './state.ts';
export { summarise, useGitHub } from './use.ts';
