// Writes openapi.json: the part of GitHub's own description of its API that the fake GitHub answers to.
// node extract-openapi.js api.github.com.json, the file of that name in the npm package @octokit/openapi (not a dependency: 394 MB)
import { readFileSync, writeFileSync } from 'node:fs';

const REPOSITORY = '/repos/{owner}/{repo}';
const OPERATIONS = {
  [REPOSITORY]: ['get'],
  [`${REPOSITORY}/git/commits/{commit_sha}`]: ['get'],
  [`${REPOSITORY}/git/ref/{ref}`]: ['get'],
  [`${REPOSITORY}/git/tags/{tag_sha}`]: ['get'],
  [`${REPOSITORY}/releases`]: ['get', 'post'],
  [`${REPOSITORY}/releases/generate-notes`]: ['post'],
  [`${REPOSITORY}/releases/tags/{tag}`]: ['get'],
  [`${REPOSITORY}/releases/{release_id}`]: ['get', 'patch', 'delete'],
  [`${REPOSITORY}/releases/{release_id}/assets`]: ['post'],
  [`${REPOSITORY}/releases/assets/{asset_id}`]: ['get'],
};

/** Keys that explain but do not constrain. */
const PROSE = ['description', 'example', 'examples', 'x-github', 'x-octokit', 'externalDocs', 'tags', 'summary', 'title'];

const source = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const components = {};

/** A copy without prose; what it refers to comes along. */
function copy(value, isMap = false) {
  if (Array.isArray(value)) return value.map((item) => copy(item));
  if (typeof value !== 'object' || value === null) return value;
  if (typeof value.$ref === 'string') include(value.$ref);
  const kept = Object.entries(value).filter(([key]) => isMap || !PROSE.includes(key));
  return Object.fromEntries(kept.map(([key, item]) => [key, copy(item, !isMap && key === 'properties')]));
}

function include(reference) {
  const [, , kind, name] = reference.split('/');
  components[kind] ??= {};
  if (name in components[kind]) return;
  components[kind][name] = {};
  components[kind][name] = copy(source.components[kind][name]);
}

const paths = Object.fromEntries(
  Object.entries(OPERATIONS).map(([path, methods]) => [
    path,
    Object.fromEntries(methods.map((method) => [method, copy(source.paths[path][method])])),
  ]),
);
const { openapi, info } = source;
const subset = { openapi, info: { title: info.title, version: info.version, license: info.license }, paths, components };
writeFileSync(new URL('openapi.json', import.meta.url), `${JSON.stringify(subset)}\n`);
