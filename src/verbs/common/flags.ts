import type { Flag } from './verb.ts';

/** Flags that several verbs have, by what they are about. */

export const STACKS = { name: '[stack...]', description: 'directories of stacks, or globs; without any, all below stacks/ and providers/' };

export const JSON_OUTPUT: Flag = { flags: '--json', description: 'print the result as JSON' };
export const OFFLINE: Flag = { flags: '--offline', description: 'use nothing that needs the network' };
export const KUBERNETES: Flag = { flags: '--kubernetes <minor>', description: 'only stacks of this Kubernetes minor, like 1.32' };
export const KNOWLEDGE: Flag = {
  flags: '--knowledge <file>',
  description: 'a file with newer or more knowledge than this version has; may be repeated',
  repeats: true,
};
export const MIRROR: Flag = {
  flags: '--mirror <from=to>',
  description: 'fetch charts of one repository from another; may be repeated',
  repeats: true,
};

/** How stacks are checked. */
export const CHECKING: readonly Flag[] = [
  KNOWLEDGE,
  MIRROR,
  { flags: '--no-vendor', description: 'leave the charts that addons depend on out of the release; clusters then fetch what they find' },
  { flags: '--require-helm', description: 'refuse stacks when there is no helm to render their charts' },
  { flags: '--today <date>', description: 'judge ages and waivers by this day, like 2026-11-23' },
];

/** Where releases go, and as whom. */
export const TARGETS: readonly Flag[] = [
  { flags: '-t, --target <url>', description: 'where to publish: oci://host/repository or oci-layout:DIR; may be repeated', repeats: true },
  { flags: '--allow-dirty', description: 'publish elsewhere what no commit has, and say so in the release' },
  { flags: '--verify <boolean>', description: 'read back what was published (default: true)', choices: ['true', 'false'] },
  { flags: '-o, --output <dir>', description: 'where release directories are', default: '.release' },
  {
    flags: '-u, --username <name>',
    description: 'user name for the target’s registry (default: OCI_USERNAME, or what docker login stored)',
  },
  { flags: '--password-stdin', description: 'read the password for --username from standard input' },
];

/** What `plan`, `build` and `release` share. */
export const RELEASING: readonly Flag[] = [
  JSON_OUTPUT,
  OFFLINE,
  KUBERNETES,
  ...CHECKING,
  ...TARGETS,
  { flags: '--source <url>', description: 'where earlier releases are read from (default: the first target)' },
  {
    flags: '-m, --mode <mode>',
    description: 'how the version is found (default: stable)',
    choices: ['stable', 'hash', 'custom'],
  },
  { flags: '--channel <name>', description: 'number releases in a channel of their own, like beta: v0-beta.100, …' },
  { flags: '--cluster-stack-version <version>', description: 'version for mode custom, like v0-custom.7' },
  { flags: '--cluster-addon-version <version>', description: 'version of the addons in mode custom (default: the stack’s)' },
  { flags: '--node-image-version <version>', description: 'version of the node images in mode custom (default: the stack’s)' },
];
