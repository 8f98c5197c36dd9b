/** Imports of packages that nothing here makes them call, by who imports it; `name` is what it imports of it, if by name. */
const UNUSED = [
  // Subcommands that are programs of their own.
  { by: 'commander', id: 'node:child_process' },
  // Old character sets, in what is received.
  { by: 'minipass-fetch', id: 'encoding' },
  // XML, and the list of licences: an SBOM here is JSON and names none.
  ...['./xml', './xmlBaseSerializer', './xmlSerializer.node', '../../spdx'].map((id) => ({ by: '@cyclonedx/cyclonedx-library', id })),
];

/** GitHub's identity tokens: only attest.js asks for one. */
const UNUSED_IN_ACTION = [
  { by: '@actions/core', id: '@actions/http-client', name: 'HttpClient' },
  { by: '@actions/core', id: '@actions/http-client/lib/auth', name: 'BearerCredentialHandler' },
];

const PREFIX = '\0stand-in:';

/** A rolldown plugin: leaves out parts of packages that are never called. */
export function standIns({ isAction = false } = {}) {
  const unused = isAction ? [...UNUSED, ...UNUSED_IN_ACTION] : UNUSED;
  return {
    name: 'stand-ins',
    resolveId(id, importer = '') {
      const found = unused.find((one) => one.id === id && importer.replaceAll('\\', '/').includes(`/node_modules/${one.by}/`));
      return found && `${PREFIX}${found.name ?? ''}`;
    },
    load(id) {
      if (!id.startsWith(PREFIX)) return null;
      const name = id.slice(PREFIX.length);
      return name === '' ? 'export {};' : `export const ${name} = undefined;`;
    },
  };
}
