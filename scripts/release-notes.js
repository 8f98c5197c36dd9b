// Prints what CHANGELOG.md says of a version: node scripts/release-notes.js v1.2.3
// Exit code 1 when the tag is not the package's version, or the changelog has nothing on it.
import { readFileSync } from 'node:fs';

const [tag = ''] = process.argv.slice(2);
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
if (tag !== `v${version}`) fail(`the tag is ${tag || 'not given'}, and package.json has version ${version}`);

const sections = readFileSync('CHANGELOG.md', 'utf8').split(/^## /m);
const section = sections.find((text) => text.split(/\s/, 1)[0] === version);
const notes = section?.slice(section.indexOf('\n')).trim();
if (!notes) fail(`CHANGELOG.md has nothing under "## ${version}"`);
console.log(notes);

function fail(message) {
  console.error(message);
  process.exit(1);
}
